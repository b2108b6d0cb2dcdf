type Method = (options: Record<string, unknown>) => void
type MethodName =
  | 'login'
  | 'getPhoneNumber'
  | 'getLocation'
  | 'chooseLocation'
  | 'scanCode'
  | 'openLocation'
  | 'makePhoneCall'
  | 'requestPayment'
  | 'requestSubscribeMessage'
  | 'setNavigationBarColor'
type WebviewWx = Partial<
  Record<MethodName, Method> & {
    getWindowInfo: () => { statusBarHeight: number }
    getMenuButtonBoundingClientRect: () => { top: number; height: number; left: number }
  }
>

/** The `wx` a WeChat webview gives its pages; undefined in a plain browser. */
export const webviewWx = (): WebviewWx | undefined => (window as unknown as { wx?: WebviewWx }).wx

/** One of its functions as a promise; rejects with WeChat's `{ errMsg }`. */
export const wxCall = <T>(name: MethodName, options: Record<string, unknown> = {}): Promise<T> =>
  new Promise((resolve, reject) => {
    const method = webviewWx()?.[name]
    if (!method) return reject({ errMsg: `${name}:fail not supported` })
    method({ ...options, success: resolve as (it: unknown) => void, fail: reject })
  })

export const isRefusal = (error: unknown): boolean =>
  /auth|deny|denied|cancel/i.test((error as { errMsg?: string })?.errMsg ?? '')
