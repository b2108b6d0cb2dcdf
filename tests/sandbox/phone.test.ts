import { createSign } from 'node:crypto'
import { JSDOM, type DOMWindow } from 'jsdom'
import { sandboxEnv } from '../../config/sandboxEnv'
import { APPID, buildSandbox, type Json, type TestSandbox } from './support'
import { pause } from '../support/pause'

const merchantKey = sandboxEnv({ sandboxUrl: '' }).WXPAY_PRIVATE_KEY ?? ''
const TEMPLATE = 'T'.repeat(43)
const OTHER = 'U'.repeat(43)

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await buildSandbox()
})
beforeEach(() => sandbox.post('/__sandbox/reset'))
afterAll(() => sandbox.stop())

type Wx = Record<string, (options: Json) => Promise<Json>>
async function openPhone(as = 'per_1') {
  const { window } = new JSDOM('', { url: sandbox.webviewUrl, runScripts: 'outside-only' })
  window.fetch = ((path: string, init: RequestInit) =>
    fetch(new URL(path, sandbox.webviewUrl), init)) as typeof window.fetch
  // jsdom has no constructed style sheets; the sheet's looks are not what is tried here.
  Object.assign(window, {
    CSSStyleSheet: class {
      replaceSync() {}
    },
  })
  window.eval(await (await fetch(`${sandbox.webviewUrl}/__webview/bridge.js?role=person&as=${as}`)).text())
  return { window, wx: (window as unknown as { wx: Wx }).wx }
}
/** The sheet over the page, once it is there. */
async function sheetOf(window: DOMWindow) {
  for (;;) {
    const root = window.document.querySelector('[data-testid=client-sheet]')?.shadowRoot
    if (root) return root
    await pause(5)
  }
}
async function tap(window: DOMWindow, label: string) {
  const root = await sheetOf(window)
  const button = [...root.querySelectorAll('button')].find(({ textContent }) => textContent === label)
  if (!button) throw new Error(`no button ${label}`)
  button.click()
}
const outcome = (work: Promise<Json> | undefined) =>
  Promise.resolve(work).then(
    (value) => value?.errMsg,
    (error: Json) => error.errMsg,
  )

/** An order of 400 yuan opened by the merchant, and what its page calls requestPayment with. */
function prepaid(person = 'per_1') {
  const order = sandbox.core.pay.payments.open({
    outTradeNo: 'ORDER-0001',
    openid: sandbox.core.people.person(person)?.openid ?? '',
    description: '茜红珐琅茶壶套装',
    attach: '',
    total: 40000,
    notifyUrl: 'http://127.0.0.1:1/',
    body: '',
    expiresAt: undefined,
    asked: undefined,
  })
  const pack = `prepay_id=${order.prepay.id}`
  const paySign = createSign('RSA-SHA256')
    .update(`${APPID}\n1700000000\nnonce\n${pack}\n`)
    .sign(merchantKey, 'base64')
  return {
    order,
    params: { timeStamp: '1700000000', nonceStr: 'nonce', package: pack, signType: 'RSA', paySign },
  }
}

describe('requestPayment (platform-apis 2.4, 5.4)', () => {
  it('shows what is paid to whom, and pays', async () => {
    const { window, wx } = await openPhone()
    const { order, params } = prepaid()
    const paid = outcome(wx.requestPayment?.(params))
    const { textContent } = await sheetOf(window)
    for (const words of ['拾禾生活', '¥400.00', '茜红珐琅茶壶套装', '零钱'])
      expect(textContent).toContain(words)
    await tap(window, '确认支付')
    expect(await paid).toBe('requestPayment:ok')
    expect(order.state).toBe('SUCCESS')
  })

  it('may be cancelled, by button or beside the sheet, and tried again', async () => {
    const { window, wx } = await openPhone()
    const { order, params } = prepaid()
    const first = outcome(wx.requestPayment?.(params))
    await tap(window, '取消')
    expect(await first).toBe('requestPayment:fail cancel')
    const second = outcome(wx.requestPayment?.(params))
    ;(await sheetOf(window)).querySelector<HTMLElement>('.veil')?.click()
    expect(await second).toBe('requestPayment:fail cancel')
    expect(order.state).toBe('NOTPAY')
  })

  it('is refused without the merchant’s signature, for another payer, or once it is closed', async () => {
    const { wx } = await openPhone()
    const { order, params } = prepaid()
    const told = (more: Json) => outcome(wx.requestPayment?.({ ...params, ...more }))
    expect(await told({ paySign: 'AAAA' })).toBe('requestPayment:fail 支付验证签名失败')
    expect(await told({ timeStamp: 1700000000 })).toContain('parameter.timeStamp should be String')
    expect(await told({ signType: 'MD5' })).toBe('requestPayment:fail 支付验证签名失败')
    const other = await openPhone('per_2')
    expect(await outcome(other.wx.requestPayment?.(params))).toContain('下单账号与支付账号不一致')
    order.state = 'CLOSED'
    expect(await told({})).toBe('requestPayment:fail 订单已支付或已关闭')
  })

  it('may tell of a failure although it paid', async () => {
    await sandbox.post('/__sandbox/pay/settings', { doubt: 1 })
    const { window, wx } = await openPhone()
    const { order, params } = prepaid()
    const told = outcome(wx.requestPayment?.(params))
    await tap(window, '确认支付')
    expect([await told, order.state]).toEqual(['requestPayment:fail 网络异常', 'SUCCESS'])
  })
})

describe('requestSubscribeMessage (platform-apis 1.6)', () => {
  const credits = (templateId: string) =>
    sandbox.core.notices.consentOf(sandbox.core.people.person('per_1')?.openid ?? '', templateId).credits

  it('calls every template of the product by a name of its own', () => {
    const entries = (sandboxEnv({ sandboxUrl: '' }).WX_TEMPLATES ?? '').split(',')
    const titles = entries.map((it) => sandbox.core.notices.titleOf(it.split(':')[1] ?? ''))
    expect(titles).not.toContain('服务通知')
    expect(new Set(titles).size).toBe(entries.length)
  })

  it('counts one message for each accept', async () => {
    await sandbox.post('/__sandbox/subscribe', { templateId: TEMPLATE, title: '取货提醒' })
    const { window, wx } = await openPhone()
    for (let n = 0; n < 2; n += 1) {
      const asked = wx.requestSubscribeMessage?.({ tmplIds: [TEMPLATE, OTHER] })
      expect((await sheetOf(window)).textContent).toContain('取货提醒')
      await tap(window, '允许')
      expect(await asked).toEqual({
        [TEMPLATE]: 'accept',
        [OTHER]: 'accept',
        errMsg: 'requestSubscribeMessage:ok',
      })
    }
    expect([credits(TEMPLATE), credits(OTHER)]).toEqual([2, 2])
  })

  it('may be refused, for good or allowed for good, or banned', async () => {
    const { window, wx } = await openPhone()
    const refused = wx.requestSubscribeMessage?.({ tmplIds: [TEMPLATE] })
    await tap(window, '取消')
    expect(await refused).toMatchObject({ [TEMPLATE]: 'reject' })
    const always = wx.requestSubscribeMessage?.({ tmplIds: [TEMPLATE] })
    await tap(window, '允许，不再询问')
    expect(await always).toMatchObject({ [TEMPLATE]: 'accept' })
    expect(await wx.requestSubscribeMessage?.({ tmplIds: [TEMPLATE] })).toMatchObject({
      [TEMPLATE]: 'accept',
    })
    expect(credits(TEMPLATE)).toBe(2)
    await sandbox.post('/__sandbox/subscribe', { personId: 'per_1', templateId: TEMPLATE, ban: true })
    expect(await wx.requestSubscribeMessage?.({ tmplIds: [TEMPLATE] })).toMatchObject({ [TEMPLATE]: 'ban' })
  })

  it('takes at most five', async () => {
    const { wx } = await openPhone()
    const tmplIds = Array.from({ length: 6 }, () => TEMPLATE)
    expect(await outcome(wx.requestSubscribeMessage?.({ tmplIds }))).toBe(
      'requestSubscribeMessage:fail tmplIds length error',
    )
  })
})
