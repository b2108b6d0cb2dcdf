/*
 * window.wx of the shopper's phone. The mini-program's H5 adapter is written against this surface; names, options and
 * errMsg are those of the real client. Every function takes { …options, success, fail, complete }; without callbacks
 * it returns a promise that rejects with { errMsg }.
 *
 *   login()                → { code, errMsg: 'login:ok' }            code for code2Session, one use, 5 minutes
 *   checkSession()         → { errMsg }
 *   getPhoneNumber()       → { code, errMsg: 'getPhoneNumber:ok' }   after a consent sheet; refused:
 *                            'getPhoneNumber:fail user deny'. Stands for <button open-type="getPhoneNumber">,
 *                            whose e.detail is this result
 *   getLocation({ type })  → { latitude, longitude, accuracy }       GCJ-02 only: type 'gcj02' must be given, as
 *                            'wgs84' (the platform's default) would need converting; denied: 'getLocation:fail auth deny'
 *   getSetting()           → { authSetting: { 'scope.userLocation': boolean } }
 *   scanCode()             → { result, path?, scanType, charSet }    path for mini-program codes; 'scanCode:fail cancel'
 *   openLocation({ latitude, longitude, name, address })             map sheet
 *   makePhoneCall({ phoneNumber })                                   call sheet; 'makePhoneCall:fail cancel'
 *   setClipboardData({ data }), showModal-like UI stays Taro's own
 *   getMenuButtonBoundingClientRect() → { top, left, right, bottom, width, height } in CSS px (synchronous); a framed
 *                            page that calls this or getWindowInfo is drawn under status bar and capsule, else below
 *   setNavigationBarColor({ frontColor }) '#ffffff' or '#000000': status bar and capsule over the page
 *   getWindowInfo()        → { statusBarHeight, windowWidth, windowHeight, pixelRatio, safeArea } (synchronous)
 *   getAccountInfoSync()   → { miniProgram: { appId, envVersion } }
 *   getLaunchOptionsSync() → { path, query, scene }   from ?page=…&scene=… of a scanned code; scene 1047 then, else 1001
 *   requestPayment({ timeStamp, nonceStr, package, signType: 'RSA', paySign })   pay sheet; 'requestPayment:fail cancel';
 *                            other failures carry WeChat's words. Success is no proof of payment
 *   requestSubscribeMessage({ tmplIds }) → { [tmplId]: 'accept' | 'reject' | 'ban' }   at most 5; an accept is one message
 */
const installWx = () => {
  const framed = window.parent !== window
  const api =
    (name, work) =>
    (options = {}) => {
      const result = Promise.resolve()
        .then(() => work(options))
        .then((value) => ({ ...value, errMsg: `${name}:ok` }))
        .catch((reason) => {
          throw { errMsg: `${name}:fail ${typeof reason === 'string' ? reason : 'system error'}` }
        })
      if (!options.success && !options.fail && !options.complete) return result
      result.then(
        (value) => (options.success?.(value), options.complete?.(value)),
        (error) => (options.fail?.(error), options.complete?.(error)),
      )
      return undefined
    }
  const askOr = async (path) => {
    const answer = await ask(path)
    if (answer.fail) throw answer.fail
    return answer
  }
  let asked = false
  /** Height of the phone's status bar over the page; asking for it makes the frame draw the page under it. */
  const statusBar = () => {
    if (!framed) return 0
    if (!asked) window.parent.postMessage({ sandbox: 'immersive' }, '*')
    asked = true
    return 44
  }
  const launch = new URLSearchParams(location.search)

  window.wx = {
    login: api('login', () => askOr('login')),
    checkSession: api('checkSession', () => ({})),
    getPhoneNumber: api('getPhoneNumber', async () => {
      const { phone } = await askOr('person')
      const allowed = await sheet({
        title: '申请获取你的手机号',
        text: '用于确认会员身份和取货通知',
        rows: [{ label: phone, note: '微信绑定号码', value: true }],
        actions: [
          { label: '不允许', value: false },
          { label: '允许', main: true, value: true },
        ],
      })
      await note(allowed ? '允许手机号' : '不允许手机号')
      if (!allowed) throw 'user deny'
      return askOr('phone')
    }),
    getLocation: api('getLocation', async ({ type = 'wgs84' }) => {
      const { position, locationDenied } = await askOr('person')
      if (locationDenied) {
        await note('getLocation:fail auth deny')
        throw 'auth deny'
      }
      if (type !== 'gcj02') throw 'sandbox knows gcj02 only'
      const [longitude, latitude] = position
      return {
        latitude,
        longitude,
        accuracy: 30,
        horizontalAccuracy: 30,
        verticalAccuracy: 0,
        speed: -1,
        altitude: 0,
      }
    }),
    getSetting: api('getSetting', async () => {
      const { locationDenied } = await askOr('person')
      return { authSetting: { 'scope.userLocation': !locationDenied } }
    }),
    scanCode: api('scanCode', async () => {
      const result = await scanSheet()
      if (result === undefined) throw 'cancel'
      await note(`扫码 ${result}`)
      const query = URL.canParse(result) ? new URL(result).searchParams : undefined
      if (!query?.has('scene')) return { result, scanType: 'QR_CODE', charSet: 'utf-8' }
      const path = `${query.get('page')}?scene=${encodeURIComponent(query.get('scene'))}`
      return { result, path, scanType: 'WX_CODE', charSet: 'utf-8' }
    }),
    requestPayment: api('requestPayment', paySheet),
    requestSubscribeMessage: api('requestSubscribeMessage', subscribeSheet),
    openLocation: api('openLocation', async ({ latitude, longitude, name = '', address = '' }) => {
      if (typeof latitude !== 'number' || typeof longitude !== 'number') throw 'invalid coordinate'
      await note(`打开地图 ${name}`)
      await sheet({
        title: name || '位置',
        text: address || `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`,
        map: true,
        actions: [{ label: '关闭' }, { label: '导航到这里', main: true }],
      })
      return {}
    }),
    makePhoneCall: api('makePhoneCall', async ({ phoneNumber }) => {
      const called = await sheet({
        title: `呼叫 ${phoneNumber}`,
        actions: [
          { label: '取消', value: false },
          { label: '呼叫', main: true, value: true },
        ],
      })
      if (!called) throw 'cancel'
      await note(`呼叫 ${phoneNumber}`)
      return {}
    }),
    setClipboardData: api('setClipboardData', async ({ data }) => {
      await navigator.clipboard?.writeText(data).catch(() => {})
      return {}
    }),
    setNavigationBarColor: api('setNavigationBarColor', ({ frontColor }) => {
      if (!['#ffffff', '#000000'].includes(frontColor)) throw 'invalid frontColor'
      if (framed) window.parent.postMessage({ sandbox: 'front', color: frontColor }, '*')
      return {}
    }),
    getMenuButtonBoundingClientRect() {
      const [width, height, top, right] = [87, 32, statusBar() + 4, window.innerWidth - 7]
      return { width, height, top, right, left: right - width, bottom: top + height }
    },
    getWindowInfo() {
      const { innerWidth: width, innerHeight: height, devicePixelRatio: pixelRatio } = window
      const statusBarHeight = statusBar()
      const safeArea = {
        left: 0,
        right: width,
        top: statusBarHeight,
        bottom: height,
        width,
        height: height - statusBarHeight,
      }
      const sizes = { windowWidth: width, windowHeight: height, screenWidth: width, screenHeight: height }
      return { pixelRatio, statusBarHeight, safeArea, ...sizes }
    },
    getAccountInfoSync: () => ({ miniProgram: { appId: config.appid, envVersion: 'develop', version: '' } }),
    getLaunchOptionsSync: () => ({
      path: launch.get('page') ?? '',
      query: launch.has('scene') ? { scene: encodeURIComponent(launch.get('scene')) } : {},
      scene: launch.has('scene') ? 1047 : 1001,
    }),
  }
}
if (config.role === 'person') installWx()
