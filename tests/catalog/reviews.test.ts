import { importCatalog, type ReviewDoc } from '../../server/features/catalog/catalog.service'
import { writeCursor } from '../../server/kernel/cursor'
import { build, next } from '../support/build'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false, withSandbox: false })
})
afterAll(() => product?.stop())

describe('reviews (CA-1)', () => {
  const write = async (spuId: string, times: string[]) => {
    const reviews = times.map((at): ReviewDoc => ({
      _id: `rev_t${next()}`,
      spuId,
      skuId: 'sku_any',
      author: '林**',
      rating: 5,
      text: '很好',
      images: [],
      at: new Date(at),
    }))
    await importCatalog({ categories: [], products: [], reviews })
    return reviews
  }

  it('come newest first and are walked without gaps or repeats, also those of one instant', async () => {
    const { _id } = await build.product()
    const same = '2026-05-01T00:00:00.000Z'
    const written = await write(_id, [
      same,
      same,
      same,
      '2026-06-01T00:00:00.000Z',
      '2026-04-01T00:00:00.000Z',
    ])
    const walk: { id: string; at: string }[] = []
    let cursor = ''
    do {
      const query = `limit=2${cursor ? `&cursor=${cursor}` : ''}`
      const { body } = await product.get(`/products/${_id}/reviews?${query}`)
      expect(body.total).toBe(5)
      walk.push(...body.reviews)
      cursor = body.next ?? ''
    } while (cursor)
    expect(new Set(walk.map((it) => it.id))).toEqual(new Set(written.map((it) => it._id)))
    expect(walk).toHaveLength(5)
    const times = walk.map((it) => it.at)
    expect(times).toEqual([...times].sort().reverse())
  })
  it.each([
    ['rubbish', 'rubbish'],
    ['another shape', writeCursor({ at: 1 })],
    ['a place of the product list', writeCursor(5)],
    ['an instant that does not exist', writeCursor([1e300, 'rev_1'])],
    ['a query in place of an id', writeCursor([1, { $ne: null }])],
  ])('refuse a forged mark: %s', async (_, cursor) => {
    const { _id } = await build.product()
    const { status, body } = await product.get(`/products/${_id}/reviews?cursor=${cursor}`)
    expect([status, body.error.code]).toEqual([400, 'cursor_invalid'])
  })
  it('of an unknown product are not found', async () => {
    expect((await product.get('/products/spu_nothing/reviews')).body.error.code).toBe('product_not_found')
  })
})
