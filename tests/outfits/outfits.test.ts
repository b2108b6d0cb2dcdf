import { importCatalog } from '../../server/features/catalog/catalog.service'
import { importOutfits } from '../../server/features/outfits/outfits.service'
import { likest } from '../../server/features/outfits/outfits.rules'
import { build, next } from '../support/build'
import { signInGuide } from '../support/people'
import { MACHINE, startProduct, type Reply, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.stop())

const outcome = ({ status, body }: Reply) => (body?.error?.code ?? status) as number | string

interface Shown {
  id: string
  name: string
  note?: string
  whose: string
  mayChange: boolean
  version: number
  items: {
    skuId: string
    name: string
    goods?: { here: number }
    others: { skuId: string; here: number }[]
  }[]
}

/** Staff of a store, with short ways to keep outfits. */
async function staff(storeId: string, role: 'guide' | 'manager' = 'guide') {
  const { token } = await signInGuide(product, { storeId, role })
  const call = (method: string, path: string, body?: object) =>
    product.call(method, `/outfits${path}`, { token, ...(body ? { body } : {}) })
  return {
    token,
    list: async () => (await call('GET', '')).body.outfits as Shown[],
    add: (skuIds: string[], over: object = {}) =>
      call('POST', '', { key: `outfit-${next()}-key`, name: '秋天一套', skuIds, ...over }),
    put: (id: string, version: number, skuIds: string[], over: object = {}) =>
      call('PUT', `/${id}`, { version, name: '改过的', skuIds, ...over }),
    drop: (id: string, version: number) => call('POST', `/${id}/delete`, { version }),
  }
}

/** A coat in two sizes of which the store has the second, and a scarf it has. */
async function shelf() {
  const store = await build.store()
  const skus = [build.sku({ options: { 尺码: 'S' } }), build.sku({ options: { 尺码: 'M' } })]
  const coat = await build.product({ name: '大衣', skus })
  const scarf = await build.product({ name: '围巾' })
  const [s = '', m = ''] = skus.map((it) => it.id)
  const one = scarf.skus[0]?.id ?? ''
  await build.stock(m, store._id, 4)
  await build.stock(one, store._id, 7)
  return { storeId: store._id, coat, s, m, one }
}

describe('other sizes for a piece (GU-3)', () => {
  it('are of the same colour first, and few', () => {
    const others = ['墨绿 S', '燕麦 L', '炭灰 M', '燕麦 S'].map((optionText) => ({ optionText }))
    const texts = (most: number) => likest({ optionText: '燕麦 M' }, others, most).map((it) => it.optionText)
    expect(texts(8)).toEqual(['燕麦 L', '炭灰 M', '燕麦 S', '墨绿 S'])
    expect(texts(2)).toEqual(['燕麦 L', '炭灰 M'])
  })
})

describe('outfits that are kept (GU-3)', () => {
  it('show what the store has of each piece, and other sizes where it has none', async () => {
    const { storeId, s, m, one } = await shelf()
    const it = await staff(storeId)
    const { status, body } = await it.add([s, one], { note: '周末穿正好' })
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        name: '秋天一套',
        note: '周末穿正好',
        whose: 'mine',
        mayChange: true,
        version: 1,
      }),
    ])
    const [kept] = await it.list()
    expect(kept?.items).toMatchObject([
      { skuId: s, name: '大衣', optionText: 'S', goods: { here: 0 }, others: [{ skuId: m, here: 4 }] },
      { skuId: one, name: '围巾', goods: { here: 7 }, others: [] },
    ])
    // Live: what comes into the store is there at once.
    const change = { key: `in-${next()}`, kind: 'receipt', skuId: s, locationId: storeId, quantity: 2 }
    const fed = await product.post('/stock/changes', { token: MACHINE, body: { changes: [change] } })
    expect(fed.body).toMatchObject({ applied: 1 })
    await product.settled()
    expect((await it.list())[0]?.items[0]).toMatchObject({ goods: { here: 2 }, others: [] })
  })

  it('mark what is sold no more; it stays when the rest is changed, and cannot be chosen anew', async () => {
    const { storeId, coat, s, m, one } = await shelf()
    const it = await staff(storeId)
    const { id } = (await it.add([s, one])).body
    await importCatalog({
      categories: [],
      products: [{ ...coat, skus: coat.skus.filter((sku) => sku.id !== s) }],
      reviews: [],
    })
    const items = (await it.list())[0]?.items
    expect(items?.[0]).toMatchObject({ skuId: s, name: '大衣', optionText: 'S', others: [{ skuId: m }] })
    expect(items?.[0]?.goods).toBeUndefined()
    expect(outcome(await it.put(id, 1, [s, m]))).toBe(200)
    expect(outcome(await it.add([s]))).toBe('sku_not_found')
    expect(outcome(await it.put(id, 2, [one, 'sku_nowhere']))).toBe('sku_not_found')
  })

  it('are one’s own, or the store’s by its manager, or the chain’s; others do not know them', async () => {
    const { storeId, one } = await shelf()
    const [mine, colleague, manager] = [
      await staff(storeId),
      await staff(storeId),
      await staff(storeId, 'manager'),
    ]
    const elsewhere = await staff((await build.store())._id, 'manager')
    const chain = `oft_chain${next()}`
    await importOutfits([{ _id: chain, name: '总部一套', skuIds: [one], createdAt: new Date() }])
    const own = (await mine.add([one], { name: '我的一套' })).body.id
    expect(outcome(await mine.add([one], { isShared: true }))).toBe('outfit_share_forbidden')
    const shared = (await manager.add([one], { name: '店里一套', isShared: true })).body.id
    const seen = async (who: typeof mine) =>
      (await who.list())
        .filter((it) => [own, shared, chain].includes(it.id))
        .map((it) => [it.whose, it.mayChange])
    expect(await seen(mine)).toEqual([
      ['mine', true],
      ['store', false],
      ['chain', false],
    ])
    expect(await seen(colleague)).toEqual([
      ['store', false],
      ['chain', false],
    ])
    expect(await seen(manager)).toEqual([
      ['store', true],
      ['chain', false],
    ])
    expect(await seen(elsewhere)).toEqual([['chain', false]])
    for (const [who, id, code] of [
      [colleague, own, 'outfit_not_found'],
      [manager, own, 'outfit_not_found'],
      [mine, shared, 'outfit_not_yours'],
      [mine, chain, 'outfit_not_yours'],
      [elsewhere, shared, 'outfit_not_found'],
      [mine, 'oft_nowhere', 'outfit_not_found'],
    ] as const) {
      expect(outcome(await who.put(id, 1, [one]))).toBe(code)
      expect(outcome(await who.drop(id, 1))).toBe(code)
    }
    // The manager takes it back for themselves, and colleagues lose it.
    expect((await manager.put(shared, 1, [one])).body).toMatchObject({ whose: 'mine', version: 2 })
    expect(await seen(colleague)).toEqual([['chain', false]])
  })

  it('are changed as they were read: of many at once one counts, and what is old is refused', async () => {
    const { storeId, s, m, one } = await shelf()
    const it = await staff(storeId)
    const { id } = (await it.add([s, one])).body
    const all = await Promise.all([s, m, one, s, m].map((sku) => it.put(id, 1, [sku])))
    expect(all.map(outcome).filter((said) => said === 200)).toHaveLength(1)
    expect(all.map(outcome).filter((said) => said === 'outfit_changed')).toHaveLength(4)
    expect(outcome(await it.drop(id, 1))).toBe('outfit_changed')
    expect((await it.put(id, 2, [m], { note: '加一句' })).body).toMatchObject({ version: 3, note: '加一句' })
    expect((await it.put(id, 3, [m])).body.note).toBeUndefined()
    expect(outcome(await it.drop(id, 4))).toBe(204)
    expect(outcome(await it.drop(id, 4))).toBe('outfit_not_found')
    expect((await it.list()).filter(({ whose }) => whose === 'mine')).toEqual([])
  })

  it('one key is one outfit, also at once; fifty are enough; words are looked at', async () => {
    const { storeId, one } = await shelf()
    const it = await staff(storeId)
    const made = await Promise.all([1, 2, 3].map(() => it.add([one], { key: 'same-key-of-test' })))
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1)
    expect(outcome(await it.add([one], { note: '微信转账给我' }))).toBe('words_refused')
    expect(outcome(await it.add([one, one]))).toBe('request_invalid')
    for (let nth = 1; nth < 50; nth++) expect(outcome(await it.add([one]))).toBe(200)
    expect(outcome(await it.add([one]))).toBe('outfit_limit')
    expect(outcome(await it.add([one], { key: 'same-key-of-test' }))).toBe(200)
  })
})
