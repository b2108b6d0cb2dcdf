import { advanceClock, resetClock } from '../../server/kernel/clock'
import { JSAPI, MCHID, payCall, REFUNDS, seconds, type Signing } from './payCall'
import { APPID, buildSandbox, buildServer, type Json, type TestSandbox } from './support'
import { pause } from '../support/pause'

let sandbox: TestSandbox
let shop: Awaited<ReturnType<typeof buildServer>>
let openid: string
let arrived: number
let status: number
beforeAll(async () => {
  shop = await buildServer((req, res) => {
    arrived += 1
    req.resume()
    res.writeHead(status).end('{"code":"FAIL"}')
  })
  sandbox = await buildSandbox({ pay: { refundDelayMs: 1_000_000 } })
})
beforeEach(async () => {
  await sandbox.post('/__sandbox/reset')
  openid = sandbox.core.people.person('per_1')?.openid ?? ''
  arrived = 0
  status = 200
})
afterEach(resetClock)
afterAll(async () => {
  await sandbox.stop()
  await shop.stop()
})

const call = (method: string, target: string, body?: unknown, signing?: Signing) =>
  payCall(sandbox.url, method, target, body, signing)
const prepay = (more: Json = {}): Json => ({
  appid: APPID,
  mchid: MCHID,
  description: '茶壶',
  out_trade_no: 'ORDER-0001',
  notify_url: `${shop.url}/notify`,
  amount: { total: 100, currency: 'CNY' },
  payer: { openid },
  ...more,
})
const refund = (more: Json = {}): Json => ({
  out_trade_no: 'ORDER-0001',
  out_refund_no: 'REFUND-1',
  amount: { refund: 100, total: 100, currency: 'CNY' },
  ...more,
})
const pay = (outcome = 'success') => sandbox.post('/__sandbox/pay', { outTradeNo: 'ORDER-0001', outcome })

describe('the merchant’s signature', () => {
  it.each<[string, Signing, number, string]>([
    ['another scheme', { scheme: 'Bearer' }, 401, 'SIGN_ERROR'],
    ['an unknown merchant', { mchid: '1600000002' }, 400, 'MCH_NOT_EXISTS'],
    ['another certificate', { serial: 'AB' }, 401, 'SIGN_ERROR'],
    ['an old time', { timestamp: seconds() - 400 }, 401, 'SIGN_ERROR'],
    ['a time to come', { timestamp: seconds() + 400 }, 401, 'SIGN_ERROR'],
    ['no time', { timestamp: NaN }, 401, 'SIGN_ERROR'],
    ['another body', { signed: '{}' }, 401, 'SIGN_ERROR'],
  ])('is refused with %s', async (_, signing, code, reason) => {
    expect(await call('POST', JSAPI, prepay(), signing)).toMatchObject({
      status: code,
      body: { code: reason },
    })
  })

  it('that does not match is explained', async () => {
    const { body } = await call('POST', JSAPI, prepay(), { signed: '{}' })
    expect(body.detail).toMatchObject({
      detail: { issue: 'sign not match' },
      field: 'signature',
      sign_information: { method: 'POST', url: JSAPI, sign_message_length: expect.any(Number) },
    })
  })

  it('is judged by the time of this machine, not by the sandbox’s', async () => {
    await sandbox.advance(86_400)
    expect((await call('POST', JSAPI, prepay())).status).toBe(200)
    advanceClock(400_000)
    expect((await call('POST', JSAPI, prepay())).status).toBe(401)
  })

  it('is answered with the platform’s, also on a refusal and without a body', async () => {
    await call('POST', JSAPI, prepay())
    const answers = [
      await call('GET', '/v3/certificates'),
      await call('GET', `${REFUNDS}/NONE`),
      await call('POST', '/v3/pay/transactions/out-trade-no/ORDER-0001/close', { mchid: MCHID }),
    ]
    expect(answers.map(({ status: code }) => code)).toEqual([200, 404, 204])
    for (const { headers } of answers) {
      expect(headers.get('wechatpay-signature')).toBeTruthy()
      expect(headers.get('request-id')).toBeTruthy()
    }
  })
})

describe('a prepay', () => {
  it.each<[string, Json, string]>([
    ['another app', { appid: 'wx1' }, 'APPID_MCHID_NOT_MATCH'],
    ['another merchant', { mchid: '1' }, 'PARAM_ERROR'],
    ['a short number', { out_trade_no: 'T1' }, 'PARAM_ERROR'],
    ['a long number', { out_trade_no: 'T'.repeat(33) }, 'PARAM_ERROR'],
    ['a number with a space', { out_trade_no: 'ORDER 0001' }, 'PARAM_ERROR'],
    ['no description', { description: '' }, 'PARAM_ERROR'],
    ['a description over 127 bytes', { description: '茶'.repeat(43) }, 'PARAM_ERROR'],
    ['an address with a query', { notify_url: 'https://shop.example.com/n?a=1' }, 'PARAM_ERROR'],
    ['an address in plain http', { notify_url: 'http://shop.example.com/n' }, 'PARAM_ERROR'],
    ['no address', { notify_url: undefined }, 'PARAM_ERROR'],
    ['no amount', { amount: { total: 0 } }, 'PARAM_ERROR'],
    ['a broken amount', { amount: { total: 1.5 } }, 'PARAM_ERROR'],
    ['another currency', { amount: { total: 1, currency: 'USD' } }, 'PARAM_ERROR'],
    ['an unknown payer', { payer: { openid: 'o_1' } }, 'PARAM_ERROR'],
    ['an end without zone', { time_expire: '2030-01-01T00:00:00' }, 'PARAM_ERROR'],
    ['an end in the past', { time_expire: '2020-01-01T00:00:00+08:00' }, 'PARAM_ERROR'],
  ])('is refused with %s', async (_, more, code) => {
    expect(await call('POST', JSAPI, prepay(more))).toMatchObject({ status: 400, body: { code } })
  })

  it('that is no JSON is refused', async () => {
    expect((await call('POST', JSAPI, 'x')).body).toMatchObject({ code: 'PARAM_ERROR' })
  })

  it('of the same number in other bytes is refused as 201', async () => {
    await call('POST', JSAPI, prepay())
    const spaced = JSON.stringify(prepay(), undefined, 1)
    expect((await call('POST', JSAPI, spaced)).body).toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringContaining('201'),
    })
  })

  it('above the cap is refused', async () => {
    await sandbox.post('/__sandbox/limits', { payMinute: 1 })
    await call('POST', JSAPI, prepay())
    expect(await call('POST', JSAPI, prepay())).toMatchObject({
      status: 429,
      body: { code: 'RATELIMIT_EXCEEDED' },
    })
  })
})

describe('a payment', () => {
  it('is found by either number, with what was attached', async () => {
    await call('POST', JSAPI, prepay({ attach: 'note' }))
    const { transactionId } = await pay()
    for (const way of ['out-trade-no/ORDER-0001', `id/${String(transactionId)}`]) {
      const { body } = await call('GET', `/v3/pay/transactions/${way}?mchid=${MCHID}`)
      expect(body).toMatchObject({
        trade_state: 'SUCCESS',
        trade_type: 'JSAPI',
        attach: 'note',
        success_time: expect.stringMatching(/\+08:00$/),
        amount: { total: 100, payer_total: 100, currency: 'CNY', payer_currency: 'CNY' },
      })
    }
  })

  it.each([
    ['GET', '/v3/pay/transactions/out-trade-no/NONE', 'PARAM_ERROR'],
    ['GET', `/v3/pay/transactions/out-trade-no/NONE?mchid=${MCHID}`, 'ORDER_NOT_EXIST'],
    ['GET', `/v3/pay/transactions/id/42?mchid=${MCHID}`, 'ORDER_NOT_EXIST'],
  ])('%s %s answers %s', async (method, target, code) => {
    expect((await call(method, target)).body).toMatchObject({ code })
  })

  it('is made once', async () => {
    await call('POST', JSAPI, prepay())
    await pay()
    expect(await pay()).toMatchObject({ errMsg: 'requestPayment:fail 订单已支付或已关闭' })
  })

  it('is notified until the status is 200, whatever the body says', async () => {
    await call('POST', JSAPI, prepay())
    await pay()
    await sandbox.core.pay.notify.settled()
    expect([arrived, sandbox.core.pay.notify.waiting()]).toEqual([1, 0])
  })

  it('is notified sixteen times in all when nobody takes it', async () => {
    status = 500
    await sandbox.post('/__sandbox/pay/notify', { speed: 1e9 })
    await call('POST', JSAPI, prepay())
    await pay()
    while (arrived < 16) await pause(5)
    await sandbox.core.pay.notify.settled()
    expect([arrived, sandbox.core.pay.notify.waiting()]).toEqual([16, 0])
  })

  it('is shown with its notifications to tests', async () => {
    await call('POST', JSAPI, prepay())
    await pay()
    await sandbox.core.pay.notify.settled()
    expect(await sandbox.get('/__sandbox/payments')).toMatchObject({
      orders: [{ outTradeNo: 'ORDER-0001', state: 'SUCCESS', total: 100 }],
      notifications: [{ event: 'TRANSACTION.SUCCESS', tries: 1, status: 200 }],
    })
  })
})

describe('a refund', () => {
  beforeEach(async () => {
    await call('POST', JSAPI, prepay())
  })
  it.each<[string, Json, number, string]>([
    ['no number', { out_refund_no: '' }, 400, 'PARAM_ERROR'],
    ['a long reason', { reason: '长'.repeat(27) }, 400, 'PARAM_ERROR'],
    ['two orders', { transaction_id: '42' }, 400, 'PARAM_ERROR'],
    ['no order', { out_trade_no: 'ORDER-0002' }, 404, 'RESOURCE_NOT_EXISTS'],
    ['another total', { amount: { refund: 1, total: 99, currency: 'CNY' } }, 400, 'INVALID_REQUEST'],
    ['more than was paid', { amount: { refund: 101, total: 100, currency: 'CNY' } }, 400, 'PARAM_ERROR'],
    ['no currency', { amount: { refund: 1, total: 100 } }, 400, 'PARAM_ERROR'],
  ])('is refused with %s', async (_, more, code, reason) => {
    await pay()
    expect(await call('POST', REFUNDS, refund(more))).toMatchObject({ status: code, body: { code: reason } })
  })

  it('of what was not paid is refused', async () => {
    expect(await call('POST', REFUNDS, refund())).toMatchObject({
      status: 403,
      body: { code: 'TRADE_ERROR' },
    })
  })

  it('is possible fifty times and for a year', async () => {
    await sandbox.post('/__sandbox/pay/settings', { refundGapSeconds: 0 })
    await pay()
    const part = (n: number) =>
      call(
        'POST',
        REFUNDS,
        refund({ out_refund_no: `R${n}`, amount: { refund: 1, total: 100, currency: 'CNY' } }),
      )
    for (let n = 1; n <= 50; n += 1) expect((await part(n)).status).toBe(200)
    expect(await part(51)).toMatchObject({ status: 403, body: { code: 'RULE_LIMIT' } })
    await sandbox.advance(366 * 86_400)
    expect((await part(52)).body).toMatchObject({ code: 'INVALID_REQUEST' })
  })

  it('that was called off leaves the money where it was', async () => {
    await pay()
    await call('POST', REFUNDS, refund())
    await sandbox.post('/__sandbox/refund', { outRefundNo: 'REFUND-1', outcome: 'closed' })
    const { body } = await call('GET', `/v3/pay/transactions/out-trade-no/ORDER-0001?mchid=${MCHID}`)
    expect(body.trade_state).toBe('SUCCESS')
    await sandbox.advance(60)
    expect((await call('POST', REFUNDS, refund({ out_refund_no: 'REFUND-2' }))).status).toBe(200)
  })

  it('that was abnormal may succeed yet, and one that succeeded stays so', async () => {
    await pay()
    await call('POST', REFUNDS, refund())
    const end = (outcome: string) => sandbox.post('/__sandbox/refund', { outRefundNo: 'REFUND-1', outcome })
    expect(await end('abnormal')).toEqual({ status: 'ABNORMAL' })
    expect(await end('success')).toEqual({ status: 'SUCCESS' })
    expect(await end('closed')).toEqual({ status: 'SUCCESS' })
  })
})
