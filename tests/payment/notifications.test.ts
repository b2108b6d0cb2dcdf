import { env } from '../../config/env'
import {
  NotificationForged,
  createPrepay,
  openNotification,
  requestRefund,
} from '../../server/integrations/payment/wechatPay'
import { advanceClock, resetClock } from '../../server/kernel/clock'
import { buildPayment, type Received, type TestPayment } from './support'
import { pause } from '../support/pause'

let payment: TestPayment
/** What opening each delivery gave: the notification, or the reason it was not believed. */
let opened: (Awaited<ReturnType<typeof openNotification>> | string)[]
const open = async ({ headers, raw }: Received): Promise<number> => {
  try {
    opened.push(await openNotification(headers, raw))
    return 204
  } catch (error) {
    if (!(error instanceof NotificationForged)) throw error
    opened.push(error.reason)
    return 401
  }
}
beforeAll(async () => {
  payment = await buildPayment()
})
beforeEach(() => {
  opened = []
  payment.onNotify(open)
})
afterEach(async () => {
  resetClock()
  await payment.reset()
})
afterAll(() => payment.stop())

const mode = (given: object) => payment.sandbox.post('/__sandbox/pay/notify', given)
async function paid() {
  const order = payment.order()
  const { prepayId } = await createPrepay(order)
  await payment.pay(prepayId)
  await payment.notified()
  return order
}
const forge = (outTradeNo: string, more: object) =>
  payment.sandbox.post('/__sandbox/pay/notify/forge', { outTradeNo, ...more })
const refundOf = ({ outTradeNo }: { outTradeNo: string }) => ({
  outRefundNo: `R-${outTradeNo}`,
  outTradeNo,
  amount: 100,
  total: 40000,
  reason: '少一只杯子',
})
/** Resolves when so many deliveries came, however they were answered. */
async function deliveries(count: number) {
  while (opened.length < count) await pause(5)
  await payment.notified()
}

describe('a notification (OR-2, platform-apis §2.7)', () => {
  it('tells of a payment at the address the order named', async () => {
    const { outTradeNo } = await paid()
    expect(payment.received.map(({ url }) => url)).toEqual(['/api/pay/wechat/transactions'])
    expect(opened).toEqual([
      {
        id: expect.stringMatching(/^EV-/),
        kind: 'transaction',
        transaction: {
          outTradeNo,
          state: 'SUCCESS',
          amount: 40000,
          transactionId: expect.stringMatching(/^42/),
          paidAt: expect.any(Date),
        },
      },
    ])
  })

  it.each(['success', 'abnormal', 'closed'])('tells of a refund that ended as %s', async (outcome) => {
    await payment.sandbox.post('/__sandbox/pay/settings', { refundOutcome: 'hold' })
    const order = await paid()
    const { outRefundNo } = await requestRefund(refundOf(order))
    await payment.sandbox.post('/__sandbox/refund', { outRefundNo, outcome })
    await payment.notified()
    expect(payment.received[1]?.url).toBe('/api/pay/wechat/refunds')
    expect(opened[1]).toMatchObject({
      kind: 'refund',
      refund: { outRefundNo, outTradeNo: order.outTradeNo, amount: 100, state: outcome.toUpperCase() },
    })
  })

  it('comes twice under one id when the platform has doubts', async () => {
    await mode({ duplicate: 1 })
    await paid()
    expect(opened).toHaveLength(2)
    expect(opened[1]).toEqual(opened[0])
  })

  it('comes again, signed anew, until it is answered with 200 or 204', async () => {
    const answers = [500, 302, 404, 200]
    payment.onNotify(async (it) => (await open(it), answers.shift() ?? 204))
    await paid()
    await deliveries(4)
    expect(new Set(opened.map((it) => typeof it === 'object' && it.id)).size).toBe(1)
    expect(new Set(payment.received.map(({ headers }) => headers['wechatpay-nonce'])).size).toBe(4)
    expect(payment.sandbox.core.pay.notify.waiting()).toBe(0)
  })

  it('does not come when it is lost, and comes when it is sent again', async () => {
    await mode({ drop: 1 })
    await paid()
    expect(opened).toEqual([])
    await payment.sandbox.post('/__sandbox/pay/notify/replay', { index: 0 })
    expect(opened).toHaveLength(1)
  })

  it('of a refund may overtake that of the payment', async () => {
    await mode({ reorder: 1 })
    const order = await paid()
    await requestRefund(refundOf(order))
    await deliveries(2)
    expect(opened.map((it) => typeof it === 'object' && it.kind)).toEqual(['refund', 'transaction'])
  })

  it('may be late', async () => {
    await mode({ late: 1, lateMs: 60_000 })
    await paid()
    expect(opened).toEqual([])
    await payment.sandbox.post('/__sandbox/pay/notify/flush')
    expect(opened).toHaveLength(1)
  })
})

describe('a notification is not believed (OR-2)', () => {
  it.each([
    ['key', 'bad_signature'],
    ['probe', 'bad_signature'],
    ['stale', 'stale'],
    ['serial', 'unknown_serial'],
    ['broken', 'undecryptable'],
  ])('when it is forged by %s', async (how, reason) => {
    const { outTradeNo } = payment.order()
    await createPrepay({ ...payment.order(), outTradeNo })
    expect(await forge(outTradeNo, { how })).toEqual({ status: 401 })
    expect(opened).toEqual([reason])
  })

  it.each([
    ['merchant', { mchid: '1600000002' }],
    ['mini-program', { appid: 'wx00000000000000b2' }],
    ['shape', { trade_state: 'PAID' }],
    ['amount in yuan', { amount: { total: 400.5 } }],
  ])('when it is of another %s', async (_, content) => {
    const order = payment.order()
    await createPrepay(order)
    await forge(order.outTradeNo, { content })
    expect(opened).toEqual(['not_ours'])
  })

  it('when it is five minutes old, to the second', async () => {
    await paid()
    const [it] = payment.received as [Received]
    const sentAt = Number(it.headers['wechatpay-timestamp']) * 1000
    advanceClock(sentAt + 299_000 - Date.now())
    expect(await open(it)).toBe(204)
    advanceClock(1_500)
    expect(await open(it)).toBe(401)
    expect(opened.at(-1)).toBe('stale')
  })

  it.each(['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-signature', 'wechatpay-serial'])(
    'without %s',
    async (name) => {
      await paid()
      const [it] = payment.received as [Received]
      await open({ ...it, headers: { ...it.headers, [name]: undefined } })
      expect(opened.at(-1)).toBe('unsigned')
    },
  )

  it('when a byte of it was changed or it was written anew', async () => {
    await paid()
    const [it] = payment.received as [Received]
    await open({ ...it, raw: `${it.raw} ` })
    await open({ ...it, raw: JSON.stringify(JSON.parse(it.raw), undefined, 1) })
    await open({ ...it, headers: { ...it.headers, 'wechatpay-nonce': 'other' } })
    expect(opened.slice(1)).toEqual(['bad_signature', 'bad_signature', 'bad_signature'])
  })

  it('when it is signed and no notification', async () => {
    for (const raw of ['', 'hello', '[]', '{"id":"1"}']) {
      const headers = Object.fromEntries(
        Object.entries(payment.sandbox.core.pay.keyring.sign(raw, env.WXPAY_PUBLIC_KEY_ID)).map(
          ([name, it]) => [name.toLowerCase(), it],
        ),
      )
      await open({ url: '', headers, raw })
    }
    expect(opened).toEqual(['unreadable', 'unreadable', 'unreadable', 'unreadable'])
  })

  it('beside the true one, which is', async () => {
    await mode({ forge: 1, stale: 1, probe: 1 })
    await paid()
    expect(opened.slice(0, 3)).toEqual(['bad_signature', 'stale', 'bad_signature'])
    expect(opened.slice(3)).toMatchObject([{ kind: 'transaction' }])
  })
})

describe('a payment in doubt (platform-apis §5.4)', () => {
  it('is made although the client was told of a failure', async () => {
    await payment.sandbox.post('/__sandbox/pay/settings', { doubt: 1 })
    const { prepayId } = await createPrepay(payment.order())
    expect(await payment.pay(prepayId)).toMatchObject({
      errMsg: 'requestPayment:fail 网络异常',
      state: 'SUCCESS',
    })
    await payment.notified()
    expect(opened).toHaveLength(1)
  })

  it('is made although the client was never told', async () => {
    await payment.sandbox.post('/__sandbox/pay/settings', { silent: 1 })
    const { prepayId } = await createPrepay(payment.order())
    expect(await payment.pay(prepayId)).toEqual({ state: 'SUCCESS', transactionId: expect.any(String) })
  })

  it.each([
    ['cancel', 'requestPayment:fail cancel'],
    ['fail', 'requestPayment:fail 支付失败'],
  ])('is not made by %s, and nobody is notified', async (outcome, errMsg) => {
    const { prepayId } = await createPrepay(payment.order())
    expect(await payment.pay(prepayId, outcome)).toEqual({ errMsg, state: 'NOTPAY' })
    await payment.notified()
    expect(opened).toEqual([])
  })
})
