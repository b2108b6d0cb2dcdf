import Taro from '@tarojs/taro'

/** The page on which the deposit of an offer is paid. */
export const openDeposit = (presaleId: string, quantity: number): void =>
  void Taro.navigateTo({ url: `/pages/order/presale/index?id=${presaleId}&n=${quantity}` })
