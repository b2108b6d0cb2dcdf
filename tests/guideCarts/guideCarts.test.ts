import { advanceClock, resetClock } from '../../server/kernel/clock'
import { customersOf, outcome } from '../customers/friends'
import { startShop, type Shop } from '../orders/support'
import { build, next } from '../support/build'
import { signInGuide, signInShopper } from '../support/people'

let shop: Shop
const { friends } = customersOf(() => shop.product)
beforeAll(async () => {
  shop = await startShop()
})
afterEach(resetClock)
afterAll(() => shop?.product.stop())

const DAY = 86_400_000
interface Line {
  skuId: string
  quantity: number
  by?: { cartId: string; guideName: string; words?: string; isKept: boolean }
}
const fill = (
  token: string,
  externalUserId: string,
  lines: { skuId: string; quantity: number }[],
  over: object = {},
) =>
  shop.product.post(`/customers/${externalUserId}/guide-carts`, {
    token,
    body: { key: `fill-${next()}-of-test`, lines, ...over },
  })
const bag = async (token: string) => (await shop.product.get('/cart', { token })).body.lines as Line[]
const set = (token: string, body: object) => shop.product.call('PUT', '/cart/lines', { token, body })
const choose = (token: string, id: string, keep: boolean) =>
  shop.product.post(`/guide-carts/${id}/choice`, { token, body: { keep } })
const sent = async (token: string, externalUserId: string) =>
  (await shop.product.get(`/customers/${externalUserId}/guide-carts`, { token })).body.carts

/** A guide of a store with two goods, and a customer who has the mini-program. */
async function chat() {
  const shelf = await build.shelf(9)
  const { skus } = await build.product()
  const other = skus[0]?.id ?? ''
  await build.stock(other, shelf.store._id, 9)
  const it = await friends({ storeId: shelf.store._id })
  const signed = await signInShopper(shop.product, it.customer)
  const two = [
    { skuId: shelf.skuId, quantity: 2 },
    { skuId: other, quantity: 1 },
  ]
  return { ...it, staff: it.token, buyer: { who: it.customer, ...signed }, shelf, other, two }
}

describe('goods a guide puts into a customer’s bag (GU-3)', () => {
  it('lie there marked, once for one key, also when it is sent at once and again', async () => {
    const it = await chat()
    const body = { key: 'one-key-of-test', title: '秋天一套', words: '周末穿正好' }
    const made = await Promise.all([1, 2, 3].map(() => fill(it.staff, it.externalUserId, it.two, body)))
    expect(made.map((one) => one.status)).toEqual([200, 200, 200])
    const { cart, message } = made[0]?.body ?? {}
    expect(message).toMatchObject({
      title: `${it.guide.name}帮你放进购物袋：秋天一套`,
      page: `pages/bag/index.html?cart=${cart.id}`,
    })
    const lines = await bag(it.buyer.token)
    const by = { cartId: cart.id, guideName: it.guide.name, words: '周末穿正好', isKept: false }
    expect(lines.map((one) => [one.skuId, one.quantity, one.by])).toEqual(
      expect.arrayContaining(it.two.map((one) => [one.skuId, one.quantity, by])),
    )
    expect(lines).toHaveLength(2)
    expect(await sent(it.staff, it.externalUserId)).toMatchObject([{ state: 'added', already: 0 }])
    // Taken out, and told again: what the shopper took out stays out.
    await choose(it.buyer.token, cart.id, false)
    await fill(it.staff, it.externalUserId, it.two, body)
    expect(await bag(it.buyer.token)).toEqual([])
    expect(await sent(it.staff, it.externalUserId)).toMatchObject([{ state: 'declined' }])
  })

  it('leave what the shopper had as it was, and are kept by saying so or by changing them', async () => {
    const it = await chat()
    const mine = { skuId: it.shelf.skuId, quantity: 5, way: 'pickup', storeId: it.shelf.store._id }
    await set(it.buyer.token, mine)
    const { cart } = (await fill(it.staff, it.externalUserId, it.two)).body
    expect(cart.already).toBe(1)
    const lineOf = async (skuId: string) => (await bag(it.buyer.token)).find((one) => one.skuId === skuId)
    expect(await lineOf(it.shelf.skuId)).toMatchObject({ quantity: 5 })
    expect((await lineOf(it.shelf.skuId))?.by).toBeUndefined()
    await set(it.buyer.token, { ...mine, skuId: it.other, quantity: 3 })
    expect(await lineOf(it.other)).toMatchObject({ quantity: 3, by: { isKept: true } })
    await choose(it.buyer.token, cart.id, false)
    expect(await lineOf(it.other)).toMatchObject({ quantity: 3 })
    const third = await fill(it.staff, it.externalUserId, [
      { skuId: (await build.shelf(1)).skuId, quantity: 1 },
    ])
    await choose(it.buyer.token, third.body.cart.id, true)
    expect((await bag(it.buyer.token)).filter((one) => one.by?.isKept === false)).toEqual([])
    expect((await sent(it.staff, it.externalUserId))[0]).toMatchObject({ state: 'kept' })
  })

  it('are not put there with words the chain forbids (GU-6b)', async () => {
    const it = await chat()
    const answer = await fill(it.staff, it.externalUserId, it.two, {
      key: 'words-of-test',
      words: '可以私下转账给我',
    })
    expect([answer.status, answer.body.error.code]).toEqual([422, 'words_refused'])
    const { body } = await shop.product.get('/cart', { token: it.buyer.token })
    expect(body.lines).toEqual([])
  })

  it('survive that the shopper changes the bag at the same time, and the other way round', async () => {
    const it = await chat()
    const own = await Promise.all(Array.from({ length: 6 }, () => build.shelf(2)))
    await Promise.all([
      ...own.map(({ skuId }) => set(it.buyer.token, { skuId, quantity: 1, way: 'delivery' })),
      fill(it.staff, it.externalUserId, it.two),
      fill(it.staff, it.externalUserId, it.two),
    ])
    const lines = await bag(it.buyer.token)
    expect(lines.map((one) => one.skuId).sort()).toEqual(
      [...own.map((one) => one.skuId), ...it.two.map((one) => one.skuId)].sort(),
    )
  })

  it('never make a bag larger than it may be, however many are put there at once', async () => {
    const it = await chat()
    const skus = Array.from({ length: 104 }, () => build.sku())
    await build.product({ skus })
    const part = (from: number, to: number) =>
      skus.slice(from, to).map(({ id: skuId }) => ({ skuId, quantity: 1 }))
    for (let from = 0; from < 80; from += 20) await fill(it.staff, it.externalUserId, part(from, from + 20))
    const both = await Promise.all([
      fill(it.staff, it.externalUserId, part(80, 92)),
      fill(it.staff, it.externalUserId, part(92, 104)),
    ])
    expect(both.map(outcome)).toEqual(
      expect.arrayContaining([
        [200, undefined],
        [409, 'cart_full'],
      ]),
    )
    expect(await bag(it.buyer.token)).toHaveLength(92)
  })

  it('refuse another guide’s customer, goods that are not sold, and somebody who is no member', async () => {
    const it = await chat()
    const stranger = await signInGuide(shop.product)
    expect(outcome(await fill(stranger.token, it.externalUserId, it.two))).toEqual([
      403,
      'customer_not_yours',
    ])
    const gone = [...it.two, { skuId: 'sku_gone', quantity: 1 }]
    expect(outcome(await fill(it.staff, it.externalUserId, gone))).toEqual([404, 'sku_not_found'])
    expect(await bag(it.buyer.token)).toEqual([])
    const unknown = await friends()
    expect(outcome(await fill(unknown.token, unknown.externalUserId, it.two))).toEqual([
      409,
      'member_unknown',
    ])
    const { cart } = (await fill(it.staff, it.externalUserId, it.two)).body
    const somebody = await chat()
    const opened = (token: string) => shop.product.post(`/guide-carts/${cart.id}/opened`, { token })
    for (const refused of [
      await opened(somebody.buyer.token),
      await choose(somebody.buyer.token, cart.id, false),
    ])
      expect(outcome(refused)).toEqual([404, 'guide_cart_not_found'])
    expect(await bag(it.buyer.token)).toHaveLength(2)
    expect((await opened(it.buyer.token)).body).toMatchObject({ guideName: it.guide.name })
    expect((await sent(it.staff, it.externalUserId))[0]).toMatchObject({ state: 'opened' })
  })
})

describe('whose an order of such goods is (GU-6)', () => {
  const order = async ({ buyer, shelf }: Awaited<ReturnType<typeof chat>>) => {
    const basket = { lines: [{ skuId: shelf.skuId, quantity: 1 }], way: 'pickup', storeId: shelf.store._id }
    const { body } = await shop.place(buyer, basket)
    await shop.payOnPhone(buyer, body.id)
    await shop.whenStatus(buyer, body.id, 'paid')
    await shop.product.settled()
  }
  const numbers = async (token: string) =>
    (await shop.product.get('/me/numbers', { token })).body.byReason.cart

  it('is the guide’s who put them there, within a week', async () => {
    const it = await chat()
    await fill(it.staff, it.externalUserId, it.two)
    await order(it)
    expect(await numbers(it.staff)).toMatchObject({ orders: 1 })
    expect((await sent(it.staff, it.externalUserId))[0]).toMatchObject({ state: 'bought' })
  })

  it('is not, once they were declined or lay there for more than a week', async () => {
    const it = await chat()
    const { cart } = (await fill(it.staff, it.externalUserId, it.two)).body
    await choose(it.buyer.token, cart.id, false)
    await order(it)
    expect(await numbers(it.staff)).toMatchObject({ orders: 0 })
    const late = await chat()
    await fill(late.staff, late.externalUserId, late.two)
    advanceClock(8 * DAY)
    await order(late)
    expect(await numbers(late.staff)).toMatchObject({ orders: 0 })
  })
})
