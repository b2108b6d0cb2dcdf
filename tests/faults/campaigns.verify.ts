import type { mongo } from 'mongoose'
import { ledgerOf, stockOf, unreconciled, untilNone, waitingEvents, withDb } from './books'
import { ageCampaigns, endCampaigns, openCampaigns, unreleased } from './campaigns.settle'
import {
  hasTwice,
  KEPT,
  moneyDamage,
  pieceDamage,
  teamDamage,
  type AllotmentRow,
  type Count,
  type TeamRow,
} from './campaigns.books'
import type { CampaignDeeds } from './campaigns.order'
import type { Chain } from './chain'
import {
  chainCounts,
  chainDamage,
  movedTo,
  type ChainDamage,
  type ChainOrder,
  type ChainRow,
  type ListRow,
  type TransferRow,
} from './chains.books'
import { piecesOf } from './orders.books'
import { settle, unsettled } from './orders.settle'
import type { Platform } from './platform'
import { CAMPAIGN_PIECES, campaignSkuIds, chainSkuIds, shopIds, warehouseId } from './shelf'

interface SignUpRow {
  _id: string
  eventId: string
  memberId: string
  state: string
  seat?: number
}

/** What a run of faults left of teams, flash sales, events and chains; everything must be 0. */
export interface CampaignDamage extends ChainDamage {
  /** Campaigns of which more is claimed than was set apart, or by one member than they may take. */
  oversold: number
  /** Campaigns whose pieces left and claimed are not what was set apart. */
  wrongPieces: number
  /** Teams with too many seats, somebody twice, or formed with a seat nobody paid. */
  wrongTeams: number
  /** Orders kept without a seat in a formed team or without their claim, or seats and claims of orders that are not kept. */
  wrongSeats: number
  /** Told and not so. */
  lostDeeds: number
  /** Payments that are neither an order kept, nor given back exactly. */
  lostPayments: number
  doubleCharges: number
  doubleRefunds: number
  doubleRedemptions: number
  deadHolds: number
  missingHolds: number
  wrongStock: number
  ledgerDifferences: number
  /** Events with more guests than seats. */
  overbooked: number
  doubleSignUps: number
  doubleCheckIns: number
  unsettled: number
  waitingEvents: number
  deadLetters: number
}
export type CampaignCounts = Record<
  'placed' | 'paid' | 'formedTeams' | 'flashBought' | 'seated' | 'onLists' | 'chainCollected' | 'cameShort',
  number
>

const SEATED = ['seated', 'checkedIn']
const multiple = (of: Map<string, Set<string>>): number => [...of.values()].filter((it) => it.size > 1).length

async function stockDamage(
  db: mongo.Db,
  orders: readonly ChainOrder[],
  moved: ReadonlyMap<string, number>,
  count: Count,
) {
  const [skuIds, places] = [
    [...campaignSkuIds, ...chainSkuIds],
    [...shopIds, warehouseId],
  ]
  const rows = (await stockOf(db, skuIds)).filter((it) => places.includes(it.locationId))
  const { sums } = await ledgerOf(db, skuIds)
  const { left, back, holds } = piecesOf(orders)
  const found = rows.flatMap((it) => (it.holds ?? []).map(({ key }) => key))
  return {
    // What was set apart is back in the pool by now: every hold is an order's.
    deadHolds: count(
      'dead hold',
      found.filter((key, at) => !holds.has(key) || found.indexOf(key) !== at),
    ),
    missingHolds: count(
      'missing hold',
      [...holds].filter((key) => !found.includes(key)),
    ),
    wrongStock: count(
      'stock',
      rows.filter(
        ({ _id, onHand }) =>
          onHand !== CAMPAIGN_PIECES + (moved.get(_id) ?? 0) - (left.get(_id) ?? 0) + (back.get(_id) ?? 0),
      ),
    ),
    ledgerDifferences: count('ledger', unreconciled(rows, sums)),
  }
}

function eventDamage(
  quotas: ReadonlyMap<string, number>,
  rows: readonly SignUpRow[],
  { signedUp, givenBack, checkedIn }: CampaignDeeds,
  count: Count,
) {
  const byId = new Map(rows.map((it) => [it._id, it]))
  const seated = rows.filter((it) => SEATED.includes(it.state))
  const lost = [
    ...[...signedUp.values()]
      .flatMap((it) => [...it])
      .filter((id) => !givenBack.has(id) && !['waiting', ...SEATED].includes(byId.get(id)?.state ?? '')),
    ...[...givenBack].filter((id) => byId.get(id)?.state !== 'cancelled'),
    ...[...checkedIn.keys()].filter((id) => byId.get(id)?.state !== 'checkedIn'),
  ]
  return {
    overbooked: count(
      'overbooked',
      [...quotas].filter(([eventId, quota]) => {
        const here = seated.filter((it) => it.eventId === eventId)
        return (
          here.length > quota ||
          hasTwice(here.map((it) => it.seat)) ||
          hasTwice(here.map((it) => it.memberId))
        )
      }),
    ),
    doubleSignUps: multiple(signedUp),
    doubleCheckIns: count(
      'let in twice',
      [...checkedIn].filter(([, times]) => times > 1),
    ),
    lostPlaces: count('lost place', lost),
    seated: seated.length,
  }
}

/** Compares what people were told, the database and the platform's books, once everything has come to its end. */
export const assessCampaigns = (
  chain: Chain,
  platform: Platform,
  deeds: CampaignDeeds,
  say: (line: string) => void,
): Promise<{ counts: CampaignCounts; damage: CampaignDamage }> =>
  withDb(chain, async (db) => {
    await settle(db, platform, true, { age: ageCampaigns, open: openCampaigns })
    await endCampaigns(db)
    await untilNone(async () => (await unreleased(db)) + (await waitingEvents(db)))
    const all = <T extends mongo.Document>(name: string, filter: object = {}) =>
      db.collection(name).find(filter).toArray() as unknown as Promise<T[]>
    const orders = await all<ChainOrder>('orders', { allotmentId: { $exists: true } })
    const allotments = await all<AllotmentRow>('allotments')
    const teams = await all<TeamRow>('teams')
    const lists = await all<ListRow>('chainLists')
    const transfers = await all<TransferRow>('transfers')
    const events = await all<{ _id: string; quota: number }>('storeEvents')
    const booked = await platform.booked()
    const count: Count = (what, list) => {
      for (const it of list.slice(0, 3)) say(`${what}: ${JSON.stringify(it)}`)
      return list.length
    }
    const { lostOrders, ...money } = moneyDamage(orders, deeds, booked.orders, booked.refunds, count)
    const { lostPlaces, seated, ...guests } = eventDamage(
      new Map(events.map((it) => [it._id, it.quota])),
      await all<SignUpRow>('eventSignUps'),
      deeds,
      count,
    )
    const damage: CampaignDamage = {
      ...pieceDamage(allotments, count),
      ...teamDamage(teams, allotments, orders, count),
      ...money,
      ...(await stockDamage(db, orders, movedTo(transfers), count)),
      ...guests,
      ...chainDamage(await all<ChainRow>('chains'), lists, orders, transfers, count),
      lostDeeds: lostOrders + lostPlaces,
      unsettled: (await unsettled(db)) + (await openCampaigns(db)) + (await unreleased(db)),
      waitingEvents: await waitingEvents(db),
      deadLetters: await db.collection('deadLetters').countDocuments(),
    }
    const bad = Object.entries(damage).filter(([, it]) => it)
    say(
      bad.length ? bad.map(([name, it]) => `${name} ${it}`).join(', ') : 'campaigns: nothing lost or doubled',
    )
    const paid = orders.filter((it) => it.payment)
    const counts = {
      placed: orders.length,
      paid: paid.length,
      formedTeams: teams.filter((it) => it.state === 'formed').length,
      flashBought: paid.filter((it) => !it.group && !it.chain && KEPT.includes(it.status)).length,
      seated,
      ...chainCounts(lists, orders),
    }
    return { counts, damage }
  })
