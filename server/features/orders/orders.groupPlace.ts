import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { failWith } from '../../kernel/errors'
import type { Claimed } from '../allotments/allotments.service'
import { campaignStatusAt } from '../campaigns/campaigns.service'
import { groupBuyOrdersContract } from '../groupBuyOrders/groupBuyOrders.contract'
import {
  findTeam,
  freeSeat,
  groupBuyWrites,
  openTeam,
  payByOf,
  takeSeat,
  type GroupBuyDoc,
  type Seated,
  type TeamDoc,
} from '../groupBuys/groupBuys.service'
import { groupPrice } from '../pricing/pricing.service'
import { bodyOf, placeCampaign, previewOf, quoteCampaign } from './orders.campaign'
import { seatFor } from './orders.group'
import { findOrder } from './orders.model'
import { orderIdFor, repeated, type Buyer } from './orders.place'
import type { Quote } from './orders.quote'
import { PAY_MS } from './orders.rules'

const fail = failWith(groupBuyOrdersContract.errors)
type Routes = (typeof groupBuyOrdersContract)['routes']
type Asked = z.output<Routes['POST /group-buys/:groupBuyId/preview']['body']>
type Placed = z.output<Routes['POST /group-buys/:groupBuyId/teams']['body']>

/** One that runs at this moment. @throws group_buy_not_found, group_buy_not_open */
async function runningGroupBuy(groupBuyId: string): Promise<GroupBuyDoc> {
  const found = await groupBuyWrites.find(groupBuyId)
  if (!found || found.status === 'draft') throw fail('group_buy_not_found')
  if (campaignStatusAt(found, now()) !== 'live') throw fail('group_buy_not_open')
  return found
}

/** A team's group buy: whoever joins in time may, also after the last new team. @throws group_buy_not_open */
async function groupBuyOf({ groupBuyId }: TeamDoc): Promise<GroupBuyDoc> {
  const found = await groupBuyWrites.find(groupBuyId)
  if (!found || found.status === 'paused') throw fail('group_buy_not_open')
  return found
}

/** @throws team_not_found */
async function mustFindTeam(teamId: string): Promise<TeamDoc> {
  const team = await findTeam(teamId)
  if (!team) throw fail('team_not_found')
  return team
}

/** Where a seat is collected: with its leader, where the group buy says so. */
function storeOf({ pickupAt }: GroupBuyDoc, team: TeamDoc | undefined, { way, storeId }: Asked) {
  const leader = team?.seats[0]
  if (way === 'pickup' && pickupAt === 'leaderStore' && leader?.way === 'pickup') return leader.storeId
  return storeId
}

/** What a seat costs (GB-1): the price of a team first, then what always holds beside it (CA-2). */
async function quoteSeat(
  groupBuy: GroupBuyDoc,
  team: TeamDoc | undefined,
  asked: Asked,
  memberId: string,
): Promise<Quote> {
  const { skuId, quantity, way } = asked
  const offered = groupBuy.skus.find((it) => it.skuId === skuId)
  if (!offered) throw fail('sku_not_found')
  if (!groupBuy.ways.includes(way)) throw fail('way_not_offered')
  const goods = { ...asked, storeId: storeOf(groupBuy, team, asked), lines: [{ skuId, quantity }] }
  const name = `${groupBuy.size} 人团价`
  const price = groupPrice({ id: groupBuy._id, name, price: offered.groupPrice })
  return quoteCampaign(groupBuy._id, memberId, goods, [price])
}

/** What a seat would cost, and where its goods come from (GB-1). @throws the refusals of its contract */
export async function previewSeat(
  groupBuyId: string,
  memberId: string,
  { teamId, ...asked }: Asked & { teamId?: string | undefined },
) {
  const team = teamId ? await mustFindTeam(teamId) : undefined
  if (team && team.groupBuyId !== groupBuyId) throw fail('team_not_found')
  const groupBuy = team ? await groupBuyOf(team) : await runningGroupBuy(groupBuyId)
  const preview = previewOf(await quoteSeat(groupBuy, team, asked, memberId))
  const { text } = groupBuyOrdersContract.errors.group_buy_sold_out
  return {
    ...preview,
    ...(preview.line.isAvailable ? {} : { problem: { code: 'group_buy_sold_out', text } }),
  }
}

/** The team a leader's order opens has its name from the order. */
const teamIdOf = (orderId: string): string => orderId.replace(/^ord_/, 'tea_')

/**
 * Opens a team (开团, GB-1): a seat of a new team and pieces of the campaign are kept for 15 minutes; the team opens when the
 * order is paid. The same key again is the same order.
 * @throws the refusals of its contract
 */
export async function placeLeader(caller: Buyer, groupBuyId: string, asked: Placed) {
  const orderId = await orderIdFor(caller.memberId, `${groupBuyId}/${asked.key}`)
  const earlier = await findOrder(orderId)
  if (earlier) return repeated(earlier, bodyOf(asked))
  const groupBuy = await runningGroupBuy(groupBuyId)
  return place({ caller, orderId, asked, groupBuy, teamId: teamIdOf(orderId) })
}

/**
 * Joins a team (参团, GB-1): its seat and the pieces are kept until the order is paid, 15 minutes and no longer than the team
 * has. The same key again is the same order.
 * @throws the refusals of its contract
 */
export async function joinTeam(caller: Buyer, teamId: string, asked: Placed) {
  const orderId = await orderIdFor(caller.memberId, `${teamId}/${asked.key}`)
  const earlier = await findOrder(orderId)
  if (earlier) return repeated(earlier, bodyOf(asked))
  const team = await mustFindTeam(teamId)
  return place({ caller, orderId, asked, groupBuy: await groupBuyOf(team), teamId, team })
}

interface Placing {
  caller: Buyer
  orderId: string
  asked: Placed
  groupBuy: GroupBuyDoc
  teamId: string
  /** Of who joins. */
  team?: TeamDoc
}

/** Seat first, then pieces, then the order: what a dead process left of them is given back by time. */
async function place({ caller, orderId, asked, groupBuy, teamId, team }: Placing) {
  const { memberId } = caller
  const quote = await quoteSeat(groupBuy, team, asked, memberId)
  const { total } = quote.price
  if (asked.expectedTotal !== total) throw fail('price_changed', { total })
  const at = now()
  const payBy = payByOf(at, PAY_MS, team?.deadline)
  const group = {
    groupBuyId: groupBuy._id,
    teamId,
    isLeader: !team,
    ...(asked.from ? { from: asked.from } : {}),
  }
  const placed = { _id: orderId, memberId, way: asked.way, storeId: quote.storeId, group }
  const goods = { skuId: asked.skuId, quantity: asked.quantity }
  const seat = seatFor({ ...placed, round: 1, lines: [goods] }, at, payBy)
  if (team) mustSit(await takeSeat(teamId, seat))
  else await openTeam(teamId, groupBuy, seat)
  crashPoint('group.seated')
  try {
    const { view, isMine } = await placeCampaign({
      orderId,
      caller,
      body: bodyOf(asked),
      quote,
      allotmentId: groupBuy._id,
      more: { group, payBy },
      refuse,
      points: ['group.claimed', 'group.written'],
    })
    if (!isMine) await freeSeat(teamId, seat.key)
    return view
  } catch (error) {
    // Another try under this key may stand with this very seat.
    if (!(await findOrder(orderId))) await freeSeat(teamId, seat.key)
    throw error
  }
}

function mustSit(seated: Seated): void {
  switch (seated) {
    case 'taken':
      return
    case 'full':
      throw fail('team_full')
    case 'over':
      throw fail('team_over')
    case 'already_in':
      throw fail('team_already_in')
  }
}

function refuse(claimed: Exclude<Claimed, { outcome: 'claimed' }>) {
  switch (claimed.outcome) {
    case 'over':
      return fail('group_buy_not_open')
    case 'limit_reached':
      return fail('group_buy_limit')
    case 'sold_out':
      return fail('group_buy_sold_out', { left: claimed.left })
  }
}
