import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { isSame } from '../../kernel/oneId'
import { findAllotments, type AllottedPlace } from '../allotments/allotments.service'
import { campaignStatusAt } from '../campaigns/campaigns.service'
import { skuOf } from '../catalog/catalog.service'
import { facesOf } from '../members/members.service'
import { findLocation } from '../stores/stores.service'
import type { groupBuyView, myPlace, teamView } from './groupBuys.contract'
import type { GroupBuyDoc } from './groupBuys.model'
import { maskedName, shownStatus, teamText } from './groupBuys.rules'
import { openTeamsOf, type SeatDoc, type TeamDoc } from './groupBuys.teams.model'

/** Campaigns as shoppers see them. */
export async function viewGroupBuys(
  groupBuys: readonly GroupBuyDoc[],
): Promise<z.input<typeof groupBuyView>[]> {
  const ids = groupBuys.map((it) => it._id)
  if (!ids.length) return []
  const [stocks, openTeams] = await Promise.all([findAllotments(ids), openTeamsOf(ids, now())])
  const placesOf = new Map(stocks.map((it) => [it._id, it.places]))
  return Promise.all(
    groupBuys.map((it) =>
      viewOf(it, placesOf.get(it._id) ?? it.places.map((at) => ({ ...at, left: at.quota })), openTeams),
    ),
  )
}

async function viewOf(
  it: GroupBuyDoc,
  places: readonly AllottedPlace[],
  openTeams: Map<string, number>,
): Promise<z.input<typeof groupBuyView>> {
  const sum = (of: 'left' | 'quota', skuId?: string) =>
    places.reduce((all, at) => all + (skuId && at.skuId !== skuId ? 0 : at[of]), 0)
  const found = await Promise.all(it.skus.map(async (one) => ({ ...one, sku: await skuOf(one.skuId) })))
  const skus = found.map(({ skuId, groupPrice, sku }) => ({
    skuId,
    optionText: sku?.optionText ?? '',
    image: sku?.image ?? '',
    price: sku?.price ?? groupPrice,
    groupPrice,
    left: sum('left', skuId),
  }))
  const cheapest = skus.reduce((best, one) => (one.groupPrice < best.groupPrice ? one : best), skus[0]!)
  const status = campaignStatusAt(it, now())
  const named = await Promise.all(
    places.map(async ({ locationId, skuId, left }) => ({
      locationId,
      skuId,
      left,
      name: (await findLocation(locationId))?.name ?? '',
    })),
  )
  return {
    id: it._id,
    status,
    statusText: shownStatus(status, sum('left')),
    spuId: it.spuId,
    name: found[0]?.sku?.name ?? it.title,
    image: cheapest.image,
    price: cheapest.price,
    groupPrice: cheapest.groupPrice,
    skus,
    size: it.size,
    hours: it.hours,
    ...(it.formFrom === undefined ? {} : { formFrom: it.formFrom }),
    perMember: it.perMember,
    ways: it.ways,
    pickupAt: it.pickupAt,
    places: named,
    from: it.from.toISOString(),
    until: it.until.toISOString(),
    left: sum('left'),
    sold: sum('quota') - sum('left'),
    openTeams: openTeams.get(it._id) ?? 0,
  }
}

async function textOf({ skuId, way, storeId }: SeatDoc): Promise<string> {
  const sku = await skuOf(skuId)
  const store = way === 'pickup' && storeId ? await findLocation(storeId) : undefined
  return [sku?.optionText, store ? `${store.name}自提` : '快递送到家'].filter(Boolean).join(' · ')
}

/** Teams as anybody with their card sees them: names masked. */
export async function viewTeams(teams: readonly TeamDoc[]): Promise<z.input<typeof teamView>[]> {
  const faces = await facesOf(teams.flatMap((it) => it.seats.map((seat) => seat.memberId)))
  return Promise.all(teams.map((it) => viewTeam(it, faces)))
}

async function viewTeam(
  { _id, groupBuyId, state, size, seats, paid, openedAt, createdAt, deadline, endedAt }: TeamDoc,
  faces: Awaited<ReturnType<typeof facesOf>>,
): Promise<z.input<typeof teamView>> {
  const shown = await Promise.all(
    seats.map(async (seat, at) => {
      const face = faces.get(seat.memberId)
      return {
        name: maskedName(face?.nickname ?? ''),
        ...(face?.avatar ? { avatar: face.avatar } : {}),
        isLeader: at === 0,
        text: await textOf(seat),
        at: seat.at.toISOString(),
        isPaid: seat.paidAt !== undefined,
      }
    }),
  )
  const leader = seats[0]
  const store = leader?.way === 'pickup' && leader.storeId ? await findLocation(leader.storeId) : undefined
  return {
    id: _id,
    groupBuyId,
    state,
    stateText: teamText(state, size - seats.length),
    size,
    left: Math.max(0, size - seats.length),
    paid,
    seats: shown,
    leaderName: shown[0]?.name ?? '',
    ...(shown[0]?.avatar ? { leaderAvatar: shown[0].avatar } : {}),
    ...(store ? { store: { id: store._id, name: store.name } } : {}),
    openedAt: (openedAt ?? createdAt).toISOString(),
    ...(deadline ? { deadline: deadline.toISOString() } : {}),
    ...(endedAt ? { endedAt: endedAt.toISOString() } : {}),
  }
}

/** Whether a member sits in a team, and with which order. */
export function placeOf({ seats }: TeamDoc, memberId: string): z.input<typeof myPlace> {
  const at = seats.findIndex((it) => isSame(it.memberId, memberId))
  const seat = seats[at]
  return {
    isIn: seat !== undefined,
    isLeader: at === 0,
    isPaid: seat?.paidAt !== undefined,
    ...(seat ? { orderId: seat.orderId } : {}),
  }
}
