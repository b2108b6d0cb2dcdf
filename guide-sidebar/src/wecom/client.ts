import * as ww from '@wecom/jssdk'
import { call } from '../api/client'
import { WeComFailure, weComFailureOf } from './failure'

/** The SDK waits for ever for a client that does not answer; this is our limit per call, in ms. */
export const WECOM_LIMIT_MS = 5_000
/** Scanning waits for a person: its limit in ms. */
export const SCAN_LIMIT_MS = 120_000
/** Sending may ask the person to confirm: its limit in ms. */
export const SEND_LIMIT_MS = 60_000
const APIS = [
  'getContext',
  'getCurExternalContact',
  'getCurExternalChat',
  'openUserProfile',
  'scanQRCode',
  'sendChatMessage',
] as const

/** Whether this page runs inside the WeCom client, by its userAgent. */
export const isWeCom = (): boolean => ww.env.isWeCom

/** Settles like `work`, or rejects with kind `timeout`; every rejection becomes a WeComFailure. */
export const within = <T>(work: Promise<T>, limit = WECOM_LIMIT_MS): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new WeComFailure('timeout')), limit)
    work.then(resolve, (error: unknown) => reject(weComFailureOf(error))).finally(() => clearTimeout(timer))
  })

const signedUrl = (): string => window.location.href.split('#')[0] ?? ''
/** The address the client knows this page by. */
let registered: string | undefined

/**
 * Registers this page with the client. Both signatures belong to the address without its hash, so the sign-in's
 * `code` must be gone from it before. Throws ApiFailure (signatures) or WeComFailure (client).
 */
export const connect = async (): Promise<void> => {
  const url = signedUrl()
  const first = await call('GET /wecom/js-config', { query: { url } })
  const configFor = async (asked: string) =>
    asked === url ? first : call('GET /wecom/js-config', { query: { url: asked } })
  ww.register({
    corpId: first.corpId,
    agentId: first.agentId,
    jsApiList: [...APIS],
    getConfigSignature: async (asked) => (await configFor(asked)).config,
    getAgentConfigSignature: async (asked) => (await configFor(asked)).agentConfig,
  })
  await within<unknown>(ww.ensureConfigReady())
  registered = url
}

/** From where the sidebar was opened, e.g. `single_chat_tools`; see ww.EntryType. */
export const readEntry = async (): Promise<string> => (await within(ww.getContext())).entry

/** external_userid of the person in the open chat. */
export const readContact = async (): Promise<string> => {
  const { userId } = await within(ww.getCurExternalContact())
  if (!userId) throw new WeComFailure('noContact')
  return userId
}

/** chat_id of the open customer group. */
export const readChat = async (): Promise<string> => {
  const { chatId } = await within(ww.getCurExternalChat())
  if (!chatId) throw new WeComFailure('noContact')
  return chatId
}

/** Opens WeCom's own profile page of an external contact. */
export const openContactProfile = async (externalUserId: string): Promise<void> => {
  await within(ww.openUserProfile({ type: ww.OpenUserProfileType.external, userid: externalUserId }))
}

/** A page of the mini-program as a message: `page` ends in `.html` before its query, `imgUrl` is a picture's whole address. */
export interface MiniProgramCard {
  appid: string
  title: string
  page: string
  imgUrl: string
}

/** Puts a mini-program card into the open chat. Rejects with kind `cancelled` when the guide turns back. */
export const sendCard = async (miniprogram: MiniProgramCard): Promise<void> => {
  const sending = ww.sendChatMessage({ msgtype: 'miniprogram', miniprogram })
  await within(sending, SEND_LIMIT_MS)
}

/** Puts words into the open chat, as if the guide had typed them. Rejects with kind `cancelled` when the guide turns back. */
export const sendWords = async (content: string): Promise<void> => {
  await within(ww.sendChatMessage({ msgtype: 'text', text: { content } }), SEND_LIMIT_MS)
}

/** Opens WeCom's scanner and gives the text of the QR. Rejects with kind `cancelled` when the person turns back. */
export const scanCode = async (): Promise<string> => {
  if (registered !== signedUrl()) await connect()
  const scan = ww.scanQRCode({ needResult: true, scanType: [ww.ScanQRCodeType.qrCode] })
  const { resultStr } = await within(scan, SCAN_LIMIT_MS)
  if (!resultStr) throw new WeComFailure('other', 'scanQRCode:fail empty result')
  return resultStr
}
