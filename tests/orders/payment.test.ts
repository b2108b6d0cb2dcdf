import { findOrder } from '../../server/features/orders/orders.service'
import { reconcile } from '../../server/features/inventory/inventory.service'
import { build } from '../support/build'
import { MACHINE } from '../support/product'
import { until } from '../support/until'
import { startShop, type Shop } from './support'

let shop: Shop
beforeEach(async () => {
  shop = await startShop()
})
afterEach(() => shop?.product.stop())

const basketOf = ({ skuId, store }: Awaited<ReturnType<typeof build.shelf>>, quantity = 1) => ({
  lines: [{ skuId, quantity }],
  way: 'pickup',
  storeId: store._id,
})
const notify = (mode: Record<string, unknown>) => shop.product.sandbox.post('/__sandbox/pay/notify', mode)
const check = (buyer: { token: string }, orderId: string) =>
  shop.product.post(`/orders/${orderId}/pay/check`, { token: buyer.token })
const eventsOf = async (orderId: string) => (await findOrder(orderId))?.version

describe('payment (OR-2)', () => {
  it('told twice, late and out of order is one payment', async () => {
    const shelf = await build.shelf(2)
    const buyer = await shop.shopper()
    await notify({ duplicate: 1 })
    const { body } = await shop.place(buyer, basketOf(shelf))
    await shop.payOnPhone(buyer, body.id)
    await shop.whenStatus(buyer, body.id, 'paid')
    const version = await eventsOf(body.id)
    await shop.product.sandbox.post('/__sandbox/pay/notify/replay', { index: 0 })
    await Promise.all([check(buyer, body.id), check(buyer, body.id)])
    await shop.product.settled()
    const after = await findOrder(body.id)
    expect(after).toMatchObject({ status: 'paid', payment: { amount: after?.amounts.total } })
    expect(after?.amounts.paid).toBe(after?.amounts.total)
    // Only emptying the outbox touched it since.
    expect(after?.version).toBe(version)
  })

  it('of which no notification comes is found by asking, before and after the page knows', async () => {
    const shelf = await build.shelf(2)
    const buyer = await shop.shopper()
    await notify({ drop: 1 })
    const { body } = await shop.place(buyer, basketOf(shelf))
    expect((await check(buyer, body.id)).body.status).toBe('unpaid')
    await shop.payOnPhone(buyer, body.id)
    expect((await check(buyer, body.id)).body.status).toBe('paid')
  })

  it('forged is refused and changes nothing', async () => {
    const shelf = await build.shelf(2)
    const buyer = await shop.shopper()
    const { body } = await shop.place(buyer, basketOf(shelf))
    await shop.begin(buyer, body.id)
    for (const how of ['key', 'stale', 'probe', 'serial', 'broken']) {
      const told = await shop.product.sandbox.post('/__sandbox/pay/notify/forge', {
        outTradeNo: body.id,
        how,
      })
      expect(told.status).toBe(401)
    }
    expect((await shop.orderOf(buyer, body.id)).status).toBe('unpaid')
  })

  it('that nobody told us of before the order was to close is kept: closing asks the platform first', async () => {
    const shelf = await build.shelf(1)
    const buyer = await shop.shopper()
    await notify({ drop: 1 })
    const { body } = await shop.place(buyer, basketOf(shelf))
    await shop.payOnPhone(buyer, body.id)
    await shop.pass(15 * 60_000 + 1000)
    await shop.whenStatus(buyer, body.id, 'paid')
    await shop.product.settled()
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({ onHand: 1, reserved: 1, available: 0 })
  }, 20_000)

  it('cancelled by the shopper while paid at the platform is not lost', async () => {
    const shelf = await build.shelf(1)
    const buyer = await shop.shopper()
    await notify({ drop: 1 })
    const { body } = await shop.place(buyer, basketOf(shelf))
    await shop.payOnPhone(buyer, body.id)
    const cancelled = await shop.product.post(`/orders/${body.id}/cancel`, { token: buyer.token, body: {} })
    expect(cancelled.body.error.code).toBe('order_not_cancellable')
    expect((await shop.orderOf(buyer, body.id)).status).toBe('paid')
  })
})

/** Closed here while the platform let it be paid: its close call answered nothing and the notification comes after. */
async function paidAfterClose(onHand: number, sellOut: boolean) {
  const shelf = await build.shelf(onHand)
  const buyer = await shop.shopper()
  const { body } = await shop.place(buyer, basketOf(shelf))
  const { skuId, store } = shelf
  const { body: begun } = await shop.begin(buyer, body.id)
  await shop.product.post(`/orders/${body.id}/cancel`, { token: buyer.token, body: {} })
  await shop.whenStatus(buyer, body.id, 'closed')
  await shop.product.settled()
  expect(await shop.stockOf(skuId, store._id)).toMatchObject({ reserved: 0, available: onHand })
  if (sellOut)
    await shop.product.post('/stock/changes', {
      token: MACHINE,
      body: { changes: [{ key: `all-${skuId}`, skuId, locationId: store._id, kind: 'count', quantity: 0 }] },
    })
  const told = await shop.product.sandbox.post('/__sandbox/pay/notify/forge', {
    outTradeNo: body.id,
    content: { trade_state: 'SUCCESS', success_time: new Date().toISOString(), transaction_id: '4200001' },
  })
  expect(told.status).toBe(204)
  return { shelf, buyer, orderId: body.id as string, begun }
}

describe('payment of a closed order (OR-2)', () => {
  it('takes the goods again when they are there', async () => {
    const { shelf, buyer, orderId } = await paidAfterClose(2, false)
    await shop.whenStatus(buyer, orderId, 'paid')
    await shop.product.settled()
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({ onHand: 2, reserved: 1, available: 1 })
    const { token } = await shop.staff(shelf.store._id)
    expect((await shop.redeem(token, await shop.digitsOf(buyer, orderId))).status).toBe(200)
    await shop.product.settled()
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({ onHand: 1, reserved: 0, available: 1 })
    expect(await reconcile()).toEqual([])
  })

  it('goes back by itself when they are sold, and says so', async () => {
    const { shelf, buyer, orderId } = await paidAfterClose(1, true)
    const order = await until(
      () => shop.orderOf(buyer, orderId),
      (it) => it.refunds.length > 0,
    )
    expect(order).toMatchObject({ status: 'closed', closeReason: 'paid_late' })
    expect(order.refunds[0]).toMatchObject({ amount: order.amounts.total })
    expect(order.refunds[0].reason).toContain('售完')
    await shop.product.settled()
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({ onHand: 0, reserved: 0, available: 0 })
  })
})
