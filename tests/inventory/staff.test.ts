import { build, next } from '../support/build'
import { signInGuide } from '../support/people'
import { MACHINE, startProduct, type TestProduct } from '../support/product'

let product: TestProduct
let manager: Awaited<ReturnType<typeof signInGuide>>
beforeAll(async () => {
  product = await startProduct()
  manager = await signInGuide(product, { role: 'manager' })
})
afterAll(() => product?.stop())

const shelf = async (onHand: number) => {
  const [sku] = (await build.product()).skus
  const skuId = sku?.id ?? ''
  await build.stock(skuId, manager.guide.storeId, onHand)
  return skuId
}
const change = (skuId: string, more: object = {}, storeId = manager.guide.storeId, token = manager.token) =>
  product.post(`/stores/${storeId}/stock/changes`, {
    token,
    body: { key: `m${next()}`, skuId, kind: 'count', quantity: 4, reason: '月末盘点', ...more },
  })

describe('a count by the store (IN-6)', () => {
  it('sets the stock and is written down with who and why', async () => {
    const skuId = await shelf(10)
    const { status, body } = await change(skuId)
    expect(status).toBe(200)
    expect(body).toMatchObject({ skuId, onHand: 4, available: 4, version: 2 })
    await product.settled()
    const path = `/stock/${skuId}/${manager.guide.storeId}/ledger`
    const [entry] = (await product.get(path, { token: manager.token })).body.entries
    expect(entry).toMatchObject({
      kind: 'count',
      quantity: -6,
      reason: '月末盘点',
      source: manager.guide._id,
    })
  })
  it('sent again changes nothing and answers the same', async () => {
    const skuId = await shelf(10)
    const first = await change(skuId, { key: 'again' })
    const second = await change(skuId, { key: 'again' })
    expect([second.status, second.body]).toEqual([200, first.body])
  })
  it('may be a correction, down to nothing but not further', async () => {
    const skuId = await shelf(10)
    expect((await change(skuId, { kind: 'adjustment', quantity: -10 })).body).toMatchObject({ onHand: 0 })
    const { status, body } = await change(skuId, { kind: 'adjustment', quantity: -1 })
    expect([status, body.error.code]).toEqual([409, 'stock_insufficient'])
  })
  it.each([
    ['no reason', { reason: undefined }],
    ['a reason of blanks', { reason: '   ' }],
    ['a sale', { kind: 'sale' }],
  ])('is refused with %s', async (_, wrong) => {
    const { status, body } = await change(await shelf(10), wrong)
    expect([status, body.error.code]).toEqual([400, 'request_invalid'])
  })
  it('below zero is no quantity', async () => {
    const { status, body } = await change(await shelf(1), { quantity: -1 })
    expect([status, body.error.code]).toEqual([422, 'quantity_invalid'])
  })
  it('of an unknown SKU is not found', async () => {
    expect((await change('sku_nothing')).body.error.code).toBe('sku_not_found')
  })
  it("of another manager's store is refused", async () => {
    const other = await build.store()
    const { status, body } = await change(await shelf(1), {}, other._id)
    expect([status, body.error.code]).toEqual([403, 'location_forbidden'])
  })
  it('is not for guides, tills or strangers', async () => {
    const skuId = await shelf(1)
    const { storeId } = manager.guide
    const { token } = await signInGuide(product, { storeId })
    expect((await change(skuId, {}, storeId, token)).status).toBe(403)
    expect((await change(skuId, {}, storeId, MACHINE)).status).toBe(403)
    expect((await change(skuId, {}, storeId, 'nobody')).status).toBe(401)
  })
  it('may be looked up by a guide, whose ledger it is not', async () => {
    const skuId = await shelf(7)
    const { token } = await signInGuide(product, { storeId: manager.guide.storeId })
    const path = `/stock/${skuId}/${manager.guide.storeId}`
    expect((await product.get(path, { token })).body).toMatchObject({ onHand: 7 })
    expect((await product.get(`${path}/ledger`, { token })).status).toBe(403)
  })
})
