import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { isSame } from '../../kernel/oneId'
import { drawDigits, rollingCode } from '../../kernel/rollingCode'
import { fail } from './coupons.claim'
import type { couponsContract } from './coupons.contract'
import { findGrant, findGrantByDigits, putDigits, type GrantDoc } from './coupons.grants.model'
import { findCoupon, type CouponDoc } from './coupons.model'
import { EXPIRING_MS, grantStateAt } from './coupons.rules'
import { showCoupon, viewGrant, withCoupons } from './coupons.view'
import { expiryWords } from './coupons.words'
import { walletCounts, walletPage } from './coupons.wallet.model'

type Query = z.output<(typeof couponsContract)['routes']['GET /me/coupons']['query']>

/** A member's coupons under one tab, with how many are under each (CO-1). @throws cursor_invalid */
export async function wallet(memberId: string, { tab, storeId, ...paging }: Query) {
  const at = now()
  const [page, counts] = await Promise.all([
    readPage(
      paging,
      (after, count) => walletPage(memberId, tab, at, after, count),
      (it) => (tab === 'used' ? it.use?.at : it.expiresAt) ?? at,
    ),
    walletCounts(memberId, at, new Date(at.getTime() + EXPIRING_MS)),
  ])
  if (!page) throw fail('cursor_invalid')
  const rows = await withCoupons(page.rows)
  return {
    grants: await Promise.all(rows.map(({ grant, coupon }) => viewGrant(grant, coupon, storeId))),
    counts,
    ...page.more,
  }
}

const ENDING_SHOWN = 10

/** A member's coupons that work now and end before an instant, soonest first; at most ten, in words for staff. */
export async function expiringSoon(memberId: string, before: Date) {
  const at = now()
  const grants = await walletPage(memberId, 'usable', at, undefined, ENDING_SHOWN)
  const ending = grants.filter((it) => grantStateAt(it, at) === 'usable' && it.expiresAt < before)
  return Promise.all(
    (await withCoupons(ending)).map(async ({ grant, coupon }) => {
      const { title, big, small, where } = await showCoupon(coupon)
      const { _id: id, expiresAt } = grant
      return { id, title, big, small, where, expiresAt, expiryText: expiryWords(expiresAt, at) }
    }),
  )
}

async function ownGrant(grantId: string, memberId: string): Promise<{ grant: GrantDoc; coupon: CouponDoc }> {
  const grant = await findGrant(grantId)
  const coupon = isSame(grant?.memberId, memberId) && grant && (await findCoupon(grant.couponId))
  if (!grant || !coupon) throw fail('grant_not_found')
  return { grant, coupon }
}

/** @throws grant_not_found, for a grant of somebody else as for none */
export async function myGrant(grantId: string, memberId: string, storeId?: string) {
  const { grant, coupon } = await ownGrant(grantId, memberId)
  return viewGrant(grant, coupon, storeId)
}

const couponCode = rollingCode<GrantDoc>({
  mark: 'HC1',
  prefix: 'cgr',
  purpose: 'coupon',
  byId: findGrant,
  byDigits: findGrantByDigits,
  digitsOf: ({ digits }) => digits,
})

const DIGIT_TRIES = 20

/** The grant with digits of its own. */
async function withDigits(grant: GrantDoc): Promise<GrantDoc & { digits: string }> {
  let read: GrantDoc | null = grant
  for (let tries = 0; read && !read.digits && tries < DIGIT_TRIES; tries++) {
    await putDigits(grant._id, drawDigits())
    read = await findGrant(grant._id)
  }
  if (!read?.digits) throw new Error(`no digits for ${grant._id}`)
  return { ...read, digits: read.digits }
}

/**
 * The code a shopper shows (CO-3): digits to be read aloud, and a QR text of this half minute.
 * @throws grant_not_found, grant_not_usable (used, expired, not yet, or only for online orders)
 */
export async function codeOf(grantId: string, memberId: string) {
  const { grant, coupon } = await ownGrant(grantId, memberId)
  const at = now()
  if (grantStateAt(grant, at) !== 'usable' || !coupon.scope.channels.includes('store'))
    throw fail('grant_not_usable')
  const { digits } = await withDigits(grant)
  return { ...couponCode.show(grantId, digits, at), expiresAt: grant.expiresAt.toISOString() }
}

/** The grant a shown code stands for; `stale` for a QR text of an earlier minute. */
export const grantOfCode = (code: string) => couponCode.find(code, now())
