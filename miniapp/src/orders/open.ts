import Taro from '@tarojs/taro'
import type { ListTab } from './types'

export const openOrder = (id: string): void =>
  void Taro.navigateTo({ url: `/pages/order/detail/index?id=${id}` })
export const openPickup = (id: string): void =>
  void Taro.navigateTo({ url: `/pages/order/pickup/index?id=${id}` })
/** 扫码购 in a shop (OR-7). */
export const openScan = (storeId: string): void =>
  void Taro.navigateTo({ url: `/pages/order/scan/index?storeId=${storeId}` })
export const openOrders = (tab?: ListTab): void =>
  void Taro.navigateTo({ url: `/pages/order/list/index${tab ? `?tab=${tab}` : ''}` })
/** The address book; `pick` chooses one for the checkout. */
export const openAddresses = (pick?: boolean): void =>
  void Taro.navigateTo({ url: `/pages/order/addresses/index${pick ? '?pick=1' : ''}` })
export const editAddress = (id?: string): void =>
  void Taro.navigateTo({ url: `/pages/order/address/index${id ? `?id=${id}` : ''}` })
