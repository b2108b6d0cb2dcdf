import Taro from '@tarojs/taro'
import { queryOf } from '../api/client'

/** 限时秒杀, at one session where one is named. */
export const openFlashSale = (sessionId?: string): void =>
  void Taro.navigateTo({ url: `/pages/flash/sale/index${sessionId ? `?session=${sessionId}` : ''}` })
/** Where one piece is asked for; may be opened before the session, to be ready. */
export const openFlashCheckout = (id: string, skuId: string): void =>
  void Taro.navigateTo({ url: `/pages/flash/checkout/index?${queryOf({ id, sku: skuId })}` })
