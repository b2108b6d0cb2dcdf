import Taro from '@tarojs/taro'

/** 邀好友得券: my code, who came, what I got (SO-4). */
export const openInvite = (): void => void Taro.navigateTo({ url: '/pages/friends/invite/index' })

/** Asks whether one is the friend a guide's code is shown for (ME-1). */
export const openLink = (code: string): void =>
  void Taro.navigateTo({ url: `/pages/friends/link/index?code=${code}` })
