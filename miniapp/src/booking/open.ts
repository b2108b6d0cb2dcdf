import Taro from '@tarojs/taro'

/** 预约到店: of a store and a service where they are known. */
export const bookUrl = (storeId?: string, serviceId?: string): string => {
  const query = [storeId && `storeId=${storeId}`, serviceId && `serviceId=${serviceId}`].filter(Boolean)
  return `/pages/booking/book/index${query.length > 0 ? `?${query.join('&')}` : ''}`
}
export const openBook = (storeId?: string, serviceId?: string): void =>
  void Taro.navigateTo({ url: bookUrl(storeId, serviceId) })
/** 改约: another time of the same service. */
export const openMove = (id: string): void =>
  void Taro.navigateTo({ url: `/pages/booking/book/index?move=${id}` })
export const appointmentUrl = (id: string): string => `/pages/booking/detail/index?id=${id}`
export const openAppointment = (id: string): void => void Taro.navigateTo({ url: appointmentUrl(id) })
/** 我的预约 */
export const openAppointments = (): void => void Taro.navigateTo({ url: '/pages/booking/list/index' })
