import { endOverdueTeams, expireSeats } from '../../server/features/groupBuys/groupBuys.teams'
import { reconcile } from '../../server/features/inventory/inventory.service'
import { closeOverdue } from '../../server/features/orders/orders.saga'
import { resetClock } from '../../server/kernel/clock'
import { until } from '../support/until'
import { aGroupBuy, codeOf, GROUP_PRICE, HOUR, startGroupBuys, type GroupBuys } from './support'

let shop: GroupBuys
// Time passes at the platforms too, which do not go back.
beforeEach(async () => {
  shop = await startGroupBuys()
})
afterEach(async () => {
  expect(await reconcile()).toEqual([])
  resetClock()
  await shop?.product.stop()
})

const refundsOf = async (orderId: string) => {
  const all = (await shop.product.sandbox.get('/__sandbox/payments')) as unknown as {
    refunds: { outTradeNo: string; amount: number }[]
  }
  return all.refunds.filter((it) => it.outTradeNo === orderId).map((it) => it.amount)
}

describe('a team (GB-1)', () => {
  it('opens when its leader has paid, is formed by the last payment, and is collected like any order', async () => {
    const of = await aGroupBuy()
    const leader = await shop.shopper()
    const placed = await shop.open(leader, of)
    expect([placed.status, placed.body.status, placed.body.amounts.total]).toEqual([
      200,
      'unpaid',
      GROUP_PRICE,
    ])
    expect(placed.body.lines[0].discounts).toEqual([{ promotionId: of.id, name: '2 人团价', amount: 4000 }])
    const { teamId } = placed.body.group
    const early = await shop.join(await shop.shopper(), teamId, of)
    expect(codeOf(early)).toEqual([409, 'team_over'])
    await shop.pay(leader, placed.body.id)
    expect(await shop.statusOf(leader, placed.body.id)).toBe('grouping')
    expect(await shop.team(teamId)).toMatchObject({
      state: 'open',
      left: 1,
      paid: 1,
      stateText: '还差 1 人成团',
    })
    const hidden = await shop.product.get(`/orders/${placed.body.id}/pickup-code`, { token: leader.token })
    expect(hidden.status).toBe(404)

    const friend = await shop.shopper()
    const joined = await shop.join(friend, teamId, of)
    expect(joined.body.store.id).toBe(of.store._id)
    expect(await shop.team(teamId)).toMatchObject({ state: 'open', left: 0, paid: 1 })
    await shop.pay(friend, joined.body.id)
    await shop.whenStatus(friend, joined.body.id, 'paid')
    await shop.whenStatus(leader, placed.body.id, 'paid')
    expect(await shop.team(teamId)).toMatchObject({ state: 'formed', paid: 2, stateText: '已成团' })
    await shop.product.settled()
    expect(await of.left()).toBe(18)

    const guide = await shop.staff(of.store._id)
    for (const [buyer, orderId] of [
      [leader, placed.body.id],
      [friend, joined.body.id],
    ] as const) {
      const code = await shop.digitsOf(buyer, orderId)
      expect((await shop.redeem(guide.token, code)).status).toBe(200)
    }
    await shop.product.settled()
    expect(await shop.stockOf(of.skuId, of.store._id)).toMatchObject({ onHand: of.stocked - 2, reserved: 18 })
  })

  it('fails at its deadline: each paid order goes back once, and seats and pieces are free', async () => {
    const of = await aGroupBuy({ size: 3, hours: 1 })
    const { leader, orderId, teamId } = await shop.opened(of)
    const friend = await shop.shopper()
    const { body } = await shop.join(friend, teamId, of)
    await shop.pay(friend, body.id)
    await shop.pass(HOUR)
    await Promise.all([endOverdueTeams(), endOverdueTeams()])
    await shop.whenStatus(leader, orderId, 'refunded')
    await shop.whenStatus(friend, body.id, 'refunded')
    await shop.product.settled()
    await until(
      () => shop.orderOf(leader, orderId),
      (it) => it.refunds[0]?.state === 'succeeded',
    )
    expect(await shop.team(teamId)).toMatchObject({ state: 'failed', stateText: '未成团，已全额退款' })
    expect([await refundsOf(orderId), await refundsOf(body.id)]).toEqual([[GROUP_PRICE], [GROUP_PRICE]])
    expect(await of.left()).toBe(20)
    expect(codeOf(await shop.join(await shop.shopper(), teamId, of))).toEqual([409, 'team_over'])
  })

  it('is formed at its deadline where enough have paid (自动成团)', async () => {
    const of = await aGroupBuy({ size: 4, hours: 1, formFrom: 2 })
    const { leader, orderId, teamId } = await shop.opened(of)
    const friend = await shop.shopper()
    const { body } = await shop.join(friend, teamId, of)
    await shop.pay(friend, body.id)
    await shop.pass(HOUR)
    await endOverdueTeams()
    await shop.whenStatus(leader, orderId, 'paid')
    await shop.whenStatus(friend, body.id, 'paid')
    expect(await shop.team(teamId)).toMatchObject({ state: 'formed', paid: 2 })
  })

  it('is left before it is formed, and not after', async () => {
    const of = await aGroupBuy()
    const { leader, orderId, teamId } = await shop.opened(of)
    const [gone, stays] = [await shop.shopper(), await shop.shopper()]
    const cancel = (who: typeof gone, id: string) =>
      shop.product.post(`/orders/${id}/cancel`, { token: who.token, body: {} })
    const three = await aGroupBuy({ size: 3 })
    const other = await shop.opened(three)
    const { body: seat } = await shop.join(gone, other.teamId, three)
    await shop.pay(gone, seat.id)
    expect((await cancel(gone, seat.id)).body.status).toBe('refunded')
    expect(await shop.team(other.teamId)).toMatchObject({ state: 'open', left: 2, paid: 1 })
    await shop.product.settled()
    expect(await three.left()).toBe(19)

    const { body } = await shop.join(stays, teamId, of)
    await shop.pay(stays, body.id)
    await shop.whenStatus(leader, orderId, 'paid')
    const both = await Promise.all([cancel(leader, orderId), cancel(leader, orderId)])
    expect(both.some((it) => it.body.status === 'refunded')).toBe(true)
    expect(await shop.team(teamId)).toMatchObject({ state: 'formed', paid: 2 })
  })

  it('unpaid: its order closes, its seat is free, and so are its pieces', async () => {
    const of = await aGroupBuy()
    const { teamId } = await shop.opened(of)
    const slow = await shop.shopper()
    const { body } = await shop.join(slow, teamId, of)
    await shop.pass(16 * 60_000)
    await closeOverdue()
    await shop.product.settled()
    await expireSeats()
    expect(await shop.statusOf(slow, body.id)).toBe('closed')
    expect(await shop.team(teamId)).toMatchObject({ state: 'open', left: 1 })
    expect(await of.left()).toBe(19)
  })
})

describe('refusals (GB-1)', () => {
  it('say what is wrong, and keep nothing', async () => {
    const of = await aGroupBuy({ perMember: 1, quota: 1 })
    const { leader, teamId } = await shop.opened(of)
    const other = await shop.shopper()
    expect(codeOf(await shop.join(leader, teamId, of))).toEqual([409, 'team_already_in'])
    expect(codeOf(await shop.join(other, teamId, of))).toEqual([409, 'group_buy_sold_out'])
    expect(codeOf(await shop.open(leader, of))).toEqual([409, 'group_buy_limit'])
    expect(codeOf(await shop.open(other, of, { expectedTotal: 1 }))).toEqual([409, 'price_changed'])
    expect(codeOf(await shop.open(other, of, { way: 'express' }))).toEqual([422, 'way_not_offered'])
    expect(codeOf(await shop.join(other, 'tea_unknown1', of))).toEqual([404, 'team_not_found'])
    expect(codeOf(await shop.open(other, { ...of, id: 'gbu_unknown1' }))).toEqual([
      404,
      'group_buy_not_found',
    ])
    expect(await shop.seatsOf(teamId)).toHaveLength(1)
    const soon = await aGroupBuy({ from: new Date(Date.now() + HOUR) })
    expect(codeOf(await shop.open(other, soon))).toEqual([409, 'group_buy_not_open'])
  })
})
