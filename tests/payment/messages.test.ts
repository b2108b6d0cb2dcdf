import { PlatformUnavailable, WordedRefusal } from '../../server/integrations/http'
import { createPrepay, requestRefund } from '../../server/integrations/payment/wechatPay'
import { sendSms } from '../../server/integrations/sms/sms'
import { sendSubscribeMessage, uploadShippingInfo } from '../../server/integrations/wechat/wechat'
import { disconnectRedis, redis } from '../../server/kernel/redis'
import { smallWorld } from '../../server/sandbox/world'
import { buildPayment, type TestPayment } from './support'
import { pause } from '../support/pause'

const TEMPLATE = 'T'.repeat(43)
let payment: TestPayment
beforeAll(async () => {
  const world = { ...smallWorld(Math.floor(Date.now() / 1000)), pages: ['pages/order/index'] }
  payment = await buildPayment({ world })
  await redis().flushdb()
})
afterEach(async () => {
  await payment.reset()
})
afterAll(async () => {
  await payment.stop()
  await disconnectRedis()
})
const notices = async () => (await payment.sandbox.get('/__sandbox/notices?personId=per_1')).notices

describe('a subscribe message (JO-3, platform-apis §1.6)', () => {
  const message = (more: object = {}) => ({
    openid: payment.openid,
    templateId: TEMPLATE,
    data: { thing1: '静安寺店 备好了', character_string2: '12345678', time3: '2026年11月25日 22:00' },
    ...more,
  })
  const accept = () =>
    payment.sandbox.post('/__sandbox/subscribe', { personId: 'per_1', templateId: TEMPLATE, accept: true })

  it('is shown on the phone, once for each consent', async () => {
    await accept()
    await sendSubscribeMessage(message({ page: 'pages/order/index?id=1' }))
    expect(await notices()).toMatchObject([
      {
        kind: 'subscribe',
        page: 'pages/order/index?id=1',
        lines: [
          ['thing1', '静安寺店 备好了'],
          ['character_string2', '12345678'],
          ['time3', '2026年11月25日 22:00'],
        ],
      },
    ])
    await expect(sendSubscribeMessage(message())).rejects.toMatchObject({ platform: 'wechat', code: 43101 })
  })

  it.each<[string, object, number]>([
    ['an unknown person', { openid: 'o_1' }, 40003],
    ['no template', { templateId: 'short' }, 40037],
    ['a page that is not there', { page: 'pages/none' }, 41030],
    ['a page with a slash', { page: '/pages/order/index' }, 41030],
    ['21 characters', { data: { thing1: '长'.repeat(21) } }, 47003],
    ['Chinese in a code', { data: { character_string1: '一' } }, 47003],
    ['a phrase of six', { data: { phrase1: '一二三四五六' } }, 47003],
    ['an unknown kind', { data: { text1: 'a' } }, 47003],
    ['nothing', { data: {} }, 47003],
  ])('with %s is refused and uses up nothing', async (_, more, code) => {
    await accept()
    await expect(sendSubscribeMessage(message(more))).rejects.toMatchObject({ code })
    await expect(sendSubscribeMessage(message())).resolves.toBeUndefined()
  })
})

describe('shipping information (OR-5, platform-apis §1.8)', () => {
  async function paid() {
    const order = payment.order()
    const { prepayId } = await createPrepay(order)
    await payment.pay(prepayId)
    return order
  }
  const shipping = ({ outTradeNo }: { outTradeNo: string }, more: object = {}) => ({
    outTradeNo,
    openid: payment.openid,
    logistics: 'pickup' as const,
    parcels: [{ description: '茶壶' }],
    ...more,
  })
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 0,
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    )

  it('is not taken right after payment, then it is, and once more', async () => {
    const order = await paid()
    expect(await codeOf(uploadShippingInfo(shipping(order)))).toBe(10060001)
    await payment.sandbox.advance(3)
    await uploadShippingInfo(shipping(order))
    expect(payment.sandbox.core.pay.payments.order(order.outTradeNo)?.shipping).toMatchObject({
      logisticsType: 4,
      isFinished: true,
      finishCount: 1,
    })
    await pause(2)
    await uploadShippingInfo(shipping(order, { logistics: 'sameCity' }))
    expect(await codeOf(uploadShippingInfo(shipping(order)))).toBe(10060004)
  })

  it('goes by express in several parcels, the receiver’s number masked', async () => {
    const order = await paid()
    await payment.sandbox.advance(3)
    const parcel = {
      description: '长'.repeat(130),
      trackingNo: 'SF1',
      company: 'SF',
      receiverPhone: '13812346217',
    }
    await uploadShippingInfo(shipping(order, { logistics: 'express', parcels: [parcel, parcel] }))
    const { list } = payment.sandbox.core.pay.payments.order(order.outTradeNo)?.shipping ?? {}
    expect(list).toHaveLength(2)
    expect(list?.[0]).toMatchObject({
      item_desc: '长'.repeat(120),
      contact: { receiver_contact: '138****6217' },
    })
  })

  it('is refused for another payer, without a waybill, and when all went back', async () => {
    const order = await paid()
    await payment.sandbox.advance(3)
    const openid = payment.sandbox.core.people.person('per_2')?.openid
    expect(await codeOf(uploadShippingInfo(shipping(order, { openid })))).toBe(10060031)
    expect(await codeOf(uploadShippingInfo(shipping(order, { logistics: 'express' })))).toBe(47001)
    expect(await codeOf(uploadShippingInfo(shipping(order, { parcels: [] })))).toBe(47001)
    const { outTradeNo, amount } = order
    await requestRefund({ outRefundNo: `R-${outTradeNo}`, outTradeNo, amount, total: amount, reason: '' })
    expect(await codeOf(uploadShippingInfo(shipping(order)))).toBe(10060004)
  })
})

describe('a text message (OR-3)', () => {
  const phone = () => payment.sandbox.core.people.person('per_1')?.phone ?? ''
  const text = (more: object = {}) => ({
    phone: phone(),
    template: 'pickup_ready',
    params: { code: '12345678' },
    ...more,
  })

  it('is kept and shown on the phone with that number', async () => {
    const { id } = await sendSms(text())
    expect((await payment.sandbox.get(`/__sandbox/sms?phone=${phone()}`)).messages).toMatchObject([
      { id, template: 'pickup_ready', params: { code: '12345678' } },
    ])
    expect(await notices()).toMatchObject([
      { kind: 'sms', title: '【拾禾生活】pickup_ready', lines: [['code', '12345678']] },
    ])
  })

  it('is kept also when nobody here has the number', async () => {
    await expect(sendSms(text({ phone: '+85291234567' }))).resolves.toEqual({ id: expect.any(String) })
  })

  it.each<[string, object, string]>([
    ['a landline', { phone: '02112345678' }, 'INVALID_PHONE'],
    ['no template', { template: '' }, 'INVALID_TEMPLATE'],
  ])('to %s is refused', async (_, more, reason) => {
    await expect(sendSms(text(more))).rejects.toMatchObject({ platform: 'sms', code: 400, reason })
  })

  it('is refused or unavailable as the gateway says, and never sent twice', async () => {
    await payment.fault('/sms/', { code: 'FREQUENCY_LIMITED', http: 429 })
    await expect(sendSms(text())).rejects.toBeInstanceOf(WordedRefusal)
    await payment.fault('/sms/', { http: 503 })
    await expect(sendSms(text())).rejects.toBeInstanceOf(PlatformUnavailable)
    await payment.fault('/sms/', { drop: true })
    await expect(sendSms(text())).rejects.toBeInstanceOf(PlatformUnavailable)
    expect((await payment.sandbox.get('/__sandbox/sms')).messages).toEqual([])
  })
})
