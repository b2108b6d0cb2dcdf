import Taro from '@tarojs/taro'
import { serverNow } from '../api/serverTime'

const KEY = 'arrival'
/** A friend's link counts for a week. */
const GOOD_MS = 7 * 86_400_000

/** Who handed on the page the shopper came by, and how. */
export interface Arrival {
  from?: string
  ch?: string
}

/** Remembers who a page was handed on by; a page opened without that changes nothing. */
export const arriveBy = ({ from, ch }: { from?: string | undefined; ch?: string | undefined }): void => {
  if (!from && !ch) return
  Taro.setStorageSync(KEY, { ...(from ? { from } : {}), ...(ch ? { ch } : {}), at: serverNow() })
}

/** Who the shopper came by, for a week after it; nothing known gives an empty answer. */
export const arrival = (): Arrival => {
  const kept = Taro.getStorageSync<(Arrival & { at: number }) | ''>(KEY)
  if (!kept || serverNow() - kept.at > GOOD_MS) return {}
  const { from, ch } = kept
  return { ...(from ? { from } : {}), ...(ch ? { ch } : {}) }
}
