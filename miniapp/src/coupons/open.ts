import Taro from '@tarojs/taro'
import { wantedCategory } from '../catalog/categories'
import type { Grant, WalletTab } from './types'

/** 领券中心 */
export const openCentre = (): void => void Taro.navigateTo({ url: '/pages/coupon/centre/index' })
/** 我的券 */
export const openWallet = (tab?: WalletTab): void =>
  void Taro.navigateTo({ url: `/pages/coupon/wallet/index${tab ? `?tab=${tab}` : ''}` })
/** One coupon with the code to show in the shop. */
export const openCode = (grantId: string): void =>
  void Taro.navigateTo({ url: `/pages/coupon/code/index?id=${grantId}` })

/** To the goods: the coupon is chosen at checkout by itself. */
export const goShopping = (): void => {
  wantedCategory.set(undefined)
  void Taro.switchTab({ url: '/pages/category/index' })
}

/** Where a coupon is used: shown in the shop, or on goods ordered here. */
export const goUse = ({ id, channels }: Pick<Grant, 'id' | 'channels'>): void =>
  channels.includes('online') ? goShopping() : openCode(id)
