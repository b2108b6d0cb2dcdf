import { grantsOfMember, findGrant } from '../../server/features/coupons/coupons.grants.model'
import { findOrder } from '../../server/features/orders/orders.service'
import { lockGrant } from '../../server/features/coupons/coupons.service'
import { lookAfterLocks } from '../../server/features/orders/orders.coupons'
import { orderClosed } from '../../server/features/orders/orders.events'
import { moveOrder } from '../../server/features/orders/orders.model'
import { now } from '../../server/kernel/clock'
import { emit } from '../../server/kernel/outbox'
import { startShop, type Shop } from '../orders/support'
import { build } from '../support/build'
import { until } from '../support/until'
import { buildCoupon, couponsOf } from './support'

let shop: Shop
let coupons: ReturnType<typeof couponsOf>
beforeAll(async () => {
  shop = await startShop()
  coupons = couponsOf(shop.product)
})
afterAll(() => shop?.product.stop())

/** A shelf of 20 pieces at ¥80. */
async function shelf() {
  const product = await build.product({ skus: [build.sku({ price: 8000 })] })
  const store = await build.store()
  const skuId = product.skus[0]!.id
  await build.stock(skuId, store._id, 20)
  return { store, product, skuId }
}
const basketOf = ({ store, skuId }: Awaited<ReturnType<typeof shelf>>, quantity = 2) => ({
  lines: [{ skuId, quantity }],
  way: 'pickup',
  storeId: store._id,
})
type Shopper = Awaited<ReturnType<Shop['shopper']>>
const preview = (buyer: Shopper, body: object) =>
  shop.product.post('/checkout/preview', { token: buyer.token, body })
const statusOf = async (grantId: string) => (await findGrant(grantId))?.status
const whenGrant = (grantId: string, status: string) =>
  until(
    () => statusOf(grantId),
    (it) => it === status,
  )

describe('coupons at checkout (CO-4)', () => {
  it('chooses the best and explains it line by line', async () => {
    const [at, buyer] = [await shelf(), await shop.shopper()]
    const [thirty, tenth, small] = [
      await buildCoupon(),
      await buildCoupon({ benefit: { kind: 'percentOff', percent: 90, threshold: 0 } }),
      await buildCoupon({ benefit: { kind: 'amountOff', threshold: 0, off: 100 } }),
    ]
    const gift = await buildCoupon({ benefit: { kind: 'gift', gift: '小样' } })
    for (const it of [thirty, tenth, small, gift]) await coupons.have(buyer.token, it._id)
    const { body } = await preview(buyer, basketOf(at))
    // 160 − 30 = 130, then 9 折.
    expect(body.amounts).toMatchObject({ goods: 16_000, discount: 4300, total: 11_700 })
    expect(body.coupons.chosen.map((it: { title: string; amount: number }) => [it.title, it.amount])).toEqual(
      [
        [thirty.title, 3000],
        [tenth.title, 1300],
      ],
    )
    expect([body.coupons.isBest, body.coupons.text]).toEqual([true, '已为你选最省的搭配，省 ¥43'])
    expect(body.lines[0].discounts.map((it: { name: string }) => it.name)).toEqual([
      thirty.title,
      tenth.title,
    ])
    expect(
      body.coupons.usable.map((it: { couponId: string; saves: number }) => [it.couponId, it.saves]),
    ).toEqual([
      [thirty._id, 3000],
      [tenth._id, 1600],
      [small._id, 100],
    ])
    expect(body.coupons.unusable).toMatchObject([{ couponId: gift._id, why: '到店兑换，下单时不能抵' }])
    const other = await preview(buyer, { ...basketOf(at), couponIds: [body.coupons.usable[2].id] })
    expect(other.body.coupons).toMatchObject({ isBest: false, text: '这样用省 ¥1' })
    expect((await preview(buyer, { ...basketOf(at), couponIds: [] })).body.amounts.total).toBe(16_000)
  })

  it('says what is missing, and uses none that does not fit', async () => {
    const [at, buyer] = [await shelf(), await shop.shopper()]
    const elsewhere = await buildCoupon({
      scope: { channels: ['online'], storeIds: [(await build.store())._id] },
    })
    const grantIds = [
      await coupons.have(buyer.token, (await buildCoupon())._id),
      await coupons.have(buyer.token, elsewhere._id),
    ]
    const { body } = await preview(buyer, basketOf(at, 1))
    const why = Object.fromEntries(
      body.coupons.unusable.map((it: { id: string; why: string }) => [it.id, it.why]),
    )
    expect([why[grantIds[0]!], why[grantIds[1]!]]).toEqual(['还差 ¥20 可用', '这家门店不能用'])
    for (const id of grantIds) {
      const refused = await shop.place(buyer, basketOf(at, 1), { couponIds: [id] })
      expect([refused.status, refused.body.error.code]).toEqual([409, 'coupon_not_usable'])
    }
    expect(await shop.stockOf(at.skuId, at.store._id)).toMatchObject({ reserved: 0 })
  })

  it('takes two of a kind, somebody else’s and one that stands alone for what they are', async () => {
    const [at, buyer, other] = [await shelf(), await shop.shopper(), await shop.shopper()]
    const [one, two, alone] = [
      await coupons.have(buyer.token, (await buildCoupon())._id),
      await coupons.have(buyer.token, (await buildCoupon())._id),
      await coupons.have(
        buyer.token,
        (
          await buildCoupon({
            benefit: { kind: 'percentOff', percent: 90, threshold: 0 },
            stacking: { member: true, coupons: false },
          })
        )._id,
      ),
    ]
    const theirs = await coupons.have(other.token, (await buildCoupon())._id)
    for (const couponIds of [[one, two], [one, alone], [theirs]])
      expect((await shop.place(buyer, basketOf(at), { couponIds })).body.error.code).toBe('coupon_not_usable')
    expect((await shop.place(buyer, basketOf(at), { couponIds: [alone] })).body.amounts.total).toBe(14_400)
  })

  it('locks with the order, is used when it is paid, and counts for its coupon', async () => {
    const [at, buyer, coupon] = [await shelf(), await shop.shopper(), await buildCoupon()]
    const grantId = await coupons.have(buyer.token, coupon._id)
    const placed = await shop.place(buyer, basketOf(at), { couponIds: [grantId], expectedTotal: 13_000 })
    expect(placed.body).toMatchObject({ amounts: { total: 13_000 }, coupons: [{ grantId, amount: 3000 }] })
    expect(await statusOf(grantId)).toBe('locked')
    const { grants } = await coupons.wallet(buyer.token)
    expect(grants[0]).toMatchObject({ state: 'locked', orderId: placed.body.id, stateText: '待付款订单占用' })
    const second = await shop.place(buyer, basketOf(at), { couponIds: [grantId] })
    expect(second.body.error.code).toBe('coupon_not_usable')
    await shop.payOnPhone(buyer, placed.body.id)
    await whenGrant(grantId, 'used')
    const results = (
      await shop.product.get(`/console/coupons/${coupon._id}`, { token: 'sandbox-machine-key' })
    ).body.results
    expect(results).toEqual({ claimed: 1, used: 1, locked: 0, gmv: 13_000, off: 3000 })
  })

  it('goes back when the order is cancelled unpaid, or closes by itself', async () => {
    const [at, buyer] = [await shelf(), await shop.shopper()]
    const grantId = await coupons.have(buyer.token, (await buildCoupon())._id)
    const { body } = await shop.place(buyer, basketOf(at), { couponIds: [grantId] })
    await shop.product.post(`/orders/${body.id}/cancel`, { token: buyer.token, body: {} })
    await whenGrant(grantId, 'held')
    const again = await shop.place(buyer, basketOf(at), { couponIds: [grantId] })
    expect(again.status).toBe(200)
    await shop.pass(16 * 60_000)
    await whenGrant(grantId, 'held')
    expect((await findOrder(again.body.id))?.status).toBe('closed')
  }, 30_000)

  it('goes back with the whole of a refund, not with a part of it; the parts add up', async () => {
    const [at, buyer] = [await shelf(), await shop.shopper()]
    const grantId = await coupons.have(buyer.token, (await buildCoupon())._id)
    const { body } = await shop.place(buyer, basketOf(at, 3), { couponIds: [grantId] })
    await shop.payOnPhone(buyer, body.id)
    await shop.whenStatus(buyer, body.id, 'paid')
    await shop.product.settled()
    const { token } = await shop.staff(at.store._id)
    await shop.redeem(token, await shop.digitsOf(buyer, body.id))
    const back = (quantity: number) =>
      shop.product.post(`/orders/${body.id}/returns`, {
        token,
        body: { key: `back-${body.id}-${quantity}`, lines: [{ key: 'l1', quantity }], reason: '不合适' },
      })
    await back(1)
    await shop.product.settled()
    expect(await statusOf(grantId)).toBe('used')
    await back(2)
    await whenGrant(grantId, 'held')
    const order = await findOrder(body.id)
    expect(order?.refunds.map((it) => it.amount)).toEqual([7000, 14_000])
    expect(order?.status).toBe('refunded')
  }, 30_000)

  it('goes back when a paid order is cancelled', async () => {
    const [at, buyer] = [await shelf(), await shop.shopper()]
    const grantId = await coupons.have(buyer.token, (await buildCoupon())._id)
    const { body } = await shop.place(buyer, basketOf(at), { couponIds: [grantId] })
    await shop.payOnPhone(buyer, body.id)
    await whenGrant(grantId, 'used')
    await shop.product.post(`/orders/${body.id}/cancel`, { token: buyer.token, body: {} })
    await whenGrant(grantId, 'held')
    await shop.product.settled()
    expect(await statusOf(grantId)).toBe('held')
  })

  it('of many orders at once one gets it', async () => {
    const [at, buyer] = [await shelf(), await shop.shopper()]
    const grantId = await coupons.have(buyer.token, (await buildCoupon())._id)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => shop.place(buyer, basketOf(at), { couponIds: [grantId] })),
    )
    expect(answers.filter((it) => it.status === 200)).toHaveLength(1)
    expect(answers.filter((it) => it.body.error?.code === 'coupon_not_usable')).toHaveLength(7)
    expect(await shop.stockOf(at.skuId, at.store._id)).toMatchObject({ reserved: 2 })
  })

  it('of an order and a counter one gets it', async () => {
    const at = await shelf()
    const { token } = await shop.staff(at.store._id)
    for (let round = 0; round < 5; round++) {
      const buyer = await shop.shopper()
      const grantId = await coupons.have(buyer.token, (await buildCoupon())._id)
      const { digits } = await coupons.code(buyer.token, grantId)
      const [order, redeemed] = await Promise.all([
        shop.place(buyer, basketOf(at), { couponIds: [grantId] }),
        coupons.redeem(token, digits, 20_000),
      ])
      expect([order.status, redeemed.status].sort()).toEqual([200, 409])
      expect(await statusOf(grantId)).toBe(order.status === 200 ? 'locked' : 'used')
    }
  })

  it('is taken again by a payment that came late, or the money goes back', async () => {
    const at = await shelf()
    const { token } = await shop.staff(at.store._id)
    for (const isSpent of [false, true]) {
      const buyer = await shop.shopper()
      const coupon = await buildCoupon()
      const grantId = await coupons.have(buyer.token, coupon._id)
      const { body } = await shop.place(buyer, basketOf(at), { couponIds: [grantId] })
      await shop.product.sandbox.post('/__sandbox/pay/notify', { drop: -1 })
      await shop.payOnPhone(buyer, body.id)
      // As if the platform had said that nobody paid: the order closes, and the news comes afterwards.
      await moveOrder(body.id, 'unpaid', 'closed', { event: emit(orderClosed, { orderId: body.id }) })
      await whenGrant(grantId, 'held')
      if (isSpent) {
        const { digits } = await coupons.code(buyer.token, grantId)
        expect((await coupons.redeem(token, digits, 20_000)).status).toBe(200)
      }
      await shop.product.sandbox.post('/__sandbox/pay/notify', { drop: 0 })
      await shop.product.post(`/orders/${body.id}/pay/check`, { token: buyer.token })
      if (isSpent) {
        await until(
          () => findOrder(body.id),
          (it) => it?.closeReason === 'paid_late' && it.refunds[0]?.state === 'succeeded',
        )
        expect((await findGrant(grantId))?.use?.orderId).toBeUndefined()
      } else {
        await shop.whenStatus(buyer, body.id, 'paid')
        await whenGrant(grantId, 'used')
      }
    }
  }, 60_000)

  it('comes back by time when its order was never written', async () => {
    const buyer = await shop.shopper()
    const coupon = await buildCoupon()
    const grantId = await coupons.have(buyer.token, coupon._id)
    const lock = { orderId: 'ord_never', round: 1, until: new Date(now().getTime() + 60_000) }
    expect(await lockGrant(grantId, buyer.member.id, lock)).toBe(true)
    await lookAfterLocks()
    expect(await statusOf(grantId)).toBe('locked')
    await shop.pass(61_000)
    await lookAfterLocks()
    expect((await grantsOfMember(buyer.member.id, [coupon._id]))[0]?.status).toBe('held')
  })
})
