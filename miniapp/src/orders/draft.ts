import Taro from '@tarojs/taro'
import type { Wanted } from './types'

const KEY = 'checkout'

/** What goes to the checkout: lines, and how the shopper was going to get them. */
export interface Draft {
  lines: Wanted['lines']
  way: Wanted['way']
  storeId?: string | undefined
}

/** Kept on the phone, so that a checkout page that is loaded again still knows it. */
export const openCheckout = (draft: Draft): void => {
  Taro.setStorageSync(KEY, draft)
  void Taro.navigateTo({ url: '/pages/order/checkout/index' })
}

export const checkoutDraft = (): Draft | undefined => Taro.getStorageSync<Draft | ''>(KEY) || undefined
