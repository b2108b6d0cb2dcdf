import Taro from '@tarojs/taro'
import type { ProductCard } from './types'

const KEY = 'seenGoods'
export type SeenGood = Pick<ProductCard, 'id' | 'name' | 'image' | 'price' | 'skuId'>

/** Goods this phone looked at, newest first; at most 12, kept on the phone only. */
export const seenGoods = (): SeenGood[] => Taro.getStorageSync<SeenGood[] | ''>(KEY) || []

export const rememberSeen = (it: SeenGood): void =>
  Taro.setStorageSync(KEY, [it, ...seenGoods().filter(({ id }) => id !== it.id)].slice(0, 12))
