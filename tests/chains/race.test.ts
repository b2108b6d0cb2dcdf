import fc from 'fast-check'
import { enterList, leaveList } from '../../server/features/chains/chains.lists'
import { findList, insertList, moveList } from '../../server/features/chains/chains.lists.model'
import { forgedNews, lateNews } from './news'
import { reconcile } from '../../server/features/inventory/inventory.service'
import { findOrder } from '../../server/features/orders/orders.service'
import { now } from '../../server/kernel/clock'
import { next } from '../support/build'
import { forgetLimits } from '../support/limits'
import { until } from '../support/until'
import { aChain, CHAIN_PRICE, codeOf, members, startChains, type Chains } from './support'

let shop: Chains
beforeAll(async () => {
  shop = await startChains()
})
beforeEach(forgetLimits)
afterEach(async () => {
  expect(await reconcile()).toEqual([])
})
afterAll(() => shop?.product.stop())

const won = (answers: { status: number }[]) => answers.filter((it) => it.status === 200).length

describe('the last pieces of a chain (GB-2)', () => {
  it('are sold once, however many ask', async () => {
    const of = await aChain({ quota: 6 })
    const answers = await Promise.all((await members(18)).map((it) => shop.join(it, of)))
    expect(won(answers)).toBe(6)
    expect(answers.filter((it) => codeOf(it)[1] === 'chain_sold_out')).toHaveLength(12)
    expect(await of.left()).toBe(0)
  })

  it('keep the limit of a person on many devices, and one order for one key', async () => {
    const of = await aChain({ perMember: 3 })
    const [me, other] = await members(2)
    const many = await Promise.all(Array.from({ length: 8 }, () => shop.join(me!, of)))
    expect(won(many)).toBe(3)
    const same = await Promise.all(
      Array.from({ length: 6 }, () => shop.join(other!, of, 1, { key: 'the-same-key' })),
    )
    expect(new Set(same.map((it) => `${it.status} ${it.body.id}`)).size).toBe(1)
    expect(await of.left()).toBe(16)
  })
})

describe('the payment of an entry (GB-2, OR-2)', () => {
  it('told twice and again is one number and one payment; forged or of another amount none', async () => {
    const of = await aChain()
    const buyer = await shop.shopper()
    const { body } = await shop.join(buyer, of)
    await shop.begin(buyer, body.id)
    for (const how of ['key', 'stale', 'broken'])
      expect((await forgedNews(shop, body.id, { how })).status).toBe(401)
    await forgedNews(shop, body.id, { content: { amount: { total: 1, currency: 'CNY' } } })
    await shop.product.settled()
    expect((await findOrder(body.id))!.status).toBe('unpaid')
    await shop.product.sandbox.post('/__sandbox/pay/notify', { duplicate: 1 })
    await shop.pay(buyer, body.id)
    await Promise.all([lateNews(shop, body.id), lateNews(shop, body.id)])
    await shop.product.settled()
    expect((await findList(of.id))?.entries.map((it) => it.no)).toEqual([1])
    expect(await shop.refundsOf(body.id)).toEqual([])
  })

  it('that comes late joins again while the chain runs, and goes back when it is closed', async () => {
    const of = await aChain()
    const late = async () => {
      const buyer = await shop.shopper()
      const { body } = await shop.join(buyer, of)
      await shop.begin(buyer, body.id)
      await shop.cancel(buyer, body.id)
      await shop.product.settled()
      return { buyer, orderId: body.id as string }
    }
    const [again, over] = [await late(), await late()]
    await lateNews(shop, again.orderId)
    await shop.whenStatus(again.buyer, again.orderId, 'grouping')
    await shop.product.settled()
    expect(await shop.face(of)).toMatchObject({ people: 1, left: 19 })
    await shop.close(of)
    await shop.whenStatus(again.buyer, again.orderId, 'paid')
    await lateNews(shop, over.orderId)
    const order = await until(
      () => shop.orderOf(over.buyer, over.orderId),
      (it) => it.refunds.length > 0,
    )
    expect(order).toMatchObject({ status: 'closed', closeReason: 'paid_late' })
    expect(order.refunds[0]).toMatchObject({ amount: CHAIN_PRICE })
    await shop.product.settled()
  })
})

describe('a list under any storm (GB-2)', () => {
  const deeds = fc.array(
    fc.record({
      who: fc.integer({ min: 0, max: 6 }),
      deed: fc.constantFrom('stay', 'stay', 'leave', 'twice', 'close'),
    }),
    { minLength: 1, maxLength: 12 },
  )

  it('gives each number once, keeps who stayed, and takes nobody after it is closed (100 rounds)', async () => {
    await fc.assert(
      fc.asyncProperty(deeds, async (plan) => {
        const chainId = `chn_storm${next()}`
        await insertList({ _id: chainId, sourceId: 'sto_a', storeId: 'sto_b', closesAt: now() })
        const told = new Map<string, number>()
        const left = new Set<string>()
        await Promise.all(
          plan.map(async ({ who, deed }, nth) => {
            const key = `ord_${nth}/1`
            if (deed === 'close') {
              if (await moveList(chainId, 'open', 'closing')) await moveList(chainId, 'closing', 'closed')
              return
            }
            const lines = [{ claim: key, skuId: 'sku_1', quantity: 1 }]
            const entry = { key, orderId: `ord_${nth}`, memberId: `mem_${who}`, lines, total: 1, at: now() }
            const times = deed === 'twice' ? 2 : 1
            const nos = await Promise.all(Array.from({ length: times }, () => enterList(chainId, entry)))
            for (const no of nos) if (no !== undefined) told.set(key, no)
            if (deed === 'leave' && (await leaveList(chainId, key))) left.add(key)
          }),
        )
        const list = (await findList(chainId))!
        const numbers = list.entries.map((it) => it.no)
        expect(new Set(numbers).size).toBe(numbers.length)
        expect(new Set(told.values()).size).toBe(told.size)
        const stayed = [...told].filter(([key]) => !left.has(key))
        expect(new Map(list.entries.map((it) => [it.key, it.no]))).toEqual(new Map(stayed))
        if (list.state !== 'closed') return
        const entry = { key: 'late', orderId: 'late', memberId: 'late', lines: [], total: 1, at: now() }
        expect(await enterList(chainId, entry)).toBeUndefined()
      }),
      { numRuns: 100 },
    )
  }, 180_000)
})
