import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { failWith } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import {
  campaignActions,
  campaignFilter,
  campaignStatusAt,
  campaignStatusText,
  campaignStepTo,
  copyTitle,
  sameBut,
  type CampaignStep,
} from '../campaigns/campaigns.service'
import { findCoupons, showCoupon } from '../coupons/coupons.service'
import { reaches } from '../operators/operators.service'
import type { referralDraft } from '../referrals/referrals.contract'
import {
  invitationCounts,
  referralProblem,
  referralWrites,
  type ReferralDoc,
} from '../referrals/referrals.service'
import { referralConsoleContract } from './referralConsole.contract'

const fail = failWith(referralConsoleContract.errors)
type Routes = (typeof referralConsoleContract)['routes']
type Operator = CallerOf<Routes['POST /console/referrals']>
type Query = z.output<Routes['GET /console/referrals']['query']>
type Draft = z.output<typeof referralDraft>

const draftOf = (it: ReferralDoc): Draft => ({
  title: it.title,
  from: it.from.toISOString(),
  until: it.until.toISOString(),
  inviterCouponId: it.inviterCouponId,
  friendCouponId: it.friendCouponId,
  perInviter: it.perInviter,
  leastOrder: it.leastOrder,
  orderWithinDays: it.orderWithinDays,
})
const fieldsOf = ({ from, until, ...rest }: Draft) => ({
  ...rest,
  from: new Date(from),
  until: new Date(until),
})

/** Everybody may be invited by anybody: only who answers for the whole chain decides (OP-6). */
const mayDecide = (caller: Operator): boolean => caller.kind === 'machine' || reaches(caller, undefined)
/** @throws referral_out_of_reach */
function mustReach(caller: Operator): void {
  if (!mayDecide(caller)) throw fail('referral_out_of_reach')
}

async function showAll(rows: readonly ReferralDoc[], caller: Operator) {
  const [counts, coupons] = await Promise.all([
    invitationCounts(
      'referralId',
      rows.map((it) => it._id),
    ),
    findCoupons([...new Set(rows.flatMap((it) => [it.inviterCouponId, it.friendCouponId]))]),
  ])
  const faces = new Map(await Promise.all(coupons.map(async (it) => [it._id, await showCoupon(it)] as const)))
  return rows.map((it) => {
    const status = campaignStatusAt(it, now())
    const [inviterCoupon, friendCoupon] = [faces.get(it.inviterCouponId), faces.get(it.friendCouponId)]
    const of = counts.get(it._id) ?? { joined: 0, ordered: 0, rewarded: 0, void: 0 }
    return {
      ...draftOf(it),
      id: it._id,
      status,
      statusText: campaignStatusText(status),
      actions: mayDecide(caller) ? campaignActions(status) : [],
      ...(inviterCoupon ? { inviterCoupon } : {}),
      ...(friendCoupon ? { friendCoupon } : {}),
      version: it.version,
      createdAt: it.createdAt.toISOString(),
      createdBy: it.createdBy,
      updatedAt: it.updatedAt.toISOString(),
      results: {
        joined: of.joined + of.ordered + of.rewarded + of.void,
        ordered: of.ordered + of.rewarded,
        rewarded: of.rewarded,
        void: of.void,
      },
    }
  })
}
async function showOne(referral: ReferralDoc, caller: Operator) {
  const [shown] = await showAll([referral], caller)
  if (!shown) throw fail('referral_not_found')
  return shown
}

/** Campaigns, newest first, with live results (OP-2). @throws cursor_invalid */
export async function referrals({ status, ...paging }: Query, caller: Operator) {
  const filter = campaignFilter(status, 'from', 'until', now())
  const page = await readPage(
    paging,
    (after, count) => referralWrites.list(filter, after, count),
    (it) => it.createdAt,
  )
  if (!page) throw fail('cursor_invalid')
  return {
    referrals: await showAll(page.rows, caller),
    ...page.more,
  }
}

/** @throws referral_not_found */
async function mustFind(referralId: string): Promise<ReferralDoc> {
  const referral = await referralWrites.find(referralId)
  if (!referral) throw fail('referral_not_found')
  return referral
}
/** @throws referral_not_found */
export const referral = async (referralId: string, caller: Operator) =>
  showOne(await mustFind(referralId), caller)

/** Why a coupon cannot be a reward: copies are counted, so none may be had in another way. */
async function couponProblem(couponId: string, copies: number, name: string): Promise<string | undefined> {
  const [coupon] = await findCoupons([couponId])
  if (!coupon) return `没有找到${name}的券`
  if (coupon.ways.some((it) => it !== 'referral') || !coupon.ways.length)
    return `${name}的券只能设为「邀请」发放`
  return coupon.quota.perPerson < copies ? `${name}的券每人限领至少要 ${copies} 张` : undefined
}

/** @throws referral_invalid with what is wrong */
async function mustBeSound(draft: Draft): Promise<void> {
  const { inviterCouponId, friendCouponId, perInviter } = draft
  const isSame = inviterCouponId === friendCouponId
  const text =
    referralProblem(draft) ??
    (await couponProblem(inviterCouponId, perInviter + (isSame ? 1 : 0), '邀请人')) ??
    (isSame ? undefined : await couponProblem(friendCouponId, 1, '好友'))
  if (text) throw fail('referral_invalid', { text })
}

function newReferral(draft: Draft, caller: Operator): ReferralDoc {
  const at = now()
  return {
    _id: newId('rfc'),
    ...fieldsOf(draft),
    status: 'draft',
    version: 1,
    createdAt: at,
    createdBy: caller.name,
    updatedAt: at,
  }
}

/** A new draft (OP-2). @throws referral_invalid, referral_out_of_reach */
export async function create(draft: Draft, caller: Operator, requestId: string) {
  mustReach(caller)
  await mustBeSound(draft)
  const made = newReferral(draft, caller)
  await referralWrites.insert(made)
  await audit(caller, 'referral.created', made._id, { title: made.title }, requestId)
  return showOne(made, caller)
}

/** A new draft like another campaign. @throws referral_not_found, referral_out_of_reach */
export async function copy(referralId: string, caller: Operator, requestId: string) {
  const before = await mustFind(referralId)
  mustReach(caller)
  const made = newReferral({ ...draftOf(before), title: copyTitle(before.title, 20) }, caller)
  await referralWrites.insert(made)
  await audit(caller, 'referral.created', made._id, { copyOf: referralId }, requestId)
  return showOne(made, caller)
}

/**
 * Changes a campaign (OP-2): a draft in everything; once it was scheduled its name and a later end.
 * @throws referral_not_found, referral_out_of_reach, referral_invalid, referral_changed, referral_locked_fields
 */
export async function change(
  referralId: string,
  { version, ...draft }: Draft & { version: number },
  caller: Operator,
  requestId: string,
) {
  const before = await mustFind(referralId)
  mustReach(caller)
  await mustBeSound(draft)
  if (before.version !== version) throw fail('referral_changed', { version: before.version })
  const after = fieldsOf(draft)
  const isLocked =
    after.until < before.until || !sameBut(fieldsOf(draftOf(before)), after, ['title', 'until'])
  if (before.status !== 'draft' && (campaignStatusAt(before, now()) === 'ended' || isLocked))
    throw fail('referral_locked_fields')
  const changed = await referralWrites.change(referralId, version, after)
  if (!changed) throw fail('referral_changed')
  await audit(caller, 'referral.changed', referralId, { version }, requestId)
  return showOne(changed, caller)
}

/**
 * Takes a campaign a step further (OP-2).
 * @throws referral_not_found, referral_out_of_reach, referral_step_refused; referral_invalid for a draft that cannot go live
 */
export async function step(referralId: string, name: CampaignStep, caller: Operator, requestId: string) {
  const before = await mustFind(referralId)
  mustReach(caller)
  if (name === 'schedule') {
    await mustBeSound(draftOf(before))
    if (before.until <= now()) throw fail('referral_invalid', { text: '活动时间已经过了' })
  }
  const to = campaignStepTo(before, name, now())
  const moved = to ? await referralWrites.move(referralId, before.status, to) : null
  if (!moved)
    throw fail('referral_step_refused', { status: campaignStatusAt(await mustFind(referralId), now()) })
  await audit(caller, `referral.${name}`, referralId, { from: before.status }, requestId)
  return showOne(moved, caller)
}
