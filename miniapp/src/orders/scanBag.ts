import Taro from '@tarojs/taro'
import type { Wanted } from './types'

type Lines = Wanted['lines']
const MOST = 99

const nameOf = (storeId: string): string => `scanBag:${storeId}`

/** What was scanned in a shop and is not paid yet (OR-7): kept on the phone, for each shop by itself. */
export const scannedIn = (storeId: string): Lines => Taro.getStorageSync<Lines | ''>(nameOf(storeId)) || []

export const keepScanned = (storeId: string, lines: Lines): void =>
  lines.length > 0 ? Taro.setStorageSync(nameOf(storeId), lines) : Taro.removeStorageSync(nameOf(storeId))

/** One piece more of what was scanned, the last scanned first. */
export const withScanned = (lines: Lines, skuId: string): Lines => {
  const before = lines.find((it) => it.skuId === skuId)?.quantity ?? 0
  return [{ skuId, quantity: Math.min(MOST, before + 1) }, ...lines.filter((it) => it.skuId !== skuId)]
}
