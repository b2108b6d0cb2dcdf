import { reconcile } from '../../server/features/inventory/inventory.service'
import { build } from '../support/build'
import { MACHINE, startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.stop())

const sell = (skuId: string, locationId: string, key: string, quantity = 1) =>
  product.post('/stock/changes', {
    token: MACHINE,
    body: { changes: [{ key, skuId, locationId, kind: 'sale', quantity }] },
  })
const record = async (skuId: string, locationId: string) =>
  (await product.get(`/stock/${skuId}/${locationId}`, { token: MACHINE })).body

describe('many tills at once (IN-1, IN-2)', () => {
  it('sell exactly what is there', async () => {
    const { skuId, store } = await build.shelf(12)
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) => sell(skuId, store._id, `till-${skuId}-${at}`)),
    )
    const applied = answers.filter((it) => it.body.applied === 1).length
    const refused = answers.filter((it) => it.body.rows[0].code === 'stock_insufficient').length
    expect({ applied, refused }).toEqual({ applied: 12, refused: 28 })
    expect(await record(skuId, store._id)).toMatchObject({ onHand: 0, available: 0 })
    await product.settled()
    expect(await reconcile()).toEqual([])
  })

  it('apply one key once, however often and at once it is sent', async () => {
    const { skuId, store } = await build.shelf(12)
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => sell(skuId, store._id, `same-${skuId}`, 2)),
    )
    expect(answers.map((it) => it.body.applied).reduce((a, b) => a + b, 0)).toBe(1)
    expect(answers.map((it) => it.body.repeated).reduce((a, b) => a + b, 0)).toBe(11)
    expect(await record(skuId, store._id)).toMatchObject({ onHand: 10 })
    await product.settled()
    expect((await sell(skuId, store._id, `same-${skuId}`, 2)).body).toMatchObject({ applied: 0, repeated: 1 })
    expect(await reconcile()).toEqual([])
  })
})
