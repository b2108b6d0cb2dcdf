import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { fromShanghai, shanghai } from '../../kernel/shanghai'
import {
  findCoupon,
  findGrant,
  grantOfCode,
  grantStateAt,
  grantsUsedIn,
  hereOf,
  momentWords,
  needsAmount,
  offReceipt,
  redeemGrant,
  undoRedeemed,
  UNDO_MS,
  viewGrant,
  yuan,
  type CouponDoc,
  type GrantDoc,
} from '../coupons/coupons.service'
import { guideDirectory } from '../guides/guides.service'
import { memberForStaff } from '../members/members.service'
import { findLocation } from '../stores/stores.service'
import { couponDeskContract } from './couponDesk.contract'

const fail = failWith(couponDeskContract.errors)
type Routes = (typeof couponDeskContract)['routes']
type Staff = CallerOf<Routes['POST /coupon-codes/redeem']>
type Said = z.output<Routes['POST /coupon-codes/redeem']['body']>

async function show(grant: GrantDoc, coupon: CouponDoc, storeId: string, off?: number) {
  const [view, member] = await Promise.all([
    viewGrant(grant, coupon, storeId),
    memberForStaff(grant.memberId),
  ])
  return {
    grant: view,
    memberName: member?.name ?? member?.nickname ?? '',
    needsAmount: needsAmount(coupon.benefit),
    ...(member?.phone ? { phone: member.phone } : {}),
    ...(off === undefined ? {} : { off }),
    ...(grant.use?.by ? { undoUntil: new Date(grant.use.at.getTime() + UNDO_MS).toISOString() } : {}),
  }
}

/** `2026-11-24 16:38 在静安寺店由周敏核销`: when, where and by whom a grant was used. */
async function usedRefusal({ use }: GrantDoc) {
  const [store, guides] = await Promise.all([use?.storeId && findLocation(use.storeId), guideDirectory()])
  const by = (use?.by && guides.ofId(use.by)?.name) ?? ''
  const when = use ? momentWords(use.at) : ''
  const text = use?.orderId
    ? `${when} 已在线上订单里用过`
    : `${when} 已在${store ? store.name : '门店'}用过${by ? `，${by}核销` : ''}`
  return fail('coupon_used', {
    text,
    usedAt: use?.at.toISOString(),
    storeName: store ? store.name : '',
    usedBy: by,
    ...(use?.orderId ? { orderId: use.orderId } : {}),
  })
}

/** Why a grant is not taken here and now; undefined when it is (CO-3). */
async function refusalOf(grant: GrantDoc, coupon: CouponDoc, storeId: string, amount?: number) {
  const { validFrom, expiresAt } = grant
  switch (grantStateAt(grant, now())) {
    case 'used':
      return usedRefusal(grant)
    case 'locked':
      return fail('coupon_locked', { text: '顾客有一张待付款订单用着这张券，付款或取消后再试' })
    case 'expired':
      return fail('coupon_expired', {
        text: `这张券到 ${momentWords(new Date(expiresAt.getTime() - 60_000))} 为止，已经过期`,
        expiresAt: expiresAt.toISOString(),
      })
    case 'notYet':
      return fail('coupon_not_yet', {
        text: `这张券 ${momentWords(validFrom)} 起才能用`,
        validFrom: validFrom.toISOString(),
      })
    case 'usable':
  }
  if (!coupon.scope.channels.includes('store'))
    return fail('coupon_online_only', { text: '这张券只能在小程序下单时用' })
  const here = await hereOf(coupon, storeId)
  if (!here.isUsable) {
    const store = here.storeId && (await findLocation(here.storeId))
    return fail('coupon_other_store', {
      text: here.text,
      ...(store ? { storeId: store._id, storeName: store.name, address: store.address } : {}),
      ...(here.distance === undefined ? {} : { distance: here.distance }),
    })
  }
  if (amount === undefined) return undefined
  const receipt = offReceipt(coupon.benefit, amount)
  if (receipt?.short === undefined) return undefined
  const threshold = yuan(amount + receipt.short)
  return fail('coupon_threshold', {
    text: `满 ${threshold} 才能用，小票 ${yuan(amount)}，还差 ${yuan(receipt.short)}`,
    short: receipt.short,
  })
}

/** The grant behind a shown code that can be redeemed here and now. @throws the refusals of a code */
async function grantFor({ code, amount }: Said, { storeId }: Staff) {
  const grant = await grantOfCode(code)
  if (grant === 'unknown') throw fail('coupon_unknown')
  if (grant === 'stale') throw fail('coupon_code_stale')
  if (grant === 'exercise') throw fail('exercise_code')
  const coupon = await findCoupon(grant.couponId)
  if (!coupon) throw fail('coupon_unknown')
  const refusal = await refusalOf(grant, coupon, storeId, amount)
  if (refusal) throw refusal
  const receipt = amount === undefined ? undefined : offReceipt(coupon.benefit, amount)
  return { grant, coupon, off: receipt && 'off' in receipt ? receipt.off : undefined }
}

/** What a code stands for, before it is redeemed (CO-3). @throws the refusals of a code */
export async function lookAtCode(said: Said, caller: Staff, requestId: string) {
  const { grant, coupon, off } = await grantFor(said, caller)
  await audit(caller, 'coupon.viewed', grant._id, { memberId: grant.memberId }, requestId)
  return show(grant, coupon, caller.storeId, off)
}

/**
 * Redeems a code, exactly once however many counters scan it (CO-3).
 * @throws the refusals of a code, coupon_amount_required
 */
export async function redeemCode(said: Said, caller: Staff, requestId: string) {
  const { grant, coupon, off } = await grantFor(said, caller)
  if (needsAmount(coupon.benefit) && said.amount === undefined) throw fail('coupon_amount_required')
  const { storeId, guideId: by } = caller
  const amount = Math.max(0, (said.amount ?? 0) - (off ?? 0))
  const redeemed = await redeemGrant(grant._id, { storeId, by, amount, off: off ?? 0 })
  if (!redeemed) {
    // Somebody was faster in this very moment: what the grant says now is why.
    const after = await findGrant(grant._id)
    throw (after && (await refusalOf(after, coupon, storeId))) ?? fail('coupon_unknown')
  }
  await audit(caller, 'coupon.redeemed', grant._id, { memberId: grant.memberId, off }, requestId)
  return show(redeemed, coupon, storeId, off)
}

/** A manager takes a redemption of the own store back (CO-3). @throws grant_not_found, undo_too_late, undo_forbidden */
export async function undoRedemption(grantId: string, reason: string, caller: Staff, requestId: string) {
  const grant = await findGrant(grantId)
  const coupon = grant && (await findCoupon(grant.couponId))
  if (!grant || !coupon) throw fail('grant_not_found')
  if (grant.use?.storeId !== caller.storeId) throw fail('undo_forbidden')
  const undone = await undoRedeemed(grantId, caller.storeId, caller.guideId, reason)
  if (!undone) throw fail('undo_too_late')
  await audit(caller, 'coupon.redemptionUndone', grantId, { reason }, requestId)
  return show(undone, coupon, caller.storeId)
}

const MOST = 200

/** What was redeemed in a store since midnight in Shanghai, latest first (GU-5). @throws location_forbidden */
export async function redemptionsToday(storeId: string, caller: Staff) {
  if (caller.storeId !== storeId) throw fail('location_forbidden')
  const grants = await grantsUsedIn(storeId, fromShanghai(shanghai(now()).date), MOST)
  const guides = await guideDirectory()
  const redemptions = await Promise.all(
    grants.map(async (grant) => {
      const [coupon, { use }] = [await findCoupon(grant.couponId), grant]
      if (!coupon || !use) return []
      return [
        {
          ...(await show(grant, coupon, storeId, use.off)),
          redeemedAt: use.at.toISOString(),
          redeemedBy: (use.by && guides.ofId(use.by)?.name) ?? '',
          ...(use.amount + use.off > 0 ? { amount: use.amount + use.off } : {}),
        },
      ]
    }),
  )
  return { redemptions: redemptions.flat() }
}
