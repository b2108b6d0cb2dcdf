import { findGrant } from '../../server/features/coupons/coupons.grants.model'
import { mendGates } from '../../server/features/coupons/coupons.sale'
import { resultsOf, type CouponDoc } from '../../server/features/coupons/coupons.service'
import { findOrder } from '../../server/features/orders/orders.service'
import { redis } from '../../server/kernel/redis'
import { startShop, type Shop } from '../orders/support'
import { build, next } from '../support/build'
import { until } from '../support/until'
import { startProcess } from '../support/webProcess'
import { buildCoupon, couponsOf } from './support'

let shop: Shop
let coupons: ReturnType<typeof couponsOf>
beforeAll(async () => {
  shop = await startShop()
  coupons = couponsOf(shop.product)
})
afterAll(() => shop?.product.stop())

type Buyer = Awaited<ReturnType<Shop['shopper']>>
/** ¥9.9 体验券 of `total` pieces. */
const forSale = (total: number, perPerson = 1, more: Partial<CouponDoc> = {}) =>
  buildCoupon({
    benefit: { kind: 'experience', price: 990, service: '护肤体验' },
    scope: { channels: ['store'] },
    ways: ['order'],
    quota: { total, perPerson },
    ...more,
  })
const buy = ({ token }: Buyer, couponId: string, key = `buy-${next()}-voucher`, more: object = {}) =>
  shop.product.post(`/coupons/${couponId}/orders`, { token, body: { key, ...more } })
const cancel = ({ token }: Buyer, orderId: string) =>
  shop.product.post(`/orders/${orderId}/cancel`, { token, body: {} })
const usable = async ({ token }: Buyer) => (await coupons.wallet(token)).counts.usable as number
const claimedOf = async (couponId: string) => (await resultsOf([couponId])).get(couponId)?.claimed
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body?.error?.code,
]

async function bought(couponId: string) {
  const buyer = await shop.shopper()
  const { body } = await buy(buyer, couponId)
  await shop.payOnPhone(buyer, body.id)
  const order = await shop.whenStatus(buyer, body.id, 'completed')
  await shop.product.settled()
  return { buyer, order, grantId: order.voucher.grantId as string }
}

describe('a coupon that is bought (CO-1 体验券)', () => {
  it('is reserved by its order, usable once that is paid, and used in the shop', async () => {
    const coupon = await forSale(5)
    const buyer = await shop.shopper()
    expect((await coupons.claim(buyer.token, coupon._id)).body.error.code).toBe('coupon_way_wrong')
    const { body: order } = await buy(buyer, coupon._id, 'voucher-first', { expectedTotal: 990 })
    expect(order).toMatchObject({
      status: 'unpaid',
      way: 'voucher',
      amounts: { total: 990 },
      voucher: { couponId: coupon._id, price: 990, isReturnable: false },
    })
    expect((await buy(buyer, coupon._id, 'voucher-first')).body.id).toBe(order.id)
    expect([await usable(buyer), await claimedOf(coupon._id)]).toEqual([0, 1])
    await shop.payOnPhone(buyer, order.id)
    const paid = await shop.whenStatus(buyer, order.id, 'completed')
    expect(paid).toMatchObject({ statusText: '已购买', voucher: { isReturnable: true } })
    expect(await usable(buyer)).toBe(1)
    const { token } = await shop.staff((await build.store())._id)
    const { digits } = await coupons.code(buyer.token, paid.voucher.grantId)
    expect((await coupons.redeem(token, digits)).status).toBe(200)
    expect(codeOf(await cancel(buyer, order.id))).toEqual([409, 'order_not_cancellable'])
    expect((await findOrder(order.id))?.refunds).toEqual([])
  })

  it('refuses a price that changed, and what is given away or not on sale', async () => {
    const coupon = await forSale(5)
    const buyer = await shop.shopper()
    expect(codeOf(await buy(buyer, coupon._id, 'voucher-price', { expectedTotal: 1 }))).toEqual([
      409,
      'price_changed',
    ])
    expect(codeOf(await buy(buyer, (await buildCoupon())._id))).toEqual([422, 'coupon_way_wrong'])
    expect(await claimedOf(coupon._id)).toBe(0)
  })

  it('closed unpaid, its number and the person’s turn are free again', async () => {
    const coupon = await forSale(1)
    const [first, second] = [await shop.shopper(), await shop.shopper()]
    const { body: order } = await buy(first, coupon._id)
    expect(codeOf(await buy(first, coupon._id))).toEqual([409, 'coupon_limit_reached'])
    expect(codeOf(await buy(second, coupon._id))).toEqual([409, 'coupon_sold_out'])
    expect((await cancel(first, order.id)).body.status).toBe('closed')
    await shop.product.settled()
    expect(await claimedOf(coupon._id)).toBe(0)
    const again = await buy(first, coupon._id)
    expect(again.status).toBe(200)
    await cancel(first, again.body.id)
    await shop.product.settled()
    expect((await buy(second, coupon._id)).status).toBe(200)
    expect(await claimedOf(coupon._id)).toBe(1)
  })

  it('a gate that was not told of it deals the number again once it is mended', async () => {
    const coupon = await forSale(1)
    const [first, second] = [await shop.shopper(), await shop.shopper()]
    const { body: order } = await buy(first, coupon._id)
    // As if the number had been dealt to nobody.
    await redis().del(`cpn:{${coupon._id}}:dealt`)
    await cancel(first, order.id)
    await shop.product.settled()
    expect(codeOf(await buy(second, coupon._id))).toEqual([409, 'coupon_sold_out'])
    await mendGates()
    expect((await buy(second, coupon._id)).status).toBe(200)
  })

  it('given back unused: the money once, the coupon never again', async () => {
    const coupon = await forSale(3)
    const { buyer, order, grantId } = await bought(coupon._id)
    const answers = await Promise.all(Array.from({ length: 6 }, () => cancel(buyer, order.id)))
    expect(answers.filter((it) => it.status >= 500)).toEqual([])
    await until(
      () => findOrder(order.id),
      (it) => it?.refunds[0]?.state === 'succeeded',
    )
    const after = await findOrder(order.id)
    expect([after?.status, after?.refunds.length, after?.amounts.refunded]).toEqual(['refunded', 1, 990])
    expect((await findGrant(grantId))?.status).toBe('void')
    expect(await usable(buyer)).toBe(0)
  })

  it('its use and its return race: exactly one of them wins (20 rounds)', async () => {
    const coupon = await forSale(20)
    const { token } = await shop.staff((await build.store())._id)
    for (let round = 0; round < 20; round++) {
      const { buyer, order, grantId } = await bought(coupon._id)
      const { digits } = await coupons.code(buyer.token, grantId)
      const [used, back] = await Promise.all([coupons.redeem(token, digits), cancel(buyer, order.id)])
      const [grant, after] = [await findGrant(grantId), await findOrder(order.id)]
      expect([used.status === 200, back.status === 200]).toEqual([
        grant?.status === 'used',
        grant?.status === 'void',
      ])
      expect(after?.status).toBe(grant?.status === 'used' ? 'completed' : 'refunded')
      expect(after?.amounts.refunded).toBe(grant?.status === 'used' ? 0 : 990)
    }
  }, 120_000)

  it('24 shoppers and 5 pieces over two processes: 5 orders, 5 reserved', async () => {
    const coupon = await forSale(5)
    const other = await startProcess('web')
    const people: Buyer[] = []
    for (let n = 0; n < 24; n++) people.push(await shop.shopper())
    const answers = await Promise.all(
      people.map(({ token }, at) =>
        fetch(`${at % 2 ? other.origin : shop.product.origin}/api/coupons/${coupon._id}/orders`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ key: `race-voucher-${at}` }),
        }).then((it) => it.status),
      ),
    )
    await other.stop()
    expect(answers.filter((it) => it === 200)).toHaveLength(5)
    expect(answers.filter((it) => it === 409)).toHaveLength(19)
    expect(await claimedOf(coupon._id)).toBe(5)
  }, 120_000)

  it('one person on many devices has as many orders as a person may buy', async () => {
    const coupon = await forSale(50, 2)
    const buyer = await shop.shopper()
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => buy(buyer, coupon._id, `device-voucher-${at}`)),
    )
    expect(answers.filter((it) => it.status >= 500)).toEqual([])
    expect(new Set(answers.filter((it) => it.status === 200).map((it) => it.body.id)).size).toBe(2)
    expect(await claimedOf(coupon._id)).toBe(2)
  })

  it.each([
    { isSoldOut: false, what: 'has the coupon again while there is one' },
    { isSoldOut: true, what: 'goes back by itself when it is sold out' },
  ])('a payment that comes after closing $what', async ({ isSoldOut }) => {
    const coupon = await forSale(1)
    const [late, other] = [await shop.shopper(), await shop.shopper()]
    const { body: order } = await buy(late, coupon._id)
    await shop.begin(late, order.id)
    await cancel(late, order.id)
    await shop.product.settled()
    if (isSoldOut) expect((await buy(other, coupon._id)).status).toBe(200)
    const told = await shop.product.sandbox.post('/__sandbox/pay/notify/forge', {
      outTradeNo: order.id,
      content: { trade_state: 'SUCCESS', success_time: new Date().toISOString(), transaction_id: '4200001' },
    })
    expect(told.status).toBe(204)
    const after = await until(
      () => shop.orderOf(late, order.id),
      (it) => it.status === 'completed' || it.refunds.length > 0,
    )
    await shop.product.settled()
    expect(await usable(late)).toBe(isSoldOut ? 0 : 1)
    expect(await claimedOf(coupon._id)).toBe(1)
    expect([after.status, after.closeReason, after.refunds[0]?.amount]).toEqual(
      isSoldOut ? ['closed', 'paid_late', 990] : ['completed', undefined, undefined],
    )
  })
})
