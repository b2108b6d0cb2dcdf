import { readFileSync } from 'node:fs'
import { JSDOM } from 'jsdom'
import { jsTicketSignature } from '../../server/kernel/platformCrypto'
import { CORP, buildSandbox, type Json, type TestSandbox } from './support'

const SDK = readFileSync(require.resolve('@wecom/jssdk/dist/wecom.global.prod.js'), 'utf8')
const APIS = ['getContext', 'getCurExternalContact', 'sendChatMessage', 'openUserProfile', 'scanQRCode']
type Result = Json & { errMsg?: string }
type Invoke = (name: string, params: Json, callback: (result: Result) => void) => void
type Sdk = Record<string, (params?: unknown) => Promise<Result>> & { env: { isWeCom: boolean } }

let sandbox: TestSandbox
let lastSignature = ''
beforeEach(async () => {
  sandbox = await buildSandbox()
  await sandbox.post('/__sandbox/window', { userid: 'zhoumin', personId: 'per_1' })
})
afterEach(() => sandbox.stop())

/** A page that outlives its sandbox hears nothing more. */
const closed = () => new Promise<Response>(() => undefined)

/** A page in the client's webview: the injected bridge, then the page's own scripts. */
async function openPage(path: string, role: 'guide' | 'person', as: string) {
  const origin = sandbox.webviewUrl
  const { window } = new JSDOM('', { url: `${origin}${path}`, runScripts: 'outside-only' })
  window.fetch = ((address: string, init: RequestInit) =>
    fetch(new URL(address, origin), init).catch(closed)) as typeof window.fetch
  const address = `${sandbox.webviewUrl}/__webview/bridge.js?role=${role}&as=${as}`
  window.eval(await (await fetch(address)).text())
  return window
}

/** The product's side of registering: tickets from the platform, signature over the page's address. */
async function openSidebar({ apis = APIS }: { apis?: string[] } = {}) {
  const window = await openPage('/sidebar/?as=zhoumin', 'guide', 'zhoumin')
  window.eval(SDK)
  const sdk = (window as unknown as { ww: Sdk }).ww
  const accessToken = await sandbox.wecomToken()
  const { ticket } = await sandbox.get(`/cgi-bin/ticket/get?access_token=${accessToken}&type=agent_config`)
  const sign = (asked: string) => {
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = jsTicketSignature({ ticket, nonceStr: 'n1', timestamp, url: asked })
    lastSignature = signature
    return { timestamp, nonceStr: 'n1', signature }
  }
  const registered = new Promise<string>((done) => {
    void sdk.register?.({
      corpId: CORP,
      agentId: '1000002',
      jsApiList: apis,
      getConfigSignature: sign,
      getAgentConfigSignature: sign,
      onAgentConfigSuccess: () => done('ok'),
      onAgentConfigFail: (result: Result) => done(String(result.errMsg)),
    })
  })
  return { window, sdk, registered: await registered }
}
const failure = (work: Promise<Result> | undefined) =>
  work?.then(
    () => 'ok',
    (error: Result) => error.errMsg,
  )

describe('the real @wecom/jssdk over the bridge', () => {
  it('takes the page for WeCom and registers', async () => {
    const { sdk, registered } = await openSidebar()
    expect(sdk.env.isWeCom).toBe(true)
    expect(registered).toBe('ok')
  })
  it('reads entry and customer of the open chat', async () => {
    const { sdk } = await openSidebar()
    expect(await sdk.getContext?.()).toMatchObject({ entry: 'single_chat_tools', errMsg: 'getContext:ok' })
    const externalUserId = sandbox.core.people.person('per_1')?.externalUserId
    expect(await sdk.getCurExternalContact?.()).toMatchObject({ userId: externalUserId })
  })
  it('sends a message that the phone shows, or is cancelled', async () => {
    const { sdk } = await openSidebar()
    const text = { msgtype: 'text', text: { content: '到货了' } }
    expect(await sdk.sendChatMessage?.(text)).toMatchObject({ errMsg: 'sendChatMessage:ok' })
    expect(sandbox.core.chats.last('zhoumin', 'per_1')).toMatchObject({ from: 'guide', text: '到货了' })
    await sandbox.post('/__sandbox/switches', { bridge: { onSend: 'cancel' } })
    expect(await failure(sdk.sendChatMessage?.(text))).toBe('sendChatMessage:cancel')
    const { messages } = await sandbox.get('/__sandbox/chat?userid=zhoumin&personId=per_1')
    expect(messages.filter(({ text: said }) => said === '到货了')).toHaveLength(1)
  })
  it('answers only APIs that the signature was verified for', async () => {
    const { sdk } = await openSidebar({ apis: ['getContext'] })
    expect(await failure(sdk.getContext?.())).toBe('ok')
    expect(await failure(sdk.getCurExternalContact?.())).toBe('getCurExternalContact:permission denied')
  })
  it('denies an API by switch and fails without a customer', async () => {
    const { sdk } = await openSidebar()
    await sandbox.post('/__sandbox/switches', { bridge: { denied: ['getCurExternalContact'] } })
    expect(await failure(sdk.getCurExternalContact?.())).toBe('getCurExternalContact:permission denied')
    await sandbox.post('/__sandbox/switches', { bridge: { denied: [], entry: 'normal' } })
    expect(await failure(sdk.getCurExternalContact?.())).toBe(
      'getCurExternalContact:fail without context of external contact',
    )
  })
})

describe('the bridge itself', () => {
  const invoke = (window: unknown, name: string, params: Json = {}) =>
    new Promise<Result>((done) => {
      ;(window as { WeixinJSBridge: { invoke: Invoke } }).WeixinJSBridge.invoke(name, params, done)
    })
  it('refuses calls that carry no verified signature or come from another address', async () => {
    const { window } = await openSidebar()
    const bare = await invoke(window, 'getCurExternalContact')
    expect(bare.err_msg).toBe('getCurExternalContact:no permission to execute')
    const verifySignature = lastSignature
    expect((await invoke(window, 'getCurExternalContact', { verifySignature })).err_msg).toBe(
      'getCurExternalContact:ok',
    )
  })
  it('fails to configure with a signature over another address', async () => {
    const accessToken = await sandbox.wecomToken()
    const { ticket } = await sandbox.get(`/cgi-bin/ticket/get?access_token=${accessToken}&type=agent_config`)
    const window = await openPage('/sidebar/', 'guide', 'zhoumin')
    const configure = (url: string) => {
      const timestamp = Math.floor(Date.now() / 1000)
      const signature = jsTicketSignature({ ticket, nonceStr: 'n1', timestamp, url })
      const claim = {
        corpid: CORP,
        agentid: '1000002',
        timestamp,
        nonceStr: 'n1',
        signature,
        jsApiList: APIS,
      }
      return invoke(window, 'agentConfig', claim)
    }
    expect((await configure('https://shop.example.com/')).err_msg).toBe('agentConfig:fail invalid signature')
    expect(await configure(window.location.href)).toMatchObject({
      err_msg: 'agentConfig:ok',
      checkResult: { sendChatMessage: true },
    })
  })
  it('forgets a verification when the address changes', async () => {
    const { window, sdk } = await openSidebar()
    expect(await failure(sdk.getContext?.())).toBe('ok')
    window.history.pushState({}, '', '/sidebar/other')
    const result = await invoke(window, 'getContext', { verifySignature: lastSignature })
    expect(result.err_msg).toBe('getContext:no permission to execute')
  })
  it('lacks APIs that the client’s version does not have, and unknown ones', async () => {
    await sandbox.post('/__sandbox/switches', { bridge: { version: '2.4.0' } })
    const window = await openPage('/sidebar/', 'guide', 'zhoumin')
    expect(window.navigator.userAgent).toContain('wxwork/2.4.0')
    expect((await invoke(window, 'getContext')).err_msg).toBe('getContext:function_not_exist')
    expect((await invoke(window, 'constructor')).err_msg).toBe('constructor:function_not_exist')
    expect(await invoke(window, 'checkJsApi', { jsApiList: ['closeWindow', 'fly'] })).toMatchObject({
      err_msg: 'checkJsApi:ok',
      checkResult: '{"closeWindow":true,"fly":false}',
    })
  })
  it('gives the guide no wx and the shopper no WeCom', async () => {
    const guide = await openPage('/console/', 'guide', 'zhoumin')
    expect(guide).not.toHaveProperty('wx')
    const person = await openPage('/', 'person', 'per_1')
    expect(person).not.toHaveProperty('WeixinJSBridge')
    expect(person.navigator.userAgent).not.toContain('wxwork')
  })
})

type Options = Json & { success?: (value: Json) => void; fail?: (error: Json) => void }
type Wx = Record<string, (options?: Options) => Promise<Json> | undefined>
const wxOf = (window: unknown) => (window as { wx: Wx }).wx

describe('window.wx', () => {
  it('signs in by a code for the person of this phone, by callback or promise', async () => {
    const wx = wxOf(await openPage('/', 'person', 'per_2'))
    const login = await new Promise<Json>((done) => wx.login?.({ success: done }))
    expect(login.errMsg).toBe('login:ok')
    expect((await sandbox.session(String(login.code))).openid).toBe(
      sandbox.core.people.person('per_2')?.openid,
    )
    expect(await wx.login?.()).toMatchObject({ code: expect.any(String) })
  })
  it('gives the position, or fails as a shopper who said no', async () => {
    const wx = wxOf(await openPage('/', 'person', 'per_1'))
    expect(await wx.getLocation?.({ type: 'gcj02' })).toMatchObject({
      longitude: 121.4453,
      latitude: 31.2231,
    })
    await sandbox.post('/__sandbox/person/per_1', { locationDenied: true })
    const refused = await new Promise<Json>((done) => wx.getLocation?.({ type: 'gcj02', fail: done }))
    expect(refused).toEqual({ errMsg: 'getLocation:fail auth deny' })
    expect(await wx.getSetting?.()).toMatchObject({ authSetting: { 'scope.userLocation': false } })
  })
  it('scans what is before the camera and knows mini-program codes', async () => {
    const wx = wxOf(await openPage('/', 'person', 'per_1'))
    await sandbox.post('/__sandbox/person/per_1/scan', { result: '6901234567892' })
    expect(await wx.scanCode?.()).toMatchObject({ result: '6901234567892', scanType: 'QR_CODE' })
    const code = `${sandbox.webviewUrl}/?scene=s%3DSH001&page=pages%2Fstore%2Findex`
    await sandbox.post('/__sandbox/person/per_1/scan', { result: code })
    expect(await wx.scanCode?.()).toMatchObject({
      path: 'pages/store/index?scene=s%3DSH001',
      scanType: 'WX_CODE',
    })
  })
  it('keeps the storage of two people apart on one origin', async () => {
    const one = await openPage('/', 'person', 'per_1')
    one.localStorage.setItem('token', 'a')
    const source = await (
      await fetch(`${sandbox.webviewUrl}/__webview/bridge.js?role=person&as=per_2`)
    ).text()
    expect(one.localStorage.getItem('token')).toBe('a')
    expect([...Object.keys(one.localStorage), one.localStorage.length]).toEqual(['token', 1])
    const plain = new JSDOM('', { url: sandbox.webviewUrl, runScripts: 'outside-only' }).window
    plain.localStorage.setItem('person:per_1:token', 'a')
    Object.assign(plain, { fetch: () => undefined })
    plain.eval(source)
    expect(plain.localStorage.getItem('token')).toBeNull()
    plain.localStorage.setItem('token', 'b')
    plain.localStorage.clear()
    expect(plain.localStorage).toHaveLength(0)
  })
})
