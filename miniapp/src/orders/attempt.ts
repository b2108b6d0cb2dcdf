import Taro from '@tarojs/taro'
import { isDelivery } from './words'
import type { Wanted } from './types'

const KEY = 'orderAttempt'
interface Attempt {
  /** What is ordered, as text: the same wish has the same. */
  wish: string
  key: string
}

const wishOf = (
  { lines, way, storeId, addressId, transferFrom, couponIds }: Wanted,
  remark: string,
): string =>
  JSON.stringify([
    lines.map((it) => `${it.skuId}*${it.quantity}`).sort(),
    way,
    isDelivery(way) ? addressId : storeId,
    transferFrom,
    remark,
    [...(couponIds ?? [])].sort(),
  ])

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** 20 letters and digits: enough that two phones never meet, without the crypto a mini-program lacks. */
export const randomKey = (): string =>
  Array.from({ length: 20 }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]).join('')

/**
 * The key to order this wish with. It stays the same until attemptDone(), over a restart of the phone as well, so that
 * a second tap or a retry after a lost answer is the same order; another wish gets another key.
 */
export const attemptKey = (wanted: Wanted, remark: string): string => {
  const wish = wishOf(wanted, remark)
  const kept = Taro.getStorageSync<Attempt | ''>(KEY)
  if (kept && kept.wish === wish) return kept.key
  const key = randomKey()
  Taro.setStorageSync(KEY, { wish, key } satisfies Attempt)
  return key
}

/** The order is there (or its key belongs to another one): the next one is a new one. */
export const attemptDone = (): void => Taro.removeStorageSync(KEY)
