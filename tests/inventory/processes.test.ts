import { importCatalog } from '../../server/features/catalog/catalog.service'
import { importLocations } from '../../server/features/stores/stores.service'
import { build, HERE } from '../support/build'
import { MACHINE, startProduct, type TestProduct } from '../support/product'
import { until } from '../support/until'
import { startProcess } from '../support/webProcess'
import { feed, line } from './feed'

let product: TestProduct
let other: Awaited<ReturnType<typeof startProcess>>
beforeAll(async () => {
  product = await startProduct({ withSandbox: false })
  other = await startProcess('web')
}, 60_000)
afterAll(async () => {
  await other?.stop()
  await product?.stop()
})

const ask = async (origin: string, path: string) => (await fetch(`${origin}/api${path}`)).json()
const nearby = (origin: string, skuId: string) =>
  ask(origin, `/stock/nearby?skuId=${skuId}&lng=${HERE[0]}&lat=${HERE[1]}&limit=1`)

describe('two web processes (TR-4)', () => {
  it('see a change of stock made through the other in the very next answer (ST-3)', async () => {
    const { skuId, store } = await build.shelf(10, { store: { position: HERE } })
    const locationId = store._id
    for (const origin of [product.origin, other.origin])
      await until(
        () => nearby(origin, skuId),
        (it) => it.source === 'live' && it.stores[0].store.id === locationId,
      )
    await feed(product, [line({ skuId, locationId, quantity: 3 })])
    expect((await nearby(other.origin, skuId)).stores[0].available).toBe(7)
    await fetch(`${other.origin}/api/stock/changes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${MACHINE}`, 'content-type': 'application/json' },
      body: JSON.stringify({ changes: [line({ skuId, locationId, quantity: 2 })] }),
    })
    expect((await nearby(product.origin, skuId)).stores[0].available).toBe(5)
  })
  it('see a store that was changed through the other (ST-1)', async () => {
    const store = await build.store({ name: '旧名店' })
    const name = async () => (await ask(other.origin, `/stores/${store._id}`)).name
    await until(name, (it) => it === '旧名店')
    await importLocations([{ ...store, name: '新名店' }])
    expect(await until(name, (it) => it === '新名店')).toBe('新名店')
  })
  it('see a product that was changed through the other (CA-1)', async () => {
    const made = await build.product({ name: 'Oldname' })
    const path = `/products/${made._id}`
    const name = async () => (await ask(other.origin, path)).name
    await until(name, (it) => it === 'Oldname')
    await importCatalog({ categories: [], products: [{ ...made, name: 'Newname' }], reviews: [] })
    expect(await until(name, (it) => it === 'Newname')).toBe('Newname')
  })
  it('see a category that was renamed through the other (CA-1)', async () => {
    const category = { _id: 'cat_renamed', name: '旧分类', ground: 'sage', order: 9 }
    const put = (name: string) =>
      importCatalog({ categories: [{ ...category, name }], products: [], reviews: [] })
    const name = async () => {
      const { categories } = await ask(other.origin, '/categories')
      return categories.find((it: { id: string }) => it.id === category._id)?.name
    }
    await put('旧分类')
    await until(name, (it) => it === '旧分类')
    await put('新分类')
    expect(await until(name, (it) => it === '新分类')).toBe('新分类')
  })
  it('end by themselves when asked to', async () => {
    expect(await other.stop()).toBe(0)
  })
})
