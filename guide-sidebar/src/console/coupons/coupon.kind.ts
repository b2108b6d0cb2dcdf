import { call } from '../../api/client'
import type { Kind } from '../campaigns/campaign.rules'
import type { Draft, Managed } from './draft.rules'

const of = (couponId: string) => ({ params: { couponId } })

/** Coupons as the console makes and speaks about them (CO-1). */
export const couponKind: Kind<Managed, Draft> = {
  page: 'coupons',
  name: '券与优惠',
  newName: '新建券',
  liveName: '发放中',
  steps: {
    schedule: {
      name: '排期上线',
      ask: '到领取开始时间自动发放。上线后面额和规则不能再改，只能加量和延长。',
    },
    pause: { name: '暂停', ask: '暂停后没人能再领，已经领到的照常能用。' },
    resume: { name: '继续发放', ask: '顾客马上又能领。' },
    end: { name: '结束', ask: '结束后不能再恢复。没人能再领，已经领到的用到有效期。' },
  },
  notes: {
    scheduled: '自动发',
    live: '面额和规则锁住，只能加量',
    paused: '没人能再领',
    ended: '停领，已领的用到期',
  },
  lock: {
    live: '已经排期上线，面额和规则锁住；名字、说明、加量和延长发放还能改。',
    ended: '已经结束，不能再改。要再发一次，可以复制一张。',
    away: '这张券涉及你负责范围以外的门店，只能查看。',
  },
  read: (id) => call('GET /console/coupons/:couponId', of(id)),
  create: (body) => call('POST /console/coupons', { body }),
  change: (id, body) => call('PUT /console/coupons/:couponId', { ...of(id), body }),
  step: (id, step) => call(`POST /console/coupons/:couponId/${step}`, of(id)),
  copy: (id) => call('POST /console/coupons/:couponId/copy', of(id)),
}
