import { cartOf, removeBought } from '../../server/features/carts/carts.service'
import { importCatalog } from '../../server/features/catalog/catalog.service'
import { advanceClock, now, resetClock } from '../../server/kernel/clock'
import { build, next } from '../support/build'
import { forgetLimits } from '../support/limits'
import { person, signInShopper } from '../support/people'
import { MACHINE, startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
})
beforeEach(async () => {
  resetClock()
  await forgetLimits()
})
afterAll(() => product?.stop())

interface Line {
  skuId: string
  quantity: number
  way: string
  store?: { id: string }
}

async function shopper() {
  const { token, member } = await signInShopper(product, await person(product))
  return {
    memberId: member.id,
    show: async () => (await product.get('/cart', { token })).body as { lines: Line[]; pieces: number },
    put: (body: object) => product.call('PUT', '/cart/lines', { token, body }),
    empty: () => product.call('DELETE', '/cart', { token }),
  }
}
const goods = async (count = 1) => {
  const skus = Array.from({ length: count }, () => build.sku())
  await build.product({ skus })
  return skus.map((it) => it.id)
}

describe('the cart of a member (OR-1)', () => {
  it("shows today's price and the live stock in the line's store", async () => {
    const me = await shopper()
    const store = await build.store()
    const sku = build.sku({ options: { 颜色: '墨绿', 尺码: 'L' }, price: 12_900 })
    const { _id: spuId, name } = await build.product({ skus: [sku] })
    await build.stock(sku.id, store._id, 3)
    expect((await me.show()).lines).toEqual([])
    const { status, body } = await me.put({ skuId: sku.id, quantity: 2, way: 'pickup', storeId: store._id })
    expect(status).toBe(200)
    expect(body).toEqual({
      lines: [
        {
          key: expect.any(String),
          skuId: sku.id,
          quantity: 2,
          way: 'pickup',
          store: { id: store._id, name: store.name },
          goods: { spuId, name, image: sku.image, optionText: '墨绿 L', price: 12_900 },
          stock: { level: 'low', label: '仅剩 3 件', available: 3 },
        },
      ],
      pieces: 2,
    })
    const change = { key: `k${next()}`, skuId: sku.id, locationId: store._id, kind: 'sale', quantity: 3 }
    await product.post('/stock/changes', { token: MACHINE, body: { changes: [change] } })
    expect((await me.show()).lines).toMatchObject([{ stock: { level: 'out' } }])
  })
  it('keeps a line per SKU, way and store, newest first', async () => {
    const me = await shopper()
    const [skuId] = await goods()
    const [here, there] = [(await build.store())._id, (await build.store())._id]
    await me.put({ skuId, quantity: 1, way: 'pickup', storeId: here })
    await me.put({ skuId, quantity: 2, way: 'pickup', storeId: there })
    await me.put({ skuId, quantity: 3, way: 'delivery' })
    await me.put({ skuId, quantity: 4, way: 'delivery', storeId: here })
    await me.put({ skuId, quantity: 5, way: 'pickup', storeId: here })
    const { lines, pieces } = await me.show()
    expect(lines.map((it) => [it.way, it.store?.id, it.quantity])).toEqual([
      ['delivery', here, 4],
      ['delivery', undefined, 3],
      ['pickup', there, 2],
      ['pickup', here, 5],
    ])
    expect(pieces).toBe(14)
    expect(lines[1]).not.toHaveProperty('stock')
  })
  it('loses a line set to 0, and all when emptied', async () => {
    const me = await shopper()
    const [a, b] = await goods(2)
    await me.put({ skuId: a, quantity: 1, way: 'delivery' })
    await me.put({ skuId: b, quantity: 1, way: 'delivery' })
    expect((await me.put({ skuId: a, quantity: 0, way: 'delivery' })).body.lines).toMatchObject([
      { skuId: b },
    ])
    expect((await me.put({ skuId: 'sku_gone', quantity: 0, way: 'delivery' })).status).toBe(200)
    expect((await me.empty()).status).toBe(204)
    expect(await me.show()).toEqual({ lines: [], pieces: 0 })
  })
  it('belongs to one member', async () => {
    const [me, other] = [await shopper(), await shopper()]
    const [skuId] = await goods()
    await me.put({ skuId, quantity: 1, way: 'delivery' })
    expect((await other.show()).lines).toEqual([])
    await other.empty()
    expect((await me.show()).pieces).toBe(1)
  })
  it('shows a line whose goods are no longer sold without them', async () => {
    const me = await shopper()
    const sold = await build.product()
    const skuId = sold.skus[0]?.id
    await me.put({ skuId, quantity: 1, way: 'delivery' })
    await importCatalog({ categories: [], products: [{ ...sold, skus: [build.sku()] }], reviews: [] })
    const { lines } = await me.show()
    expect(lines).toMatchObject([{ skuId, quantity: 1 }])
    expect(lines[0]).not.toHaveProperty('goods')
  })

  it.each([
    ['goods that are not sold', { skuId: 'sku_nothing' }, 404, 'sku_not_found'],
    ['pickup without a store', { storeId: undefined }, 422, 'store_required'],
    ['a store that does not exist', { storeId: 'sto_nowhere' }, 404, 'store_not_found'],
    ['100 pieces', { quantity: 100 }, 400, 'request_invalid'],
    ['less than nothing', { quantity: -1 }, 400, 'request_invalid'],
    ['half a piece', { quantity: 0.5 }, 400, 'request_invalid'],
    ['a way nobody knows', { way: 'drone' }, 400, 'request_invalid'],
  ])('refuses %s', async (_, part, status, code) => {
    const me = await shopper()
    const [skuId] = await goods()
    const storeId = (await build.store())._id
    const answer = await me.put({ skuId, quantity: 1, way: 'pickup', storeId, ...part })
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
    expect((await me.show()).lines).toEqual([])
  })
  it('refuses pickup from a store that does not offer it', async () => {
    const me = await shopper()
    const [skuId] = await goods()
    const storeId = (await build.store({ services: ['tea'] }))._id
    const answer = await me.put({ skuId, quantity: 1, way: 'pickup', storeId })
    expect(answer.body.error.code).toBe('way_not_offered')
  })
})

describe('many devices on one cart (OR-1)', () => {
  it('make one line of one SKU', async () => {
    const me = await shopper()
    const [skuId] = await goods()
    const set = (at: number) => me.put({ skuId, quantity: at + 1, way: 'delivery' })
    await Promise.all(Array.from({ length: 12 }, (_, at) => set(at)))
    const { lines } = await me.show()
    expect(lines).toHaveLength(1)
    expect(lines[0]?.quantity).toBeGreaterThanOrEqual(1)
    expect(lines[0]?.quantity).toBeLessThanOrEqual(12)
  })
  it('never put in more than 100 lines, and lose none of those taken in', async () => {
    const me = await shopper()
    const skuIds = await goods(104)
    const put = (skuId: string | undefined) => me.put({ skuId, quantity: 1, way: 'delivery' })
    for (let at = 0; at < 96; at += 8) await Promise.all(skuIds.slice(at, at + 8).map(put))
    const answers = await Promise.all(skuIds.slice(96).map(put))
    const refused = answers.filter((it) => it.status !== 200)
    expect(refused.map((it) => it.body.error.code)).toEqual(Array(4).fill('cart_full'))
    expect((await me.show()).lines).toHaveLength(100)
    expect((await put(skuIds[0])).status).toBe(200)
  })
})

describe('what an order bought (OR-1)', () => {
  it('leaves the cart, and leaving again changes nothing', async () => {
    const me = await shopper()
    const [a, b, c] = await goods(3)
    const storeId = (await build.store())._id
    await me.put({ skuId: a, quantity: 2, way: 'pickup', storeId })
    await me.put({ skuId: b, quantity: 5, way: 'pickup', storeId })
    await me.put({ skuId: c, quantity: 1, way: 'delivery' })
    const bought = [a, b].map((skuId = '') => ({ skuId, quantity: 2, way: 'pickup' as const, storeId }))
    const boughtAt = now()
    for (const _ of ['once', 'again']) await removeBought(me.memberId, bought, boughtAt)
    const left = (await cartOf(me.memberId)).map((it) => [it.skuId, it.quantity])
    expect(left).toEqual([
      [c, 1],
      [b, 3],
    ])
    advanceClock(1000)
    await me.put({ skuId: a, quantity: 1, way: 'pickup', storeId })
    await removeBought(me.memberId, bought, boughtAt)
    expect((await me.show()).pieces).toBe(5)
  })
  it('leaves a line alone that was set after buying', async () => {
    const me = await shopper()
    const [skuId = ''] = await goods()
    await me.put({ skuId, quantity: 2, way: 'delivery' })
    const boughtAt = now()
    advanceClock(1000)
    await me.put({ skuId, quantity: 3, way: 'delivery' })
    await removeBought(me.memberId, [{ skuId, quantity: 2, way: 'delivery' }], boughtAt)
    expect((await me.show()).pieces).toBe(3)
  })
})
