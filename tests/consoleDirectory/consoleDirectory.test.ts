import { build } from '../support/build'
import { signInOperator } from '../support/people'
import { MACHINE, startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.stop())

const ids = (stores: { id: string }[]) => stores.map((it) => it.id)

describe('what an operator chooses from (OP-2, OP-6)', () => {
  it('is every store for headquarters, with its warehouses, and the own stores for others', async () => {
    const [own, other] = [await build.store({ city: '合肥' }), await build.store({ city: '芜湖' })]
    const head = await signInOperator(product, { role: 'headquarters' })
    const hers = await signInOperator(product, { role: 'store', storeId: own._id })
    const get = async (token: string, query = '') =>
      (await product.get(`/console/stores?limit=500${query}`, { token })).body
    const whole = await get(head.token)
    expect(ids(whole.stores)).toEqual(expect.arrayContaining([own._id, other._id]))
    const reach = await get(hers.token)
    expect([ids(reach.stores), reach.total, reach.cities, reach.warehouses]).toEqual([
      [own._id],
      1,
      [{ name: '合肥', stores: 1 }],
      [],
    ])
    expect(ids((await get(head.token, `&city=${encodeURIComponent('芜湖')}`)).stores)).toEqual([other._id])
    expect(ids((await get(head.token, `&q=${other.code}`)).stores)).toEqual([other._id])
    expect(ids((await get(hers.token, `&ids=${other._id}`)).stores)).toEqual([other._id])
  })

  it('is the SKUs of products that fit, and those asked for by id as far as they are sold', async () => {
    const skuId = (await build.product()).skus[0]?.id ?? ''
    const get = async (query: string) =>
      (await product.get(`/console/skus?${query}`, { token: MACHINE })).body
    const { skus } = await get(`ids=${skuId},sku_gone`)
    expect(skus).toMatchObject([{ skuId }])
    const found = await get(`q=${encodeURIComponent(skus[0].name)}&limit=50`)
    expect(found.skus.map((it: { skuId: string }) => it.skuId)).toContain(skuId)
    expect((await product.get('/console/skus?ids=nothing', { token: MACHINE })).status).toBe(400)
  })
})
