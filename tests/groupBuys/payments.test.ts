import { expireClaims } from '../../server/features/allotments/allotments.service'
import { expireSeats } from '../../server/features/groupBuys/groupBuys.teams'
import { reconcile } from '../../server/features/inventory/inventory.service'
import { findOrder } from '../../server/features/orders/orders.service'
import { until } from '../support/until'
import { aGroupBuy, GROUP_PRICE, startGroupBuys, type GroupBuys } from './support'

let shop: GroupBuys
beforeAll(async () => {
  shop = await startGroupBuys()
})
afterEach(async () => {
  expect(await reconcile()).toEqual([])
})
afterAll(() => shop?.product.stop())

const forge = (outTradeNo: string, more: object) =>
  shop.product.sandbox.post('/__sandbox/pay/notify/forge', { outTradeNo, ...more })
/** News of the payment as the platform would send it, made up here so that it comes when it pleases. */
const news = (orderId: string) =>
  forge(orderId, {
    content: {
      trade_state: 'SUCCESS',
      success_time: new Date().toISOString(),
      transaction_id: `42-${orderId.slice(-8)}`,
    },
  })

/** The last seat of a team of two, whose order is closed with its payment begun. */
async function closedSeat(quota = 10) {
  const of = await aGroupBuy({ quota })
  const { leader, orderId: first, teamId } = await shop.opened(of)
  const buyer = await shop.shopper()
  const { body } = await shop.join(buyer, teamId, of)
  const orderId: string = body.id
  await shop.begin(buyer, orderId)
  const cancelled = await shop.product.post(`/orders/${orderId}/cancel`, { token: buyer.token, body: {} })
  expect(cancelled.body.status).toBe('closed')
  await shop.product.settled()
  expect(await shop.team(teamId)).toMatchObject({ state: 'open', left: 1 })
  return { of, leader, first, teamId, buyer, orderId }
}

describe('the payment of a seat (GB-1, OR-2)', () => {
  it('told twice, late and again is one seat and one payment', async () => {
    const of = await aGroupBuy({ size: 3 })
    const { teamId } = await shop.opened(of)
    const buyer = await shop.shopper()
    const { body } = await shop.join(buyer, teamId, of)
    await shop.product.sandbox.post('/__sandbox/pay/notify', { duplicate: 1 })
    await shop.pay(buyer, body.id)
    const before = (await findOrder(body.id))!
    expect(before.status).toBe('grouping')
    await Promise.all([news(body.id), news(body.id)])
    await shop.product.settled()
    expect(await findOrder(body.id)).toMatchObject({ status: 'grouping', version: before.version })
    expect(await shop.team(teamId)).toMatchObject({ paid: 2, left: 1 })
  })

  it('forged, or of another amount, seats nobody', async () => {
    const of = await aGroupBuy()
    const { teamId } = await shop.opened(of)
    const buyer = await shop.shopper()
    const { body } = await shop.join(buyer, teamId, of)
    await shop.begin(buyer, body.id)
    for (const how of ['key', 'stale', 'probe', 'serial', 'broken'])
      expect((await forge(body.id, { how })).status).toBe(401)
    await forge(body.id, { content: { amount: { total: 1, currency: 'CNY' } } })
    await shop.product.settled()
    expect((await findOrder(body.id))!.status).toBe('unpaid')
    expect(await shop.team(teamId)).toMatchObject({ state: 'open', paid: 1 })
  })

  it('that comes after its order closed sits again, and forms the team', async () => {
    const { of, leader, first, teamId, buyer, orderId } = await closedSeat()
    await Promise.all([news(orderId), news(orderId)])
    await shop.whenStatus(buyer, orderId, 'paid')
    await shop.whenStatus(leader, first, 'paid')
    await shop.product.settled()
    expect(await shop.team(teamId)).toMatchObject({ state: 'formed', paid: 2 })
    await expireClaims()
    await expireSeats()
    expect(await of.left()).toBe(8)
    expect((await findOrder(orderId))!.amounts.refunded).toBe(0)
  })

  it('that comes when another has the seat goes back by itself, and says so', async () => {
    const { of, teamId, buyer, orderId } = await closedSeat()
    const quick = await shop.shopper()
    const { body } = await shop.join(quick, teamId, of)
    await shop.pay(quick, body.id)
    await shop.whenStatus(quick, body.id, 'paid')
    await news(orderId)
    const order = await until(
      () => shop.orderOf(buyer, orderId),
      (it) => it.refunds.length > 0,
    )
    expect(order).toMatchObject({ status: 'closed', closeReason: 'paid_late' })
    expect(order.refunds[0]).toMatchObject({ amount: GROUP_PRICE })
    expect(order.refunds[0].reason).toContain('团已满员')
    await shop.product.settled()
    expect(await shop.team(teamId)).toMatchObject({ state: 'formed', paid: 2 })
    expect(await of.left()).toBe(8)
  })

  it('of a leader that comes after the order closed opens the team after all', async () => {
    const of = await aGroupBuy()
    const leader = await shop.shopper()
    const { body } = await shop.open(leader, of)
    await shop.begin(leader, body.id)
    await shop.product.post(`/orders/${body.id}/cancel`, { token: leader.token, body: {} })
    await shop.product.settled()
    expect(await shop.team(body.group.teamId)).toMatchObject({ state: 'abandoned' })
    await news(body.id)
    await shop.whenStatus(leader, body.id, 'grouping')
    await shop.product.settled()
    expect(await shop.team(body.group.teamId)).toMatchObject({ state: 'open', paid: 1, left: 1 })
  })
})
