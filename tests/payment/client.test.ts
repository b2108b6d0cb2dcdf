import { createPublicKey } from 'node:crypto'
import { env } from '../../config/env'
import { PlatformUnavailable, WordedRefusal } from '../../server/integrations/http'
import { isSignedBy } from '../../server/integrations/payment/payCrypto'
import {
  closeTransaction,
  createPrepay,
  payParams,
  queryRefund,
  queryTransaction,
  requestRefund,
} from '../../server/integrations/payment/wechatPay'
import { advanceClock, resetClock } from '../../server/kernel/clock'
import { buildPayment, type TestPayment } from './support'
import { pause } from '../support/pause'

let payment: TestPayment
beforeAll(async () => {
  payment = await buildPayment()
})
afterEach(async () => {
  resetClock()
  await payment.reset()
})
afterAll(() => payment.stop())

const JSAPI = '/v3/pay/transactions/jsapi'
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof WordedRefusal ? error.reason : error),
  )
/** A paid order of 400 yuan. */
async function paid() {
  const order = payment.order()
  const { prepayId } = await createPrepay(order)
  await payment.pay(prepayId)
  return order
}
const refund = (outTradeNo: string, more: Partial<Parameters<typeof requestRefund>[0]> = {}) => ({
  outRefundNo: `R-${outTradeNo}`,
  outTradeNo,
  amount: 40000,
  total: 40000,
  reason: '不想要了',
  ...more,
})
const refundOver = async (outRefundNo: string) => {
  for (;;) {
    const it = await queryRefund(outRefundNo)
    if (it?.state !== 'PROCESSING') return it
    await pause(5)
  }
}

describe('a payment (OR-2, platform-apis §2.4, §2.5)', () => {
  it('is opened, paid and queried', async () => {
    const order = payment.order()
    const { prepayId } = await createPrepay(order)
    expect(await queryTransaction(order.outTradeNo)).toEqual({
      outTradeNo: order.outTradeNo,
      state: 'NOTPAY',
      amount: 40000,
    })
    await payment.pay(prepayId)
    expect(await queryTransaction(order.outTradeNo)).toEqual({
      outTradeNo: order.outTradeNo,
      state: 'SUCCESS',
      amount: 40000,
      transactionId: expect.stringMatching(/^42\d{26}$/),
      paidAt: expect.any(Date),
    })
  })

  it('says what is paid for, whom to notify and until when', async () => {
    const order = payment.order({ description: '茶'.repeat(60) })
    await createPrepay(order)
    const { body, notifyUrl, expiresAt } = payment.sandbox.core.pay.payments.order(order.outTradeNo) ?? {}
    expect(JSON.parse(body ?? '')).toMatchObject({ description: '茶'.repeat(42), appid: env.WX_APPID })
    expect(notifyUrl).toBe(`${env.PUBLIC_URL}/api/pay/wechat/transactions`)
    expect(expiresAt).toBe(order.expiresAt.getTime())
  })

  it('is opened again by the same content and refused with other', async () => {
    const order = payment.order()
    const first = await createPrepay(order)
    expect(await createPrepay(order)).toEqual(first)
    expect(await reasonOf(createPrepay({ ...order, amount: 1 }))).toBe('INVALID_REQUEST')
  })

  it('cannot be opened once paid or closed', async () => {
    expect(await reasonOf(createPrepay(await paid()))).toBe('ORDERPAID')
    const closed = payment.order()
    await createPrepay(closed)
    await closeTransaction(closed.outTradeNo)
    expect(await reasonOf(createPrepay(closed))).toBe('ORDER_CLOSED')
  })

  it('is refused for somebody who is not a user of the mini-program', async () => {
    expect(await reasonOf(createPrepay({ ...payment.order(), openid: 'o_stranger' }))).toBe('PARAM_ERROR')
  })

  it('is closed, once or twice, and cannot be paid then', async () => {
    const order = payment.order()
    const { prepayId } = await createPrepay(order)
    expect(await closeTransaction(order.outTradeNo)).toBe('closed')
    expect(await closeTransaction(order.outTradeNo)).toBe('closed')
    expect(await closeTransaction('NEVER-OPENED-1')).toBe('closed')
    expect(await payment.pay(prepayId)).toMatchObject({ state: 'CLOSED' })
    expect((await queryTransaction(order.outTradeNo))?.state).toBe('CLOSED')
  })

  it('that was faster than its closing says so', async () => {
    const { outTradeNo } = await paid()
    expect(await closeTransaction(outTradeNo)).toBe('paid')
  })

  it('nobody opened is unknown', async () => {
    expect(await queryTransaction('NEVER-OPENED-2')).toBeUndefined()
  })

  it('ends with its time, and a prepay id after two hours at the latest', async () => {
    const short = payment.order()
    const { prepayId } = await createPrepay(short)
    const long = { ...payment.order(), expiresAt: new Date(Date.now() + 86_400_000) }
    const first = await createPrepay(long)
    await payment.sandbox.advance(7201)
    expect(await payment.pay(prepayId)).toMatchObject({ state: 'CLOSED' })
    expect(await payment.pay(first.prepayId)).toMatchObject({ state: 'NOTPAY' })
    const second = await createPrepay(long)
    expect(second.prepayId).not.toBe(first.prepayId)
    expect(await payment.pay(second.prepayId)).toMatchObject({ state: 'SUCCESS' })
  })

  it('is asked for in the page with the merchant’s signature', () => {
    const it = payParams('wx001')
    expect(it).toMatchObject({ appId: env.WX_APPID, package: 'prepay_id=wx001', signType: 'RSA' })
    const text = `${env.WX_APPID}\n${it.timeStamp}\n${it.nonceStr}\nprepay_id=wx001\n`
    expect(isSignedBy(text, it.paySign, createPublicKey(env.WXPAY_PRIVATE_KEY))).toBe(true)
  })
})

describe('a refund (OR-2, platform-apis §2.6)', () => {
  it('is accepted, then done', async () => {
    const { outTradeNo } = await paid()
    const accepted = await requestRefund(refund(outTradeNo))
    expect(accepted).toMatchObject({ outTradeNo, state: 'PROCESSING', amount: 40000 })
    expect(await refundOver(accepted.outRefundNo)).toEqual({
      ...accepted,
      state: 'SUCCESS',
      succeededAt: expect.any(Date),
    })
    expect((await queryTransaction(outTradeNo))?.state).toBe('REFUND')
  })

  it('asked for twice is one', async () => {
    const { outTradeNo } = await paid()
    const first = await requestRefund(refund(outTradeNo))
    expect((await requestRefund(refund(outTradeNo))).refundId).toBe(first.refundId)
    expect(payment.sandbox.core.pay.payments.refunds()).toHaveLength(1)
    expect(await reasonOf(requestRefund(refund(outTradeNo, { amount: 1 })))).toBe('INVALID_REQUEST')
  })

  it('in parts gives back no more than was paid, a minute apart', async () => {
    const { outTradeNo } = await paid()
    await requestRefund(refund(outTradeNo, { outRefundNo: 'R-part-1', amount: 30000 }))
    const second = refund(outTradeNo, { outRefundNo: 'R-part-2', amount: 10000 })
    expect(await reasonOf(requestRefund(second))).toBe('FREQUENCY_LIMITED')
    await payment.sandbox.advance(60)
    expect(await reasonOf(requestRefund({ ...second, amount: 10001 }))).toBe('INVALID_REQUEST')
    expect(await requestRefund(second)).toMatchObject({ amount: 10000 })
  })

  it('of what was not paid, or of nothing, is refused', async () => {
    const open = payment.order()
    await createPrepay(open)
    expect(await reasonOf(requestRefund(refund(open.outTradeNo)))).toBe('TRADE_ERROR')
    expect(await reasonOf(requestRefund(refund('NEVER-OPENED-3')))).toBe('RESOURCE_NOT_EXISTS')
    expect(await reasonOf(requestRefund(refund((await paid()).outTradeNo, { total: 39999 })))).toBe(
      'INVALID_REQUEST',
    )
    expect(await queryRefund('R-never')).toBeUndefined()
  })

  it.each(['ABNORMAL', 'CLOSED'])('may end as %s', async (refundOutcome) => {
    await payment.sandbox.post('/__sandbox/pay/settings', { refundOutcome })
    const { outTradeNo } = await paid()
    await requestRefund(refund(outTradeNo))
    expect((await refundOver(`R-${outTradeNo}`))?.state).toBe(refundOutcome)
    expect((await queryTransaction(outTradeNo))?.state).toBe(
      refundOutcome === 'CLOSED' ? 'SUCCESS' : 'REFUND',
    )
  })

  it('does not happen without money on the merchant’s account', async () => {
    const { outTradeNo } = await paid()
    await payment.fault('/v3/refund', { code: 'NOT_ENOUGH' })
    expect(await reasonOf(requestRefund(refund(outTradeNo)))).toBe('NOT_ENOUGH')
  })
})

describe('when WeChat Pay is ill (platform-apis §2.3, §5.4)', () => {
  it.each([
    { code: 'SYSTEM_ERROR' },
    { code: 'BANK_ERROR' },
    { code: 'FREQUENCY_LIMITED' },
    { http: 502 },
    { drop: true },
  ])('is asked the same a third time after %j', async (given) => {
    await payment.fault(JSAPI, { ...given, times: 2 })
    expect(await createPrepay(payment.order())).toEqual({ prepayId: expect.any(String) })
    expect(payment.asked(JSAPI)).toHaveLength(3)
  })

  it('gives up after three times', async () => {
    await payment.fault(JSAPI, { code: 'SYSTEM_ERROR', times: -1 })
    await expect(createPrepay(payment.order())).rejects.toBeInstanceOf(PlatformUnavailable)
    expect(payment.asked(JSAPI)).toHaveLength(3)
  })

  it('an order it accepted and whose answer was lost is opened once', async () => {
    await payment.fault(JSAPI, { dropAnswer: true })
    const order = payment.order()
    await createPrepay(order)
    expect(payment.sandbox.core.pay.payments.orders()).toHaveLength(1)
    await payment.fault('/v3/refund', { dropAnswer: true })
    await payment.pay(payment.sandbox.core.pay.payments.order(order.outTradeNo)?.prepay.id ?? '')
    await requestRefund(refund(order.outTradeNo))
    expect(payment.sandbox.core.pay.payments.refunds()).toHaveLength(1)
  })

  it.each(['PARAM_ERROR', 'NO_AUTH', 'ACCOUNT_ERROR', 'RULE_LIMIT'])(
    '%s is not asked again',
    async (code) => {
      await payment.fault(JSAPI, { code })
      expect(await reasonOf(createPrepay(payment.order()))).toBe(code)
      expect(payment.asked(JSAPI)).toEqual([code])
    },
  )

  it.each([{ forge: true }, { truncate: true }])(
    'an answer that is not its own (%j) is not believed',
    async (given) => {
      await payment.fault(JSAPI, { ...given, times: -1 })
      await expect(createPrepay(payment.order())).rejects.toThrow(/not the platform's|not JSON/)
    },
  )

  it('a refusal that somebody else signed is not believed either', async () => {
    await payment.fault('/v3/pay/', { forge: true, times: -1 })
    await expect(queryTransaction('NEVER-OPENED-4')).rejects.toBeInstanceOf(PlatformUnavailable)
  })
})

describe('the merchant’s signature', () => {
  it('is asked for, and the refusal signed', async () => {
    const answer = await fetch(`${payment.sandbox.url}/v3/certificates`)
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'SIGN_ERROR' }])
    expect(answer.headers.get('wechatpay-signature')).toBeTruthy()
  })

  it('moves with the clock of the product', async () => {
    advanceClock(3_600_000)
    const order = { ...payment.order(), expiresAt: new Date(Date.now() + 5_400_000) }
    expect(await createPrepay(order)).toEqual({ prepayId: expect.any(String) })
    expect((await queryTransaction(order.outTradeNo))?.state).toBe('NOTPAY')
  })
})
