import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import {
  lockGrant,
  locksToLookAfter,
  returnGrant,
  unlockGrant,
  spendGrant,
  type OrderCoupon,
} from '../coupons/coupons.service'
import { findOrder, type OrderDoc } from './orders.model'
import { HOLD_GRACE_MS, PAY_MS } from './orders.rules'

type WithCoupons = Pick<OrderDoc, '_id' | 'memberId' | 'coupons'>

/**
 * Locks the coupon grants of an order (CO-4). They stay locked while it is not paid; a lock whose order was never written
 * goes by `lookAfterLocks`. The same order again changes nothing.
 * @returns false when one of them cannot be used (any more); what was locked by then is for the caller to give back
 */
export async function lockCoupons(order: WithCoupons, round: number): Promise<boolean> {
  const { _id: orderId, memberId, coupons = [] } = order
  const until = new Date(now().getTime() + PAY_MS + HOLD_GRACE_MS)
  for (const { grantId } of coupons)
    if (!(await lockGrant(grantId, memberId, { orderId, round, until }))) return false
  return true
}

/** Gives back what an order locked in a round up to this one. */
export async function unlockCoupons({ _id, coupons = [] }: WithCoupons, round: number): Promise<void> {
  for (const { grantId } of coupons) await unlockGrant(grantId, _id, round)
}

/** An order of this key stood already: what this try locked and that order does not use is given back. */
export async function unlockUnused(
  mine: readonly OrderCoupon[],
  winner: OrderDoc,
  round: number,
): Promise<void> {
  const isOpen = winner.status === 'unpaid' || winner.status === 'paid'
  const kept = new Set(isOpen ? winner.coupons?.map((it) => it.grantId) : [])
  const coupons = mine.filter((it) => !kept.has(it.grantId))
  await unlockCoupons({ _id: winner._id, memberId: winner.memberId, coupons }, round)
}

/**
 * A paid order has used its coupons. @returns false when one of them was lost to another order or a counter, which only
 * happens when its lock had gone before the payment was heard of
 */
export async function keepCoupons({
  _id,
  memberId,
  round,
  amounts,
  coupons = [],
}: OrderDoc): Promise<boolean> {
  for (const { grantId, amount: off } of coupons)
    if (!(await spendGrant(grantId, memberId, { orderId: _id, round, amount: amounts.total, off })))
      return false
  return true
}

/** The order was given back whole, or never came about: its coupons are the shopper's again. */
export async function returnCoupons({ _id, round, coupons = [] }: OrderDoc): Promise<void> {
  for (const { grantId } of coupons) await returnGrant(grantId, _id, round)
}

/** Whether an order came to nothing: then it keeps no coupon. */
export const cameToNothing = ({ status }: Pick<OrderDoc, 'status'>): boolean =>
  status === 'closed' || status === 'refunded'

/** Locks past their time: of an order that was never written, or whose end was not heard of, they are given back. */
export async function lookAfterLocks(): Promise<void> {
  for (const { grantId, lock } of await locksToLookAfter()) {
    const order = await findOrder(lock.orderId)
    if (order && !cameToNothing(order)) continue
    await unlockGrant(grantId, lock.orderId, lock.round)
    logger.info({ grantId, orderId: lock.orderId }, 'coupon given back by time')
  }
}
