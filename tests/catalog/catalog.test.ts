import { importCatalog } from '../../server/features/catalog/catalog.service'
import { writeCursor } from '../../server/kernel/cursor'
import { build } from '../support/build'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false, withSandbox: false })
})
afterAll(() => product?.stop())

interface Page {
  products: { id: string; name: string; price: number; brand: string; soldCount: number }[]
  total: number
  next?: string
  brands?: { name: string; count: number }[]
}
const find = async (query: Record<string, string | number>): Promise<Page> => {
  const words = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
  const { status, body } = await product.get(`/products?${words}`)
  expect(status).toBe(200)
  return body
}
const names = ({ products }: Page) => products.map((it) => it.name)
const category = (id: string, name: string, parentId?: string) =>
  importCatalog({
    categories: [{ _id: id, name, ground: 'sage', order: 9, ...(parentId ? { parentId } : {}) }],
    products: [],
    reviews: [],
  })

describe('search with words (CA-1)', () => {
  beforeAll(async () => {
    await build.product({ name: '明前龙井茶叶礼盒', brand: '云栖', tags: ['送礼'], soldCount: 5 })
    await build.product({ name: '紫砂茶壶', subtitle: '宜兴原矿', soldCount: 900 })
    await build.product({ name: '玻尿酸补水面膜5片装', points: ['敏感肌可用'] })
    await build.product({ name: 'SPF50防晒霜', options: [{ name: '色号', values: [{ value: '自然白' }] }] })
    await build.product({ name: '羊绒围巾', subtitle: '送礼也好', categoryId: 'cat_home' })
    await build.product({ name: '旅行茶具', tags: ['露营'], categoryId: 'cat_home' })
  })

  it.each([
    ['the exact name', '紫砂茶壶', ['紫砂茶壶']],
    ['a word of it', '面膜', ['玻尿酸补水面膜5片装']],
    ['a part across words', '尿酸补', ['玻尿酸补水面膜5片装']],
    ['one character', '霜', ['SPF50防晒霜']],
    ['Latin letters beside Chinese, in any case', 'spf50', ['SPF50防晒霜']],
    ['full-width letters', 'ＳＰＦ５０', ['SPF50防晒霜']],
    ['several words in any order', '礼盒 龙井', ['明前龙井茶叶礼盒']],
    ['a brand', '云栖', ['明前龙井茶叶礼盒']],
    ['a tag', '露营', ['旅行茶具']],
    ['a selling point', '敏感肌', ['玻尿酸补水面膜5片装']],
    ['an option', '自然白', ['SPF50防晒霜']],
    ['pinyin', 'weijin', ['羊绒围巾']],
    ['initials of pinyin', 'wj', ['羊绒围巾']],
  ])('finds by %s', async (_, q, expected) => expect(names(await find({ q }))).toEqual(expected))

  it('finds a category by its name and by that of its parent', async () => {
    await category('cat_words', '滤杯滤纸', 'cat_home')
    await build.product({ name: '扇形101号', categoryId: 'cat_words' })
    expect(names(await find({ q: '滤杯' }))).toEqual(['扇形101号'])
    expect(names(await find({ q: '家居 扇形' }))).toEqual(['扇形101号'])
  })
  it('puts what carries the word in its name before what mentions it, however well that sells', async () => {
    await build.product({ name: '琥珀手串', soldCount: 1 })
    await build.product({ name: '木梳', points: ['配琥珀挂坠'], soldCount: 9999 })
    expect(names(await find({ q: '琥珀' }))).toEqual(['琥珀手串', '木梳'])
  })
  it('offers what has half of the words when nothing has all', async () => {
    expect(names(await find({ q: '紫砂 宇航服' }))).toEqual(['紫砂茶壶'])
  })
  it('finds nothing, calmly, for words nobody has', async () => {
    expect(await find({ q: '宇航服' })).toEqual({ products: [], total: 0, brands: [] })
  })
  it('shows everything for no words', async () => {
    expect((await find({ q: '' })).total).toBe((await find({})).total)
  })
})

describe('suggestions (CA-1)', () => {
  const suggest = async (q: string) =>
    (await product.get(`/products/suggestions?q=${encodeURIComponent(q)}`)).body.words
  beforeAll(async () => {
    for (const name of ['蜂蜜 原味', '蜂蜜 洋槐', '蜂胶 喷雾']) await build.product({ name })
  })
  it('complete what was typed, the most frequent first', async () => {
    expect(await suggest('蜂')).toEqual(['蜂蜜', '蜂胶'])
  })
  it('understand pinyin and its initials', async () => {
    expect(await suggest('fengm')).toEqual(['蜂蜜'])
    expect(await suggest('fj')).toContain('蜂胶')
  })
  it('offer frequent words before anything is typed, ten at most', async () => {
    const words = await suggest('')
    expect(words).toContain('蜂蜜')
    expect(words.length).toBeLessThanOrEqual(10)
  })
  it('are none for what nobody sells', async () => expect(await suggest('宇航服')).toEqual([]))
})

describe('browsing (CA-1, CA-2)', () => {
  const brand = '列表牌'
  beforeAll(async () => {
    await category('cat_shelf', '货架')
    await category('cat_shelf_low', '下层', 'cat_shelf')
    const rows = [
      {
        name: '甲',
        price: 300,
        soldCount: 2,
        onSaleAt: new Date('2026-03-01Z'),
        categoryId: 'cat_shelf_low',
      },
      { name: '乙', price: 100, soldCount: 9, onSaleAt: new Date('2026-01-01Z'), categoryId: 'cat_shelf' },
      {
        name: '丙',
        price: 200,
        soldCount: 5,
        onSaleAt: new Date('2026-02-01Z'),
        categoryId: 'cat_shelf_low',
      },
    ]
    for (const { price, ...it } of rows)
      await build.product({ ...it, brand, skus: [build.sku({ price: price + 50 }), build.sku({ price })] })
  })

  it.each([
    ['sold', '乙丙甲'],
    ['priceAsc', '乙丙甲'],
    ['priceDesc', '甲丙乙'],
    ['newest', '甲丙乙'],
    ['relevance', '乙丙甲'],
  ])('sorts by %s', async (sort, expected) =>
    expect(names(await find({ brand, sort })).join('')).toBe(expected),
  )
  it('keeps to a price range, both ends in it', async () => {
    expect(names(await find({ brand, minPrice: 100, maxPrice: 200 }))).toEqual(['乙', '丙'])
    expect(names(await find({ brand, minPrice: 201 }))).toEqual(['甲'])
  })
  it('shows a category with all below it', async () => {
    expect(names(await find({ category: 'cat_shelf' }))).toEqual(['乙', '丙', '甲'])
    expect(names(await find({ category: 'cat_shelf_low' }))).toEqual(['丙', '甲'])
  })
  it('refuses a category that does not exist', async () => {
    const { status, body } = await product.get('/products?category=cat_nothing')
    expect([status, body.error.code]).toEqual([404, 'category_not_found'])
  })
  it('counts the brands among the matches, on the first page only', async () => {
    for (let i = 0; i < 2; i++)
      await build.product({ brand: '多货牌', categoryId: 'cat_shelf', soldCount: 0 })
    const first = await find({ category: 'cat_shelf', limit: 3 })
    expect(first.brands).toEqual([
      { name: brand, count: 3 },
      { name: '多货牌', count: 2 },
    ])
    expect(await find({ category: 'cat_shelf', limit: 3, cursor: first.next ?? '' })).not.toHaveProperty(
      'brands',
    )
  })
  it('lists the categories, each after its parent', async () => {
    const { categories } = (await product.get('/categories')).body
    const seen = new Set<string>()
    const early = categories.filter(({ id, parentId }: { id: string; parentId?: string }) => {
      seen.add(id)
      return parentId && !seen.has(parentId)
    })
    expect(early).toEqual([])
    expect(categories).toContainEqual({
      id: 'cat_shelf_low',
      parentId: 'cat_shelf',
      name: '下层',
      ground: 'sage',
    })
  })
})

describe('paging (CA-1)', () => {
  it('walks all products without gaps or repeats, equals in a fixed order', async () => {
    const brand = '翻页牌'
    for (let i = 0; i < 11; i++) await build.product({ brand, soldCount: i % 2 })
    const whole = (await find({ brand, sort: 'sold', limit: 100 })).products.map((it) => it.id)
    const walk: string[] = []
    let cursor: string | undefined
    do {
      const page: Page = await find({ brand, sort: 'sold', limit: 4, ...(cursor ? { cursor } : {}) })
      expect(page.total).toBe(11)
      walk.push(...page.products.map((it) => it.id))
      cursor = page.next
    } while (cursor)
    expect(walk).toEqual(whole)
    expect(new Set(walk).size).toBe(11)
  })
  it.each([
    ['not base64 of JSON', '%%%'],
    ['a negative place', writeCursor(-1)],
    ['half a place', writeCursor(1.5)],
    ['another shape', writeCursor({ $gt: 0 })],
  ])('refuses a forged mark: %s', async (_, cursor) => {
    const { status, body } = await product.get(`/products?cursor=${encodeURIComponent(cursor)}`)
    expect([status, body.error.code]).toEqual([400, 'cursor_invalid'])
  })
  it('ends calmly behind the last product', async () => {
    const { products, next: more } = await find({ cursor: writeCursor(1_000_000) })
    expect([products, more]).toEqual([[], undefined])
  })
})

describe('one product (CA-1, CA-2)', () => {
  it('is shown with options, SKUs, prices and facts', async () => {
    const skus = [
      build.sku({ price: 9900, listPrice: 12900, options: { 规格: '50g' } }),
      build.sku({ price: 15900 }),
    ]
    const made = await build.product({
      skus,
      options: [{ name: '规格', values: [{ value: '50g' }, { value: '100g' }] }],
      attributes: [{ name: '产地', value: '杭州' }],
      images: ['/media/a.webp'],
    })
    const { status, body } = await product.get(`/products/${made._id}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id: made._id,
      price: 9900,
      listPrice: 12900,
      skuCount: 2,
      skus,
      options: made.options,
      attributes: made.attributes,
      images: made.images,
    })
  })
  it('does not show what is ours alone', async () => {
    const { body } = await product.get(`/products/${(await build.product())._id}`)
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['_id']))
    expect(body).not.toHaveProperty('updatedAt')
  })
  it('that does not exist is not found', async () => {
    const { status, body } = await product.get('/products/spu_nothing')
    expect([status, body.error.code]).toEqual([404, 'product_not_found'])
  })
  it('is found by each of its barcodes', async () => {
    const { _id, skus } = await build.product({ skus: [build.sku(), build.sku()] })
    for (const { id, barcode } of skus)
      expect((await product.get(`/barcodes/${barcode}`)).body).toEqual({ spuId: _id, skuId: id })
  })
  it('is not found by an unknown barcode, and letters are none', async () => {
    expect((await product.get('/barcodes/00000000')).body.error.code).toBe('product_not_found')
    expect((await product.get('/barcodes/abc')).body.error.code).toBe('request_invalid')
  })
  it('is shown and found as changed in the very next look-up', async () => {
    const made = await build.product({ name: 'Oldname 木匣' })
    expect((await find({ q: 'oldname' })).total).toBe(1)
    await importCatalog({ categories: [], products: [{ ...made, name: 'Newname 木匣' }], reviews: [] })
    expect((await product.get(`/products/${made._id}`)).body.name).toBe('Newname 木匣')
    expect((await find({ q: 'newname' })).products.map((it) => it.id)).toEqual([made._id])
    expect((await find({ q: 'oldname' })).total).toBe(0)
  })
})
