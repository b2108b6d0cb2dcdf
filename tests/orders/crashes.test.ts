import { reconcile } from '../../server/features/inventory/inventory.service'
import { findOrder } from '../../server/features/orders/orders.service'
import { crashPoints, type CrashPoint } from '../../server/kernel/crashPoint'
import { build } from '../support/build'
import { until } from '../support/until'
import { dying, payWith } from './dying'
import { startShop, type Shop } from './support'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())

const paymentsOf = async (orderId: string) => {
  const all = (await shop.product.sandbox.get('/__sandbox/payments')) as unknown as {
    orders: { outTradeNo: string; state: string }[]
    refunds: { outTradeNo: string }[]
  }
  return {
    paid: all.orders.filter((it) => it.outTradeNo === orderId && /SUCCESS|REFUND/.test(it.state)).length,
    refunds: all.refunds.filter((it) => it.outTradeNo === orderId).length,
  }
}
const refunded = (orderId: string) =>
  until(
    () => findOrder(orderId),
    (it) => it?.refunds.length === 1 && it.refunds[0]!.state === 'succeeded',
  )

/** What happens to a shelf of five: two are ordered, and then … */
const stories: { name: string; points: CrashPoint[]; run: (point: CrashPoint) => Promise<void> }[] = [
  {
    name: 'bought, collected and one brought back',
    points: ['order.held', 'order.written', 'order.prepared', 'order.paid', 'order.kept'],
    run: buyAndReturn,
  },
  {
    name: 'collected and one brought back',
    points: ['order.handedOver', 'order.sold', 'refund.restocked', 'refund.asked'],
    run: buyAndReturn,
  },
  {
    name: 'cancelled before it was paid',
    points: ['order.closedAtPlatform', 'order.closed', 'order.released'],
    run: cancelUnpaid,
  },
  {
    name: 'brought from another store and collected',
    points: ['order.sentFor', 'order.brought'],
    run: bringAndCollect,
  },
  {
    name: 'collected and one exchanged',
    points: ['exchange.held', 'exchange.written'],
    run: collectAndExchange,
  },
  { name: 'cancelled after it was paid', points: ['order.refundWritten'], run: cancelPaid },
]

async function setOut(point: CrashPoint) {
  const shelf = await build.shelf(5)
  const { skuId, store } = shelf
  const buyer = await shop.shopper()
  const guide = await shop.staff(store._id)
  const { ask, died, resume } = await dying(shop, point)
  const key = `crash-${point.replace('.', '-')}`
  const basket = { key, lines: [{ skuId, quantity: 2 }], way: 'pickup', storeId: store._id }
  const order = await ask('/orders', buyer.token, basket)
  expect(order.status).toBe('unpaid')
  const end = async (onHand: number) => {
    expect(await died).toBe('SIGKILL')
    await shop.product.settled()
    expect(await shop.stockOf(skuId, store._id)).toEqual({ onHand, reserved: 0, available: onHand })
  }
  return { ask, buyer, guide, orderId: order.id as string, resume, end }
}

async function buyAndReturn(point: CrashPoint) {
  const { ask, buyer, guide, orderId, resume, end } = await setOut(point)
  expect((await payWith(shop, ask, buyer.token, orderId)).status).toBe('paid')
  const code = await shop.digitsOf(buyer, orderId)
  const redeemed = await ask('/pickups/redeem', guide.token, { code })
  // The process that redeemed may have died before it could say so: then it is done all the same.
  expect(redeemed.order?.status ?? redeemed.error.code).toMatch(/completed|pickup_done/)
  const back = { key: `back-${orderId}`, lines: [{ key: 'l1', quantity: 1 }], reason: '尺码不合适' }
  await ask(`/orders/${orderId}/returns`, guide.token, back)
  await resume()
  const order = await refunded(orderId)
  expect(order).toMatchObject({ status: 'completed', amounts: { refunded: order!.amounts.total / 2 } })
  expect(await paymentsOf(orderId)).toEqual({ paid: 1, refunds: 1 })
  await end(4)
}

async function cancelUnpaid(point: CrashPoint) {
  const { ask, buyer, orderId, resume, end } = await setOut(point)
  await ask(`/orders/${orderId}/pay`, buyer.token)
  expect((await ask(`/orders/${orderId}/cancel`, buyer.token, {})).status).toBe('closed')
  await resume()
  expect(await paymentsOf(orderId)).toEqual({ paid: 0, refunds: 0 })
  await end(5)
}

async function cancelPaid(point: CrashPoint) {
  const { ask, buyer, orderId, resume, end } = await setOut(point)
  await payWith(shop, ask, buyer.token, orderId)
  expect((await ask(`/orders/${orderId}/cancel`, buyer.token, {})).status).toBe('refunded')
  await resume()
  await refunded(orderId)
  expect(await paymentsOf(orderId)).toEqual({ paid: 1, refunds: 1 })
  await end(5)
}

/** The store has none of it: two of the five in another store are brought. */
async function bringAndCollect(point: CrashPoint) {
  const shelf = await build.shelf(5)
  const store = await build.store()
  const [sender, guide] = [await shop.staff(shelf.store._id, 'manager'), await shop.staff(store._id)]
  const buyer = await shop.shopper()
  const { ask, died, resume } = await dying(shop, point)
  const order = await ask('/orders', buyer.token, {
    key: `crash-${point.replace('.', '-')}`,
    lines: [{ skuId: shelf.skuId, quantity: 2 }],
    way: 'pickup',
    storeId: store._id,
    transferFrom: shelf.store._id,
  })
  expect((await payWith(shop, ask, buyer.token, order.id)).status).toBe('paid')
  const transferId = String(order.id).replace('ord_', 'tra_')
  const { product } = shop
  const isOut = async () => (await product.get(`/transfers/${transferId}`, { token: sender.token })).status
  await until(isOut, (it) => it === 200)
  await ask(`/transfers/${transferId}/ship`, sender.token, {})
  await ask(`/transfers/${transferId}/receive`, guide.token, {})
  await resume()
  const isThere = async () => (await findOrder(order.id))?.transfer?.arrivedAt
  await until(isThere, (it) => it !== undefined)
  expect(await died).toBe('SIGKILL')
  const code = await shop.digitsOf(buyer, order.id)
  expect((await shop.redeem(guide.token, code)).body.order.status).toBe('completed')
  await product.settled()
  expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({ onHand: 3, reserved: 0, available: 3 })
  expect(await shop.stockOf(shelf.skuId, store._id)).toEqual({ onHand: 0, reserved: 0, available: 0 })
}

/** One of two is given back for another of the same kind: the shelf is as after the sale. */
async function collectAndExchange(point: CrashPoint) {
  const { ask, buyer, guide, orderId, resume, end } = await setOut(point)
  await payWith(shop, ask, buyer.token, orderId)
  const code = await shop.digitsOf(buyer, orderId)
  expect((await ask('/pickups/redeem', guide.token, { code })).order.status).toBe('completed')
  const order = await findOrder(orderId)
  const [line] = order!.lines
  const wish = {
    key: `x-${orderId}`,
    line: { key: line!.key, quantity: 1 },
    skuId: line!.skuId,
    reason: '坏了',
  }
  const { order: after } = await ask(`/orders/${orderId}/exchanges`, guide.token, wish)
  expect([after.lines.length, after.amounts.refunded]).toEqual([2, 0])
  await resume()
  await end(3)
}

const cases = stories.flatMap(({ name, points, run }) => points.map((point) => ({ name, point, run })))

describe('a process that dies between two steps (TR-3, OR-2)', () => {
  it('every step of the saga has its case', () => {
    expect(cases.map((it) => it.point).sort()).toEqual([...crashPoints].sort())
  })

  it.each(cases)(
    'at $point: the order $name ends as if nothing had happened',
    async ({ point, run }) => {
      await run(point)
      expect(await reconcile()).toEqual([])
    },
    180_000,
  )
})
