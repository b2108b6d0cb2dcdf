import fc from 'fast-check'
import { reconcile } from '../../server/features/inventory/inventory.service'
import { exchangeShare } from '../../server/features/orders/orders.rules'
import { settleHandedOver } from '../../server/features/orders/orders.saga'
import { build, next } from '../support/build'
import { until } from '../support/until'
import { startShop, type Shop } from './support'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())

/** Two pieces of one SKU, collected; another size of it at a price lies in another store. */
async function collected({ price = 9900, other = 9900, there = 3 } = {}) {
  const store = await build.store()
  const [bought, given] = [build.sku({ price }), build.sku({ price: other, options: { 尺码: 'L' } })]
  await build.product({ skus: [bought, given] })
  await build.stock(bought.id, store._id, 2)
  const shelf = { store, skuId: bought.id } as Awaited<ReturnType<typeof build.shelf>>
  const { buyer, orderId } = await shop.paidOrder(shelf, 2)
  const seller = await shop.staff(store._id)
  await shop.redeem(seller.token, await shop.digitsOf(buyer, orderId))
  const taker = await build.store()
  const { token } = await shop.staff(taker._id)
  await build.stock(given.id, taker._id, there)
  await shop.product.settled()
  const exchange = (more: object = {}) =>
    shop.product.post(`/orders/${orderId}/exchanges`, {
      token,
      body: {
        key: `exchange-${next()}`,
        line: { key: 'l1', quantity: 1 },
        skuId: given.id,
        reason: '尺码不合适',
        ...more,
      },
    })
  return {
    buyer,
    orderId,
    token,
    bought,
    given,
    exchange,
    order: () => shop.orderOf(buyer, orderId),
    /** Pieces of the bought and the given SKU in the store that exchanges. */
    async shelves() {
      await shop.product.settled()
      const [back, out] = [await shop.stockOf(bought.id, taker._id), await shop.stockOf(given.id, taker._id)]
      return {
        back: back.onHand,
        out: out.onHand,
        held: back.reserved + out.reserved,
        wrong: await reconcile(),
      }
    },
  }
}
const refundsOf = async (orderId: string) => {
  const all = (await shop.product.sandbox.get('/__sandbox/payments')) as unknown as {
    refunds: { outTradeNo: string; amount: number }[]
  }
  return all.refunds.filter((it) => it.outTradeNo === orderId)
}

describe('an exchange in any store (换货, OR-6)', () => {
  it('of the same price is even: one step, goods both ways, no money', async () => {
    const it = await collected()
    const { status, body } = await it.exchange()
    expect([status, body.order.status, body.order.amounts.refunded]).toEqual([200, 'completed', 0])
    const [old, given] = body.order.lines
    expect(old).toMatchObject({ key: 'l1', quantity: 2, refundedQuantity: 1 })
    expect(given).toMatchObject({ skuId: it.given.id, exchangeOf: 'l1', quantity: 1, optionText: 'L' })
    expect(given.total).toBe(old.total / 2)
    expect(await it.shelves()).toEqual({ back: 1, out: 2, held: 0, wrong: [] })
    const { refunds } = await it.order()
    expect(refunds).toMatchObject([{ amount: 0, reason: '尺码不合适', exchangedFor: given.key }])
    expect(await refundsOf(it.orderId)).toEqual([])
  })

  it('for something cheaper gives the difference back, and later returns give the rest to the fen', async () => {
    const it = await collected({ price: 9999, other: 3333 })
    const { body } = await it.exchange()
    const paid = body.order.lines[0].total / 2
    const [, given] = body.order.lines
    expect(given.total + body.order.amounts.refunded).toBe(Math.floor(paid))
    await until(
      () => it.order(),
      (order) => order.refunds[0]?.state === 'succeeded',
    )
    const back = (key: string, quantity: number) =>
      shop.product.post(`/orders/${it.orderId}/returns`, {
        token: it.token,
        body: { key: `return-${next()}`, lines: [{ key, quantity }], reason: '不喜欢了' },
      })
    expect((await back(given.key, 1)).status).toBe(200)
    expect((await back(given.key, 1)).body.error.code).toBe('return_too_many')
    const { body: last } = await back('l1', 1)
    expect(last.order.status).toBe('refunded')
    expect(last.order.amounts.refunded).toBe(last.order.amounts.paid)
    expect(await it.shelves()).toEqual({ back: 2, out: 3, held: 0, wrong: [] })
  })

  it('by the barcode that was scanned', async () => {
    const it = await collected()
    const { body } = await it.exchange({ skuId: undefined, barcode: it.given.barcode })
    expect(body.order.lines[1].skuId).toBe(it.given.id)
  })

  it('refuses what it cannot do, and changes nothing', async () => {
    const dearer = await collected({ other: 12_900 })
    const said = (await dearer.exchange()).body.error
    expect([said.code, said.details]).toEqual(['exchange_dearer', { difference: 3000 }])

    const it = await collected({ there: 1 })
    const two = await it.exchange({ line: { key: 'l1', quantity: 2 } })
    expect([two.body.error.code, two.body.error.details]).toEqual(['exchange_out_of_stock', { available: 1 }])
    const codes = []
    for (const more of [
      { line: { key: 'l1', quantity: 3 } },
      { line: { key: 'l9', quantity: 1 } },
      { skuId: 'sku_none' },
      { skuId: undefined },
    ])
      codes.push((await it.exchange(more)).body.error.code)
    expect(codes).toEqual(['return_too_many', 'return_too_many', 'sku_not_found', 'sku_not_found'])
    expect(await it.shelves()).toEqual({ back: 0, out: 1, held: 0, wrong: [] })
    expect((await it.order()).refunds).toEqual([])
  })

  it('of what was not collected yet is refused, and a redemption with an exchange stays', async () => {
    const shelf = await build.shelf(1)
    const { buyer, orderId } = await shop.paidOrder(shelf)
    const manager = await shop.staff(shelf.store._id, 'manager')
    const body = {
      key: `exchange-${next()}`,
      line: { key: 'l1', quantity: 1 },
      skuId: shelf.skuId,
      reason: '坏了',
    }
    const send = () => shop.product.post(`/orders/${orderId}/exchanges`, { token: manager.token, body })
    expect((await send()).body.error.code).toBe('return_not_possible')
    await shop.redeem(manager.token, await shop.digitsOf(buyer, orderId))
    await build.stock(shelf.skuId, shelf.store._id, 0)
    await shop.product.settled()
    await shop.product.post('/stock/changes', {
      token: 'sandbox-machine-key',
      body: {
        changes: [
          {
            key: `more-${next()}`,
            skuId: shelf.skuId,
            locationId: shelf.store._id,
            kind: 'receipt',
            quantity: 1,
          },
        ],
      },
    })
    expect((await send()).status).toBe(200)
    const undone = await shop.product.post(`/orders/${orderId}/redemption/undo`, {
      token: manager.token,
      body: { reason: '核错了' },
    })
    expect(undone.body.error.code).toBe('undo_too_late')
  })
})

describe('an exchange sent twice, at once and late (OR-6)', () => {
  it('under one key is one; another wish under that key is refused', async () => {
    const it = await collected()
    const key = `exchange-${next()}`
    const answers = await Promise.all(Array.from({ length: 8 }, () => it.exchange({ key })))
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(200))
    expect((await it.order()).lines).toHaveLength(2)
    expect((await it.exchange({ key, skuId: it.bought.id })).body.error.code).toBe('key_reused')
    await settleHandedOver(it.orderId, 1)
    expect(await it.shelves()).toEqual({ back: 1, out: 2, held: 0, wrong: [] })
  })

  it('under many keys gives no more than were bought, nor more than the store has', async () => {
    const it = await collected({ there: 1 })
    const answers = await Promise.all(Array.from({ length: 6 }, () => it.exchange()))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.status >= 500)).toEqual([])
    expect(await it.shelves()).toEqual({ back: 1, out: 0, held: 0, wrong: [] })

    const plenty = await collected({ there: 9 })
    const many = await Promise.all(Array.from({ length: 6 }, () => plenty.exchange()))
    expect(many.filter((answer) => answer.status === 200)).toHaveLength(2)
    expect(await plenty.shelves()).toEqual({ back: 2, out: 7, held: 0, wrong: [] })
  })
})

it('what is carried on and what goes back are what was paid, to the fen', () => {
  fc.assert(
    fc.property(fc.nat(10_000_000), fc.nat(1_000_000), fc.nat(1_000_000), (paid, before, after) => {
      const share = exchangeShare({ paid, before, after })
      if (after > before) return expect(share).toBeUndefined()
      expect(share!.carried + share!.back).toBe(paid)
      expect(share!.back).toBeGreaterThanOrEqual(0)
      if (after === before && before > 0) expect(share!.back).toBe(0)
    }),
  )
})
