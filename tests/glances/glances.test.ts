import { advanceClock, now, resetClock } from '../../server/kernel/clock'
import { buildCoupon, couponsOf } from '../coupons/support'
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
const glance = async (token: string, externalUserId: string) =>
  shop.product.get(`/customers/${externalUserId}/glance`, { token })
const titles = ({ urgent }: { urgent: { title: string }[] }) => urgent.map((it) => it.title)

/** A guide of a store with goods, and a customer who has the mini-program. */
async function chat() {
  const goods = await build.shelf(4)
  const it = await friends({ storeId: goods.store._id })
  const signed = await signInShopper(shop.product, it.customer)
  return { ...it, staff: it.token, buyer: { who: it.customer, ...signed }, goods }
}
type Chat = Awaited<ReturnType<typeof chat>>
const agree = (token: string, personalised: boolean) =>
  shop.product.patch('/me', { token, body: { consents: { personalised } } })
const look = (token: string, skuId: string, id = `look-${next()}-of-test`) =>
  shop.product.post('/behaviours', { token, body: { behaviours: [{ id, kind: 'viewed', skuId }] } })
const order = async ({ buyer, goods: { skuId, store } }: Chat) =>
  (await shop.place(buyer, { lines: [{ skuId, quantity: 2 }], way: 'pickup', storeId: store._id })).body

describe('the customer at a glance (GU-1)', () => {
  it('says what presses: an unpaid order, then its goods that wait in the store', async () => {
    const it = await chat()
    const { id } = await order(it)
    const goods = `${it.goods.product.name} 等 2 件`
    const before = (await glance(it.staff, it.externalUserId)).body
    expect(titles(before)).toEqual([`下单未付 · ${goods}`])
    expect(before.urgent[0]).toMatchObject({ kind: 'unpaid', isPressing: true, words: expect.any(String) })
    await shop.payOnPhone(it.buyer, id)
    await shop.whenStatus(it.buyer, id, 'paid')
    const paid = (await glance(it.staff, it.externalUserId)).body
    expect(titles(paid)).toEqual([`等着取货 · ${goods}`])
    expect(paid.urgent[0].isPressing).toBe(false)
  })

  it('lists coupons that end within seven days, and follow-ups that are due', async () => {
    const it = await chat()
    const soon = await buildCoupon({
      title: '快到期',
      validity: { kind: 'days', days: 3 },
    })
    const later = await buildCoupon({
      title: '还早',
      validity: { kind: 'days', days: 30 },
    })
    const coupons = couponsOf(shop.product)
    for (const { _id } of [soon, later]) await coupons.claim(it.buyer.token, _id)
    const dueAt = new Date(now().getTime() + 3600_000).toISOString()
    await shop.product.post(`/customers/${it.externalUserId}/follow-ups`, {
      token: it.staff,
      body: { key: 'glance-of-test', text: '问合不合身', dueAt },
    })
    const { body } = await glance(it.staff, it.externalUserId)
    expect(body.coupons.map((one: { title: string }) => one.title)).toEqual(['快到期'])
    expect(body.urgent.map((one: { kind: string }) => one.kind)).toEqual(['followUp', 'coupon'])
  })

  it('says what has been in the bag for days, with its stock in the guide’s store', async () => {
    const it = await chat()
    const line = { skuId: it.goods.skuId, quantity: 1, way: 'delivery' }
    await shop.product.call('PUT', '/cart/lines', { token: it.buyer.token, body: line })
    expect(titles((await glance(it.staff, it.externalUserId)).body)).toEqual([])
    advanceClock(2 * DAY)
    const { urgent } = (await glance(it.staff, it.externalUserId)).body
    expect(urgent).toMatchObject([
      { kind: 'cart', title: `加购 2 天未付 · ${it.goods.product.name}`, text: '本店有货 4 件' },
    ])
  })

  it('refuses another guide, and says of somebody who is no member what is to be done', async () => {
    const { token, externalUserId } = await friends()
    const stranger = await signInGuide(shop.product)
    expect(outcome(await glance(stranger.token, externalUserId))).toEqual([403, 'customer_not_yours'])
    expect((await glance(token, externalUserId)).body).toMatchObject({ urgent: [], coupons: [] })
  })
})

describe('what a customer looked at (CD-1)', () => {
  it('is shown with times and stock, once for one id, and only while they agree', async () => {
    const it = await chat()
    const other = await build.shelf(1)
    await look(it.buyer.token, it.goods.skuId)
    expect((await glance(it.staff, it.externalUserId)).body.viewed).toBeUndefined()
    await agree(it.buyer.token, true)
    expect((await glance(it.staff, it.externalUserId)).body.viewed).toEqual({ times: 0, goods: [] })
    await look(it.buyer.token, other.skuId)
    await Promise.all([1, 2, 3].map(() => look(it.buyer.token, it.goods.skuId, 'the-same-look')))
    await look(it.buyer.token, it.goods.skuId)
    await look(it.buyer.token, 'sku_gone')
    const { viewed } = (await glance(it.staff, it.externalUserId)).body
    expect(viewed.times).toBe(3)
    expect(viewed.goods).toMatchObject([
      { skuId: it.goods.skuId, times: 2, here: 4 },
      { skuId: other.skuId, times: 1, here: 0 },
    ])
    await agree(it.buyer.token, false)
    expect((await glance(it.staff, it.externalUserId)).body.viewed).toBeUndefined()
  })

  it('is of the last seven days', async () => {
    const it = await chat()
    await agree(it.buyer.token, true)
    await look(it.buyer.token, it.goods.skuId)
    advanceClock(8 * DAY)
    expect((await glance(it.staff, it.externalUserId)).body.viewed.times).toBe(0)
  })

  it('is told at most sixty times a minute', async () => {
    const { buyer, goods } = await chat()
    const told = await Promise.all(Array.from({ length: 61 }, () => look(buyer.token, goods.skuId)))
    expect(told.filter((it) => it.status === 429)).toHaveLength(1)
  })
})
