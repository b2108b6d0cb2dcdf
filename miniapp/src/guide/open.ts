import Taro from '@tarojs/taro'

/** Where the chain's one code leads (GU-6b). */
export const openNearestGuide = (): void => void Taro.navigateTo({ url: '/pages/store/guide/index' })
