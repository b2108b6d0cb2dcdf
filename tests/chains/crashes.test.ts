import { closeOverdueLists } from '../../server/features/chains/chains.lists'
import { reconcile } from '../../server/features/inventory/inventory.service'
import { settleChains } from '../../server/features/orders/orders.chainEnd'
import { findOrder } from '../../server/features/orders/orders.service'
import { chainPoints, type CrashPoint } from '../../server/kernel/crashPoint'
import { dying, payWith } from '../orders/dying'
import { until } from '../support/until'
import { aChain, CHAIN_PRICE, startChains, type Chains } from './support'

let shop: Chains
beforeEach(async () => {
  shop = await startChains()
})
afterEach(() => shop?.product.stop())

const settle = async () => {
  await closeOverdueLists()
  await settleChains()
  await shop.product.settled()
}

/** One is on the list; another joins, the chain is closed and comes; somewhere on the way a process dies. */
async function wholeWay(point: CrashPoint) {
  const of = await aChain({ quota: 5 })
  const first = await shop.joined(of)
  const [guide, sender] = [await shop.guide(of), await shop.staff(of.source._id, 'manager')]
  const buyer = await shop.shopper()
  await shop.product.settled()
  const { ask, died, resume } = await dying(shop, point)
  const placed = await ask(`/chains/${of.id}/orders`, buyer.token, {
    key: `crash-${point.replace('.', '-')}`,
    lines: [{ skuId: of.skuId, quantity: 1 }],
    expectedTotal: CHAIN_PRICE,
  })
  const orderId = placed.id as string
  expect(placed.status).toBe('unpaid')
  await payWith(shop, ask, buyer.token, orderId)
  let isBack = false
  /** Once the process is dead another takes over. */
  const takeOver = async () => {
    if (!isBack && (await Promise.race([died, Promise.resolve('alive')])) !== 'alive') {
      isBack = true
      await resume()
    }
    if (isBack) await settleChains()
  }
  await until(
    async () => {
      await takeOver()
      return shop.orderOf(buyer, orderId)
    },
    (it) => it.chain.no !== undefined,
  )
  await ask(`/staff/chains/${of.id}/close`, guide.token, {})
  const everybody = [
    [first.buyer, first.orderId],
    [buyer, orderId],
  ] as const
  const whenAll = async (isWanted: (it: { status: string; statusText: string }) => boolean) => {
    for (const [who, id] of everybody)
      await until(async () => {
        await takeOver()
        return shop.orderOf(who, id)
      }, isWanted)
  }
  await whenAll((it) => it.status === 'paid')
  const delivery = of.id.replace('chn_', 'tra_')
  await ask(`/transfers/${delivery}/ship`, sender.token, {})
  await ask(`/transfers/${delivery}/receive`, guide.token, {})
  await whenAll((it) => it.statusText === '待自提')
  expect(await died).toBe('SIGKILL')
  await settle()
  for (const [who, id] of everybody) expect((await shop.collect(of, who, id)).status).toBe(200)
  await shop.product.settled()
  expect(await shop.stockOf(of.skuId, of.store._id)).toEqual({ onHand: 0, reserved: 0, available: 0 })
  expect((await shop.stockOf(of.skuId, of.source._id)).onHand).toBe(8)
  expect((await shop.desk(of)).entries.map((it: { no: number }) => it.no)).toEqual([2, 1])
  expect([await shop.refundsOf(first.orderId), await shop.refundsOf(orderId)]).toEqual([[], []])
}

async function leave(point: CrashPoint) {
  const of = await aChain({ quota: 5 })
  const { buyer, orderId } = await shop.joined(of)
  const { ask, died, resume } = await dying(shop, point)
  const told = await ask(`/orders/${orderId}/cancel`, buyer.token, {})
  expect(await died).toBe('SIGKILL')
  await resume()
  expect(told.status).toBe('refunded')
  await until(
    () => findOrder(orderId),
    (it) => it?.status === 'refunded' && it.refunds.every(({ state }) => state === 'succeeded'),
  )
  await shop.product.settled()
  expect(await shop.face(of)).toMatchObject({ people: 0, left: 5 })
  expect(await shop.refundsOf(orderId)).toEqual([CHAIN_PRICE])
}

const cases = chainPoints.map((point) => ({
  point,
  run: point === 'chain.leaving' || point === 'chain.left' ? leave : wholeWay,
}))

describe('a process that dies between two steps of a chain (GB-2, TR-3)', () => {
  it.each(cases)(
    'at $point it ends as if nothing had happened',
    async ({ point, run }) => {
      await run(point)
      expect(await reconcile()).toEqual([])
    },
    180_000,
  )
})
