import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { closeGate, showRules } from './coupons.gate'
import { couponOf, forgetCoupon, issue, type Wanted } from './coupons.claim'
import { behindTheClock, moveCoupon, putCoupons, type CouponDoc } from './coupons.model'
import { forgetClaimable } from './coupons.offers'
import { statusAt } from './coupons.rules'

/**
 * The shop gives a person a coupon (CO-2, CO-5): a guide, an event, a journey, a referral. The same quota and limits as
 * for a claim hold, and the same `nth` is the same copy.
 * @throws coupon_not_found and the refusals of a claim
 */
export async function giveCoupon(couponId: string, wanted: Wanted) {
  return issue(await couponOf(couponId), wanted)
}

/** A coupon was changed: everybody sees it from now on. */
export async function announceChange(coupon: CouponDoc): Promise<void> {
  forgetCoupon(coupon._id)
  forgetClaimable()
  await showRules(coupon).catch((error: unknown) =>
    logger.warn({ couponId: coupon._id, error: String(error) }, 'the gate hears of a change later'),
  )
}

/** Writes what the clock has decided: scheduled coupons go live, and end (CO-1). */
export async function followClock(): Promise<void> {
  const at = now()
  for (const coupon of await behindTheClock(at, 200)) {
    const next = statusAt(coupon, at)
    const moved = next === coupon.status ? null : await moveCoupon(coupon._id, coupon.status, next)
    if (!moved) continue
    await announceChange(moved)
    if (next === 'ended') await closeGate(moved._id)
  }
}

/** Writes coupons whole, by id (demo chain). */
export async function importCoupons(rows: readonly CouponDoc[]): Promise<void> {
  await putCoupons(rows)
  for (const it of rows) await announceChange(it)
}
