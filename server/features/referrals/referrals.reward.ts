import { crashPoint } from '../../kernel/crashPoint'
import { now } from '../../kernel/clock'
import { AppError } from '../../kernel/errors'
import { logger } from '../../kernel/logger'
import { giveCoupon } from '../coupons/coupons.service'
import { findOrder, type OrderDoc } from '../orders/orders.service'
import { invitationOfFriend, isCircle } from './referrals.circle'
import {
  copiesTaken,
  findInvitation,
  moveInvitation,
  referralWrites,
  rewardsOf,
  takeCopy,
  writeOverLimit,
  type InvitationDoc,
  type ReferralDoc,
} from './referrals.model'
import { countsAsFirst, inviterCopies } from './referrals.rules'

const TRIES = 30

const paidOf = ({ status, amounts, payment }: OrderDoc) => ({
  status,
  total: amounts.total,
  paidAt: payment?.paidAt,
})

/**
 * Follows what became of a friend's order (SO-4): the first that is paid in time counts, once it is in the friend's hands
 * both are rewarded, and one that is given back before that counts no more. Safe to run twice, late and out of order.
 */
export async function followOrder(orderId: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const order = await findOrder(orderId)
    const it = order && (await invitationOfFriend(order.memberId))
    const referral = it && (await referralWrites.find(it.referralId))
    if (!order || !it || !referral) return
    if (it.state === 'rewarded') return
    if (it.state === 'joined') {
      const terms = { ...it, leastOrder: referral.leastOrder }
      if (!countsAsFirst(paidOf(order), terms) || (await isCircle(it))) return
      await moveInvitation(it, 'ordered', { orderId })
      continue
    }
    if (it.orderId !== orderId) return
    if (order.status === 'refunded') {
      if (await moveInvitation(it, 'joined', {}, ['orderId'])) return
      continue
    }
    if (order.status !== 'completed') return
    await reward(it, referral)
  }
}

/** Which copy of the reward is the inviter's: undefined once the campaign has given them all. */
async function copyOf(it: InvitationDoc, referral: ReferralDoc): Promise<number | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const read = await findInvitation(it._id)
    if (read?.nth !== undefined) return read.nth
    if (!read || read.isOverLimit) return undefined
    const taken = new Set(await copiesTaken(it.couponId, it.inviterId))
    const free = inviterCopies(referral).find((nth) => !taken.has(nth))
    if (free === undefined || (await rewardsOf(referral._id, it.inviterId)) >= referral.perInviter) {
      await writeOverLimit(read)
      continue
    }
    await takeCopy(read, free)
  }
  throw new Error(`no copy for ${it._id}`)
}

type Given = { grantId: string } | { text: string }

/** One coupon to one of the two; a refusal that will not change is kept in words. */
async function give(couponId: string, memberId: string, nth: number, reason: string): Promise<Given> {
  try {
    const grant = await giveCoupon(couponId, { memberId, nth, way: 'referral', reason })
    return { grantId: grant._id }
  } catch (error) {
    if (!(error instanceof AppError) || error.refusal.status >= 500) throw error
    logger.warn({ couponId, code: error.code }, 'a referral without its coupon')
    return { text: `没有发放：${error.refusal.text}` }
  }
}

/** Rewards both, each exactly once: every step has the same outcome however often it is taken. */
async function reward(it: InvitationDoc, referral: ReferralDoc): Promise<void> {
  const nth = await copyOf(it, referral)
  crashPoint('referral.copyTaken')
  const friend = await give(referral.friendCouponId, it.friendId, 1, '好友邀请，首单奖励')
  crashPoint('referral.friendRewarded')
  const inviter: Given =
    nth === undefined
      ? { text: '奖励名额已满' }
      : await give(it.couponId, it.inviterId, nth, '邀请好友完成首单')
  crashPoint('referral.inviterRewarded')
  await moveInvitation(it, 'rewarded', {
    rewardedAt: now(),
    ...('grantId' in friend ? { friendGrantId: friend.grantId } : { friendText: friend.text }),
    ...('grantId' in inviter ? { inviterGrantId: inviter.grantId } : { inviterText: inviter.text }),
  })
}
