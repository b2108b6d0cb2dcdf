import { resultsOf } from '../../server/features/coupons/coupons.service'
import { lookAfterReserved } from '../../server/features/orders/orders.voucher'
import { findOrder } from '../../server/features/orders/orders.service'
import { advanceClock } from '../../server/kernel/clock'
import { voucherPoints, type CrashPoint } from '../../server/kernel/crashPoint'
import { dying, payWith } from '../orders/dying'
import { startShop, type Shop } from '../orders/support'
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

const PRICE = 990

/** One 体验券 for one shopper. */
async function onlyOne() {
  const coupon = await buildCoupon({
    benefit: { kind: 'experience', price: PRICE, service: '护肤体验' },
    scope: { channels: ['store'] },
    ways: ['order'],
    quota: { total: 1, perPerson: 1 },
  })
  const buyer = await shop.shopper()
  const path = `/coupons/${coupon._id}/orders`
  const usable = async () => (await coupons.wallet(buyer.token)).counts.usable as number
  const claimed = async () => (await resultsOf([coupon._id])).get(coupon._id)?.claimed
  return { buyer, path, body: { key: `crash-${coupon._id}` }, usable, claimed }
}

async function boughtThrough(point: CrashPoint) {
  const { buyer, path, body, usable, claimed } = await onlyOne()
  const { ask, died, resume } = await dying(shop, point)
  const order = await ask(path, buyer.token, body)
  expect(order.status).toBe('unpaid')
  await payWith(shop, ask, buyer.token, order.id)
  expect(await died).toBe('SIGKILL')
  await resume()
  await shop.whenStatus(buyer, order.id, 'completed')
  await shop.product.settled()
  expect([await usable(), await claimed()]).toEqual([1, 1])
  expect((await findOrder(order.id))?.refunds).toEqual([])
}

async function releasedThrough(point: CrashPoint) {
  const { buyer, path, body, claimed, usable } = await onlyOne()
  const { body: order } = await shop.product.post(path, { token: buyer.token, body })
  const { ask, died, resume } = await dying(shop, point)
  await ask(`/orders/${order.id}/cancel`, buyer.token, {})
  expect(await died).toBe('SIGKILL')
  await resume()
  await until(claimed, (it) => it === 0)
  expect((await findOrder(order.id))?.status).toBe('closed')
  const again = await shop.product.post(path, { token: buyer.token, body: { key: `${body.key}-again` } })
  expect([again.status, await usable(), await claimed()]).toEqual([200, 0, 1])
}

async function returnedThrough(point: CrashPoint) {
  const { buyer, path, body, usable } = await onlyOne()
  const { body: order } = await shop.product.post(path, { token: buyer.token, body })
  await shop.payOnPhone(buyer, order.id)
  await shop.whenStatus(buyer, order.id, 'completed')
  await shop.product.settled()
  const { ask, died, resume } = await dying(shop, point)
  await ask(`/orders/${order.id}/cancel`, buyer.token, {})
  expect(await died).toBe('SIGKILL')
  await resume()
  await until(
    () => findOrder(order.id),
    (it) => it?.refunds[0]?.state === 'succeeded',
  )
  const after = await findOrder(order.id)
  expect([after?.status, after?.refunds.length, after?.amounts.refunded]).toEqual(['refunded', 1, PRICE])
  expect(await usable()).toBe(0)
}

const RUNS: Record<(typeof voucherPoints)[number], (point: CrashPoint) => Promise<void>> = {
  'voucher.reserved': boughtThrough,
  'voucher.written': boughtThrough,
  'voucher.activated': boughtThrough,
  'voucher.released': releasedThrough,
  'voucher.backAsked': returnedThrough,
  'voucher.voided': returnedThrough,
}

describe('a process that dies between two steps of buying a coupon (TR-3, CO-1)', () => {
  it.each(voucherPoints)(
    '%s: one payment, one coupon or its money',
    async (point) => {
      await RUNS[point](point)
      expect(voucherPoints).toContain(point)
    },
    90_000,
  )

  it('a reservation whose order was never written goes by time', async () => {
    const { buyer, path, body, claimed } = await onlyOne()
    await shop.product.stopWorker()
    const process = await startProcess('web', { CRASH_AT: 'voucher.reserved' })
    await fetch(`${process.origin}/api${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${buyer.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => undefined)
    expect(await process.ended).toBe('SIGKILL')
    expect(await claimed()).toBe(1)
    advanceClock(26 * 60_000)
    await lookAfterReserved()
    advanceClock(-26 * 60_000)
    expect(await claimed()).toBe(0)
    shop.product.startWorker()
    expect((await shop.product.post(path, { token: buyer.token, body })).status).toBe(200)
  }, 60_000)
})
