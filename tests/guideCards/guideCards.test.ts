import { advanceClock, resetClock } from '../../server/kernel/clock'
import { customersOf, outcome } from '../customers/friends'
import { build } from '../support/build'
import { signInGuide, signInShopper } from '../support/people'
import { startProduct, type Reply, type TestProduct } from '../support/product'

let product: TestProduct
const { friends } = customersOf(() => product)
beforeAll(async () => {
  product = await startProduct()
})
afterEach(resetClock)
afterAll(() => product?.stop())

const choices = async (token: string, externalUserId: string, q = '') =>
  product.get(`/customers/${externalUserId}/goods${q && `?q=${encodeURIComponent(q)}`}`, { token })
const make = (token: string, externalUserId: string, skuId: string, key = 'first-card') =>
  product.post(`/customers/${externalUserId}/guide-cards`, { token, body: { skuId, key } })
const cards = async (token: string, externalUserId: string) =>
  (await product.get(`/customers/${externalUserId}/guide-cards`, { token })).body.cards
const open = (token: string, cardId: string) => product.post(`/guide-cards/${cardId}/opened`, { token })
const idOf = ({ body }: Reply): string => body.card.id

/** A guide of a store with goods, and a customer who has the mini-program. */
async function chat() {
  const shelf = await build.shelf(4)
  const it = await friends({ storeId: shelf.store._id })
  const shopper = await signInShopper(product, it.customer)
  return { ...it, staff: it.token, shopper, ...shelf }
}

describe('goods a guide sends into the chat (GU-3)', () => {
  it('are offered from the bag of the customer and from the store, with what is there here and around', async () => {
    const it = await chat()
    const other = await build.shelf(7)
    await build.stock(it.skuId, other.store._id, 3)
    const line = { skuId: other.skuId, quantity: 2, way: 'pickup', storeId: other.store._id }
    expect((await product.call('PUT', '/cart/lines', { token: it.shopper.token, body: line })).status).toBe(
      200,
    )
    const { body } = await choices(it.staff, it.externalUserId)
    expect(body.bag).toMatchObject([
      { skuId: other.skuId, why: '购物袋里 2 件', here: 0, nearby: { stores: 1, pieces: 7 } },
    ])
    expect(body.store).toMatchObject([{ skuId: it.skuId, here: 4, nearby: { stores: 1, pieces: 3 } }])
    const found = (await choices(it.staff, it.externalUserId, it.product.name)).body
    expect([found.bag, found.store.map((one: { skuId: string }) => one.skuId)]).toEqual([[], [it.skuId]])
  })

  it('make one card for one key, which opens the goods and says from whom it is', async () => {
    const it = await chat()
    const made = await make(it.staff, it.externalUserId, it.skuId)
    const [path, query = ''] = String(made.body.message.page).split('?')
    expect(path).toBe('pages/goods/product/index.html')
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
      id: it.product._id,
      sku: it.skuId,
      card: idOf(made),
    })
    const again = await Promise.all([1, 2, 3].map(() => make(it.staff, it.externalUserId, it.skuId)))
    expect(new Set(again.map(idOf))).toEqual(new Set([idOf(made)]))
    expect(idOf(await make(it.staff, it.externalUserId, it.skuId, 'second-card'))).not.toBe(idOf(made))

    expect(await cards(it.staff, it.externalUserId)).toEqual([])
    const sent = await product.post(`/guide-cards/${idOf(made)}/sent`, { token: it.staff })
    expect(sent.status).toBe(204)
    expect(await cards(it.staff, it.externalUserId)).toMatchObject([
      { id: idOf(made), state: 'sent', stateText: '已发，还没点开' },
    ])
    const opened = await open(it.shopper.token, idOf(made))
    expect(opened.body).toEqual({
      guideName: it.guide.name,
      storeId: it.store._id,
      storeName: it.store.name,
    })
    const first = (await cards(it.staff, it.externalUserId))[0]
    expect(first.state).toBe('opened')
    // Looked at again on another day: it was opened when it was opened.
    advanceClock(86_400_000)
    await open(it.shopper.token, idOf(made))
    expect((await cards(it.staff, it.externalUserId))[0].stateText).toBe(first.stateText)
  })

  it("refuses another guide's customer and card, goods that are not sold, and cards that are none", async () => {
    const it = await chat()
    const stranger = await signInGuide(product)
    for (const refused of [
      await choices(stranger.token, it.externalUserId),
      await make(stranger.token, it.externalUserId, it.skuId),
      await product.get(`/customers/${it.externalUserId}/guide-cards`, { token: stranger.token }),
    ])
      expect(outcome(refused)).toEqual([403, 'customer_not_yours'])
    const made = await make(it.staff, it.externalUserId, it.skuId)
    const sentBy = await product.post(`/guide-cards/${idOf(made)}/sent`, { token: stranger.token })
    expect(outcome(sentBy)).toEqual([404, 'card_not_found'])
    expect(outcome(await make(it.staff, it.externalUserId, 'sku_gone'))).toEqual([404, 'sku_not_found'])
    expect(outcome(await open(it.shopper.token, 'gcd_0000'))).toEqual([404, 'card_not_found'])
  })
})
