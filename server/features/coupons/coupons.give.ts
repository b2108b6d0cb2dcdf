import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { isSame } from '../../kernel/oneId'
import { closeGate, forgetGate, showRules } from './coupons.gate'
import { couponOf, fail, forgetCoupon, grantIdOf, issue, type Wanted } from './coupons.claim'
import { grantOfCode, grantsOfMember, insertGrant, type GrantDoc } from './coupons.grants.model'
import { behindTheClock, findCoupons, moveCoupon, putCoupons, type CouponDoc } from './coupons.model'
import { forgetClaimable } from './coupons.offers'
import { statusAt, validityOf } from './coupons.rules'

/**
 * The shop gives a person a coupon (CO-2, CO-5): a guide, an event, a journey, a referral. The same quota and limits as
 * for a claim hold, and the same `nth` is the same copy.
 * @throws coupon_not_found and the refusals of a claim
 */
export async function giveCoupon(couponId: string, wanted: Wanted) {
  return issue(await couponOf(couponId), wanted)
}

/** How a coupon is given that is had by a code or a card: where from and why. */
type By = Pick<Wanted, 'storeId' | 'reason'> & { way: 'code' | 'guide' }

/**
 * Gives the coupon of a 兑换码 or of a guide's card (CO-2): one for the code, whichever of the person's copies that is.
 * @returns undefined when somebody else had it by this code
 * @throws coupon_limit_reached and the refusals of a claim
 */
export async function giveByCode(couponId: string, memberId: string, code: string, by: By = { way: 'code' }) {
  const coupon = await couponOf(couponId)
  const had = new Set((await grantsOfMember(memberId, [couponId])).map((it) => it._id))
  const standing = await grantOfCode(code)
  if (standing) return isSame(standing.memberId, memberId) ? { grant: standing, coupon } : undefined
  for (let nth = 1; nth <= coupon.quota.perPerson; nth++) {
    const grant = await issue(coupon, { ...by, memberId, nth, code }, had)
    if (grant?.code === code) return { grant, coupon }
  }
  throw fail('coupon_limit_reached', { limit: coupon.quota.perPerson })
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

/** A first copy somebody claimed at an instant, and how it was used. */
export type GrantRow = Pick<GrantDoc, 'couponId' | 'memberId' | 'claimedAt' | 'use'>

/** Writes grants with the next numbers of their coupons' quotas; those that stand already stay (demo chain). */
export async function importGrants(rows: readonly GrantRow[]): Promise<void> {
  const coupons = new Map(
    (await findCoupons([...new Set(rows.map((it) => it.couponId))])).map((it) => [it._id, it]),
  )
  const seqs = new Map<string, number>()
  for (const { use, ...row } of rows) {
    const coupon = coupons.get(row.couponId)
    if (!coupon) continue
    const seq = (seqs.get(coupon._id) ?? 0) + 1
    seqs.set(coupon._id, seq)
    await insertGrant({
      _id: grantIdOf(coupon._id, `${row.memberId}/1`),
      ...row,
      seq,
      way: 'page',
      status: use ? 'used' : 'held',
      version: 1,
      ...validityOf(coupon.validity, row.claimedAt),
      ...(use ? { use } : {}),
    })
  }
  for (const couponId of coupons.keys()) await forgetGate(couponId)
}
