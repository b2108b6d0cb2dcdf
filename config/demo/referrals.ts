import {
  importInvitations,
  invitationIdOf,
  referralWrites,
  type InvitationDoc,
  type ReferralDoc,
} from '../../server/features/referrals/referrals.service'
import { addDays, instantOf } from './days'
import type { DemoChain } from './types'

const DAY = 86_400_000

/** The running referral campaign (SO-4). */
export function buildReferral({ day }: DemoChain, couponId: string): ReferralDoc {
  const from = new Date(instantOf(addDays(day, -10), 600))
  return {
    _id: `rfc_${day.replaceAll('-', '')}`,
    title: '老友带新友，各得一张券',
    from,
    until: new Date(instantOf(addDays(day, 30), 1440)),
    inviterCouponId: couponId,
    friendCouponId: couponId,
    perInviter: 10,
    leastOrder: 3900,
    orderWithinDays: 14,
    status: 'scheduled',
    version: 1,
    createdAt: from,
    createdBy: '何静',
    updatedAt: from,
  }
}

/** Friends the first members invited: some joined only, some have ordered. */
export function buildInvitations(chain: DemoChain, { _id: referralId, inviterCouponId }: ReferralDoc) {
  return chain.members.slice(0, 3).flatMap((inviter, nth) =>
    chain.members.slice(100 + nth * 10, 100 + nth * 10 + 4 - nth).map((friend, at): InvitationDoc => {
      const joinedAt = new Date(instantOf(addDays(chain.day, -1 - at), 720 + nth * 40 + at))
      return {
        _id: invitationIdOf(friend.id),
        friendId: friend.id,
        inviterId: inviter.id,
        referralId,
        couponId: inviterCouponId,
        state: at === 1 ? 'ordered' : 'joined',
        joinedAt,
        orderBy: new Date(joinedAt.getTime() + 14 * DAY),
        version: 1,
      }
    }),
  )
}

/** The campaign with its invitations; one that stands stays as it is. */
export async function loadReferrals(chain: DemoChain, couponId: string | undefined): Promise<number> {
  if (!couponId) return 0
  const referral = buildReferral(chain, couponId)
  if (await referralWrites.find(referral._id)) return 1
  await referralWrites.put([referral])
  await importInvitations(buildInvitations(chain, referral))
  return 1
}
