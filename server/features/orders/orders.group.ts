import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { emit } from '../../kernel/outbox'
import {
  findTeam,
  freeSeat,
  leaveSeat,
  paySeat,
  takeSeatAnew,
  unsettledTeams,
  writeSettled,
  type SeatDoc,
} from '../groupBuys/groupBuys.service'
import { seatLeaving } from './orders.events'
import { changeOrder, findOrder, type OrderDoc } from './orders.model'
import { writePaid } from './orders.payment'
import { refundWhole } from './orders.refunds'
import { HOLD_GRACE_MS, PAY_MS } from './orders.rules'
import { keepClaimed } from './orders.stock'

/*
 * Orders of a team's seats (GB-1). Paid they wait as `grouping`, with their pieces claimed, until the team is formed, and go
 * on as every paid order; or back, once, when it failed or their shopper left it. The team decides who sits, the order who
 * has paid; each step reads both as they stand.
 */

type WithSeat = Pick<OrderDoc, '_id' | 'memberId' | 'way' | 'round' | 'group' | 'storeId'> & {
  lines: readonly { skuId: string; quantity: number }[]
}

/** Names the seat of an order in a round. */
export const seatKeyOf = (orderId: string, round: number): string => `${orderId}/${round}`

/** The seat of an order as its team keeps it. @param payBy until when it has to be paid; some grace is added */
export function seatFor(
  { _id: orderId, memberId, way, round, group, storeId, lines }: WithSeat,
  at: Date,
  payBy: Date = new Date(at.getTime() + PAY_MS),
): SeatDoc {
  const [line] = lines
  const isPickup = way === 'pickup'
  return {
    key: seatKeyOf(orderId, round),
    orderId,
    memberId,
    skuId: line?.skuId ?? '',
    quantity: line?.quantity ?? 0,
    way: isPickup ? 'pickup' : 'express',
    ...(isPickup && storeId ? { storeId } : {}),
    at,
    expiresAt: new Date(payBy.getTime() + HOLD_GRACE_MS),
    ...(group?.from ? { from: group.from } : {}),
  }
}

/** The seat an unpaid order had in a round is free again. */
export const freeSeatOf = async ({ _id, group }: OrderDoc, round: number): Promise<void> => {
  if (group) await freeSeat(group.teamId, seatKeyOf(_id, round))
}

/** Seat and pieces of an order whose payment came late, or neither. @returns false when one of them is gone */
export async function sitAnew(order: OrderDoc): Promise<boolean> {
  if (!order.group || !(await keepClaimed(order, order.round))) return false
  return takeSeatAnew(order.group.teamId, seatFor(order, now()))
}

const NO_SEAT = { reason: '团已满员或结束，货款自动退回', by: 'system' }
const FAILED = { reason: '拼团未成功，货款自动退回', by: 'system' }

/** A seat's payment was heard of: its pieces stay, and its team hears of it; where one of them is gone, the money goes back. */
export async function settleSeat(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  if (order?.status !== 'grouping' || !order.group) return
  const { teamId } = order.group
  const key = seatKeyOf(orderId, order.round)
  const isKept = await keepClaimed(order, order.round)
  crashPoint('group.claimKept')
  let seat = isKept ? await paySeat(teamId, key) : ('gone' as const)
  if (isKept && seat === 'gone' && (await takeSeatAnew(teamId, seatFor(order, now()))))
    seat = await paySeat(teamId, key)
  crashPoint('group.seatPaid')
  if (seat === 'formed') await goOn(order)
  else if (seat === 'gone' && (await leaveSeat(teamId, key))) await refundSeat(order, NO_SEAT)
}

/** The team is formed: the order is paid as any other, and its goods wait for the shopper. */
async function goOn(order: OrderDoc): Promise<void> {
  if (order.payment) await writePaid(order, 'grouping', order.payment)
  crashPoint('group.wentOn')
}

const refundSeat = (
  order: OrderDoc,
  why: typeof FAILED,
  also: Record<string, unknown> = {},
): Promise<OrderDoc | null> => refundWhole(order, why, { from: 'grouping', also })

/** A team ended: each paid order of it goes on, or back. Safe to run at any time, as often as one likes. */
export async function settleTeam(teamId: string): Promise<void> {
  const team = await findTeam(teamId)
  if (team?.state !== 'formed' && team?.state !== 'failed') return
  for (const { orderId, paidAt } of team.seats) {
    const order = paidAt ? await findOrder(orderId) : null
    if (order?.status !== 'grouping') continue
    if (team.state === 'formed') await goOn(order)
    else await refundSeat(order, FAILED, { 'group.failedAt': now() })
  }
  await writeSettled(teamId)
}

/** A little after its end, so that the event usually was faster. */
const UNHEARD_MS = 30_000
const BATCH = 50

/** Settles teams of whose end nobody heard. */
export async function settleTeams(): Promise<void> {
  for (const { _id } of await unsettledTeams(new Date(now().getTime() - UNHEARD_MS), BATCH))
    await settleTeam(_id)
}

/**
 * A shopper leaves a team before it is formed: written on the order first, then carried out, so that a dead process leaves
 * neither a seat without its money nor money without its seat.
 * @returns false when the team was formed with them
 */
export async function leaveTeam({ _id: orderId }: OrderDoc, reason: string): Promise<boolean> {
  await changeOrder(orderId, {
    filter: { status: 'grouping', 'group.leaving': { $exists: false } },
    set: { 'group.leaving': reason },
    event: emit(seatLeaving, { orderId }),
  })
  crashPoint('group.leaving')
  await settleLeaving(orderId)
  return (await findOrder(orderId))?.status === 'refunded'
}

/** Carries out that a shopper leaves: the seat first, which forming the team races for, then the money. */
export async function settleLeaving(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  if (order?.status !== 'grouping' || !order.group?.leaving) return
  const { teamId, leaving } = order.group
  if (await leaveSeat(teamId, seatKeyOf(orderId, order.round))) {
    crashPoint('group.left')
    await refundSeat(order, { reason: leaving, by: order.memberId })
    return
  }
  await changeOrder(orderId, { filter: { status: 'grouping' }, unset: ['group.leaving'] })
  await goOn(order)
}
