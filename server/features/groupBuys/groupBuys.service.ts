import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { failWith } from '../../kernel/errors'
import { campaignStatusAt } from '../campaigns/campaigns.service'
import { groupBuysContract } from './groupBuys.contract'
import { findGroupBuys, groupBuyWrites, runningGroupBuys, type GroupBuyDoc } from './groupBuys.model'
import { findTeam, joinableTeams, teamsByState, teamsOf, type TeamDoc } from './groupBuys.teams.model'
import { placeOf, viewGroupBuys, viewTeams } from './groupBuys.view'

export { groupBuyWrites, type GroupBuyDoc } from './groupBuys.model'
export { lastPaymentOf, payByOf, type GroupBuyStatus } from './groupBuys.rules'
export {
  freeSeat,
  leaveSeat,
  openTeam,
  paySeat,
  takeSeat,
  takeSeatAnew,
  type Seated,
} from './groupBuys.teams'
export { findTeam, unsettledTeams, writeSettled, type SeatDoc, type TeamDoc } from './groupBuys.teams.model'
export { viewGroupBuys } from './groupBuys.view'

const fail = failWith(groupBuysContract.errors)
type Routes = (typeof groupBuysContract)['routes']
const MOST = 100
const MOST_TEAMS = 20

const viewOne = async (groupBuy: GroupBuyDoc) => {
  const [view] = await viewGroupBuys([groupBuy])
  if (!view) throw new Error(`group buy ${groupBuy._id} has no view`)
  return view
}

/** Group buys that run, soonest to end first (GB-1). */
export async function hall(query: z.output<Routes['GET /group-buys']['query']>) {
  return { groupBuys: await viewGroupBuys(await runningGroupBuys(now(), query, MOST)) }
}

/** One that was published; a draft is nobody's business yet. @throws group_buy_not_found */
async function mustFind(groupBuyId: string): Promise<GroupBuyDoc> {
  const found = await groupBuyWrites.find(groupBuyId)
  if (!found || found.status === 'draft') throw fail('group_buy_not_found')
  return found
}

/** @throws group_buy_not_found */
export const groupBuyById = async (groupBuyId: string) => viewOne(await mustFind(groupBuyId))

/** Teams that can be joined (凑团). @throws group_buy_not_found */
export async function openTeams(groupBuyId: string) {
  const groupBuy = await mustFind(groupBuyId)
  const status = campaignStatusAt(groupBuy, now())
  const teams = status === 'paused' ? [] : await joinableTeams(groupBuyId, now(), MOST_TEAMS)
  return { teams: await viewTeams(teams) }
}

/** @throws team_not_found */
async function mustFindTeam(teamId: string): Promise<TeamDoc> {
  const team = await findTeam(teamId)
  if (!team) throw fail('team_not_found')
  return team
}

/** A team with its group buy (GB-1). @throws team_not_found */
export async function teamById(teamId: string) {
  const found = await mustFindTeam(teamId)
  const groupBuy = await groupBuyWrites.find(found.groupBuyId)
  const [team] = await viewTeams([found])
  if (!groupBuy || !team) throw fail('team_not_found')
  return { team, groupBuy: await viewOne(groupBuy) }
}

/** @throws team_not_found */
export const myPlaceIn = async (teamId: string, memberId: string) =>
  placeOf(await mustFindTeam(teamId), memberId)

/** Teams the shopper sits in, newest first. @throws cursor_invalid */
export async function myTeams(memberId: string, paging: z.output<Routes['GET /me/teams']['query']>) {
  const page = await readPage(
    paging,
    (after, count) => teamsOf(memberId, after, count),
    (it) => it.createdAt,
  )
  if (!page) throw fail('cursor_invalid')
  const teams = page.rows
  const groupBuys = await findGroupBuys([...new Set(teams.map((it) => it.groupBuyId))])
  const faces = new Map((await viewGroupBuys(groupBuys)).map(({ places: _, ...it }) => [it.id, it]))
  const views = await viewTeams(teams)
  return {
    teams: views.flatMap((team, at) => {
      const groupBuy = faces.get(team.groupBuyId)
      return groupBuy ? [{ team, mine: placeOf(teams[at]!, memberId), groupBuy }] : []
    }),
    ...page.more,
  }
}

/** What became of the teams of campaigns: opened, formed, failed. */
export async function teamResults(groupBuyIds: readonly string[]) {
  const results = new Map(groupBuyIds.map((it) => [it, { opened: 0, formed: 0, failed: 0 }]))
  for (const { _id, teams } of await teamsByState(groupBuyIds)) {
    const it = results.get(_id.groupBuyId)
    if (!it) continue
    it.opened += teams
    if (_id.state === 'formed') it.formed += teams
    if (_id.state === 'failed') it.failed += teams
  }
  return results
}
