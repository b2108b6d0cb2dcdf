import type { z } from 'zod'
import type { chainPhase, listState } from './chains.contract'

export type ListState = z.infer<typeof listState>
export type ChainPhase = z.infer<typeof chainPhase>

/** Every change of state a list may make. */
export const listTransitions: Readonly<Record<ListState, readonly ListState[]>> = {
  open: ['closing', 'calledOff'],
  closing: ['closed', 'calledOff'],
  closed: [],
  calledOff: [],
}
export const listMayBecome = (from: ListState, to: ListState): boolean => listTransitions[from].includes(to)

/** Whether its pieces lie in the store where they are collected: then nothing is brought. */
export const isDirect = ({ sourceId, storeId }: { sourceId: string; storeId: string }): boolean =>
  sourceId === storeId

/** How long after its end a payment under way is waited for; what is not paid by then is closed. */
export const LAST_PAYMENT_MS = 90_000

/** How long an order may stay unpaid: no longer than its chain runs, but long enough to pay. */
export const chainPayBy = (at: Date, payMs: number, until: Date): Date =>
  new Date(Math.max(Math.min(at.getTime() + payMs, until.getTime()), at.getTime() + LAST_PAYMENT_MS))

/** When the last payment of a chain may come. */
export const lastChainPayment = (until: Date): Date => new Date(until.getTime() + LAST_PAYMENT_MS)

/** A chain has one delivery: of its own name. */
export const deliveryIdOf = (chainId: string): string => chainId.replace(/^chn_/, 'tra_')

/** Names the hold of a chain's pieces of a SKU, from the source's shelf to the store's. */
export const shareKeyOf = (chainId: string, skuId: string): string => `${chainId}/${skuId}`

interface Standing {
  /** By the clock. */
  status: 'draft' | 'scheduled' | 'live' | 'paused' | 'ended'
  list?: { state: ListState; people: number; isDirect: boolean }
  /** Status of its delivery. */
  delivery?: string
}

/** Where a chain stands for whoever looks at it. */
export function chainPhaseOf({ status, list, delivery }: Standing): ChainPhase {
  if (status === 'draft') return 'draft'
  if (list?.state === 'calledOff') return 'calledOff'
  if (list?.state === 'closed') {
    if (list.people === 0 || delivery === 'cancelled') return 'over'
    if (list.isDirect || delivery === 'received') return 'ready'
    return delivery === 'shipped' ? 'onTheWay' : 'preparing'
  }
  if (list?.state === 'closing' || status === 'ended') return 'closing'
  if (status === 'paused') return 'paused'
  return status === 'live' ? 'open' : 'coming'
}

const phaseWords: Readonly<Record<ChainPhase, string>> = {
  draft: '草稿',
  coming: '即将开始',
  open: '接龙中',
  paused: '暂停接龙',
  closing: '截单中',
  preparing: '备货中',
  onTheWay: '在路上',
  ready: '已到店',
  calledOff: '已取消',
  over: '已结束',
}
/** The phase in the shop's words; open without pieces left it is 已接满. */
export const chainPhaseText = (phase: ChainPhase, left: number): string =>
  phase === 'open' && left <= 0 ? '已接满' : phaseWords[phase]

/** A name as people outside see it: its first sign. */
export const maskedName = (name: string): string => `${[...name][0] ?? '友'}**`

interface Named {
  name: string
  optionText: string
  quantity: number
}
/** What somebody takes, in words: `崇明蟹（两只装）×2、阳澄湖蟹 ×1`. */
export const linesText = (lines: readonly Named[]): string =>
  lines
    .map(({ name, optionText, quantity }) => `${name}${optionText ? `（${optionText}）` : ''}×${quantity}`)
    .join('、')

interface Copied {
  title: string
  goods: readonly { name: string; optionText: string; chainPrice: number }[]
  /** e.g. `11月25日 20:00` */
  until: string
  arrives: string
  storeName: string
  entries: readonly { no: number; name: string; text: string }[]
}
const yuan = (fen: number): string => (fen % 100 ? (fen / 100).toFixed(2) : String(fen / 100))

/** The chain as a text for the group: its goods and terms, and who is on the list by number. */
export function groupText({ title, goods, until, arrives, storeName, entries }: Copied): string {
  const priced = goods.map(
    (it) => `· ${it.name}${it.optionText ? `（${it.optionText}）` : ''} ¥${yuan(it.chainPrice)}`,
  )
  const listed = [...entries].sort((a, b) => a.no - b.no).map((it) => `${it.no}. ${it.name} ${it.text}`)
  return [
    `#接龙 ${title}`,
    ...priced,
    `${until} 截单，${arrives} 起到${storeName}凭码自提`,
    '',
    ...(listed.length ? listed : ['还没有人接龙，快来排第一个']),
  ].join('\n')
}

interface Terms {
  lines: readonly { skuId: string; quota: number }[]
  perMember: number
  from: string
  until: string
  arrivesAt: string
}

/** What is wrong with a chain as it stands, in the shop's words; undefined when nothing is. */
export function chainProblem({ lines, from, until, arrivesAt }: Terms): string | undefined {
  if (Date.parse(from) >= Date.parse(until)) return '截单要晚于开始'
  if (Date.parse(arrivesAt) < Date.parse(until)) return '到店时间要晚于截单'
  if (new Set(lines.map((it) => it.skuId)).size !== lines.length) return '同一件商品选了两次'
  if (lines.reduce((sum, it) => sum + it.quota, 0) > MOST_PIECES) return `一个接龙最多 ${MOST_PIECES} 份`
  return undefined
}
/** More is a campaign of its own: the list of a chain is one document. */
export const MOST_PIECES = 2000

/** The least part of the common price, in percent, that staff of a store may ask for in a chain. */
const LEAST_PERCENT = { guide: 70, manager: 50 } as const

/** Whether somebody in a store may offer a piece at this price. */
export const mayOffer = (kind: keyof typeof LEAST_PERCENT, chainPrice: number, price: number): boolean =>
  chainPrice * 100 >= price * LEAST_PERCENT[kind]
