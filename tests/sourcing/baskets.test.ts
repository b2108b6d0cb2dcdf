import { readLiveGrid } from '../../server/features/inventory/inventory.service'
import { planDelivery, type Wanted } from '../../server/features/sourcing/sourcing.service'
import { freezeClock, resetClock } from '../../server/kernel/clock'
import { redis } from '../../server/kernel/redis'
import { build, next, northOf } from '../support/build'
import { MACHINE, startProduct, type TestProduct } from '../support/product'

/** 12:00 and 23:00 in Shanghai; stores of tests are open from 10:00 to 22:00. */
const NOON = new Date('2026-10-01T04:00:00Z')
const NIGHT = new Date('2026-10-01T15:00:00Z')

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false, withSandbox: false })
})
beforeEach(() => freezeClock(NOON))
afterAll(async () => {
  resetClock()
  await product?.stop()
})

/** A place of its own for each test, far from all others. */
const place = (): [number, number] => [80 + next() * 0.5, 40]
const goods = async (count: number): Promise<string[]> => {
  const skus = Array.from({ length: count }, () => build.sku())
  await build.product({ skus })
  return skus.map((it) => it.id)
}
type StoreParts = NonNullable<Parameters<typeof build.store>[0]>

/** A place some metres north of a point with pieces of some SKUs. */
async function shop(
  here: [number, number],
  metres: number,
  stock: Record<string, number>,
  more: StoreParts = {},
) {
  const store = await build.store({ position: northOf(here, metres), ...more })
  for (const [skuId, pieces] of Object.entries(stock)) await build.stock(skuId, store._id, pieces)
  return store._id
}
const warehouse = (here: [number, number], stock: Record<string, number>) =>
  shop(here, 50_000, stock, { _id: `whs_t${next()}`, kind: 'regional', hours: [] })
const pieces = (quantities: Record<string, number>): Wanted[] =>
  Object.entries(quantities).map(([skuId, quantity]) => ({ skuId, quantity }))

interface Row {
  store: { id: string; distance: number }
  complete: boolean
  missing: unknown[]
  reason: string
}
async function ask([lng, lat]: [number, number], quantities: Record<string, number>, limit = 3) {
  const { status, body } = await product.post('/baskets/stores', {
    body: { lines: pieces(quantities), lng, lat, limit },
  })
  expect(status).toBe(200)
  return body as { stores: Row[]; choice: { way: string; locationIds: string[]; reason: string } }
}

describe('stores for a whole basket (ST-3b)', () => {
  it('are those that have all, nearest first, then those that have most; from the database and the live copy', async () => {
    const here = place()
    const [a = '', b = ''] = await goods(2)
    const half = await shop(here, 100, { [a]: 9 })
    const far = await shop(here, 900, { [a]: 2, [b]: 1 })
    const near = await shop(here, 400, { [a]: 2, [b]: 1 })
    for (const _ of ['from the database', 'from the live copy']) {
      const { stores, choice } = await ask(here, { [a]: 2, [b]: 1 })
      expect(stores.map((it) => [it.store.id, it.complete, it.missing])).toEqual([
        [near, true, []],
        [far, true, []],
        [half, false, [{ skuId: b, wanted: 1, available: 0 }]],
      ])
      expect(stores.map((it) => Math.round(it.store.distance / 100))).toEqual([4, 9, 1])
      expect(stores[0]?.reason).toBe('整单有货，距您 400 米')
      expect(choice).toEqual({ way: 'pickup', locationIds: [near], reason: '整单有货，距您 400 米' })
    }
  })
  it('follow a sale at once', async () => {
    const here = place()
    const [skuId = ''] = await goods(1)
    const [near, far] = [await shop(here, 100, { [skuId]: 2 }), await shop(here, 900, { [skuId]: 2 })]
    expect((await ask(here, { [skuId]: 2 })).choice.locationIds).toEqual([near])
    const change = { key: `k${next()}`, skuId, locationId: near, kind: 'sale', quantity: 1 }
    await product.post('/stock/changes', { token: MACHINE, body: { changes: [change] } })
    const { stores, choice } = await ask(here, { [skuId]: 2 })
    expect(choice.locationIds).toEqual([far])
    expect(stores[1]).toMatchObject({ store: { id: near }, missing: [{ wanted: 2, available: 1 }] })
  })
  it('leave out stores without pickup; delivery is chosen when no store has all, and neither when nothing has', async () => {
    const here = place()
    const [a = '', b = '', c = ''] = await goods(3)
    await shop(here, 100, { [b]: 1 }, { services: ['tea'] })
    const left = await shop(here, 200, { [a]: 1 })
    const right = await shop(here, 300, { [b]: 1, [c]: 1 })
    expect((await ask(here, { [b]: 1 })).stores.map((it) => it.store.id)).toEqual([right])
    const split = await ask(here, { [a]: 1, [c]: 1 })
    expect(split.stores.map((it) => it.store.id)).toEqual([left, right])
    expect(split.choice).toMatchObject({ way: 'delivery', locationIds: [left, right] })
    expect(split.choice.reason).toContain('分 2 处发货')
    const none = await ask(here, { [c]: 2 })
    expect(none.choice).toMatchObject({ way: 'none', locationIds: [] })
    const central = await warehouse(here, { [c]: 9 })
    expect((await ask(here, { [c]: 2 })).choice).toMatchObject({ way: 'delivery', locationIds: [central] })
  })
  it('are as many as asked', async () => {
    const here = place()
    const [skuId = ''] = await goods(1)
    for (const metres of [100, 200, 300]) await shop(here, metres, { [skuId]: 1 })
    expect((await ask(here, { [skuId]: 1 }, 2)).stores).toHaveLength(2)
  })
  it('are not looked for with goods that are not sold', async () => {
    const [skuId = ''] = await goods(1)
    const lines = pieces({ [skuId]: 1, sku_nothing: 1 })
    const { status, body } = await product.post('/baskets/stores', { body: { lines, lng: 121, lat: 31 } })
    expect([status, body.error.code]).toEqual([404, 'sku_not_found'])
    expect(body.error.details).toEqual({ skuIds: ['sku_nothing'] })
  })
  it.each([
    ['no line', { lines: [] }],
    ['51 lines', { lines: Array.from({ length: 51 }, () => ({ skuId: 'sku_a', quantity: 1 })) }],
    ['no piece', { lines: [{ skuId: 'sku_a', quantity: 0 }] }],
    ['a point off the globe', { lat: 91 }],
    ['no point', { lng: undefined }],
  ])('are refused for %s', async (_, part) => {
    const body = { lines: [{ skuId: 'sku_a', quantity: 1 }], lng: 121, lat: 31, ...part }
    const answer = await product.post('/baskets/stores', { body })
    expect([answer.status, answer.body.error.code]).toEqual([400, 'request_invalid'])
  })
})

describe('where a delivery order is sent from (IN-4, OR-1)', () => {
  const partsOf = async (...asked: Parameters<typeof planDelivery>) => {
    const plan = await planDelivery(...asked)
    return plan.outcome === 'sourced' ? plan.parts.map((it) => it.locationId) : plan.outcome
  }

  it('local1h: the store with delivery within 3 km that is open', async () => {
    const here = place()
    const [skuId = ''] = await goods(1)
    const lines = pieces({ [skuId]: 2 })
    await shop(here, 100, { [skuId]: 5 })
    await shop(here, 3100, { [skuId]: 5 }, { services: ['delivery'] })
    expect(await partsOf(lines, here, 'local1h')).toBe('refused')
    const store = await shop(here, 2900, { [skuId]: 5 }, { services: ['pickup', 'delivery'] })
    expect(await partsOf(lines, here, 'local1h')).toEqual([store])
    freezeClock(NIGHT)
    expect(await partsOf(lines, here, 'local1h')).toBe('refused')
  })
  it('local1h and city2h: from one place, never from the warehouse', async () => {
    const here = place()
    const [a = '', b = ''] = await goods(2)
    const lines = pieces({ [a]: 1, [b]: 1 })
    await shop(here, 100, { [a]: 1 }, { services: ['delivery'] })
    await shop(here, 200, { [b]: 1 }, { services: ['delivery'] })
    await warehouse(here, { [a]: 9, [b]: 9 })
    for (const way of ['local1h', 'city2h'] as const)
      expect(await planDelivery(lines, here, way)).toMatchObject({
        outcome: 'refused',
        missing: [{ skuId: b, wanted: 1, available: 0 }],
      })
  })
  it('city2h: any open store within 15 km', async () => {
    const here = place()
    const [skuId = ''] = await goods(1)
    const lines = pieces({ [skuId]: 1 })
    await shop(here, 15_100, { [skuId]: 5 })
    expect(await partsOf(lines, here, 'city2h')).toBe('refused')
    const store = await shop(here, 14_900, { [skuId]: 5 })
    expect(await partsOf(lines, here, 'city2h')).toEqual([store])
    freezeClock(NIGHT)
    expect(await partsOf(lines, here, 'city2h')).toBe('refused')
  })
  it('express: stores together or a warehouse, at any hour', async () => {
    const here = place()
    const [a = '', b = ''] = await goods(2)
    const one = await shop(here, 100, { [a]: 1 })
    const two = await shop(here, 200, { [b]: 1 })
    const central = await warehouse(here, { [a]: 9, [b]: 9 })
    expect(await partsOf(pieces({ [a]: 1, [b]: 1 }), here, 'express')).toEqual([one, two])
    expect(await partsOf(pieces({ [a]: 5, [b]: 1 }), here, 'express')).toEqual([central])
    freezeClock(NIGHT)
    expect(await partsOf(pieces({ [a]: 1 }), here, 'express')).toEqual([one])
    expect(await partsOf(pieces({ [a]: 99 }), here, 'express')).toBe('refused')
  })
  it('gives a busy store less to do', async () => {
    const here = place()
    const [skuId = ''] = await goods(1)
    const [near, far] = [await shop(here, 100, { [skuId]: 5 }), await shop(here, 1000, { [skuId]: 5 })]
    const lines = pieces({ [skuId]: 1 })
    expect(await partsOf(lines, here, 'city2h', new Map([[near, 2]]))).toEqual([near])
    expect(await partsOf(lines, here, 'city2h', new Map([[near, 9]]))).toEqual([far])
  })
})

describe('live stock of many SKUs in many places (ST-3b)', () => {
  it('is the same from the live copy, from the database and from both', async () => {
    const here = place()
    const [a = '', b = '', c = ''] = await goods(3)
    const [one, two] = [await shop(here, 100, { [a]: 3, [b]: 0 }), await shop(here, 200, { [b]: 7 })]
    const read = async () =>
      [...(await readLiveGrid([a, b, c], [one, two]))].map(([id, stock]) => [id, Object.fromEntries(stock)])
    const truth = [
      [one, { [a]: 3, [b]: 0, [c]: 0 }],
      [two, { [a]: 0, [b]: 7, [c]: 0 }],
    ]
    expect(await read()).toEqual(truth)
    expect(await read()).toEqual(truth)
    await redis().del(`live:{${a}}`)
    expect(await read()).toEqual(truth)
    await redis().flushdb()
    expect(await read()).toEqual(truth)
  })
})
