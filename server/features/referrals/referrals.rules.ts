import type { z } from 'zod'
import type { invitationState, referralDraft } from './referrals.contract'

export type InvitationState = z.infer<typeof invitationState>
/** `void` is never written: the clock makes it so out of `joined`. */
export type WrittenState = Exclude<InvitationState, 'void'>
export type ReferralDraft = z.output<typeof referralDraft>

const DAY = 86_400_000
/** A member of at most so long ago is new to an invitation. */
export const NEW_MS = 7 * DAY

/** Every change of state an invitation may make: an order that is given back before it was received does not count. */
const next: Readonly<Record<WrittenState, readonly WrittenState[]>> = {
  joined: ['ordered'],
  ordered: ['rewarded', 'joined'],
  rewarded: [],
}
export const invitationMayBecome = (from: WrittenState, to: WrittenState): boolean => next[from].includes(to)

/** How an invitation stands at an instant. */
export const invitationStateAt = (
  { state, orderBy }: { state: WrittenState; orderBy: Date },
  at: Date,
): InvitationState => (state === 'joined' && at >= orderBy ? 'void' : state)

interface Paid {
  status: string
  total: number
  paidAt: Date | undefined
}

/** Platforms tell whole seconds: what was paid in the second of joining came after it. */
const wholeSecond = (at: Date): number => Math.floor(at.getTime() / 1000) * 1000

/** Whether an order counts as the first one of a friend: paid in time, worth enough, not given back. */
export const countsAsFirst = (
  { status, total, paidAt }: Paid,
  { orderBy, leastOrder, joinedAt }: { orderBy: Date; leastOrder: number; joinedAt: Date },
): boolean =>
  ['paid', 'shipped', 'completed'].includes(status) &&
  paidAt !== undefined &&
  paidAt.getTime() >= wholeSecond(joinedAt) &&
  paidAt < orderBy &&
  total >= leastOrder

/** Which copies of the reward an inviter may have: where both get the same coupon, the first copy is the friend's. */
export const inviterCopies = ({
  perInviter,
  inviterCouponId,
  friendCouponId,
}: Pick<ReferralDraft, 'perInviter' | 'inviterCouponId' | 'friendCouponId'>): number[] => {
  const first = inviterCouponId === friendCouponId ? 2 : 1
  return Array.from({ length: perInviter }, (_, at) => first + at)
}

const bare = (fen: number): string => String(Number((fen / 100).toFixed(2)))

/** The rules of a campaign in the shop's words. */
export const rulesOf = (
  it: Pick<ReferralDraft, 'perInviter' | 'leastOrder' | 'orderWithinDays'>,
): string[] => [
  `好友从你的邀请加入，${it.orderWithinDays} 天内完成首单${it.leastOrder ? `（满 ${bare(it.leastOrder)} 元）` : ''}，你们各得一张券`,
  '好友提货或收货后自动发放；收货前退款的订单不算首单',
  `每人最多奖励 ${it.perInviter} 位好友，仅限新加入的会员，不能邀请自己或互相邀请`,
  '券发放后，首单再退货不收回',
]

/** `小*`: enough to be known by a friend. */
export const maskName = (name: string): string => `${[...name][0] ?? '友'}*`

/** An invitation's state in the shop's words. */
export function invitationText(
  state: InvitationState,
  { inviterText, days }: { inviterText?: string | undefined; days: number },
): string {
  switch (state) {
    case 'joined':
      return '已加入，等待首单'
    case 'ordered':
      return '首单已付款，收货后发奖励'
    case 'rewarded':
      return inviterText ?? '奖励已到账'
    case 'void':
      return `${days} 天内没有下单`
  }
}

/** What is wrong with a campaign as it stands, in the operator's words; undefined when nothing is. */
export function referralProblem({ from, until }: Pick<ReferralDraft, 'from' | 'until'>): string | undefined {
  if (Date.parse(from) >= Date.parse(until)) return '结束要晚于开始'
  if (Date.parse(until) - Date.parse(from) > 366 * DAY) return '活动最长一年'
  return undefined
}
