import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { couponOf, fail, issue, type Purchase } from './coupons.claim'
import { forgetGate, giveBack, lookAtGates, unsettledDeals } from './coupons.gate'
import { freeNumbers, grantsOfMember, moveGrant, type GrantDoc } from './coupons.grants.model'
import { findCoupon, openCoupons, type CouponDoc } from './coupons.model'
import { validityOf } from './coupons.rules'
import { dropReserved, grantOfOrder, overdueReserved } from './coupons.sale.model'

/*
 * Coupons that are bought (体验券, CO-1). A copy is reserved for an order that is not paid yet: it counts for the quota and
 * for the person and cannot be used. Paid, it is usable; closed unpaid, its number is free again. Every step may be repeated.
 */

/** What is sold: a coupon that has a price. */
export interface ForSale {
  coupon: CouponDoc
  /** Fen. */
  price: number
}

/** A coupon that can be bought. @throws coupon_not_found, coupon_way_wrong */
export async function couponForSale(couponId: string): Promise<ForSale> {
  const coupon = await couponOf(couponId)
  if (coupon.benefit.kind !== 'experience') throw fail('coupon_way_wrong')
  return { coupon, price: coupon.benefit.price }
}

interface Buyer extends Omit<Purchase, 'until'> {
  couponId: string
  memberId: string
}

/**
 * Reserves a copy for an order: never more than the quota and than the person may have, and one for the order however often
 * it is asked.
 * @throws the refusals of a claim
 */
export async function reserveGrant(
  { couponId, memberId, orderId, round }: Buyer,
  until: Date,
): Promise<GrantDoc> {
  const { coupon } = await couponForSale(couponId)
  const standing = await grantOfOrder(memberId, couponId, orderId)
  if (standing) return standing
  const had = new Set((await grantsOfMember(memberId, [couponId])).map((it) => it._id))
  const purchase = { orderId, round, until }
  for (let nth = 1; nth <= coupon.quota.perPerson; nth++) {
    const wanted = { memberId, nth, way: 'order' as const, purchase }
    const grant = await issue(coupon, wanted, had)
    // A copy of another order, or of another phone that was faster: the next one is tried.
    if (grant?.purchase?.orderId === orderId) return grant
  }
  throw fail('coupon_limit_reached', { limit: coupon.quota.perPerson })
}

/**
 * The order is paid: its copy is usable from now on, for as long as the coupon says.
 * @returns false when it has none, which is when its reservation went before the payment was heard of
 */
export async function activateGrant({ couponId, memberId, orderId, round }: Buyer): Promise<boolean> {
  const grant = await grantOfOrder(memberId, couponId, orderId)
  const coupon = await findCoupon(couponId)
  if (!grant || !coupon) return false
  if (grant.status !== 'reserved') return grant.status !== 'void'
  const at = now()
  const moved = await moveGrant(grant._id, 'reserved', 'held', {
    filter: { 'purchase.orderId': orderId },
    set: { claimedAt: at, ...validityOf(coupon.validity, at), 'purchase.round': round },
    unset: ['purchase.until'],
  })
  return moved !== null || activateGrant({ couponId, memberId, orderId, round })
}

/** The order closed unpaid: what it reserved up to a round is free again, for anybody and for this person. */
export async function releaseGrant({ couponId, memberId, orderId, round }: Buyer): Promise<void> {
  const grant = await grantOfOrder(memberId, couponId, orderId)
  if (grant?.status !== 'reserved' || !(await dropReserved(grant._id, orderId, round))) return
  const { seq, day, daySeq, purchase, nth = 1 } = grant
  const ticket = { seq, ...(day && daySeq ? { day, daySeq } : {}) }
  const key = `${memberId}/${nth}/${orderId}:${purchase?.round ?? round}`
  // A gate that does not hear of it is rebuilt by `mendGates`.
  await giveBack(couponId, key, ticket).catch((error: unknown) =>
    logger.warn({ couponId, error: String(error) }, 'a number that came free is dealt later'),
  )
}

/**
 * An unused copy is given back with its order (CO-1): exactly one of this and its use wins.
 * @returns whether it cannot be used any more, also when that was so before
 */
export async function voidGrant({ couponId, memberId, orderId }: Omit<Buyer, 'round'>): Promise<boolean> {
  for (;;) {
    const grant = await grantOfOrder(memberId, couponId, orderId)
    if (!grant || grant.status === 'void') return true
    if (grant.status !== 'held' && grant.status !== 'reserved') return false
    const { status } = grant
    if (await moveGrant(grant._id, status, 'void', { filter: { 'purchase.orderId': orderId } })) return true
  }
}

/** The copy of an order as it stands. */
export const boughtGrant = async (buyer: Omit<Buyer, 'round'>): Promise<GrantDoc | null> =>
  grantOfOrder(buyer.memberId, buyer.couponId, buyer.orderId)

const BATCH = 100

/** Reservations past their time, for their orders to say what becomes of them. */
export const reservedTooLong = async (): Promise<(GrantDoc & { purchase: Purchase })[]> =>
  (await overdueReserved(BATCH)).flatMap((it) => (it.purchase ? [{ ...it, purchase: it.purchase }] : []))

/** Gates that look sold out while MongoDB has free numbers are rebuilt: a reservation's end was not heard of there. */
export async function mendGates(): Promise<void> {
  const at = now()
  const sold = (await openCoupons(at)).filter((it) => it.benefit.kind === 'experience')
  if (!sold.length) return
  const looks = await lookAtGates(sold.map((it) => it._id))
  for (const { _id, quota } of sold) {
    const look = looks.get(_id)
    if (!look?.isSoldOut && !look?.isSoldOutToday) continue
    if ((await unsettledDeals(_id, at)).length) continue
    const { highest, gaps } = await freeNumbers(_id)
    if (look.isSoldOutToday || highest < quota.total || gaps.length) await forgetGate(_id)
  }
}
