import { releaseEnded } from '../../server/features/allotments/allotments.service'
import { closeOverdueLists } from '../../server/features/chains/chains.lists'
import { reconcile } from '../../server/features/inventory/inventory.service'
import { settleChains } from '../../server/features/orders/orders.chainEnd'
import { orderModel } from '../../server/features/orders/orders.model'
import { resetClock } from '../../server/kernel/clock'
import { until } from '../support/until'
import { aChain, CHAIN_PRICE, codeOf, HOUR, MINUTE, startChains, type Chain, type Chains } from './support'

let shop: Chains
// Time passes at the platforms too, which do not go back.
beforeEach(async () => {
  shop = await startChains()
})
afterEach(async () => {
  expect(await reconcile()).toEqual([])
  resetClock()
  await shop?.product.stop()
})

const atSource = (of: Chain) => shop.stockOf(of.skuId, of.source._id)
const atStore = (of: Chain) => shop.stockOf(of.skuId, of.store._id)
/** The sweepers of the worker, whose clocks do not run in tests. */
const sweep = async () => {
  await closeOverdueLists()
  await settleChains()
  await shop.product.settled()
  await releaseEnded()
}

describe('a chain (GB-2)', () => {
  it('is joined by four, comes in one delivery when its time is over, and each collects by code', async () => {
    const of = await aChain({ goods: 2 })
    const [first, second] = of.skuIds as [string, string]
    const people = [
      await shop.joined(of, 1),
      await shop.joined(of, 2, {
        lines: [
          { skuId: first, quantity: 1 },
          { skuId: second, quantity: 1 },
        ],
      }),
      await shop.joined(of, 1),
      await shop.joined(of, 3),
    ]
    const own = await shop.orderOf(people[1]!.buyer, people[1]!.orderId)
    expect(own).toMatchObject({
      status: 'grouping',
      statusText: '接龙中',
      chain: { chainId: of.id, no: 2, title: '秋味接龙' },
      transfer: { expectedAt: of.chain.arrivesAt.toISOString() },
    })
    expect(own.lines[0].discounts).toEqual([{ promotionId: of.id, name: '接龙价', amount: 2000 }])
    expect(await shop.face(of)).toMatchObject({ phase: 'open', people: 4, pieces: 7, left: 33 })
    expect((await shop.face(of)).joined.map((it: { no: number }) => it.no)).toEqual([4, 3, 2, 1])

    await shop.pass(24 * HOUR)
    await sweep()
    for (const { buyer, orderId } of people) await shop.whenStatus(buyer, orderId, 'paid')
    const waiting = await shop.orderOf(people[0]!.buyer, people[0]!.orderId)
    expect(waiting.statusText).toBe('待到店')
    const code = await shop.product.get(`/orders/${waiting.id}/pickup-code`, {
      token: people[0]!.buyer.token,
    })
    expect(codeOf(code)).toEqual([409, 'pickup_in_transit'])
    expect(codeOf(await shop.cancel(people[0]!.buyer, waiting.id))).toEqual([409, 'order_not_cancellable'])
    await sweep()
    expect(await atSource(of)).toEqual({ onHand: 25, reserved: 6, available: 19 })

    expect((await shop.desk(of)).delivery).toMatchObject({ status: 'approved', pieces: 7 })
    expect((await shop.move(of, 'ship')).status).toBe(200)
    expect(await shop.face(of)).toMatchObject({ phase: 'onTheWay', phaseText: '在路上' })
    expect((await shop.move(of, 'receive')).status).toBe(200)
    expect(await shop.face(of)).toMatchObject({ phase: 'ready', phaseText: '已到店' })
    expect(await atStore(of)).toEqual({ onHand: 6, reserved: 6, available: 0 })
    const codes = new Set<string>()
    for (const { buyer, orderId } of people) {
      const order = await shop.orderOf(buyer, orderId)
      expect([order.statusText, order.transfer.arrivedAt !== undefined]).toEqual(['待自提', true])
      codes.add(await shop.digitsOf(buyer, orderId))
      expect((await shop.collect(of, buyer, orderId)).status).toBe(200)
    }
    expect(codes.size).toBe(4)
    await shop.product.settled()
    expect(await atStore(of)).toEqual({ onHand: 0, reserved: 0, available: 0 })
    const desk = await shop.desk(of)
    expect(desk.totals.map((it: { paid: number; collected: number }) => [it.paid, it.collected])).toEqual([
      [6, 6],
      [1, 1],
    ])
    expect(desk.entries.map((it: { no: number; stateText: string }) => [it.no, it.stateText])).toEqual([
      [4, '已取'],
      [3, '已取'],
      [2, '已取'],
      [1, '已取'],
    ])
    expect(desk.text).toMatch(/^#接龙 秋味接龙\n[^]*\n1\. .+×1\n2\. .+×1、.+×1\n3\. .+×1\n4\. .+×3$/)
  }, 90_000)

  it('whose pieces are in the store already needs no delivery', async () => {
    const of = await aChain({ isDirect: true })
    const { buyer, orderId } = await shop.joined(of, 2)
    await shop.close(of)
    await shop.whenStatus(buyer, orderId, 'paid')
    await shop.product.settled()
    expect(await shop.face(of)).toMatchObject({ status: 'ended', phase: 'ready' })
    expect((await shop.collect(of, buyer, orderId)).status).toBe(200)
    await shop.pass(25 * HOUR)
    await releaseEnded()
    await shop.product.settled()
    expect(await atStore(of)).toEqual({ onHand: 23, reserved: 0, available: 23 })
  })

  it('that nobody joined has no delivery, and its pieces are free', async () => {
    const of = await aChain()
    await shop.close(of)
    await sweep()
    expect(await shop.face(of)).toMatchObject({ phase: 'over', phaseText: '已结束' })
    expect((await shop.move(of, 'ship')).status).toBe(404)
    expect(await atSource(of)).toEqual({ onHand: 25, reserved: 0, available: 25 })
  })

  it('is left until it is closed, and not after', async () => {
    const of = await aChain()
    const [gone, stays] = [await shop.joined(of, 2), await shop.joined(of)]
    expect((await shop.cancel(gone.buyer, gone.orderId)).body.status).toBe('refunded')
    await shop.product.settled()
    expect(await shop.face(of)).toMatchObject({ people: 1, left: 19 })
    expect(await shop.refundsOf(gone.orderId)).toEqual([2 * CHAIN_PRICE])
    await shop.close(of)
    await shop.whenStatus(stays.buyer, stays.orderId, 'paid')
    expect(codeOf(await shop.cancel(stays.buyer, stays.orderId))).toEqual([409, 'order_not_cancellable'])
    const after = await shop.joined(await aChain())
    expect((await shop.orderOf(after.buyer, after.orderId)).chain.no).toBe(1)
  })

  it('gives its number to an order that was entered by a process that died right after', async () => {
    const of = await aChain()
    const { buyer, orderId } = await shop.joined(of)
    await orderModel.updateOne({ _id: orderId }, { $unset: { 'chain.no': 1 } })
    await shop.close(of)
    const order = await shop.whenStatus(buyer, orderId, 'paid')
    expect(order.chain.no).toBe(1)
  })

  it('closed early waits a moment for payments under way, and closes what is not paid', async () => {
    const of = await aChain()
    const [quick, slow] = [await shop.shopper(), await shop.shopper()]
    const [{ body: a }, { body: b }] = [await shop.join(quick, of), await shop.join(slow, of)]
    await shop.begin(slow, b.id)
    expect((await shop.close(of)).body).toMatchObject({ phase: 'closing', actions: ['callOff'] })
    expect(codeOf(await shop.join(await shop.shopper(), of))).toEqual([409, 'chain_not_open'])
    await shop.payOnPhone(quick, a.id)
    await shop.whenStatus(quick, a.id, 'grouping')
    await shop.product.settled()
    await shop.pass(2 * MINUTE)
    await sweep()
    await shop.whenStatus(slow, b.id, 'closed')
    await shop.whenStatus(quick, a.id, 'paid')
    expect(await shop.face(of)).toMatchObject({ phase: 'preparing', people: 1 })
    expect(await shop.refundsOf(b.id)).toEqual([])
  })

  it('received short gives the last numbers their money back', async () => {
    const of = await aChain()
    const people = [await shop.joined(of, 2), await shop.joined(of, 2), await shop.joined(of, 3)]
    await shop.close(of)
    await shop.move(of, 'ship')
    await shop.move(of, 'receive', [{ skuId: of.skuId, quantity: 5 }])
    const [a, b, c] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]]
    await shop.whenStatus(c.buyer, c.orderId, 'refunded')
    await until(
      () => shop.orderOf(c.buyer, c.orderId),
      (it) => it.refunds[0]?.state === 'succeeded',
    )
    expect((await shop.orderOf(c.buyer, c.orderId)).refunds[0].reason).toMatch(/到货数量不够/)
    expect(await shop.refundsOf(c.orderId)).toEqual([3 * CHAIN_PRICE])
    await shop.product.settled()
    expect(await atStore(of)).toEqual({ onHand: 5, reserved: 4, available: 1 })
    for (const it of [a, b]) expect((await shop.collect(of, it.buyer, it.orderId)).status).toBe(200)
  })

  it('whose delivery is cancelled, or that is called off, gives everything back', async () => {
    const of = await aChain()
    const one = await shop.joined(of, 2)
    await shop.close(of)
    expect((await shop.move(of, 'cancel')).status).toBe(200)
    await shop.whenStatus(one.buyer, one.orderId, 'refunded')
    const off = await aChain()
    const [paid, unpaid] = [await shop.joined(off), await shop.shopper()]
    const { body } = await shop.join(unpaid, off)
    const { token } = await shop.guide(off)
    const told = await shop.product.post(`/staff/chains/${off.id}/call-off`, {
      token,
      body: { reason: '蟹没到货' },
    })
    expect(told.body).toMatchObject({ status: 'ended', phase: 'calledOff', actions: [] })
    await shop.whenStatus(paid.buyer, paid.orderId, 'refunded')
    await shop.whenStatus(unpaid, body.id, 'closed')
    await sweep()
    for (const it of [of, off]) {
      const { onHand, reserved } = await atSource(it)
      expect([onHand, reserved]).toEqual([25, 0])
    }
    const again = await shop.product.post(`/staff/chains/${off.id}/call-off`, {
      token,
      body: { reason: '再来' },
    })
    expect(codeOf(again)).toEqual([409, 'chain_step_refused'])
  })
})

describe('refusals (GB-2)', () => {
  it('say what is wrong, and keep nothing', async () => {
    const of = await aChain({ quota: 3, perMember: 2 })
    const [me, other] = [await shop.shopper(), await shop.shopper()]
    expect(codeOf(await shop.join(me, of, 3))).toEqual([409, 'chain_limit'])
    expect((await shop.join(me, of, 2)).status).toBe(200)
    expect(codeOf(await shop.join(me, of, 1))).toEqual([409, 'chain_limit'])
    expect(codeOf(await shop.join(other, of, 2))).toEqual([409, 'chain_sold_out'])
    expect(codeOf(await shop.join(other, of, 1, { expectedTotal: 1 }))).toEqual([409, 'price_changed'])
    expect(codeOf(await shop.join(other, { ...of, skuId: 'sku_unknown1' }))).toEqual([404, 'sku_not_found'])
    expect(codeOf(await shop.join(other, { ...of, id: 'chn_unknown1' }))).toEqual([404, 'chain_not_found'])
    const soon = await aChain({ from: new Date(Date.now() + HOUR) })
    expect(codeOf(await shop.join(other, soon))).toEqual([409, 'chain_not_open'])
    const { body } = await shop.product.post(`/chains/${of.id}/preview`, {
      token: other.token,
      body: { lines: [{ skuId: of.skuId, quantity: 2 }] },
    })
    expect(body).toMatchObject({ amounts: { total: 16_000 }, problem: { code: 'chain_sold_out' } })
    const mine = await shop.product.get(`/chains/${of.id}/mine`, { token: me.token })
    expect(mine.body).toMatchObject({ may: 0, orders: [{ statusText: '待付款', pieces: 2 }] })
    expect(await of.left()).toBe(1)
  })
})
