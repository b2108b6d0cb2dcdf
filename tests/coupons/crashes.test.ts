import { tokenOf } from '../../server/features/couponCards/couponCards.claim'
import { insertCard } from '../../server/features/couponCards/couponCards.model'
import { sweepGates } from '../../server/features/coupons/coupons.claim'
import { findGrant } from '../../server/features/coupons/coupons.grants.model'
import { resultsOf } from '../../server/features/coupons/coupons.service'
import { reconcile } from '../../server/features/inventory/inventory.service'
import { lookAfterLocks } from '../../server/features/orders/orders.coupons'
import { findOrder } from '../../server/features/orders/orders.service'
import { advanceClock, now } from '../../server/kernel/clock'
import { couponPoints, type CrashPoint } from '../../server/kernel/crashPoint'
import { redis } from '../../server/kernel/redis'
import { startShop, type Shop } from '../orders/support'
import { build } from '../support/build'
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

/** A process that dies at a point. @returns what it answered, or undefined when it died before it could */
async function dying(point: CrashPoint) {
  await shop.product.stopWorker()
  const process = await startProcess('both', { CRASH_AT: point })
  const ask = (path: string, token: string, body: object = {}) =>
    fetch(`${process.origin}/api${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then(
      (answer) => answer.json() as Promise<Record<string, unknown>>,
      () => undefined,
    )
  /** What the dead process had in hand is handed over anew at once. */
  const resume = async () => {
    expect(await process.ended).toBe('SIGKILL')
    const queued = await redis().keys('bull:*')
    if (queued.length) await redis().del(...queued)
    shop.product.startWorker()
  }
  return { ask, resume }
}
const claimedOf = async (couponId: string) => (await resultsOf([couponId])).get(couponId)?.claimed
const whenGrant = (grantId: string, status: string) =>
  until(
    () => findGrant(grantId),
    (it) => it?.status === status,
  )

/** Does something as if time had passed; the other processes of a test live in ours. */
async function later(ms: number, work: () => Promise<void>): Promise<void> {
  advanceClock(ms)
  await work()
  advanceClock(-ms)
}

/** A shopper with a grant and a basket of ¥160 on a shelf of ten. */
async function basket() {
  const product = await build.product({ skus: [build.sku({ price: 8000 })] })
  const store = await build.store()
  const skuId = product.skus[0]!.id
  await build.stock(skuId, store._id, 10)
  const buyer = await shop.shopper()
  const grantId = await coupons.have(buyer.token, (await buildCoupon())._id)
  const order = {
    key: `crash-${grantId}`,
    lines: [{ skuId, quantity: 2 }],
    way: 'pickup',
    storeId: store._id,
    couponIds: [grantId],
  }
  const stock = () => shop.stockOf(skuId, store._id)
  return { buyer, grantId, order, stock }
}

async function toTheSame() {
  const [buyer, coupon] = [await shop.shopper(), await buildCoupon({ quota: { total: 1, perPerson: 1 } })]
  const { ask, resume } = await dying('coupon.dealt')
  expect(await ask(`/coupons/${coupon._id}/claim`, buyer.token)).toBeUndefined()
  await resume()
  expect((await coupons.claim(buyer.token, coupon._id)).status).toBe(200)
  expect(await claimedOf(coupon._id)).toBe(1)
}

async function toTheNext() {
  const [buyer, next] = [await shop.shopper(), await shop.shopper()]
  const coupon = await buildCoupon({ quota: { total: 1, perDay: 1, perPerson: 1 } })
  const { ask, resume } = await dying('coupon.dealt')
  await ask(`/coupons/${coupon._id}/claim`, buyer.token)
  await resume()
  expect((await coupons.claim(next.token, coupon._id)).body.error.code).toBe('coupon_sold_out')
  await later(31_000, sweepGates)
  expect((await coupons.claim(next.token, coupon._id)).status).toBe(200)
  expect((await coupons.claim(buyer.token, coupon._id)).body.error.code).toBe('coupon_sold_out')
  expect(await claimedOf(coupon._id)).toBe(1)
}

async function claimedOnce() {
  const [buyer, next] = [await shop.shopper(), await shop.shopper()]
  const coupon = await buildCoupon({ quota: { total: 1, perPerson: 1 } })
  const { ask, resume } = await dying('coupon.claimed')
  expect(await ask(`/coupons/${coupon._id}/claim`, buyer.token)).toBeUndefined()
  await resume()
  expect((await coupons.wallet(buyer.token)).counts.usable).toBe(1)
  expect((await coupons.claim(buyer.token, coupon._id)).status).toBe(200)
  await later(31_000, sweepGates)
  expect((await coupons.claim(next.token, coupon._id)).body.error.code).toBe('coupon_sold_out')
  expect(await claimedOf(coupon._id)).toBe(1)
}

async function placedAgain() {
  const { buyer, grantId, order, stock } = await basket()
  const { ask, resume } = await dying('coupon.locked')
  expect(await ask('/orders', buyer.token, order)).toBeUndefined()
  await resume()
  const { body } = await shop.product.post('/orders', { token: buyer.token, body: order })
  expect(body).toMatchObject({ status: 'unpaid', amounts: { total: 13_000 } })
  expect((await findGrant(grantId))?.lock?.orderId).toBe(body.id)
  expect(await stock()).toMatchObject({ reserved: 2 })
}

async function lockedForNobody() {
  const { buyer, grantId, order, stock } = await basket()
  const { ask, resume } = await dying('coupon.locked')
  await ask('/orders', buyer.token, order)
  await resume()
  expect((await findGrant(grantId))?.status).toBe('locked')
  await later(26 * 60_000, lookAfterLocks)
  expect((await findGrant(grantId))?.status).toBe('held')
  expect(await stock()).toMatchObject({ reserved: 0 })
}

async function spentOnce() {
  const { buyer, grantId, order } = await basket()
  const { body } = await shop.product.post('/orders', { token: buyer.token, body: order })
  const { resume } = await dying('coupon.settled')
  await shop.payOnPhone(buyer, body.id)
  await resume()
  await shop.whenStatus(buyer, body.id, 'paid')
  await shop.product.settled()
  expect((await findGrant(grantId))?.use).toMatchObject({ orderId: body.id, off: 3000, amount: 13_000 })
  expect((await findOrder(body.id))?.refunds).toEqual([])
}

async function returnedOnce() {
  const { buyer, grantId, order, stock } = await basket()
  const { body } = await shop.product.post('/orders', { token: buyer.token, body: order })
  await shop.payOnPhone(buyer, body.id)
  await whenGrant(grantId, 'used')
  await shop.product.settled()
  const { ask, resume } = await dying('coupon.returned')
  await ask(`/orders/${body.id}/cancel`, buyer.token)
  await resume()
  await until(
    () => findOrder(body.id),
    (it) => it?.refunds[0]?.state === 'succeeded',
  )
  expect((await findOrder(body.id))?.refunds).toHaveLength(1)
  expect((await findGrant(grantId))?.status).toBe('held')
  expect(await stock()).toEqual({ onHand: 10, reserved: 0, available: 10 })
}

async function cardStaysTaken() {
  const [buyer, next] = [await shop.shopper(), await shop.shopper()]
  const coupon = await buildCoupon({ ways: ['guide'] })
  const { _id: guideId, storeId } = await build.guide()
  const madeAt = now()
  const card = {
    _id: `ccd_${coupon._id}`,
    couponId: coupon._id,
    guideId,
    storeId,
    externalUserId: 'wm_nobody_knows',
    madeAt,
    expiresAt: new Date(madeAt.getTime() + 3_600_000),
  }
  await insertCard(card)
  const { ask, resume } = await dying('couponCard.taken')
  const path = `/coupon-cards/${tokenOf(card)}/claim`
  expect(await ask(path, buyer.token)).toBeUndefined()
  await resume()
  const refused = await shop.product.post(path, { token: next.token })
  expect(refused.body.error.code).toBe('card_taken')
  expect((await shop.product.post(path, { token: buyer.token })).status).toBe(200)
  expect(await claimedOf(coupon._id)).toBe(1)
}

const cases = [
  { point: 'coupon.dealt', what: 'the number goes to the same shopper who asks again', run: toTheSame },
  {
    point: 'coupon.dealt',
    what: 'the number goes to the next one when the shopper does not come again',
    run: toTheNext,
  },
  { point: 'coupon.claimed', what: 'the coupon is the shopper’s, once', run: claimedOnce },
  { point: 'coupon.locked', what: 'the order is placed by who asks again', run: placedAgain },
  { point: 'coupon.locked', what: 'the coupon comes back when nobody asks again', run: lockedForNobody },
  { point: 'coupon.settled', what: 'the paid order has used it, once', run: spentOnce },
  { point: 'couponCard.taken', what: 'the card is the same shopper’s who asks again', run: cardStaysTaken },
  { point: 'coupon.returned', what: 'the refund is paid once and the coupon is back', run: returnedOnce },
] as const

describe('a process that dies between two steps of a coupon (TR-3, CO-2, CO-4)', () => {
  it('every point has its case', () => {
    expect([...new Set(cases.map((it) => it.point))].sort()).toEqual([...couponPoints].sort())
  })

  it.each(cases)(
    'at $point: $what',
    async ({ run }) => {
      await run()
      expect(await reconcile()).toEqual([])
    },
    120_000,
  )
})
