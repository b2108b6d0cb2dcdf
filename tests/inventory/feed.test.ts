import { build } from '../support/build'
import { MACHINE, startProduct, type TestProduct } from '../support/product'
import { feed, line, recordOf } from './feed'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withSandbox: false })
})
afterAll(() => product?.stop())

describe('a feed of a till or ERP (IN-2, IN-6)', () => {
  it('is applied line by line with the result of each', async () => {
    const { skuId, store } = await build.shelf(10)
    const here = { skuId, locationId: store._id }
    const lines = [
      line({ ...here, quantity: 3 }),
      line({ ...here, quantity: 100 }),
      line({ ...here, kind: 'receipt', quantity: 5 }),
      line({ ...here, kind: 'receipt', quantity: 0 }),
    ]
    const { status, body } = await feed(product, lines)
    expect(status).toBe(200)
    expect(body).toMatchObject({ applied: 2, repeated: 0, refused: 2 })
    expect(body.rows).toEqual([
      { row: 1, key: lines[0]?.key, outcome: 'applied' },
      { row: 2, key: lines[1]?.key, outcome: 'refused', code: 'stock_insufficient', message: '库存不够' },
      { row: 3, key: lines[2]?.key, outcome: 'applied' },
      { row: 4, key: lines[3]?.key, outcome: 'refused', code: 'quantity_invalid', message: '数量不对' },
    ])
    expect(await recordOf(product, skuId, store._id)).toMatchObject({ onHand: 12, version: 3 })
  })

  it('sent again changes nothing, at once or after the ledger was written', async () => {
    const { skuId, store } = await build.shelf(10)
    const lines = [line({ skuId, locationId: store._id, quantity: 4 })]
    await feed(product, lines)
    expect((await feed(product, lines)).body).toMatchObject({ applied: 0, repeated: 1 })
    await product.settled()
    expect((await feed(product, lines)).body).toMatchObject({ applied: 0, repeated: 1 })
    expect(await recordOf(product, skuId, store._id)).toMatchObject({ onHand: 6, version: 2 })
  })

  it('keeps the order of the lines of one SKU, also when some name it by barcode', async () => {
    const { skuId, store, product: goods } = await build.shelf(0)
    const barcode = goods.skus[0]?.barcode ?? ''
    const locationId = store._id
    const { body } = await feed(product, [
      line({ skuId, locationId, kind: 'receipt', quantity: 1 }),
      line({ barcode, locationId, quantity: 1 }),
      line({ skuId, locationId, kind: 'receipt', quantity: 2 }),
      line({ barcode, locationId, quantity: 2 }),
      line({ skuId, locationId, quantity: 1 }),
      line({ barcode, locationId, kind: 'count', quantity: 7 }),
    ])
    const outcomes = body.rows.map((it: { outcome: string }) => it.outcome)
    expect(outcomes).toEqual(['applied', 'applied', 'applied', 'applied', 'refused', 'applied'])
    expect(await recordOf(product, skuId, locationId)).toMatchObject({ onHand: 7 })
  })

  it.each([
    ['an unknown SKU', { skuId: 'sku_nothing' }, 'sku_not_found'],
    ['an unknown barcode', { skuId: undefined, barcode: '00000000' }, 'sku_not_found'],
    ['no SKU at all', { skuId: undefined }, 'sku_not_found'],
    ['an unknown location', { locationId: 'sto_nowhere' }, 'location_not_found'],
  ])('refuses a line with %s and applies its neighbour', async (_, wrong, code) => {
    const { skuId, store } = await build.shelf(10)
    const good = line({ skuId, locationId: store._id, quantity: 1 })
    const { body } = await feed(product, [{ ...line(good), key: `${good.key}-bad`, ...wrong }, good])
    expect(body).toMatchObject({ applied: 1, refused: 1 })
    expect(body.rows[0]).toMatchObject({ outcome: 'refused', code })
  })

  it.each([
    ['quantity', { quantity: 2 }],
    ['kind', { kind: 'return' }],
  ])('refuses a key used for another %s', async (_, other) => {
    const { skuId, store } = await build.shelf(10)
    const first = line({ skuId, locationId: store._id, quantity: 1 })
    await feed(product, [first])
    expect((await feed(product, [{ ...first, ...other }])).body.rows[0]).toMatchObject({ code: 'key_reused' })
    await product.settled()
    expect((await feed(product, [{ ...first, ...other }])).body.rows[0]).toMatchObject({ code: 'key_reused' })
    expect(await recordOf(product, skuId, store._id)).toMatchObject({ onHand: 9 })
  })

  it('refuses a key that stands in the ledger of another SKU', async () => {
    const [one, other] = [await build.shelf(10), await build.shelf(10)]
    const first = line({ skuId: one.skuId, locationId: one.store._id, quantity: 1 })
    await feed(product, [first])
    await product.settled()
    const again = { ...first, skuId: other.skuId, locationId: other.store._id }
    expect((await feed(product, [again])).body.rows[0]).toMatchObject({ code: 'key_reused' })
  })

  it('takes stock to a location that had none', async () => {
    const [store, goods] = [await build.store(), await build.product()]
    const skuId = goods.skus[0]?.id ?? ''
    expect(await recordOf(product, skuId, store._id)).toMatchObject({ onHand: 0, version: 0 })
    await feed(product, [line({ skuId, locationId: store._id, kind: 'receipt', quantity: 8 })])
    expect(await recordOf(product, skuId, store._id)).toMatchObject({ onHand: 8, available: 8, version: 1 })
  })

  it('counts by setting the total, and corrects up and down', async () => {
    const { skuId, store } = await build.shelf(10, { safety: 2 })
    const here = { skuId, locationId: store._id }
    await feed(product, [line({ ...here, kind: 'count', quantity: 6 })])
    expect(await recordOf(product, skuId, store._id)).toMatchObject({ onHand: 6, available: 4 })
    await feed(product, [line({ ...here, kind: 'adjustment', quantity: -5 })])
    await feed(product, [line({ ...here, kind: 'adjustment', quantity: 3 })])
    expect(await recordOf(product, skuId, store._id)).toMatchObject({ onHand: 4, available: 2 })
  })

  it('leaves a ledger that tells each change, newest first', async () => {
    const { skuId, store } = await build.shelf(10)
    const here = { skuId, locationId: store._id }
    await feed(product, [
      line({ ...here, quantity: 3 }),
      line({ ...here, kind: 'count', quantity: 9, reason: '盘盈' }),
    ])
    await product.settled()
    const { body } = await product.get(`/stock/${skuId}/${store._id}/ledger`, { token: MACHINE })
    expect(body.entries).toMatchObject([
      { kind: 'count', quantity: 2, onHandAfter: 9, reason: '盘盈', source: 'erp' },
      { kind: 'sale', quantity: -3, onHandAfter: 7 },
      { kind: 'receipt', quantity: 10, onHandAfter: 10, source: 'opening' },
    ])
  })

  it('may have 500 lines and not one more', async () => {
    const { skuId, store } = await build.shelf(0)
    const unknown = (many: number) =>
      Array.from({ length: many }, () => line({ skuId: 'sku_nothing', locationId: store._id, quantity: 1 }))
    const last = line({ skuId, locationId: store._id, kind: 'receipt', quantity: 1 })
    const full = await feed(product, [...unknown(499), last])
    expect(full.body).toMatchObject({ applied: 1, refused: 499 })
    expect(full.body.rows.at(-1)).toMatchObject({ row: 500, key: last.key, outcome: 'applied' })
    const over = await feed(product, unknown(501))
    expect([over.status, over.body.error.code]).toEqual([400, 'request_invalid'])
  })

  it.each([
    ['no lines', []],
    ['a line without a key', [{ skuId: 'sku_a', locationId: 'sto_a', kind: 'sale', quantity: 1 }]],
    ['an unknown kind', [{ key: 'a', skuId: 'sku_a', locationId: 'sto_a', kind: 'theft', quantity: 1 }]],
    ['half a piece', [{ key: 'a', skuId: 'sku_a', locationId: 'sto_a', kind: 'sale', quantity: 0.5 }]],
    [
      'a foreign kind of place',
      [{ key: 'a', skuId: 'sku_a', locationId: 'mem_a', kind: 'sale', quantity: 1 }],
    ],
  ])('is refused whole with %s', async (_, changes) => {
    const { status, body } = await feed(product, changes)
    expect([status, body.error.code]).toEqual([400, 'request_invalid'])
  })

  it('is not taken from anybody', async () => {
    const body = { changes: [line({ skuId: 'sku_a', locationId: 'sto_a', quantity: 1 })] }
    expect((await product.post('/stock/changes', { body })).status).toBe(401)
    expect((await product.post('/stock/changes', { body, token: 'guessed' })).status).toBe(401)
  })
})
