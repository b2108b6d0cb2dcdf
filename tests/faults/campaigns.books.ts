import type { CampaignDeeds } from './campaigns.order'
import { isHandedOver, moneyOf, type OrderRow } from './orders.books'
import type { PlatformPayment, PlatformRefund } from './platform'

export interface CampaignOrder extends OrderRow {
  memberId: string
  allotmentId?: string
  group?: { teamId: string }
}
export interface TeamRow {
  _id: string
  state: string
  size: number
  seats: { key: string; orderId: string; memberId: string; paidAt?: Date }[]
}
export interface AllotmentRow {
  _id: string
  places: { skuId: string; locationId: string; quota: number; left: number }[]
  perMember: number
  claims: { key: string; memberId: string; skuId: string; locationId: string; quantity: number }[]
  taken: Record<string, number>
}
export const KEPT = ['paid', 'completed']
const sum = (numbers: readonly number[]): number => numbers.reduce((all, it) => all + it, 0)
export const hasTwice = (list: readonly unknown[]): boolean => new Set(list).size !== list.length

/** Counts, and tells the reader of the first few. */
export type Count = <T>(what: string, list: readonly T[]) => number

/** Pieces of campaigns: what was claimed, and by whom. */
export function pieceDamage(allotments: readonly AllotmentRow[], count: Count) {
  const taken = (it: AllotmentRow, memberId: string) =>
    sum(it.claims.filter((claim) => claim.memberId === memberId).map(({ quantity }) => quantity))
  return {
    oversold: count(
      'oversold',
      allotments.filter(
        (it) =>
          it.places.some(({ left }) => left < 0) ||
          it.claims.some(({ memberId }) => taken(it, memberId) > it.perMember),
      ),
    ),
    wrongPieces: count(
      'pieces',
      allotments.filter(
        (it) =>
          it.places.some(({ skuId, locationId, quota, left }) => {
            const own = it.claims.filter((one) => one.skuId === skuId && one.locationId === locationId)
            return left + sum(own.map(({ quantity }) => quantity)) !== quota
          }) || Object.entries(it.taken).some(([memberId, pieces]) => pieces !== taken(it, memberId)),
      ),
    ),
  }
}

/** Teams against the orders of their seats. */
export function teamDamage(
  teams: readonly TeamRow[],
  allotments: readonly AllotmentRow[],
  orders: readonly CampaignOrder[],
  count: Count,
) {
  const seats = new Map(teams.flatMap((team) => team.seats.map((it) => [it.key, { ...it, team }] as const)))
  const claims = new Set(allotments.flatMap((it) => it.claims.map(({ key }) => key)))
  const byId = new Map(orders.map((it) => [it._id, it]))
  return {
    wrongTeams: count(
      'team',
      teams.filter(
        ({ size, seats: all, state }) =>
          all.length > size ||
          hasTwice(all.map((it) => it.memberId)) ||
          (state === 'formed' && (all.length !== size || all.some((it) => !it.paidAt))),
      ),
    ),
    wrongSeats:
      count(
        'order without its seat',
        orders.filter(({ _id, status, round, group }) => {
          if (!group || !KEPT.includes(status) || round > 1) return false
          const seat = seats.get(`${_id}/${round}`)
          return seat?.team.state !== 'formed' || seat.team._id !== group.teamId
        }),
      ) +
      count(
        'kept order without its claim',
        orders.filter(
          ({ _id, status, round, lines, allotmentId }) =>
            allotmentId !== undefined &&
            round === 1 &&
            KEPT.includes(status) &&
            lines.some((it) => !claims.has(`${_id}/${it.key}/${round}`)),
        ),
      ) +
      count(
        'paid seat of a failed team whose order is kept',
        [...seats.values()].filter(
          ({ team, orderId }) => team.state !== 'formed' && KEPT.includes(byId.get(orderId)?.status ?? ''),
        ),
      ),
  }
}

/** Orders against the platform's books and what people were told. */
export function moneyDamage(
  orders: readonly CampaignOrder[],
  deeds: CampaignDeeds,
  payments: readonly PlatformPayment[],
  refunds: readonly PlatformRefund[],
  count: Count,
) {
  const byId = new Map(orders.map((it) => [it._id, it]))
  const of = (it: CampaignOrder) =>
    moneyOf(
      it,
      refunds.filter((one) => one.outTradeNo === it._id),
    )
  const own = payments.filter((it) => it.paidAt !== undefined && byId.has(it.outTradeNo))
  const isSafe = ({ outTradeNo, total }: PlatformPayment) => {
    const order = byId.get(outTradeNo)
    return order?.payment !== undefined && (KEPT.includes(order.status) || of(order).back === total)
  }
  const is = (id: string, test: (it: CampaignOrder) => boolean) => {
    const order = byId.get(id)
    return order !== undefined && test(order)
  }
  const lost = [
    ...[...deeds.placed.values()].flatMap((it) => [...it]).filter((it) => !byId.has(it)),
    ...[...deeds.paid].filter((id) => !is(id, (it) => it.payment !== undefined)),
    ...[...deeds.redeemed.keys()].filter((id) => !is(id, isHandedOver)),
    // A payment that comes after an order was cancelled may revive it.
    ...[...deeds.cancelled].filter(
      (id) => !is(id, (it) => it.round > 1 || ['closed', 'refunded'].includes(it.status)),
    ),
  ]
  return {
    lostOrders: count('lost', lost),
    lostPayments: count(
      'lost payment',
      own.filter((it) => !isSafe(it)),
    ),
    doubleCharges:
      count(
        'two orders of one key',
        [...deeds.placed].filter(([, ids]) => ids.size > 1),
      ) +
      count(
        'another sum',
        orders.filter(({ _id, amounts, payment }) => {
          const at = own.filter((it) => it.outTradeNo === _id)
          return payment && (at.length !== 1 || at[0]?.total !== amounts.paid)
        }),
      ),
    doubleRefunds: count(
      'refunds',
      orders.filter((it) => of(it).isWrong),
    ),
    doubleRedemptions: count(
      'handed over twice',
      [...deeds.redeemed].filter(([, times]) => times > 1),
    ),
  }
}
