import { reconcile } from '../../server/features/inventory/inventory.service'
import { noticesOf } from '../../server/features/notices/notices.service'
import { COUNTER_MS } from '../../server/features/orders/orders.rules'
import { refundUnclaimed } from '../../server/features/orders/orders.saga'
import { findOrder } from '../../server/features/orders/orders.service'
import { build } from '../support/build'
import { startShop, type Shop } from './support'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())

/** Two of five pieces, scanned in the shop and paid on the phone. */
async function scanned() {
  const shelf = await build.shelf(5, { store: { services: [] } })
  const buyer = await shop.shopper()
  const { skuId, store } = shelf
  const { barcode } = shelf.product.skus[0]!
  const found = await shop.product.get(`/barcodes/${barcode}`)
  const lines = [{ skuId: found.body.skuId as string, quantity: 2 }]
  const { body } = await shop.place(buyer, { lines, way: 'counter', storeId: store._id })
  await shop.payOnPhone(buyer, body.id)
  await shop.whenStatus(buyer, body.id, 'paid')
  await shop.product.settled()
  return { buyer, store, skuId, orderId: body.id as string }
}

describe('scan and go (自助收银, OR-7)', () => {
  it('the exit code is looked at once, and the goods are sold by that store', async () => {
    const { buyer, store, skuId, orderId } = await scanned()
    const code = await shop.digitsOf(buyer, orderId)
    const elsewhere = await shop.staff((await build.store())._id)
    expect((await shop.redeem(elsewhere.token, code)).body.error.code).toBe('pickup_other_store')
    const door = await shop.staff(store._id)
    expect((await shop.redeem(door.token, code)).body.order.status).toBe('completed')
    expect((await shop.redeem(door.token, code)).body.error.code).toBe('pickup_done')
    await shop.product.settled()
    expect(await shop.stockOf(skuId, store._id)).toEqual({ onHand: 3, reserved: 0, available: 3 })
    expect(await noticesOf(orderId)).toEqual([])
    expect(await reconcile()).toEqual([])
  })

  it('who pays and leaves cannot have the money back by cancelling or by waiting', async () => {
    const { buyer, store, skuId, orderId } = await scanned()
    const cancel = await shop.product.post(`/orders/${orderId}/cancel`, { token: buyer.token, body: {} })
    expect(cancel.body.error.code).toBe('order_not_cancellable')
    await refundUnclaimed()
    expect((await findOrder(orderId))!.status).toBe('paid')
    await shop.pass(COUNTER_MS + 60_000)
    await Promise.all([refundUnclaimed(), refundUnclaimed()])
    await shop.product.settled()
    const order = (await findOrder(orderId))!
    expect([order.status, order.refunds, order.pickup?.redeemedBy]).toEqual(['completed', [], undefined])
    expect(await shop.stockOf(skuId, store._id)).toEqual({ onHand: 3, reserved: 0, available: 3 })
    expect(await reconcile()).toEqual([])
  })
})
