import type { Wx, WxCall, WxOptions, WxWork } from './types'

const SCREEN = {
  SDKVersion: '3.5.0',
  platform: 'ios',
  system: 'iOS 17',
  windowWidth: 375,
  windowHeight: 812,
  screenWidth: 375,
  screenHeight: 812,
  pixelRatio: 3,
  statusBarHeight: 44,
  language: 'zh_CN',
  version: '8.0.50',
  safeArea: { top: 44, bottom: 778, left: 0, right: 375, width: 375, height: 734 },
}
const CAPSULE = { width: 87, height: 32, top: 48, right: 368, bottom: 80, left: 281 }

const ASYNC =
  `request uploadFile downloadFile login checkSession getLocation chooseLocation openLocation scanCode showToast
  hideToast showLoading hideLoading showModal showActionSheet setNavigationBarTitle setNavigationBarColor showTabBar
  hideTabBar setTabBarBadge startPullDownRefresh stopPullDownRefresh pageScrollTo requestPayment
  requestSubscribeMessage getSetting openSetting authorize setClipboardData getClipboardData makePhoneCall
  previewImage chooseMedia chooseImage getImageInfo getNetworkType showShareMenu hideShareMenu vibrateShort setStorage
  getStorage removeStorage hideKeyboard getScreenBrightness setScreenBrightness`.split(/\s+/)
const LISTENERS =
  `onNetworkStatusChange offNetworkStatusChange onPageNotFound onUnhandledRejection onError onAppShow onAppHide
  onKeyboardHeightChange onLocationChange offLocationChange onThemeChange onMemoryWarning`.split(/\s+/)

/** A function in WeChat's style: callbacks with errMsg `name:ok` or `name:fail …`, and a task that can be aborted. */
const wxFunction =
  (name: string, work: WxWork, calls: WxCall[]) =>
  (options: WxOptions = {}) => {
    const plain = Object.fromEntries(Object.entries(options).filter(([, it]) => typeof it !== 'function'))
    calls.push({ name, options: plain })
    let aborted = false
    const finish = (callback: ((it: unknown) => void) | undefined, answer: object): void => {
      if (aborted) return
      callback?.(answer)
      options.complete?.(answer)
    }
    void Promise.resolve()
      .then(() => work(options))
      .then(
        (it) => finish(options.success, { errMsg: `${name}:ok`, ...(it as object) }),
        (error: { errMsg?: string; message?: string }) =>
          finish(options.fail, { errMsg: `${name}:fail ${error?.errMsg ?? error?.message ?? 'unknown'}` }),
      )
    return {
      abort: () => (aborted = true),
      onHeadersReceived: () => {},
      offHeadersReceived: () => {},
      onProgressUpdate: () => {},
    }
  }

export interface Navigation {
  firstPage: string
  open: (kind: 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab', url: string) => void
  back: () => void
}

/**
 * The `wx` of one phone: storage, screen, navigation and every function Taro wraps. All are own keys, because Taro
 * walks Object.keys(wx) when it makes promises of them; `works` replaces what a function does.
 */
export const createWx = (works: Record<string, WxWork>, nav: Navigation, calls: WxCall[]): Wx => {
  const storage = new Map<string, unknown>()
  const wx: Wx = {
    canIUse: () => true,
    getSystemInfoSync: () => SCREEN,
    getWindowInfo: () => SCREEN,
    getDeviceInfo: () => SCREEN,
    getAppBaseInfo: () => SCREEN,
    getMenuButtonBoundingClientRect: () => CAPSULE,
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
    removeStorageSync: (key: string) => void storage.delete(key),
    getLaunchOptionsSync: () => ({ path: nav.firstPage, query: {}, scene: 1001 }),
    getEnterOptionsSync: () => ({ path: nav.firstPage, query: {}, scene: 1001 }),
    nextTick: (work: () => void) => setTimeout(work, 0),
    navigateBack: wxFunction('navigateBack', nav.back, calls),
  }
  for (const kind of ['navigateTo', 'redirectTo', 'reLaunch', 'switchTab'] as const)
    wx[kind] = wxFunction(kind, (options) => nav.open(kind, String(options.url)), calls)
  for (const name of new Set([...ASYNC, ...Object.keys(works)]))
    wx[name] ??= wxFunction(name, works[name] ?? (() => ({})), calls)
  for (const name of LISTENERS) wx[name] = () => {}
  return wx
}
