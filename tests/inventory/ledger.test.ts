import fc from 'fast-check'
import mongoose from 'mongoose'
import { applyFeed, reconcile } from '../../server/features/inventory/inventory.service'
import { changeOf } from '../../server/features/inventory/inventory.rules'
import { build, next } from '../support/build'
import { startProduct, type TestProduct } from '../support/product'
import { feed, line, recordOf } from './feed'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withSandbox: false })
})
afterAll(() => product?.stop())

const step = fc.record({
  shelf: fc.nat({ max: 1 }),
  kind: fc.constantFrom('receipt', 'sale', 'return', 'count', 'adjustment'),
  quantity: fc.integer({ min: -12, max: 12 }),
  times: fc.integer({ min: 1, max: 2 }),
})

describe('stock and its ledger (IN-2)', () => {
  it('agree after any history, repeated lines and all', async () => {
    const shelves = [await build.shelf(5), await build.shelf(0)]
    const expected = [5, 0]
    const law = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (history) => {
      const lines = history.flatMap(({ shelf, times, kind, quantity }) => {
        const { skuId, store } = shelves[shelf]!
        const one = { key: `h${next()}`, skuId, locationId: store._id, kind, quantity }
        return Array.from({ length: times }, () => one)
      })
      const outcome = await applyFeed(lines, 'history')
      let applied = 0
      for (const { shelf, kind, quantity } of history) {
        const decided = changeOf(kind, quantity, { onHand: expected[shelf]!, reserved: 0, safety: 0 })
        if ('refused' in decided) continue
        expected[shelf]! += decided.delta
        applied++
      }
      expect(outcome.applied).toBe(applied)
      for (const [at, { skuId, store }] of shelves.entries())
        expect(await recordOf(product, skuId, store._id)).toMatchObject({ onHand: expected[at] })
      expect(await reconcile()).toEqual([])
    })
    await fc.assert(law, { numRuns: 6 })
    await product.settled()
    expect(await reconcile()).toEqual([])
  }, 90_000)

  it('agree before the ledger was written, for what waits is counted', async () => {
    await product.stopWorker()
    const { skuId, store } = await build.shelf(9)
    await feed(product, [line({ skuId, locationId: store._id, quantity: 2 })])
    expect(await reconcile()).toEqual([])
    product.startWorker()
    await product.settled()
    expect(await reconcile()).toEqual([])
  })

  it('agree when one key was used for two SKUs before either was written', async () => {
    await product.stopWorker()
    const shelves = [await build.shelf(9), await build.shelf(9)]
    const key = `twice${next()}`
    for (const { skuId, store } of shelves)
      await feed(product, [line({ key, skuId, locationId: store._id, quantity: 2 })])
    product.startWorker()
    await product.settled()
    expect(await reconcile()).toEqual([])
  })

  it('that differ are found and reported, and left as they are', async () => {
    const { skuId, store } = await build.shelf(9)
    const stockId = `${skuId}@${store._id}`
    const stock = mongoose.connection.collection<{ _id: string }>('stock')
    await stock.updateOne({ _id: stockId }, { $inc: { onHand: 1 } })
    expect(await reconcile()).toEqual([{ stockId, onHand: 10, entries: 9 }])
    expect(await recordOf(product, skuId, store._id)).toMatchObject({ onHand: 10 })
    await stock.updateOne({ _id: stockId }, { $inc: { onHand: -1 } })
    expect(await reconcile()).toEqual([])
  })
})
