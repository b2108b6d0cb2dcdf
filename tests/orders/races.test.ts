import fc from 'fast-check'
import { reconcile } from '../../server/features/inventory/inventory.service'
import { build, next } from '../support/build'
import { memberTokens } from '../support/people'
import { startProcess } from '../support/webProcess'
import { startShop, type Shop } from './support'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())

const order = (origin: string, token: string, basket: unknown) =>
  fetch(`${origin}/api/orders`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ key: `race-${next()}-key`, way: 'pickup', ...(basket as object) }),
  }).then(async (answer) => ({ status: answer.status, body: (await answer.json()) as { id?: string } }))

describe('200 buyers, 50 pieces (IN-3)', () => {
  it('over one process: exactly 50 orders, the others are told that it is sold out', async () => {
    const { skuId, store } = await build.shelf(50)
    const tokens = await memberTokens(200)
    const basket = { lines: [{ skuId, quantity: 1 }], storeId: store._id }
    const answers = await Promise.all(tokens.map((it) => order(shop.product.origin, it, basket)))
    const codes = answers.map((it) => (it.status === 200 ? 'ok' : JSON.stringify(it.body)))
    expect(codes.filter((it) => it === 'ok')).toHaveLength(50)
    expect(codes.filter((it) => it.includes('out_of_stock'))).toHaveLength(150)
    expect(await shop.stockOf(skuId, store._id)).toEqual({ onHand: 50, reserved: 50, available: 0 })
  })

  it('over three processes: exactly 50 orders', async () => {
    const { skuId, store } = await build.shelf(50)
    const tokens = await memberTokens(200)
    const others = await Promise.all([startProcess('web'), startProcess('web')])
    const origins = [shop.product.origin, ...others.map((it) => it.origin)]
    const basket = { lines: [{ skuId, quantity: 1 }], storeId: store._id }
    const answers = await Promise.all(
      tokens.map((it, at) => order(origins[at % origins.length]!, it, basket)),
    )
    await Promise.all(others.map((it) => it.stop()))
    expect(answers.filter((it) => it.status === 200)).toHaveLength(50)
    expect(answers.filter((it) => it.status === 409)).toHaveLength(150)
    expect(await shop.stockOf(skuId, store._id)).toEqual({ onHand: 50, reserved: 50, available: 0 })
    await shop.product.settled()
    expect(await reconcile()).toEqual([])
  }, 60_000)

  it('a basket is held whole or not at all', async () => {
    const store = await build.store()
    const [plenty, scarce] = [await build.product(), await build.product()].map((it) => it.skus[0]!.id)
    await build.stock(plenty!, store._id, 100)
    await build.stock(scarce!, store._id, 7)
    const tokens = await memberTokens(30)
    const lines = [plenty!, scarce!].map((skuId) => ({ skuId, quantity: 1 }))
    const answers = await Promise.all(
      tokens.map((it) => order(shop.product.origin, it, { lines, storeId: store._id })),
    )
    const won = answers.filter((it) => it.status === 200).length
    expect(won).toBeLessThanOrEqual(7)
    expect(won).toBeGreaterThan(0)
    expect(await shop.stockOf(plenty!, store._id)).toEqual({
      onHand: 100,
      reserved: won,
      available: 100 - won,
    })
    expect(await shop.stockOf(scarce!, store._id)).toEqual({ onHand: 7, reserved: won, available: 7 - won })
  })
})

describe('one order, many hands (OR-3, OR-6)', () => {
  it('is handed over once, from however many counters it is scanned', async () => {
    const shelf = await build.shelf(3)
    const { buyer, orderId } = await shop.paidOrder(shelf, 2)
    const digits = await shop.digitsOf(buyer, orderId)
    const counters = await Promise.all([shop.staff(shelf.store._id), shop.staff(shelf.store._id)])
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => shop.redeem(counters[at % 2]!.token, digits)),
    )
    expect(answers.filter((it) => it.status === 200)).toHaveLength(1)
    expect(answers.filter((it) => it.body.error?.code === 'pickup_done')).toHaveLength(11)
    await shop.product.settled()
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({ onHand: 1, reserved: 0, available: 1 })
  })

  it('is either handed over or cancelled', async () => {
    const shelf = await build.shelf(2)
    const { buyer, orderId } = await shop.paidOrder(shelf, 2)
    const digits = await shop.digitsOf(buyer, orderId)
    const { token } = await shop.staff(shelf.store._id)
    const [redeemed, cancelled] = await Promise.all([
      shop.redeem(token, digits),
      shop.product.post(`/orders/${orderId}/cancel`, { token: buyer.token, body: {} }),
    ])
    expect([redeemed.status, cancelled.status].filter((it) => it === 200)).toHaveLength(1)
    await shop.product.settled()
    const left = redeemed.status === 200 ? 0 : 2
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({
      onHand: left,
      reserved: 0,
      available: left,
    })
  })

  it('gives back no more than was paid, however returns are split and sent at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 6 }),
        async (parts) => {
          const shelf = await build.shelf(5)
          const { buyer, orderId, order: paid } = await shop.paidOrder(shelf, 5)
          const { token } = await shop.staff(shelf.store._id)
          await shop.redeem(token, await shop.digitsOf(buyer, orderId))
          await shop.product.settled()
          const answers = await Promise.all(
            parts.flatMap((quantity, at) => {
              const body = {
                key: `split-${orderId.slice(-6)}-${at}`,
                lines: [{ key: 'l1', quantity }],
                reason: '不合适',
              }
              const send = () => shop.product.post(`/orders/${orderId}/returns`, { token, body })
              return [send(), send()]
            }),
          )
          expect(answers.filter((it) => it.status >= 500)).toEqual([])
          await shop.product.settled()
          const after = await shop.orderOf(buyer, orderId)
          const { refundedQuantity, refundedAmount, quantity, total } = after.lines[0]
          expect(refundedQuantity).toBeLessThanOrEqual(quantity)
          expect(after.amounts.refunded).toBe(refundedAmount)
          expect(refundedAmount).toBeLessThanOrEqual(total)
          expect(after.status).toBe(refundedQuantity === quantity ? 'refunded' : 'completed')
          if (refundedQuantity === quantity) expect(refundedAmount).toBe(paid.amounts.total)
          expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({
            onHand: refundedQuantity,
            reserved: 0,
            available: refundedQuantity,
          })
        },
      ),
      { numRuns: 6 },
    )
  }, 90_000)
})
