import { endOverdueTeams } from '../../server/features/groupBuys/groupBuys.teams'
import { sendWaiting, tell } from '../../server/features/notices/notices.service'
import { settleTeam, settleTeams } from '../../server/features/orders/orders.group'
import { aGroupBuy, GROUP_PRICE, HOUR, startGroupBuys, type GroupBuys } from '../groupBuys/support'
import { until } from '../support/until'
import { messagesOf, SEND, states } from './support'

let shop: GroupBuys
beforeAll(async () => {
  shop = await startGroupBuys()
})
afterAll(() => shop?.product.stop())

const { shownTo, consent, fault } = messagesOf(() => shop)
type Buyer = Awaited<ReturnType<GroupBuys['shopper']>>
const price = `¥${(GROUP_PRICE / 100).toFixed(2)}`

const cancel = ({ token }: Buyer, orderId: string) =>
  shop.product.post(`/orders/${orderId}/cancel`, { token, body: {} })

/** Messages about the end of the team alone, oldest first. */
const endsShown = async (buyer: Buyer) =>
  (await shownTo(buyer, 'subscribe')).filter((it) => it.amount2 !== undefined)

/** A leader and a friend have paid for a team; both said yes to these messages, as often as they may ever be sent. */
async function seated(size: number, kinds: readonly string[]) {
  const of = await aGroupBuy({ size, hours: 1 })
  const people = [await shop.shopper(), await shop.shopper()] as const
  for (const who of people) for (const kind of [...kinds, ...kinds]) await consent(who, kind)
  const [leader, friend] = people
  const opened = (await shop.open(leader, of)).body
  await shop.pay(leader, opened.id)
  const teamId = opened.group.teamId as string
  const joined = (await shop.join(friend, teamId, of)).body
  await shop.pay(friend, joined.id)
  await shop.product.settled()
  return { leader, friend, teamId, orderIds: [opened.id, joined.id] as [string, string] }
}
async function failed(kinds: readonly string[]) {
  const team = await seated(3, kinds)
  await shop.pass(HOUR)
  await Promise.all([endOverdueTeams(), endOverdueTeams()])
  await shop.whenStatus(team.leader, team.orderIds[0], 'refunded')
  await shop.whenStatus(team.friend, team.orderIds[1], 'refunded')
  await shop.product.settled()
  return team
}

describe('the end of a team (GB-1, JO-3)', () => {
  it('formed is told to each once, however often it is settled and told', async () => {
    const { leader, friend, teamId, orderIds } = await seated(2, ['teamFormed', 'teamFailed'])
    for (const [at, who] of [leader, friend].entries())
      await shop.whenStatus(who, orderIds[at] as string, 'paid')
    await Promise.all([settleTeam(teamId), settleTeam(teamId), settleTeams()])
    await Promise.all(orderIds.flatMap((id) => [tell(id, 'teamFormed'), tell(id, 'teamFailed')]))
    await shop.product.settled()
    for (const who of [leader, friend])
      expect(await endsShown(who)).toMatchObject([{ amount2: price, thing4: '拼成了，凭取货码到店取货' }])
    for (const id of orderIds) {
      expect(await states(id)).toMatchObject({ 'teamFormed subscribe': 'sent' })
      expect(await states(id)).not.toHaveProperty('teamFailed subscribe')
    }
  })

  it('failed is told to each once with the money that goes back', async () => {
    const { leader, friend, teamId, orderIds } = await failed(['teamFormed', 'teamFailed'])
    await Promise.all([settleTeam(teamId), settleTeam(teamId), settleTeams()])
    await Promise.all(orderIds.flatMap((id) => [tell(id, 'teamFailed'), tell(id, 'teamFormed')]))
    await until(
      () => shop.orderOf(leader, orderIds[0]),
      (it) => it.refunds[0]?.state === 'succeeded',
    )
    await shop.product.settled()
    for (const who of [leader, friend])
      expect(await endsShown(who)).toMatchObject([{ amount2: price, thing4: '人数没满，货款原路退回中' }])
    for (const id of orderIds) expect(await states(id)).not.toHaveProperty('teamFormed subscribe')
  })

  it('is told to nobody who did not say yes, and not again when they do', async () => {
    const { leader, orderIds } = await failed([])
    const [orderId] = orderIds
    expect(await states(orderId)).toMatchObject({ 'teamFailed subscribe': 'refused 43101' })
    await consent(leader, 'teamFailed')
    await shop.pass(HOUR)
    await sendWaiting()
    await tell(orderId, 'teamFailed')
    expect(await endsShown(leader)).toEqual([])
  })

  it('is told once WeChat is there again, by many sweepers once', async () => {
    const { id } = await fault(SEND, { http: 503, times: -1 })
    const { leader, orderIds } = await failed(['teamFailed'])
    expect(await states(orderIds[0])).toMatchObject({ 'teamFailed subscribe': 'waiting' })
    await shop.product.sandbox.post(`/__sandbox/fault/${id}/remove`)
    await shop.pass(HOUR)
    await Promise.all(Array.from({ length: 5 }, sendWaiting))
    expect(await endsShown(leader)).toHaveLength(1)
  })

  it('failed is no news to who left before', async () => {
    const { leader, friend, orderIds } = await seated(3, ['teamFailed'])
    expect((await cancel(friend, orderIds[1])).body.status).toBe('refunded')
    await shop.pass(HOUR)
    await endOverdueTeams()
    await shop.whenStatus(leader, orderIds[0], 'refunded')
    await shop.product.settled()
    expect(await endsShown(leader)).toHaveLength(1)
    expect(await endsShown(friend)).toEqual([])
    expect(await states(orderIds[1])).not.toHaveProperty('teamFailed subscribe')
  })

  it('formed is no news any more once the order was given back', async () => {
    const { id } = await fault(SEND, { http: 503, times: -1 })
    const { leader, orderIds } = await seated(2, ['teamFormed'])
    const [orderId] = orderIds
    expect(await states(orderId)).toMatchObject({ 'teamFormed subscribe': 'waiting' })
    await shop.product.sandbox.post(`/__sandbox/fault/${id}/remove`)
    expect((await cancel(leader, orderId)).body.status).toBe('refunded')
    await shop.pass(HOUR)
    await sendWaiting()
    expect(await states(orderId)).toMatchObject({ 'teamFormed subscribe': 'refused outdated' })
    expect(await endsShown(leader)).toEqual([])
  })
})
