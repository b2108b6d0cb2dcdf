import type { Api } from '../../../../server/api'
import { call } from '../../api/client'
import type { Kind } from '../campaigns/campaign.rules'
import { dayFrom } from '../edit/fields.rules'

export type Managed = Api['GET /console/referrals/:referralId']['response']
export type Draft = Api['POST /console/referrals']['body']

const of = (referralId: string) => ({ params: { referralId } })

/** Referral campaigns as the console makes and speaks about them (SO-4). */
export const referralKind: Kind<Managed, Draft> = {
  page: 'referrals',
  name: '邀好友得券',
  newName: '新建邀请',
  liveName: '进行中',
  steps: {
    schedule: { name: '排期上线', ask: '到时间自动开始。开始后奖励和条件不能再改，只能改名字和延长。' },
    pause: { name: '暂停', ask: '没人能再接受邀请；已经接受的，下了首单照样发奖励。' },
    resume: { name: '继续', ask: '顾客马上又能邀请。' },
    end: { name: '结束', ask: '结束后不能再恢复。已经接受邀请的，下了首单照样发奖励。' },
  },
  notes: { scheduled: '自动开始', live: '奖励和条件锁住', paused: '没人能再接受', ended: '停止接受' },
  lock: {
    live: '已经排期上线，奖励和条件锁住；名字和结束时间还能改。',
    ended: '已经结束，不能再改。要再办一次，可以复制。',
    away: '邀请活动面向全部门店，由总部管理，只能查看。',
  },
  read: (id) => call('GET /console/referrals/:referralId', of(id)),
  create: (body) => call('POST /console/referrals', { body }),
  change: (id, body) => call('PUT /console/referrals/:referralId', { ...of(id), body }),
  step: (id, step) => call(`POST /console/referrals/:referralId/${step}`, of(id)),
  copy: (id) => call('POST /console/referrals/:referralId/copy', of(id)),
}

/** A referral campaign while it is typed. */
export interface ReferralForm {
  title: string
  from: string | undefined
  until: string | undefined
  inviterCouponId: string | undefined
  friendCouponId: string | undefined
  perInviter: number | undefined
  leastOrder: number | undefined
  orderWithinDays: number | undefined
}
export const PARTS = [
  'title',
  'from',
  'until',
  'inviterCouponId',
  'friendCouponId',
  'perInviter',
  'leastOrder',
  'orderWithinDays',
] as const
export type Part = (typeof PARTS)[number]

export const emptyForm = (now: number): ReferralForm => ({
  title: '',
  from: dayFrom(now, 1, 600),
  until: dayFrom(now, 31, 22 * 60),
  inviterCouponId: undefined,
  friendCouponId: undefined,
  perInviter: 10,
  leastOrder: 5_000,
  orderWithinDays: 14,
})

export const formOf = (it: Managed): ReferralForm => ({
  title: it.title,
  from: it.from,
  until: it.until,
  inviterCouponId: it.inviterCouponId,
  friendCouponId: it.friendCouponId,
  perInviter: it.perInviter,
  leastOrder: it.leastOrder,
  orderWithinDays: it.orderWithinDays,
})

/** What is not filled in yet, in the operator's words. */
export const problemsOf = (it: ReferralForm): Partial<Record<Part, string>> => {
  const { perInviter = 0, orderWithinDays = 0 } = it
  return {
    ...(it.title.trim() ? {} : { title: '给活动起个名字' }),
    ...(it.from && it.until && it.from < it.until ? {} : { from: '写上开始和结束，结束要晚于开始' }),
    ...(it.inviterCouponId ? {} : { inviterCouponId: '选送邀请人的券' }),
    ...(it.friendCouponId ? {} : { friendCouponId: '选送好友的券' }),
    ...(perInviter >= 1 && perInviter <= 20 ? {} : { perInviter: '1 到 20 位' }),
    ...(it.leastOrder === undefined ? { leastOrder: '不限金额写 0' } : {}),
    ...(orderWithinDays >= 1 && orderWithinDays <= 90 ? {} : { orderWithinDays: '1 到 90 天' }),
  }
}

/** What is sent to the server; undefined while something is missing. */
export const draftOf = (it: ReferralForm): Draft | undefined => {
  const { from, until, inviterCouponId, friendCouponId, perInviter, leastOrder, orderWithinDays } = it
  if (!from || !until || !inviterCouponId || !friendCouponId || !perInviter) return undefined
  if (leastOrder === undefined || !orderWithinDays) return undefined
  return {
    title: it.title.trim(),
    from,
    until,
    inviterCouponId,
    friendCouponId,
    perInviter,
    leastOrder,
    orderWithinDays,
  }
}
