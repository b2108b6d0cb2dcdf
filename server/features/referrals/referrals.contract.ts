import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { id, instant } from '../../kernel/shapes'
import { couponFace, couponId } from '../coupons/coupons.shapes.contract'

export const referralId = id('rfc')

/** An invite code: 8 letters and digits, told apart when read aloud. */
export const inviteCode = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{8}$/)

/**
 * `joined` 已加入 → `ordered` 已下单 → `rewarded` 奖励已发; `void` 未下单: the time for the first order is over.
 * A first order that is refunded before it was received does not count: the friend is `joined` again.
 */
export const invitationState = z.enum(['joined', 'ordered', 'rewarded', 'void'])

const invitation = z.object({
  id: id('inv'),
  /** Masked, e.g. `小*`. */
  friendName: z.string(),
  friendAvatar: z.string().optional(),
  state: invitationState,
  /** e.g. `已加入，等待首单`, `首单配送中，收货后发奖励`, `奖励已到账` */
  stateText: z.string(),
  joinedAt: instant,
  rewardedAt: instant.optional(),
  /** What the inviter got. */
  grantId: id('cgr').optional(),
})

const campaignFace = z.object({
  id: referralId,
  title: z.string(),
  inviterCoupon: couponFace,
  friendCoupon: couponFace,
  until: instant,
  /** Friends one inviter is rewarded for. */
  limit: z.int(),
  /** The rules in the shop's words, a sentence each. */
  rules: z.array(z.string()),
})

/** Everything an operator decides of a referral campaign (OP-2). */
export const referralDraft = z.object({
  title: z.string().trim().min(1).max(20),
  from: instant,
  until: instant,
  /** Coupons that may be given by the way `referral`. */
  inviterCouponId: couponId,
  friendCouponId: couponId,
  /** Friends one inviter is rewarded for. */
  perInviter: z.int().min(1).max(20),
  /** Fen the friend's first order must come to. */
  leastOrder: z.int().min(0).max(1_000_000),
  /** Days the friend has from joining to the first order. */
  orderWithinDays: z.int().min(1).max(90),
})

export const referralsContract = contract({
  tag: 'Referrals 邀好友得券',
  errors: {
    invite_unknown: { status: 404, text: '这个邀请码不存在，请向好友确认' },
    invite_not_live: { status: 409, text: '邀请活动已结束' },
    invite_self: { status: 409, text: '不能邀请自己，分享给好友吧' },
    invite_loop: { status: 409, text: '对方是通过你加入的，不能互相邀请' },
    invite_not_new: { status: 409, text: '邀请礼只给新加入的会员，你已经是老朋友了' },
    invite_bound: { status: 409, text: '你已接受过另一位好友的邀请' },
    invite_limit: { status: 409, text: '这位好友的邀请名额已满' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /referral': {
      summary: 'My invitations: the running campaign, my code, who came and what I got',
      ids: ['SO-4'],
      auth: 'member',
      response: z.object({
        /** Absent when none is running. */
        campaign: campaignFace.optional(),
        code: inviteCode,
        /** Page of the mini-program to share, with the code as `from`. */
        path: z.string(),
        counts: z.object({ joined: z.int(), ordered: z.int(), rewarded: z.int() }),
        invitations: z.array(invitation),
        /** Who invited me. */
        invitedBy: z.string().optional(),
      }),
    },
    'GET /referral/invites/:code': {
      summary: 'An invitation as the friend sees it: who invites, what there is, and whether they may accept',
      ids: ['SO-4'],
      auth: 'member',
      params: z.object({ code: inviteCode }),
      response: z.object({
        campaign: campaignFace.optional(),
        inviterName: z.string(),
        inviterAvatar: z.string().optional(),
        state: z.enum(['open', 'accepted', 'refused']),
        /** e.g. `接受邀请，首单后各得一张券`, or why not */
        text: z.string(),
      }),
      errors: ['invite_unknown'],
    },
    'POST /referral/invites/:code/accept': {
      summary: 'Accept an invitation: once, only new members, no circles. The same again changes nothing',
      ids: ['SO-4'],
      auth: 'member',
      params: z.object({ code: inviteCode }),
      response: z.object({ state: z.literal('accepted'), text: z.string() }),
      errors: [
        'invite_unknown',
        'invite_not_live',
        'invite_self',
        'invite_loop',
        'invite_not_new',
        'invite_bound',
        'invite_limit',
      ],
    },
  },
})
