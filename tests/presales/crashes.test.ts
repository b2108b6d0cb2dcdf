import mongoose from 'mongoose'
import { reconcile } from '../../server/features/inventory/inventory.service'
import { findOrder } from '../../server/features/orders/orders.service'
import { releaseEnded } from '../../server/features/allotments/allotments.service'
import { presalePoints, type CrashPoint } from '../../server/kernel/crashPoint'
import { dying, payWith } from '../orders/dying'
import { until } from '../support/until'
import { DAY, startPresales, type Presales } from './support'

let shop: Presales
beforeEach(async () => {
  shop = await startPresales()
})
afterEach(() => shop?.product.stop())

const paymentsOf = async (orderId: string) => {
  const all = (await shop.product.sandbox.get('/__sandbox/payments')) as unknown as {
    orders: { outTradeNo: string; state: string }[]
    refunds: { outTradeNo: string; amount: number }[]
  }
  return {
    paid: all.orders
      .filter((it) => it.outTradeNo.startsWith(orderId) && /SUCCESS|REFUND/.test(it.state))
      .map((it) => it.outTradeNo.slice(orderId.length))
      .sort(),
    refunds: all.refunds
      .filter((it) => it.outTradeNo.startsWith(orderId))
      .map((it) => `${it.outTradeNo.slice(orderId.length)} ${it.amount}`)
      .sort(),
  }
}

/** The process that dies has a clock of its own: the windows are moved instead, as if so much time had passed. */
async function pass(presaleId: string, ms: number) {
  const stocks = mongoose.connection.collection('allotments')
  const stock = await stocks.findOne({ _id: presaleId as never })
  const settleAt = new Date((stock!.settleAt as Date).getTime() - ms)
  await stocks.updateOne({ _id: presaleId as never }, { $set: { settleAt } })
  const names = ['depositFrom', 'depositUntil', 'balanceFrom', 'balanceUntil', 'readyAt']
  for (const [collection, filter, at] of [
    ['presales', { _id: presaleId }, ''],
    ['orders', { 'presale.presaleId': presaleId }, 'presale.'],
  ] as const)
    for (const name of at ? names.slice(2) : names) {
      const docs = mongoose.connection.collection(collection)
      const found = await docs.findOne(filter as never)
      const value = (at ? found?.presale : found)?.[name] as Date
      await docs.updateOne(filter as never, { $set: { [at + name]: new Date(value.getTime() - ms) } })
    }
}

async function setOut(point: CrashPoint) {
  const of = await shop.standing({ onHand: 6, quota: 5 })
  const buyer = await shop.shopper()
  const guide = await shop.staff(of.storeId)
  await shop.product.settled()
  const { ask, died, resume } = await dying(shop, point)
  const placed = await ask(`/presales/${of.presaleId}/orders`, buyer.token, {
    key: `crash-${point.replace('.', '-')}`,
    quantity: 2,
    way: 'pickup',
    storeId: of.storeId,
    agreed: true,
    expectedDeposit: 4000,
  })
  expect(placed.status).toBe('unpaid')
  const orderId = placed.id as string
  const whenStatus = (status: string) =>
    until(
      () => findOrder(orderId),
      (it) => it?.status === status,
    )
  const left = async () => (await shop.presale(of.presaleId)).left
  /** However it went: what is not with a shopper is in the pool again when the offer is over. */
  const end = async (onHand: number) => {
    expect(await died).toBe('SIGKILL')
    await shop.product.settled()
    await pass(of.presaleId, 4 * DAY)
    await releaseEnded()
    await shop.product.settled()
    const wanted = { onHand, reserved: 0, available: onHand }
    expect(await shop.stockOf(of.skuId, of.storeId)).toEqual(wanted)
  }
  const untilBalance = () => pass(of.presaleId, 2 * DAY)
  return { untilBalance, ask, buyer, guide, orderId, resume, whenStatus, left, end }
}

/** Deposit, balance, collected, one of two given back. */
async function buy(point: CrashPoint) {
  const { ask, buyer, guide, orderId, resume, untilBalance, whenStatus, left, end } = await setOut(point)
  expect((await payWith(shop, ask, buyer.token, orderId)).status).toBe('deposited')
  // In this process a worker that has died stands still; what follows is told again by the one that resumes.
  if (point === 'presale.claimKept') await resume()
  await untilBalance()
  expect((await payWith(shop, ask, buyer.token, orderId)).status).toBe('paid')
  if (point !== 'presale.claimKept') await resume()
  await shop.product.settled()
  expect(await left()).toBe(3)
  const code = await shop.digitsOf(buyer, orderId)
  expect((await shop.redeem(guide.token, code)).status).toBe(200)
  await whenStatus('completed')
  const back = { key: `back-${orderId}`, lines: [{ key: 'l1', quantity: 1 }], reason: '不合适' }
  await shop.product.post(`/orders/${orderId}/returns`, { token: guide.token, body: back })
  await until(
    () => findOrder(orderId),
    (it) => it!.refunds.length === 2 && it!.refunds.every(({ state }) => state === 'succeeded'),
  )
  expect(await paymentsOf(orderId)).toEqual({ paid: ['-b', '-d'], refunds: ['-b 15900', '-d 2000'] })
  await end(5)
}

/** The shopper gives up after the deposit. */
async function giveUp(point: CrashPoint) {
  const { ask, buyer, orderId, resume, left, end } = await setOut(point)
  expect((await payWith(shop, ask, buyer.token, orderId)).status).toBe('deposited')
  expect((await ask(`/orders/${orderId}/cancel`, buyer.token, {})).status).toBe('closed')
  await resume()
  await shop.product.settled()
  expect(await left()).toBe(5)
  expect(await paymentsOf(orderId)).toEqual({ paid: ['-d'], refunds: [] })
  await end(6)
}

const cases = presalePoints.map((point) => ({
  point,
  run: point === 'presale.released' ? giveUp : buy,
}))

describe('a process that dies between two steps of a presale (CA-4, TR-3)', () => {
  it.each(cases)(
    'at $point it ends as if nothing had happened',
    async ({ point, run }) => {
      await run(point)
      expect(await reconcile()).toEqual([])
    },
    180_000,
  )
})
