import { reconcile } from '../../server/features/inventory/inventory.service'
import { findOrder } from '../../server/features/orders/orders.service'
import { groupPoints, type CrashPoint } from '../../server/kernel/crashPoint'
import { dying, payWith } from '../orders/dying'
import { until } from '../support/until'
import { aGroupBuy, GROUP_PRICE, startGroupBuys, type GroupBuys } from './support'

let shop: GroupBuys
beforeEach(async () => {
  shop = await startGroupBuys()
})
afterEach(() => shop?.product.stop())

/** A worker of the dying process is needed for what follows a payment; the rest a web process does. */
const ofWorker = (point: CrashPoint) => ['group.claimKept', 'group.seatPaid', 'group.wentOn'].includes(point)
const refundsOf = async (orderId: string) => {
  const all = (await shop.product.sandbox.get('/__sandbox/payments')) as unknown as {
    refunds: { outTradeNo: string; amount: number }[]
  }
  return all.refunds.filter((it) => it.outTradeNo === orderId).map((it) => it.amount)
}

async function setOut(point: CrashPoint) {
  const of = await aGroupBuy({ quota: 5 })
  const { leader, orderId: first, teamId } = await shop.opened(of)
  const buyer = await shop.shopper()
  await shop.product.settled()
  const { ask, died, resume } = await dying(shop, point)
  const placed = await ask(`/teams/${teamId}/orders`, buyer.token, {
    key: `crash-${point.replace('.', '-')}`,
    skuId: of.skuId,
    quantity: 1,
    way: 'pickup',
    storeId: of.store._id,
    expectedTotal: GROUP_PRICE,
  })
  expect(placed.status).toBe('unpaid')
  return { of, leader, first, teamId, buyer, ask, died, resume, orderId: placed.id as string }
}

/** The second of two joins and pays: formed, collected by both. */
async function form(point: CrashPoint) {
  const { of, leader, first, teamId, buyer, ask, died, resume, orderId } = await setOut(point)
  const paid = await payWith(shop, ask, buyer.token, orderId)
  expect(['grouping', 'paid']).toContain(paid.status)
  if (ofWorker(point)) expect(await died).toBe('SIGKILL')
  await resume()
  for (const [who, id] of [
    [buyer, orderId],
    [leader, first],
  ] as const)
    await shop.whenStatus(who, id, 'paid')
  await shop.product.settled()
  expect(await shop.team(teamId)).toMatchObject({ state: 'formed', paid: 2 })
  const guide = await shop.staff(of.store._id)
  for (const [who, id] of [
    [buyer, orderId],
    [leader, first],
  ] as const)
    expect((await shop.redeem(guide.token, await shop.digitsOf(who, id))).status).toBe(200)
  await shop.product.settled()
  expect(await of.left()).toBe(3)
  expect(await shop.stockOf(of.skuId, of.store._id)).toEqual({ onHand: 8, reserved: 3, available: 5 })
  expect([await refundsOf(orderId), await refundsOf(first)]).toEqual([[], []])
  expect(await died).toBe('SIGKILL')
}

/** The leader of a team that lacks one leaves it. */
async function leave(point: CrashPoint) {
  const of = await aGroupBuy({ quota: 5 })
  const { leader, orderId, teamId } = await shop.opened(of)
  await shop.product.settled()
  const { ask, died, resume } = await dying(shop, point)
  const told = await ask(`/orders/${orderId}/cancel`, leader.token, {})
  expect(await died).toBe('SIGKILL')
  await resume()
  expect(told.status).toBe('refunded')
  await until(
    () => findOrder(orderId),
    (it) => it?.status === 'refunded' && it.refunds.every(({ state }) => state === 'succeeded'),
  )
  await shop.product.settled()
  expect(await shop.team(teamId)).toMatchObject({ state: 'abandoned', paid: 0 })
  expect(await refundsOf(orderId)).toEqual([GROUP_PRICE])
  expect(await of.left()).toBe(5)
}

const cases = groupPoints.map((point) => ({
  point,
  run: point === 'group.leaving' || point === 'group.left' ? leave : form,
}))

describe('a process that dies between two steps of a team (GB-1, TR-3)', () => {
  it.each(cases)(
    'at $point it ends as if nothing had happened',
    async ({ point, run }) => {
      await run(point)
      expect(await reconcile()).toEqual([])
    },
    180_000,
  )
})
