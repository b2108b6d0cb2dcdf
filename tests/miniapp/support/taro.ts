import { useEffect, useRef } from 'react'
import type { Outgoing } from '../../../miniapp/src/api/client'

interface Asked {
  method?: string
  url: string
  data?: unknown
}
export interface Card {
  title: string
  path: string
  imageUrl?: string
}
export interface Said {
  status: number
  body: unknown
}

const listeners = { show: new Set<() => void>(), hide: new Set<() => void>() }
const storage = new Map<string, unknown>()

/** What a test knows of and does to the phone that the pages run on. */
export const phone = {
  /** Parameters of the page. */
  params: {} as Record<string, string>,
  /** Pages gone to, `back` for one that was left. */
  went: [] as string[],
  toasts: [] as string[],
  /** What was copied. */
  copied: [] as string[],
  /** The card of the page, as WeChat asks for it. */
  card: (): Card => ({ title: '', path: '' }),
  /** Whether the shopper agrees when asked. */
  agrees: true,
  /** The server: an answer, or `offline`. */
  answer: (_: Outgoing): Said | 'offline' | Promise<Said | 'offline'> => ({ status: 404, body: {} }),
  storage,
  show: (): void => [...listeners.show].forEach((it) => it()),
  hide: (): void => [...listeners.hide].forEach((it) => it()),
  reset: (): void => {
    storage.clear()
    Object.assign(phone, { params: {}, went: [], toasts: [], copied: [], agrees: true })
  },
}

const useListener = (kind: 'show' | 'hide', work: () => void, atOnce: boolean): void => {
  const latest = useRef(work)
  latest.current = work
  useEffect(() => {
    const call = (): void => latest.current()
    listeners[kind].add(call)
    if (atOnce) call()
    return () => void listeners[kind].delete(call)
  }, [kind, atOnce])
}
const go = ({ url }: { url: string }): Promise<void> => {
  phone.went.push(url)
  return Promise.resolve()
}

/** Stands for `@tarojs/taro`: storage, navigation, words to the shopper, and requests answered by `phone.answer`. */
export const taro = {
  getStorageSync: (key: string): unknown => storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown): void => void storage.set(key, value),
  removeStorageSync: (key: string): void => void storage.delete(key),
  navigateTo: go,
  redirectTo: go,
  switchTab: go,
  navigateBack: () => go({ url: 'back' }),
  getCurrentPages: () => [],
  showToast: ({ title }: { title: string }): Promise<void> => {
    phone.toasts.push(title)
    return Promise.resolve()
  },
  showModal: () => Promise.resolve({ confirm: phone.agrees }),
  setClipboardData: ({ data }: { data: string }): Promise<void> => {
    phone.copied.push(data)
    return Promise.resolve()
  },
  request: async ({ method = 'GET', url, data }: Asked) => {
    const said = await phone.answer({
      method: method as Outgoing['method'],
      url,
      body: data,
      headers: {},
      timeoutMs: 0,
    })
    if (said === 'offline') throw { errMsg: 'request:fail' }
    return { statusCode: said.status, data: said.body, header: {} }
  },
}

export const taroModule = () => ({
  __esModule: true,
  default: taro,
  useRouter: () => ({ params: phone.params }),
  useDidShow: (work: () => void) => useListener('show', work, true),
  useDidHide: (work: () => void) => useListener('hide', work, false),
  useReachBottom: () => {},
  useShareAppMessage: (card: () => Card) => void (phone.card = card),
})

/** Stands for the platform: `works` says what the pay sheet does and what was asked of the phone. */
export const works = {
  pay: (): string => 'done',
  asked: [] as string[],
  bright: false,
  picture: null as string | null,
}
export const platformModule = () => ({
  __esModule: true,
  platform: {
    loginCode: () => Promise.resolve(null),
    pay: () => Promise.resolve(works.pay()),
    askMessages: (ids: string[]) => {
      works.asked = ids
      return Promise.resolve()
    },
    chrome: () => ({ status: 20, width: 375 }),
    canChooseSpot: () => false,
    canScan: () => false,
    scan: () => Promise.resolve(null),
    takePicture: () => Promise.resolve(works.picture),
    drawPicture: () => Promise.resolve('poster.png'),
    keepPicture: () => Promise.resolve(true),
    brighten: (on: boolean) => (works.bright = on),
    lightBar: () => {},
    callPhone: () => Promise.resolve(),
    openMap: () => Promise.resolve(true),
  },
})
