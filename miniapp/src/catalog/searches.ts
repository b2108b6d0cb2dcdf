import Taro from '@tarojs/taro'

const KEY = 'searches'

/** What was searched on this phone, newest first; at most 10. */
export const searches = (): string[] => Taro.getStorageSync<string[] | ''>(KEY) || []

export const rememberSearch = (q: string): string[] => {
  const list = [q, ...searches().filter((it) => it !== q)].slice(0, 10)
  Taro.setStorageSync(KEY, list)
  return list
}

export const forgetSearches = (): string[] => {
  Taro.removeStorageSync(KEY)
  return []
}
