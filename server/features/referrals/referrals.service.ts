import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { isSame } from '../../kernel/oneId'
import { findCoupons, showCoupon } from '../coupons/coupons.service'
import { memberForStaff, membershipOf } from '../members/members.service'
import { pageOfOrders } from '../orders/orders.service'
import { invitationIdOf, invitationOfFriend, isCircle, standsAbove } from './referrals.circle'
import { referralsContract } from './referrals.contract'
import {
  codeOfMember,
  findInvitation,
  insertInvitation,
  invitationCounts,
  invitationsBy,
  memberOfCode,
  removeInvitation,
  rewardsOf,
  runningReferral,
  type InvitationDoc,
  type ReferralDoc,
} from './referrals.model'
import { invitationStateAt, invitationText, maskName, NEW_MS, rulesOf } from './referrals.rules'

export { invitationIdOf } from './referrals.circle'
export {
  codeOfMember,
  invitationCounts,
  putInvitations as importInvitations,
  referralWrites,
  type InvitationDoc,
  type ReferralDoc,
} from './referrals.model'
export { followOrder } from './referrals.reward'
export { referralProblem } from './referrals.rules'

const fail = failWith(referralsContract.errors)
const DAY = 86_400_000
const SHOWN = 100
/** The page a friend opens; the code follows as `from`. */
const PAGE = 'pages/friends/accept/index'

/** The faces of a campaign's coupons, by id. */
async function couponFaces(ids: readonly string[]) {
  const coupons = await findCoupons([...new Set(ids)])
  return new Map(await Promise.all(coupons.map(async (it) => [it._id, await showCoupon(it)] as const)))
}

async function faceOf(it: ReferralDoc | undefined) {
  if (!it) return undefined
  const faces = await couponFaces([it.inviterCouponId, it.friendCouponId])
  const [inviterCoupon, friendCoupon] = [faces.get(it.inviterCouponId), faces.get(it.friendCouponId)]
  if (!inviterCoupon || !friendCoupon) return undefined
  return {
    id: it._id,
    title: it.title,
    inviterCoupon,
    friendCoupon,
    until: it.until.toISOString(),
    limit: it.perInviter,
    rules: rulesOf(it),
  }
}

async function nameOf(memberId: string) {
  const member = await memberForStaff(memberId)
  return {
    name: maskName(member?.nickname ?? ''),
    ...(member?.avatar ? { avatar: member.avatar } : {}),
  }
}

async function viewInvitation(it: InvitationDoc) {
  const state = invitationStateAt(it, now())
  const friend = await nameOf(it.friendId)
  const days = Math.round((it.orderBy.getTime() - it.joinedAt.getTime()) / DAY)
  return {
    id: it._id,
    friendName: friend.name,
    ...('avatar' in friend ? { friendAvatar: friend.avatar } : {}),
    state,
    stateText: invitationText(state, { inviterText: it.inviterText, days }),
    joinedAt: it.joinedAt.toISOString(),
    ...(it.rewardedAt ? { rewardedAt: it.rewardedAt.toISOString() } : {}),
    ...(it.inviterGrantId ? { grantId: it.inviterGrantId } : {}),
  }
}

/** A member's invitations, with the code to share (SO-4). */
export async function myReferral(memberId: string) {
  const [running, code, found, counts, mine] = await Promise.all([
    runningReferral(now()),
    codeOfMember(memberId),
    invitationsBy(memberId, SHOWN),
    invitationCounts('inviterId', [memberId]),
    invitationOfFriend(memberId),
  ])
  const campaign = await faceOf(running)
  const { joined = 0, ordered = 0, rewarded = 0, void: lost = 0 } = counts.get(memberId) ?? {}
  return {
    ...(campaign ? { campaign } : {}),
    code,
    path: `${PAGE}?from=${code}`,
    counts: { joined: joined + ordered + rewarded + lost, ordered: ordered + rewarded, rewarded },
    invitations: await Promise.all(found.map(viewInvitation)),
    ...(mine ? { invitedBy: (await nameOf(mine.inviterId)).name } : {}),
  }
}

type Refusal =
  'invite_not_live' | 'invite_self' | 'invite_loop' | 'invite_not_new' | 'invite_bound' | 'invite_limit'

/** Whether somebody has paid for anything yet. */
async function hasOrdered(memberId: string): Promise<boolean> {
  const page = await pageOfOrders({ memberId, 'payment.paidAt': { $exists: true } }, { limit: 1 })
  return (page?.orders.length ?? 0) > 0
}

/** Why a friend may not accept an inviter's invitation; undefined when they may. */
async function refusalOf(
  friendId: string,
  inviterId: string,
  referral: ReferralDoc | undefined,
): Promise<Refusal | undefined> {
  if (!referral) return 'invite_not_live'
  if (isSame(friendId, inviterId)) return 'invite_self'
  if (await invitationOfFriend(friendId)) return 'invite_bound'
  if (await standsAbove(friendId, inviterId)) return 'invite_loop'
  const { joinedAt } = await membershipOf(friendId)
  if (now().getTime() - joinedAt.getTime() >= NEW_MS || (await hasOrdered(friendId))) return 'invite_not_new'
  return (await rewardsOf(referral._id, inviterId)) >= referral.perInviter ? 'invite_limit' : undefined
}

/** @throws invite_unknown */
async function inviterOf(code: string): Promise<string> {
  const memberId = await memberOfCode(code)
  if (!memberId) throw fail('invite_unknown')
  return memberId
}

const ACCEPTED = '已接受邀请，完成首单后各得一张券'

/** An invitation as the friend sees it (SO-4). @throws invite_unknown */
export async function invitationOf(code: string, friendId: string) {
  const inviterId = await inviterOf(code)
  const running = await runningReferral(now())
  const [campaign, inviter, mine] = await Promise.all([
    faceOf(running),
    nameOf(inviterId),
    invitationOfFriend(friendId),
  ])
  const isAccepted = isSame(mine?.inviterId, inviterId)
  const refusal = isAccepted ? undefined : await refusalOf(friendId, inviterId, running)
  return {
    ...(campaign ? { campaign } : {}),
    inviterName: inviter.name,
    ...('avatar' in inviter ? { inviterAvatar: inviter.avatar } : {}),
    state: isAccepted ? ('accepted' as const) : refusal ? ('refused' as const) : ('open' as const),
    text: isAccepted
      ? ACCEPTED
      : refusal
        ? referralsContract.errors[refusal].text
        : '接受邀请，完成首单后你们各得一张券',
  }
}

/**
 * A friend accepts an invitation (SO-4): each once and for good, new members only, no circles; the same again changes
 * nothing.
 * @throws invite_unknown, invite_not_live, invite_self, invite_loop, invite_not_new, invite_bound, invite_limit
 */
export async function acceptInvitation(code: string, friendId: string) {
  const inviterId = await inviterOf(code)
  const accepted = { state: 'accepted' as const, text: ACCEPTED }
  const _id = invitationIdOf(friendId)
  const earlier = await invitationOfFriend(friendId)
  if (isSame(earlier?.inviterId, inviterId)) return accepted
  const referral = await runningReferral(now())
  const refusal = await refusalOf(friendId, inviterId, referral)
  if (refusal || !referral) throw fail(refusal ?? 'invite_not_live')
  const at = now()
  const made: InvitationDoc = {
    _id,
    friendId,
    inviterId,
    referralId: referral._id,
    couponId: referral.inviterCouponId,
    state: 'joined',
    joinedAt: at,
    orderBy: new Date(at.getTime() + referral.orderWithinDays * DAY),
    version: 1,
  }
  if (!(await insertInvitation(made))) {
    if ((await findInvitation(_id))?.inviterId === inviterId) return accepted
    throw fail('invite_bound')
  }
  // Two may accept each other in one moment: whoever sees the circle steps back out of it.
  if (await isCircle(made)) {
    await removeInvitation(made)
    throw fail('invite_loop')
  }
  return accepted
}
