import { importCatalog } from '../../server/features/catalog/catalog.service'
import { importContents } from '../../server/features/contents/contents.service'
import { byFit, fitsOf } from '../../server/features/contents/contents.rules'
import { customersOf, outcome } from '../customers/friends'
import { build, next } from '../support/build'
import { signInGuide, signInShopper } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.stop())
const { delivered, friends, sandbox } = customersOf(() => product)

type Piece = Parameters<typeof importContents>[0][number]
/** A piece of content; older ones have higher numbers of days. */
async function piece(topics: string[], days: number, over: Partial<Piece> = {}): Promise<Piece> {
  const it: Piece = {
    _id: `ctn_${next()}`,
    title: `${topics.join('、')}手记`,
    lead: '三分钟看完',
    image: 'goods/one.webp',
    topics,
    parts: [{ text: '先看这里' }],
    publishedAt: new Date(Date.now() - days * 86_400_000),
    ...over,
  }
  await importContents([it])
  return it
}
const list = async (token: string, externalUserId: string) =>
  (await product.get(`/customers/${externalUserId}/contents`, { token })).body.contents as {
    id: string
    fits: string[]
    sentAt?: string
  }[]
const make = (token: string, externalUserId: string, contentId: string, key = `content-${next()}`) =>
  product.post(`/customers/${externalUserId}/content-cards`, { token, body: { contentId, key } })

describe('what fits somebody (GU-3)', () => {
  const of = (topics: string[], day: number) => ({ topics, publishedAt: new Date(Date.UTC(2026, 10, day)) })
  it('is what is about their tags, most of them first, then the newest', () => {
    const pieces = [of(['服饰偏好'], 3), of(['有娃', '孕期'], 1), of(['有娃'], 2), of(['家居偏好'], 9)]
    const tags = new Set(['孕期', '有娃', '养猫'])
    expect(byFit(pieces, tags)).toEqual([pieces[1], pieces[2], pieces[3], pieces[0]])
    expect(fitsOf({ topics: ['有娃', '服饰偏好', '孕期'] }, tags)).toEqual(['有娃', '孕期'])
  })
})

describe('content for a chat (GU-3, GU-6)', () => {
  it('is offered by the customer’s tags; a card of it names the guide, once for a key', async () => {
    const { token, guide, customer, externalUserId } = await friends()
    const [plain, fitting] = [await piece(['露营'], 1), await piece(['有娃'], 30)]
    const shown = async () =>
      (await list(token, externalUserId)).filter((it) => [plain._id, fitting._id].includes(it.id))
    expect((await shown()).map((it) => it.id)).toEqual([plain._id, fitting._id])
    await sandbox('customer/edit', {
      ...{ userid: guide.userid, personId: customer.personId },
      tags: [{ group: '生活', name: '有娃' }],
    })
    await delivered()
    expect(await shown()).toMatchObject([
      { id: fitting._id, fits: ['有娃'] },
      { id: plain._id, fits: [] },
    ])
    const key = `content-${next()}`
    const both = await Promise.all([1, 2].map(() => make(token, externalUserId, fitting._id, key)))
    const [first, second] = both.map((it) => it.body)
    expect(second.card.id).toBe(first.card.id)
    expect(first.message).toMatchObject({
      title: fitting.title,
      page: `pages/content/piece/index.html?id=${fitting._id}&card=${first.card.id}`,
      image: fitting.image,
    })
    await product.post(`/guide-cards/${first.card.id}/sent`, { token })
    expect((await shown())[0]?.sentAt).toMatch(/^20/)
    expect((await shown())[1]).not.toHaveProperty('sentAt')
    const buyer = await signInShopper(product, customer)
    const opened = await product.post(`/guide-cards/${first.card.id}/opened`, { token: buyer.token })
    expect(opened.body).toMatchObject({ guideName: guide.name })
    const cards = await product.get(`/customers/${externalUserId}/guide-cards`, { token })
    expect(cards.body.cards).toMatchObject([{ kind: 'content', name: fitting.title, state: 'opened' }])
  })

  it('is refused for what is not there, and for a colleague’s customer', async () => {
    const { token, externalUserId } = await friends()
    const it = await piece(['露营'], 1)
    expect(outcome(await make(token, externalUserId, 'ctn_none'))).toEqual([404, 'content_not_found'])
    const colleague = await signInGuide(product)
    expect(outcome(await make(colleague.token, externalUserId, it._id))).toEqual([403, 'customer_not_yours'])
    const theirs = await product.get(`/customers/${externalUserId}/contents`, { token: colleague.token })
    expect(outcome(theirs)).toEqual([403, 'customer_not_yours'])
  })
})

describe('a piece of content in the mini-program (GU-3)', () => {
  it('is read by anybody, with its goods as they are sold now; what is sold no more is left out', async () => {
    const skus = ['小盒', '大盒'].map((规格) => build.sku({ options: { 规格 } }))
    const tea = await build.product({ name: '桂花乌龙', skus })
    const [small, large] = skus
    const it = await piece(['爱喝茶'], 1, {
      parts: [
        { title: '先烫杯', text: '水要开' },
        { text: '再投茶', skuId: small?.id },
        { text: '喜欢就买大盒', skuId: large?.id },
      ],
    })
    const read = async () => (await product.get(`/contents/${it._id}`)).body
    const goods = { spuId: tea._id, name: '桂花乌龙', price: large?.price }
    expect((await read()).parts).toMatchObject([
      { title: '先烫杯', text: '水要开' },
      { goods: { skuId: small?.id, optionText: '小盒' } },
      { goods: { skuId: large?.id, ...goods } },
    ])
    await importCatalog({
      categories: [],
      products: [{ ...tea, skus: skus.filter((sku) => sku !== small) }],
      reviews: [],
    })
    const after = await read()
    expect(after.parts[1]).toEqual({ text: '再投茶' })
    expect(after.parts[2].goods).toMatchObject(goods)
    expect(outcome(await product.get('/contents/ctn_none'))).toEqual([404, 'content_not_found'])
  })
})
