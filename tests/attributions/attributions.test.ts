import { followOrder } from '../../server/features/attributions/attributions.service'
import { resetClock } from '../../server/kernel/clock'
import { customersOf } from '../customers/friends'
import { startShop, type Shop } from '../orders/support'
import { build } from '../support/build'
import { befriend, signInGuide, signInShopper } from '../support/people'
import { until } from '../support/until'

let shop: Shop
const { friends, delivered } = customersOf(() => shop.product)
beforeEach(async () => {
  shop = await startShop()
})
afterEach(async () => {
  resetClock()
  await shop?.product.stop()
})

const DAY = 86_400_000
const shelfOf = (pieces = 9) => build.shelf(pieces)
type Shelf = Awaited<ReturnType<typeof shelfOf>>
const numbers = async (token: string) => (await shop.product.get('/me/numbers', { token })).body
const credits = async (token: string, externalUserId: string) =>
  (await shop.product.get(`/customers/${externalUserId}/attributions`, { token })).body.orders

/** A guide, their customer, and goods of the guide's store. */
async function pair(shelf?: Shelf) {
  const goods = shelf ?? (await shelfOf())
  const it = await friends({ storeId: goods.store._id })
  const signed = await signInShopper(shop.product, it.customer)
  return { ...it, staff: it.token, goods, buyer: { who: it.customer, ...signed } }
}
type Pair = Awaited<ReturnType<typeof pair>>

/** A card of the goods that a shopper opened. */
async function opened({ staff, externalUserId, goods }: Pair, token: string): Promise<string> {
  const made = await shop.product.post(`/customers/${externalUserId}/guide-cards`, {
    token: staff,
    body: { skuId: goods.skuId, key: 'card-of-test' },
  })
  const cardId = made.body.card.id as string
  expect((await shop.product.post(`/guide-cards/${cardId}/opened`, { token })).status).toBe(200)
  return cardId
}
async function bought(buyer: Pair['buyer'], { skuId, store }: Shelf, quantity = 1) {
  const basket = { lines: [{ skuId, quantity }], way: 'pickup', storeId: store._id }
  const { body } = await shop.place(buyer, basket)
  await shop.payOnPhone(buyer, body.id)
  const order = await shop.whenStatus(buyer, body.id, 'paid')
  await shop.product.settled()
  return order
}

describe('whose an order is (GU-6)', () => {
  it("is the guide's whose card was opened, with the reason, in their numbers and beside the order", async () => {
    const it = await pair()
    const cardId = await opened(it, it.buyer.token)
    expect((await numbers(it.staff)).month).toEqual({ orders: 0, amount: 0 })
    const order = await bought(it.buyer, it.goods, 2)
    const mine = await numbers(it.staff)
    const sum = { orders: 1, amount: order.amounts.total }
    expect(mine).toMatchObject({ today: sum, month: sum, byReason: { card: sum }, rank: 1, newFriends: 1 })
    expect(mine.latest).toMatchObject([{ orderId: order.id, amount: order.amounts.total }])
    const why = { orderId: order.id, isMine: true, reasonText: '顾客点了你发的卡片，7 天内下单' }
    expect(await credits(it.staff, it.externalUserId)).toMatchObject([why])
    const { body } = await shop.product.get(`/customers/${it.externalUserId}/guide-cards`, {
      token: it.staff,
    })
    expect(body.cards).toMatchObject([{ id: cardId, state: 'bought' }])
  })

  it('stands in the store’s numbers by guide, with who bought again; only the manager sees them (GU-5)', async () => {
    const it = await pair()
    const manager = await signInGuide(shop.product, { role: 'manager', storeId: it.goods.store._id })
    const of = async (token: string) => shop.product.get('/me/store-numbers', { token })
    await opened(it, it.buyer.token)
    const first = await bought(it.buyer, it.goods)
    const once = (await of(manager.token)).body
    expect(once).toMatchObject({
      month: { orders: 1, amount: first.amounts.total },
      newFriends: 1,
      repurchase: { buyers: 1, again: 0 },
    })
    expect(once.guides.map((row: { guideId: string }) => row.guideId)).toEqual([
      it.guide._id,
      manager.guide._id,
    ])
    const second = await bought(it.buyer, it.goods)
    expect((await of(manager.token)).body).toMatchObject({
      today: { orders: 2, amount: first.amounts.total + second.amounts.total },
      repurchase: { buyers: 1, again: 1 },
      guides: [
        { guideId: it.guide._id, repurchase: { buyers: 1, again: 1 }, newFriends: 1 },
        { month: { orders: 0 } },
      ],
    })
    expect((await numbers(it.staff)).repurchase).toEqual({ buyers: 1, again: 1 })
    expect((await of(it.staff)).status).toBe(403)
    const elsewhere = await signInGuide(shop.product, { role: 'manager' })
    expect((await of(elsewhere.token)).body.month.orders).toBe(0)
  })

  it('counts to the last second of a week, and not after it', async () => {
    const it = await pair()
    await opened(it, it.buyer.token)
    await shop.pass(7 * DAY - 60_000)
    it.buyer = { ...it.buyer, ...(await signInShopper(shop.product, it.customer)) }
    const within = await bought(it.buyer, it.goods)
    await shop.pass(2 * 60_000)
    const after = await bought(it.buyer, it.goods)
    // A session lasts shorter than the clock moved.
    const { token } = await signInGuide(shop.product, it.guide)
    expect(await credits(token, it.externalUserId)).toMatchObject([
      { orderId: after.id, reasonText: '归属你的顾客' },
      { orderId: within.id, reasonText: '顾客点了你发的卡片，7 天内下单' },
    ])
  })

  it('goes to the card opened last of several guides, also while another was opened after the order', async () => {
    const first = await pair()
    const second = await pair(first.goods)
    await opened(first, first.buyer.token)
    await shop.pass(60_000)
    await opened(second, first.buyer.token)
    const order = await bought(first.buyer, first.goods)
    await shop.pass(60_000)
    await opened(await pair(first.goods), first.buyer.token)
    await Promise.all([1, 2, 3].map(() => followOrder(order.id)))
    expect((await numbers(second.staff)).month.orders).toBe(1)
    expect((await numbers(first.staff)).month.orders).toBe(0)
    expect(await credits(first.staff, first.externalUserId)).toMatchObject([
      { orderId: order.id, isMine: false, guideName: second.guide.name },
    ])
  })

  it("is the customer's own guide's without a card, nobody's without a guide, and counts once paid", async () => {
    const it = await pair()
    const { staff, externalUserId, goods } = it
    // Nobody knows yet that the friend of this guide is this shopper.
    await bought(it.buyer, goods)
    expect((await numbers(staff)).month.orders).toBe(0)
    const seen = await shop.product.get(`/customers/${externalUserId}`, { token: staff })
    expect(seen.body.member.id).toBe(it.buyer.member.id)
    const basket = { lines: [{ skuId: goods.skuId, quantity: 1 }], way: 'pickup', storeId: goods.store._id }
    await shop.place(it.buyer, basket)
    await shop.product.settled()
    expect((await numbers(staff)).month.orders).toBe(0)
    await bought(it.buyer, goods)
    expect((await numbers(staff)).byReason.bound.orders).toBe(1)
    // Who becomes a friend later takes nobody's customer.
    const later = await signInGuide(shop.product, { storeId: goods.store._id })
    await befriend(shop.product, it.customer.personId, later.guide.userid)
    await delivered()
    await bought(it.buyer, goods)
    expect((await numbers(staff)).byReason.bound.orders).toBe(2)
  })

  it('loses what is refunded, told in any order and as often as it likes', async () => {
    const it = await pair()
    await opened(it, it.buyer.token)
    const order = await bought(it.buyer, it.goods, 2)
    const code = await shop.digitsOf(it.buyer, order.id)
    expect((await shop.redeem(it.staff, code)).status).toBe(200)
    const [line] = order.lines
    const body = { key: 'back-of-test', lines: [{ key: line.key, quantity: 1 }], reason: '不合适' }
    expect((await shop.product.post(`/orders/${order.id}/returns`, { token: it.staff, body })).status).toBe(
      200,
    )
    const half = order.amounts.total / 2
    await until(
      () => numbers(it.staff),
      (now) => now.month.amount === half,
    )
    await Promise.all([1, 2, 3].map(() => followOrder(order.id)))
    expect((await numbers(it.staff)).month).toEqual({ orders: 1, amount: half })
  })
})
