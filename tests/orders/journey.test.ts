import { reconcile } from '../../server/features/inventory/inventory.service'
import { build } from '../support/build'
import { until } from '../support/until'
import { startShop, type Shop } from './support'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())

const basketOf = ({ skuId, store }: Awaited<ReturnType<typeof build.shelf>>, quantity = 1) => ({
  lines: [{ skuId, quantity }],
  way: 'pickup',
  storeId: store._id,
})

describe('buy online, collect in the shop (OR-1, OR-2, OR-3)', () => {
  it('place, pay, collect, bring back to another store', async () => {
    const shelf = await build.shelf(5)
    const other = await build.store()
    const { skuId, store, product: goods } = shelf
    const buyer = await shop.shopper()
    const preview = await shop.product.post('/checkout/preview', {
      token: buyer.token,
      body: basketOf(shelf, 2),
    })
    const price = goods.skus[0]!.price
    expect(preview.body).toMatchObject({
      amounts: { goods: 2 * price, discount: 0, deliveryFee: 0, total: 2 * price },
      lines: [{ skuId, quantity: 2, available: 5, isAvailable: true }],
      fulfilment: { locationIds: [store._id] },
    })

    const placed = await shop.place(buyer, basketOf(shelf, 2), { expectedTotal: 2 * price })
    expect(placed.body).toMatchObject({ status: 'unpaid', statusText: '待付款', store: { id: store._id } })
    expect(await shop.stockOf(skuId, store._id)).toEqual({ onHand: 5, reserved: 2, available: 3 })

    await shop.payOnPhone(buyer, placed.body.id)
    const paid = await shop.whenStatus(buyer, placed.body.id, 'paid')
    expect(paid).toMatchObject({ statusText: '待自提', amounts: { paid: 2 * price } })
    await shop.product.settled()

    const guide = await shop.staff(store._id)
    const digits = await shop.digitsOf(buyer, paid.id)
    const look = await shop.product.post('/pickups/look', { token: guide.token, body: { code: digits } })
    expect(look.body).toMatchObject({ memberName: buyer.member.nickname, order: { id: paid.id } })
    const redeemed = await shop.redeem(guide.token, digits)
    expect(redeemed.body.order).toMatchObject({
      status: 'completed',
      pickup: { redeemedBy: guide.guide.name },
    })
    await shop.product.settled()
    expect(await shop.stockOf(skuId, store._id)).toEqual({ onHand: 3, reserved: 0, available: 3 })

    const elsewhere = await shop.staff(other._id)
    const back = await shop.product.post(`/orders/${paid.id}/returns`, {
      token: elsewhere.token,
      body: { key: 'return-0001', lines: [{ key: 'l1', quantity: 1 }], reason: '尺码不合适' },
    })
    expect(back.body.order).toMatchObject({ status: 'completed', amounts: { refunded: price } })
    const refunded = await until(
      () => shop.orderOf(buyer, paid.id),
      (it) => it.refunds[0]?.state === 'succeeded',
    )
    expect(refunded.refunds[0]).toMatchObject({ amount: price, storeName: other.name })
    await shop.product.settled()
    expect(await shop.stockOf(skuId, other._id)).toEqual({ onHand: 1, reserved: 0, available: 1 })
    expect(await reconcile()).toEqual([])
  })

  it('the same key is one order; another basket under it is refused', async () => {
    const shelf = await build.shelf(5)
    const buyer = await shop.shopper()
    const key = 'one-order-only'
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => shop.place(buyer, basketOf(shelf), { key })),
    )
    expect(new Set(answers.map((it) => it.body.id)).size).toBe(1)
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({ onHand: 5, reserved: 1, available: 4 })
    const another = await shop.place(buyer, basketOf(shelf, 2), { key })
    expect([another.status, another.body.error.code]).toEqual([409, 'key_reused'])
  })

  it('an order that is not paid closes after 15 minutes and gives its goods back', async () => {
    const shelf = await build.shelf(1)
    const buyer = await shop.shopper()
    const { body } = await shop.place(buyer, basketOf(shelf))
    await shop.begin(buyer, body.id)
    expect((await shop.place(await shop.shopper(), basketOf(shelf))).body.error.code).toBe('out_of_stock')
    await shop.pass(15 * 60_000 + 1000)
    const closed = await shop.whenStatus(buyer, body.id, 'closed')
    expect(closed).toMatchObject({ closeReason: 'unpaid' })
    await shop.product.settled()
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({ onHand: 1, reserved: 0, available: 1 })
    expect((await shop.begin(buyer, body.id)).body.error.code).toBe('order_not_payable')
  }, 20_000)

  it('a paid order can be cancelled until it is collected; the money goes back whole, once', async () => {
    const shelf = await build.shelf(2)
    const { buyer, orderId, order } = await shop.paidOrder(shelf, 2)
    const cancel = () => shop.product.post(`/orders/${orderId}/cancel`, { token: buyer.token, body: {} })
    const answers = await Promise.all([cancel(), cancel(), cancel()])
    expect(answers.some((it) => it.body.status === 'refunded')).toBe(true)
    const done = await until(
      () => shop.orderOf(buyer, orderId),
      (it) => it.refunds[0]?.state === 'succeeded',
    )
    expect(done.refunds).toHaveLength(1)
    expect(done.amounts.refunded).toBe(order.amounts.total)
    await shop.product.settled()
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({ onHand: 2, reserved: 0, available: 2 })
  })

  it('nobody sees or pays the order of somebody else', async () => {
    const shelf = await build.shelf(2)
    const { orderId } = await shop.paidOrder(shelf)
    const stranger = await shop.shopper()
    for (const path of [`/orders/${orderId}`, `/orders/${orderId}/pickup-code`])
      expect((await shop.product.get(path, { token: stranger.token })).body.error.code).toBe(
        'order_not_found',
      )
    for (const path of ['pay', 'pay/check', 'cancel', 'received'])
      expect(
        (await shop.product.post(`/orders/${orderId}/${path}`, { token: stranger.token, body: {} })).body
          .error.code,
      ).toBe('order_not_found')
  })
})
