import { createHash } from 'node:crypto'
import { holdStock, reconcile, releaseStock } from '../../server/features/inventory/inventory.service'
import { settleHandedOver, settlePaid, settleUndone } from '../../server/features/orders/orders.saga'
import { redis } from '../../server/kernel/redis'
import { build, next } from '../support/build'
import { startShop, type Shop } from './support'

let shop: Shop
beforeEach(async () => {
  shop = await startShop()
})
afterEach(() => shop?.product.stop())

const basketOf = ({ skuId, store }: Awaited<ReturnType<typeof build.shelf>>, quantity: number) => ({
  lines: [{ skuId, quantity }],
  way: 'pickup',
  storeId: store._id,
})
const holdOf = ({ skuId, store }: Awaited<ReturnType<typeof build.shelf>>, orderId: string) => ({
  key: `${orderId}/l1/1`,
  skuId,
  locationId: store._id,
  quantity: 2,
  source: orderId,
})

describe('a step that died half-way and is taken again (TR-4)', () => {
  it('placing an order: what the first try held counts for the second', async () => {
    const shelf = await build.shelf(2)
    const buyer = await shop.shopper()
    const key = `again-${next()}-key`
    const id = createHash('sha256').update(`${buyer.member.id}\n${key}`).digest('hex').slice(0, 24)
    // The first try passed the gate, held both pieces, and died before it wrote the order.
    await redis().set(`asked:{ord_${id}}`, 1)
    const expiresAt = new Date(Date.now() + 60_000)
    await holdStock({ ...holdOf(shelf, `ord_${id}`), expiresAt })
    await shop.product.settled()
    const { status, body } = await shop.place(buyer, basketOf(shelf, 2), { key })
    expect(status).toBe(200)
    expect(body.id).toBe(`ord_${id}`)
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({ onHand: 2, reserved: 2, available: 0 })
  })

  it('keeping the goods of an order that was cancelled meanwhile: nothing stays held', async () => {
    const shelf = await build.shelf(2)
    const { buyer, orderId } = await shop.paidOrder(shelf, 2)
    await shop.product.post(`/orders/${orderId}/cancel`, { token: buyer.token, body: {} })
    await shop.product.settled()
    // It had held the goods again and died before it looked at the order once more.
    await holdStock(holdOf(shelf, orderId))
    await settlePaid(orderId)
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({ onHand: 2, reserved: 0, available: 2 })
  })

  it('keeping the goods of an order that was collected and returned whole: its sale still finds them', async () => {
    const shelf = await build.shelf(2)
    const { buyer, orderId } = await shop.paidOrder(shelf, 2)
    const { token } = await shop.staff(shelf.store._id)
    const code = await shop.digitsOf(buyer, orderId)
    await shop.product.stopWorker()
    await shop.redeem(token, code)
    const back = { key: `back-${next()}-key`, lines: [{ key: 'l1', quantity: 2 }], reason: '不合适' }
    expect((await shop.product.post(`/orders/${orderId}/returns`, { token, body: back })).status).toBe(200)
    await settlePaid(orderId)
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toMatchObject({ onHand: 0, reserved: 0 })
    shop.product.startWorker()
    await shop.product.settled()
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({ onHand: 2, reserved: 0, available: 2 })
  })
})

describe('goods that are handed over (OR-3, IN-3)', () => {
  it('are held first: a hold that expired and went to somebody else gives the money back', async () => {
    const shelf = await build.shelf(2)
    const [late, quick] = [await shop.shopper(), await shop.shopper()]
    const { body } = await shop.place(late, basketOf(shelf, 2))
    await shop.product.stopWorker()
    await shop.payOnPhone(late, body.id)
    await shop.whenStatus(late, body.id, 'paid')
    await releaseStock(holdOf(shelf, body.id), 'expiry')
    expect((await shop.place(quick, basketOf(shelf, 2))).status).toBe(200)
    const { token } = await shop.staff(shelf.store._id)
    const redeemed = await shop.redeem(token, await shop.digitsOf(late, body.id))
    expect(redeemed.body.error.code).toBe('pickup_refunded')
    shop.product.startWorker()
    await shop.product.settled()
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({ onHand: 2, reserved: 2, available: 0 })
  })

  it('stay gone when their payment is heard of once more', async () => {
    const shelf = await build.shelf(4)
    const { buyer, orderId } = await shop.paidOrder(shelf, 2)
    const { token } = await shop.staff(shelf.store._id)
    await shop.redeem(token, await shop.digitsOf(buyer, orderId))
    await shop.product.settled()
    // It had seen the order paid, and held its goods after they were sold.
    await holdStock(holdOf(shelf, orderId))
    await settlePaid(orderId)
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({ onHand: 2, reserved: 0, available: 2 })
  })
})

describe('a redemption taken back (OR-3)', () => {
  /** Paid, collected and taken back while no worker ran: what follows is still to be told. */
  async function takenBack() {
    const shelf = await build.shelf(2)
    const buyer = await shop.shopper()
    const { body } = await shop.place(buyer, basketOf(shelf, 2))
    const orderId = body.id as string
    await shop.product.stopWorker()
    await shop.payOnPhone(buyer, orderId)
    await shop.whenStatus(buyer, orderId, 'paid')
    const { token } = await shop.staff(shelf.store._id, 'manager')
    await shop.redeem(token, await shop.digitsOf(buyer, orderId))
    const undo = { token, body: { reason: '拿错了袋子' } }
    expect((await shop.product.post(`/orders/${orderId}/redemption/undo`, undo)).status).toBe(200)
    const ends = async () => {
      shop.product.startWorker()
      await shop.product.settled()
      const { status, refunds } = await shop.orderOf(buyer, orderId)
      const stock = await shop.stockOf(shelf.skuId, shelf.store._id)
      return { status, refunds, stock, differences: await reconcile() }
    }
    return { orderId, shelf, ends }
  }

  const stock = { onHand: 2, reserved: 2, available: 0 }
  const waiting = { status: 'paid', refunds: [], stock, differences: [] }

  it('before its payment was heard of: the goods are held once, and no money goes back', async () => {
    const { orderId, ends } = await takenBack()
    await settlePaid(orderId)
    expect(await ends()).toEqual(waiting)
  })

  it('before it was heard of, with a hold that expired: nothing is sold, and the goods are held', async () => {
    const { orderId, shelf, ends } = await takenBack()
    await releaseStock(holdOf(shelf, orderId), 'expiry')
    await settleUndone(orderId, 1)
    await settleHandedOver(orderId, 1)
    expect(await ends()).toEqual(waiting)
  })
})

describe('a payment begun while its order closes (OR-2)', () => {
  it('cannot be paid: it was closed by somebody who saw no payment yet', async () => {
    const shelf = await build.shelf(1)
    const buyer = await shop.shopper()
    const { body } = await shop.place(buyer, basketOf(shelf, 1))
    const { sandbox } = shop.product
    await sandbox.post('/__sandbox/fault', { endpoint: '/v3/pay/transactions/jsapi', delayMs: 1000 })
    const begun = shop.begin(buyer, body.id)
    const cancelled = await shop.product.post(`/orders/${body.id}/cancel`, { token: buyer.token, body: {} })
    expect(cancelled.body.status).toBe('closed')
    expect((await begun).body.error.code).toBe('order_not_payable')
    const { state } = await sandbox.post('/__sandbox/pay', { outTradeNo: body.id })
    expect(state).toBe('CLOSED')
  })
})
