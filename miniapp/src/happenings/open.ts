import Taro from '@tarojs/taro'

/** 活动: what is to come, or the shopper's own sign-ups. */
export const openEvents = (tab?: 'mine'): void =>
  void Taro.navigateTo({ url: `/pages/event/list/index${tab ? `?tab=${tab}` : ''}` })
export const openEvent = (id: string): void =>
  void Taro.navigateTo({ url: `/pages/event/detail/index?id=${id}` })
/** A sign-up with its code and the photos of it. */
export const openSignUp = (id: string): void =>
  void Taro.navigateTo({ url: `/pages/event/mine/index?id=${id}` })
