import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, instant, page } from '../../kernel/shapes'
import { couponErrors, ofCoupon } from '../coupons/coupons.contract'
import {
  benefit,
  claimWay,
  couponAudience,
  couponFace,
  couponQuota,
  couponScope,
  couponStacking,
  couponStatus,
  couponValidity,
} from '../coupons/coupons.shapes.contract'
import { storeId } from '../stores/stores.contract'

/**
 * Everything an operator decides of a coupon. Headquarters decides for every store; region and store operators for
 * coupons of their own stores, and see those of the whole chain (OP-6).
 */
export const couponDraft = z.object({
  /** As the shopper reads it. */
  title: z.string().trim().min(1).max(20),
  note: z.string().trim().max(120).optional(),
  benefit,
  scope: couponScope,
  audience: couponAudience,
  /** When it can be claimed. */
  claim: z.object({ from: instant, until: instant }),
  /** How it can be had. */
  ways: z.array(claimWay).min(1).max(8),
  validity: couponValidity,
  quota: couponQuota,
  stacking: couponStacking,
})

/** Live results, in pieces and fen. */
const results = z.object({
  claimed: z.int(),
  used: z.int(),
  locked: z.int(),
  /** Of the used ones: what orders and receipts came to after discounts, and what the coupon took off. */
  gmv: fen,
  off: fen,
})

const managed = couponDraft.extend({
  id: couponFace.shape.couponId,
  status: couponStatus,
  /** 草稿, 已排期, 发放中, 已暂停, 已结束 */
  statusText: z.string(),
  /** What the operator may do next; nothing with what is beyond their stores. */
  actions: z.array(z.enum(['change', 'schedule', 'pause', 'resume', 'end', 'copy'])),
  /** As the shopper sees it. */
  face: couponFace,
  /** Counts changes: sent back with a change. */
  version: z.int(),
  createdAt: instant,
  createdBy: z.string(),
  updatedAt: instant,
  results,
})

const day = z.object({ date: z.iso.date(), claimed: z.int(), used: z.int() })
/** What came of it day by day (Asia/Shanghai) and store by store. */
const course = z.object({
  /** From the first claim or use to the last, none left out; at most the last 60. */
  days: z.array(day),
  /** Where it was redeemed at the counter, most first; at most 50. */
  stores: z.array(z.object({ storeId, name: z.string(), used: z.int(), gmv: fen, off: fen })),
  /** Used in orders of the mini-program. */
  online: z.object({ used: z.int(), gmv: fen, off: fen }),
})

const step = {
  auth: ['operator', 'machine'],
  params: ofCoupon,
  response: managed,
  ids: ['OP-2', 'CO-1'],
} as const
const stepErrors = ['coupon_not_found', 'coupon_step_refused', 'coupon_out_of_reach'] as const

export const couponConsoleContract = contract({
  tag: 'Coupon console 券管理',
  errors: {
    coupon_not_found: couponErrors.coupon_not_found,
    coupon_invalid: { status: 422, text: '这张券还不能这样设置' },
    coupon_changed: { status: 409, text: '刚刚有人改过这张券，请刷新后再改' },
    coupon_locked_fields: { status: 409, text: '已经发放，面额和规则不能再改，只能加量和延长' },
    coupon_out_of_reach: { status: 403, text: '这张券涉及你负责范围以外的门店' },
    coupon_step_refused: { status: 409, text: '这张券现在不能这样操作' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /console/coupons': {
      summary: 'Coupons, newest first, with live results',
      ids: ['OP-2', 'CO-1'],
      auth: ['operator', 'machine'],
      query: z.object({
        status: couponStatus.optional(),
        /** Part of the title. */
        q: z.string().trim().max(20).optional(),
        ...page,
      }),
      response: z.object({ coupons: z.array(managed), next: z.string().optional() }),
      errors: ['cursor_invalid'],
    },
    'POST /console/coupons': {
      summary: 'A new draft',
      ids: ['OP-2', 'CO-1'],
      auth: ['operator', 'machine'],
      body: couponDraft,
      response: managed,
      errors: ['coupon_invalid', 'coupon_out_of_reach'],
    },
    'POST /console/coupons/preview': {
      summary: 'A coupon as shoppers would see it, and what is wrong with it as it stands; nothing is kept',
      ids: ['OP-2'],
      auth: ['operator', 'machine'],
      body: couponDraft,
      response: z.object({
        face: couponFace,
        /** `at` is the part of the body it is about, e.g. `quota.perDay`. */
        problem: z.object({ at: z.string(), text: z.string() }).optional(),
      }),
    },
    'GET /console/coupons/:couponId': {
      ...step,
      summary: 'One coupon with live results',
      errors: ['coupon_not_found'],
    },
    'GET /console/coupons/:couponId/results': {
      ...step,
      summary: 'What came of it by day and by store',
      response: course,
      errors: ['coupon_not_found'],
    },
    'PUT /console/coupons/:couponId': {
      ...step,
      summary: 'Change it: a draft in everything; afterwards words, more quota and a later end of claiming',
      body: couponDraft.extend({ version: z.int().min(1) }),
      errors: [
        'coupon_not_found',
        'coupon_invalid',
        'coupon_changed',
        'coupon_locked_fields',
        'coupon_out_of_reach',
      ],
    },
    'POST /console/coupons/:couponId/schedule': {
      ...step,
      summary: 'Goes live by itself when claiming begins',
      errors: [...stepErrors, 'coupon_invalid'],
    },
    'POST /console/coupons/:couponId/pause': {
      ...step,
      summary: 'Nobody can claim it until it is resumed; what was claimed works on',
      errors: stepErrors,
    },
    'POST /console/coupons/:couponId/resume': {
      ...step,
      summary: 'Can be claimed again',
      errors: stepErrors,
    },
    'POST /console/coupons/:couponId/end': {
      ...step,
      summary: 'Nobody can claim it any more; what was claimed works on',
      errors: stepErrors,
    },
    'POST /console/coupons/:couponId/copy': {
      ...step,
      summary: 'A new draft like it',
      errors: ['coupon_not_found', 'coupon_out_of_reach'],
    },
  },
})
