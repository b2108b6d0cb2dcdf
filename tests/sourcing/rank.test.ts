import fc from 'fast-check'
import { rankStores, type Stocked, type Wanted } from '../../server/features/sourcing/sourcing.rules'

const skuIds = ['sku_a', 'sku_b', 'sku_c']
const lines = fc.array(
  fc.record({ skuId: fc.constantFrom(...skuIds), quantity: fc.integer({ min: 1, max: 5 }) }),
  { minLength: 1, maxLength: 5 },
)
const shelf = fc.array(fc.integer({ min: -1, max: 8 }), { minLength: 3, maxLength: 3 })
const stores = fc
  .array(fc.record({ distance: fc.integer({ min: 0, max: 20_000 }), pieces: shelf }), { maxLength: 12 })
  .map((list): Stocked[] =>
    list.map(({ distance, pieces }, n) => ({
      id: `sto_${n}`,
      name: `${n}店`,
      distance,
      stock: new Map(skuIds.map((it, at) => [it, pieces[at] ?? 0])),
    })),
  )
const has = (store: Stocked, skuId: string) => Math.max(0, store.stock.get(skuId) ?? 0)
const wantedOf = (basket: readonly Wanted[], skuId: string) =>
  basket.filter((it) => it.skuId === skuId).reduce((sum, it) => sum + it.quantity, 0)

const store = (id: string, distance: number, stock: Record<string, number>): Stocked => ({
  id,
  name: id,
  distance,
  stock: new Map(Object.entries(stock)),
})

describe('stores for a whole basket (ST-3b)', () => {
  it('are complete exactly when they have all; what is missing is what they lack', () => {
    const law = fc.property(lines, stores, (basket, all) => {
      for (const ranked of rankStores(basket, all)) {
        const of = all.find((it) => it.id === ranked.id) as Stocked
        const short = skuIds.filter((it) => has(of, it) < wantedOf(basket, it))
        expect(ranked.complete).toBe(short.length === 0)
        expect([...ranked.missing].sort((a, b) => (a.skuId < b.skuId ? -1 : 1))).toEqual(
          short.map((skuId) => ({ skuId, wanted: wantedOf(basket, skuId), available: has(of, skuId) })),
        )
      }
    })
    fc.assert(law, { numRuns: 500 })
  })
  it('come with the complete ones first, nearest first, and leave out those that have nothing', () => {
    const law = fc.property(lines, stores, (basket, all) => {
      const ranked = rankStores(basket, all)
      const isUseful = (it: Stocked) => basket.some((line) => has(it, line.skuId) > 0)
      expect(ranked.map((it) => it.id).sort()).toEqual(
        all
          .filter(isUseful)
          .map((it) => it.id)
          .sort(),
      )
      const complete = ranked.filter((it) => it.complete)
      expect(ranked.slice(0, complete.length)).toEqual(complete)
      const distances = complete.map((it) => it.distance)
      expect(distances).toEqual([...distances].sort((a, b) => a - b))
      const missing = ranked.map((it) => it.missing.length)
      expect(missing).toEqual([...missing].sort((a, b) => a - b))
    })
    fc.assert(law, { numRuns: 500 })
  })
  it('do not depend on the order they are asked in', () => {
    const mixed = stores.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    )
    const law = fc.property(lines, mixed, (basket, [all, shuffled]) =>
      expect(rankStores(basket, shuffled)).toEqual(rankStores(basket, all)),
    )
    fc.assert(law)
  })
  it('say why they stand where they stand', () => {
    const basket = [
      { skuId: 'sku_a', quantity: 2 },
      { skuId: 'sku_b', quantity: 1 },
    ]
    const ranked = rankStores(basket, [
      store('one', 90, { sku_a: 1, sku_b: 1 }),
      store('far', 1234, { sku_a: 2, sku_b: 1 }),
      store('none', 10, { sku_c: 9 }),
      store('near', 320, { sku_a: 5, sku_b: 5 }),
      store('half', 50, { sku_b: 1 }),
    ])
    expect(ranked.map((it) => [it.id, it.reason])).toEqual([
      ['near', '整单有货，距您 320 米'],
      ['far', '整单有货，距您 1.2 公里'],
      ['one', '2 种商品中 1 种齐，共缺 1 件，距您 90 米'],
      ['half', '2 种商品中 1 种齐，共缺 2 件，距您 50 米'],
    ])
  })
})
