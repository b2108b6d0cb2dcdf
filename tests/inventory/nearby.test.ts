import { importLocations } from '../../server/features/stores/stores.service'
import { build, next, northOf } from '../support/build'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false, withSandbox: false })
})
afterAll(() => product?.stop())

interface Row {
  store: { id: string; distance: number }
  level: string
  label: string
  available: number
}
const nearby = async (skuId: string, [lng, lat]: [number, number], more = ''): Promise<Row[]> => {
  const { status, body } = await product.get(`/stock/nearby?skuId=${skuId}&lng=${lng}&lat=${lat}${more}`)
  expect(status).toBe(200)
  return body.stores
}
const goods = async () => {
  const [sku] = (await build.product()).skus
  return sku?.id ?? ''
}
/** A place of its own for each test, far from all others. */
const place = (): [number, number] => [80 + next() * 0.1, 40]

describe('live stock nearby (ST-3)', () => {
  it('shows 有货, 仅剩N件 and 缺货 by distance; a store that does not carry it is out', async () => {
    const here = place()
    const skuId = await goods()
    const at = async (metres: number) => (await build.store({ position: northOf(here, metres) }))._id
    const [far, near, middle, none] = [await at(900), await at(100), await at(500), await at(300)]
    await build.stock(skuId, far, 50)
    await build.stock(skuId, near, 5, 2)
    await build.stock(skuId, middle, 2, 2)
    const rows = await nearby(skuId, here, '&limit=4')
    expect(rows.map((it) => [it.store.id, it.label, it.available])).toEqual([
      [near, '仅剩 3 件', 3],
      [none, '缺货', 0],
      [middle, '缺货', 0],
      [far, '有货', 50],
    ])
    expect(rows.map((it) => Math.round(it.store.distance / 100))).toEqual([1, 3, 5, 9])
  })
  it('looks for stores that have it beyond a hundred that do not', async () => {
    const here = place()
    const skuId = await goods()
    const template = await build.store({ position: northOf(here, 50) })
    await importLocations(
      Array.from({ length: 130 }, () => {
        const n = next()
        return { ...template, _id: `sto_e${n}`, code: `E${n}`, position: northOf(here, 100 + n) }
      }),
    )
    const has = await build.store({ position: northOf(here, 9000) })
    await build.stock(skuId, has._id, 4)
    const rows = await nearby(skuId, here, '&onlyAvailable=true&limit=1')
    expect(rows.map((it) => [it.store.id, it.level])).toEqual([[has._id, 'low']])
    expect((await nearby(skuId, here, '&limit=1'))[0]).toMatchObject({ level: 'out' })
  })
  it('shows only stores, not the warehouse next door', async () => {
    const here = place()
    const skuId = await goods()
    const warehouse = await build.store({ _id: `whs_t${next()}`, kind: 'central', position: here })
    await build.stock(skuId, warehouse._id, 900)
    const rows = await nearby(skuId, here, '&limit=3')
    expect(rows.map((it) => it.store.id)).not.toContain(warehouse._id)
  })
  it('of an unknown SKU is not found', async () => {
    const { status, body } = await product.get('/stock/nearby?skuId=sku_nothing&lng=121&lat=31')
    expect([status, body.error.code]).toEqual([404, 'sku_not_found'])
  })
  it.each(['', '&lng=121', '&lng=200&lat=31', '&lng=121&lat=31&limit=51'])('refuses %p', async (query) => {
    expect((await product.get(`/stock/nearby?skuId=sku_a${query}`)).status).toBe(400)
  })
})

describe('stock of several SKUs in one store (ST-3)', () => {
  it('comes in the order asked', async () => {
    const { skuId, store } = await build.shelf(3)
    const none = await goods()
    for (const _ of ['from the database', 'from the live copy']) {
      const { body } = await product.get(`/stock/levels?storeId=${store._id}&skuIds=${none},${skuId}`)
      expect(body.levels).toEqual([
        { skuId: none, level: 'out', label: '缺货', available: 0 },
        { skuId, level: 'low', label: '仅剩 3 件', available: 3 },
      ])
    }
  })
  it('refuses a store that does not exist and more than 60 SKUs', async () => {
    expect((await product.get('/stock/levels?storeId=sto_nowhere&skuIds=sku_a')).body.error.code).toBe(
      'store_not_found',
    )
    const many = Array.from({ length: 61 }, (_, at) => `sku_${at}`).join(',')
    expect((await product.get(`/stock/levels?storeId=sto_a&skuIds=${many}`)).status).toBe(400)
  })
})

describe("a store's goods (ST-3)", () => {
  let storeId: string
  interface Item {
    product: { name: string }
    level: string
    available: number
  }
  const list = async (query = '') => {
    const { status, body } = await product.get(`/stores/${storeId}/stock?${query}`)
    expect(status).toBe(200)
    return body as { items: Item[]; total: number; next?: string }
  }
  const names = ({ items }: { items: Item[] }) => items.map((it) => it.product.name)
  beforeAll(async () => {
    storeId = (await build.store())._id
    const add = async (name: string, onHand: number[], more: object = {}) => {
      const skus = onHand.map(() => build.sku())
      await build.product({ name, skus, ...more })
      for (const [at, pieces] of onHand.entries()) await build.stock(skus[at]?.id ?? '', storeId, pieces)
    }
    await add('滤纸', [0], { soldCount: 999, categoryId: 'cat_home' })
    await add('花茶', [2, 2, 0], { soldCount: 10 })
    await add('绿茶', [30], { soldCount: 20 })
    await add('红茶', [1], { soldCount: 5 })
  })

  it('come with what is there first, then by what sells', async () => {
    const found = await list()
    expect(names(found)).toEqual(['绿茶', '花茶', '红茶', '滤纸'])
    expect(found.total).toBe(4)
  })
  it('add up the SKUs of a product', async () => {
    const { items } = await list()
    expect(items.find((it) => it.product.name === '花茶')).toMatchObject({ available: 4, level: 'low' })
  })
  it('do not include what the store does not carry', async () => {
    await build.product({ name: '别处的茶' })
    expect(names(await list())).not.toContain('别处的茶')
  })
  it('are searched as the catalog is', async () => {
    expect(names(await list(`q=${encodeURIComponent('花茶')}`))).toEqual(['花茶'])
  })
  it('are narrowed to a category with all below it', async () => {
    expect(names(await list('category=cat_home'))).toEqual(['滤纸'])
    expect(names(await list('category=cat_food'))).toEqual(['绿茶', '花茶', '红茶'])
    expect((await list('category=cat_nothing')).total).toBe(0)
  })
  it('are paged without gaps or repeats', async () => {
    const first = await list('limit=3')
    const rest = await list(`limit=3&cursor=${first.next}`)
    expect([...names(first), ...names(rest)]).toEqual(['绿茶', '花茶', '红茶', '滤纸'])
    expect(rest.next).toBeUndefined()
  })
  it('refuse a forged mark', async () => {
    const { status, body } = await product.get(`/stores/${storeId}/stock?cursor=forged`)
    expect([status, body.error.code]).toEqual([400, 'cursor_invalid'])
  })
})
