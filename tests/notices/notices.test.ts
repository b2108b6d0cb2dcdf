import { claimNotice, type NoticeDoc } from '../../server/features/notices/notices.model'
import { CLAIM_MS, MOST_TRIES } from '../../server/features/notices/notices.rules'
import { sendWaiting, tell, writeOffClaims } from '../../server/features/notices/notices.service'
import { PICKUP_MS, REMIND_MS } from '../../server/features/orders/orders.rules'
import { announceExpiring, refundUnclaimed } from '../../server/features/orders/orders.saga'
import { deliveriesOf } from '../deliveries/support'
import { startShop, type Shop } from '../orders/support'
import { build } from '../support/build'
import { until } from '../support/until'
import { messagesOf, SEND, states, templateOf } from './support'

const SMS = '/sms/messages'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())

type Buyer = Awaited<ReturnType<Shop['shopper']>>

const { shownTo, consent, fault } = messagesOf(() => shop)
const giveNumber = async ({ who, token }: Buyer) =>
  shop.product.post('/me/phone', {
    token,
    body: { code: await shop.product.sandbox.phoneCode(who.personId) },
  })

/** A shopper who asked for messages buys one piece and pays. */
async function bought(kinds: readonly string[], hasNumber = true) {
  const shelf = await build.shelf(1)
  const buyer = await shop.shopper()
  if (hasNumber) await giveNumber(buyer)
  for (const kind of kinds) await consent(buyer, kind)
  const { skuId, store } = shelf
  const basket = { lines: [{ skuId, quantity: 1 }], way: 'pickup', storeId: store._id }
  const { body } = await shop.place(buyer, basket)
  await shop.payOnPhone(buyer, body.id)
  await shop.whenStatus(buyer, body.id, 'paid')
  await shop.product.settled()
  return { shelf, buyer, orderId: body.id as string }
}

describe('what a shopper is told (OR-3, JO-3)', () => {
  it('says which templates to ask consent for', async () => {
    const { body } = await shop.product.get('/subscribe-templates')
    expect(body.templates).toHaveLength(10)
    expect(body.templates).toContainEqual({ kind: 'pickup', id: templateOf('pickup') })
  })

  it('the code by subscribe message and SMS, once however often it is told', async () => {
    const { buyer, orderId, shelf } = await bought(['pickup', 'pickup', 'pickup'])
    await Promise.all(Array.from({ length: 6 }, () => tell(orderId, 'pickup')))
    const digits = await shop.digitsOf(buyer, orderId)
    const [message, ...others] = await shownTo(buyer, 'subscribe')
    expect(others).toEqual([])
    expect(message).toMatchObject({ character_string1: digits, thing2: shelf.store.name })
    expect(await shownTo(buyer, 'sms')).toMatchObject([{ code: digits, store: shelf.store.name }])
    expect(await states(orderId)).toEqual({ 'pickup subscribe': 'sent', 'pickup sms': 'sent' })
  })

  it('no consent is recorded with the platform’s code and not tried again; neither is a missing number', async () => {
    const { buyer, orderId } = await bought([], false)
    const refused = { 'pickup subscribe': 'refused 43101', 'pickup sms': 'refused no_phone' }
    expect(await states(orderId)).toEqual(refused)
    await consent(buyer, 'pickup')
    await giveNumber(buyer)
    await shop.pass(3600_000)
    await sendWaiting()
    await tell(orderId, 'pickup')
    expect(await states(orderId)).toEqual(refused)
    expect(await shownTo(buyer, 'subscribe')).toEqual([])
  })

  it('a refusal in words is recorded in its words', async () => {
    await fault(SMS, { code: 'FREQUENCY_LIMITED', http: 429 })
    const { orderId } = await bought(['pickup'])
    expect(await states(orderId)).toMatchObject({ 'pickup sms': 'refused FREQUENCY_LIMITED' })
  })

  it('a platform out of reach is tried again, by many sweepers at once, and sent once', async () => {
    await fault(SEND, { http: 503, times: 2 })
    await fault(SMS, { drop: true })
    const { buyer, orderId } = await bought(['pickup', 'pickup'])
    expect(await states(orderId)).toEqual({ 'pickup subscribe': 'waiting', 'pickup sms': 'waiting' })
    await sendWaiting()
    expect(await shownTo(buyer, 'sms')).toEqual([])
    for (let turn = 0; turn < 2; turn++) {
      await shop.pass(61_000)
      await Promise.all(Array.from({ length: 5 }, sendWaiting))
    }
    expect(await states(orderId)).toEqual({ 'pickup subscribe': 'sent', 'pickup sms': 'sent' })
    expect(await shownTo(buyer, 'subscribe')).toHaveLength(1)
    expect(await shownTo(buyer, 'sms')).toHaveLength(1)
  })

  it('a platform that stays away is given up; what has become untrue is not sent', async () => {
    await fault(SEND, { http: 503, times: 1 })
    const { buyer, orderId, shelf } = await bought(['pickup'])
    const digits = await shop.digitsOf(buyer, orderId)
    await shop.redeem((await shop.staff(shelf.store._id)).token, digits)
    await shop.pass(61_000)
    await sendWaiting()
    expect(await states(orderId)).toMatchObject({ 'pickup subscribe': 'refused outdated' })

    await fault(SEND, { http: 503, times: MOST_TRIES })
    const other = await bought(['pickup'])
    await shop.product.stopWorker()
    for (let tries = 1; tries < MOST_TRIES; tries++) {
      await shop.pass(3601_000)
      await sendWaiting()
    }
    expect(await states(other.orderId)).toMatchObject({ 'pickup subscribe': 'refused unavailable' })
    shop.product.startWorker()
  })

  it('a message whose process died while sending is not sent again', async () => {
    const { buyer, orderId } = await bought(['pickup', 'reminder'])
    const of = { orderId, memberId: buyer.member.id, kind: 'reminder', channel: 'subscribe' } as const
    expect(await claimNotice(of)).toMatchObject<Partial<NoticeDoc>>({ state: 'claimed' })
    await shop.pass(CLAIM_MS + 1000)
    await writeOffClaims()
    await tell(orderId, 'reminder')
    expect(await states(orderId)).toMatchObject({ 'reminder subscribe': 'unsure', 'reminder sms': 'sent' })
    expect(await shownTo(buyer, 'subscribe')).toHaveLength(1)
  })

  it('reminds a day before the code ends, once; then says that the money goes back', async () => {
    const { buyer, orderId } = await bought(['pickup', 'reminder', 'reminder', 'refund'])
    await announceExpiring()
    await shop.pass(PICKUP_MS - REMIND_MS + 1000)
    await Promise.all([announceExpiring(), announceExpiring(), announceExpiring()])
    await shop.product.settled()
    await announceExpiring()
    expect((await shownTo(buyer, 'subscribe')).map((it) => it.thing5)).toEqual([
      '到店出示提货码即可取货',
      '明天到期，逾期自动退款',
    ])
    await shop.pass(REMIND_MS)
    await refundUnclaimed()
    await until(
      () => states(orderId),
      (it) => it['refund sms'] === 'sent',
    )
    expect((await shownTo(buyer, 'subscribe')).at(-1)).toMatchObject({ thing2: '逾期未提货' })
    expect((await shownTo(buyer, 'sms')).at(-1)).toMatchObject({ reason: '逾期未提货' })
  })

  it('each refund of an order is told, and no SMS for one that was asked for', async () => {
    const { buyer, orderId } = await bought(['pickup', 'refund'])
    const cancel = { token: buyer.token, body: { reason: '买错了' } }
    await shop.product.post(`/orders/${orderId}/cancel`, cancel)
    await until(
      () => states(orderId),
      (it) => it['refund subscribe'] === 'sent',
    )
    expect((await shownTo(buyer, 'subscribe')).at(-1)).toMatchObject({ thing2: '买错了' })
    expect(await shownTo(buyer, 'sms')).toHaveLength(1)
  })

  it('what was shipped, with carrier and number', async () => {
    const shelf = await build.shelf(1, { store: { services: ['pickup', 'delivery'] } })
    const buyer = await shop.shopper()
    await consent(buyer, 'shipped')
    const orderId = await deliveriesOf(shop).paid(buyer, shelf, 'express')
    const { token } = await shop.staff(shelf.store._id)
    const body = { carrier: '顺丰', trackingNo: 'SF1234567890' }
    expect((await shop.product.post(`/orders/${orderId}/ship`, { token, body })).status).toBe(200)
    await shop.product.settled()
    expect(await shownTo(buyer, 'subscribe')).toMatchObject([
      { thing2: '顺丰', character_string3: 'SF1234567890' },
    ])
  })
})
