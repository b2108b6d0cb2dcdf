import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { instant, page } from '../../kernel/shapes'
import { couponsContract, ofCoupon } from '../coupons/coupons.contract'
import { grantView } from '../coupons/coupons.shapes.contract'

export const MOST_CODES = 1000

const code = z.object({
  /** As it is printed: `7K4M-QX9D-2HTP`. */
  code: z.string(),
  isUsed: z.boolean(),
  isVoid: z.boolean(),
  usedAt: instant.optional(),
  createdAt: instant,
})

const batch = z.object({
  id: z.string(),
  count: z.int(),
  used: z.int(),
  /** Taken back before anybody used them. */
  voided: z.int(),
  /** Until when its codes may be entered; absent where the coupon alone decides. */
  until: instant.optional(),
  createdAt: instant,
})

const ofBatch = z.object({ ...ofCoupon.shape, batchId: z.string().regex(/^[0-9a-f]{24}$/) })

export const couponCodesContract = contract({
  tag: 'Coupon codes 兑换码',
  errors: {
    ...couponsContract.errors,
    coupon_out_of_reach: { status: 403, text: '只能管理自己门店范围内的券' },
    coupon_not_by_code: { status: 422, text: '体验券要付款购买，不能做成兑换码' },
    code_not_found: { status: 404, text: '没有这个兑换码，对照一下再输' },
    code_batch_not_found: { status: 404, text: '没有这批兑换码' },
    code_expired: { status: 409, text: '这个兑换码过了期，不能再换' },
    code_void: { status: 409, text: '这个兑换码已经作废，问问发给你的人' },
    code_until_past: { status: 422, text: '兑换截止要在现在以后' },
    code_used: { status: 409, text: '这个兑换码已经用过了' },
  },
  routes: {
    'POST /console/coupons/:couponId/codes': {
      summary: 'Makes single-use codes of a coupon. The same key again is the same batch',
      ids: ['CO-2', 'OP-2'],
      auth: ['operator', 'machine'],
      params: ofCoupon,
      body: z.object({
        key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
        count: z.int().min(1).max(MOST_CODES),
        until: instant.optional(),
      }),
      response: z.object({ batchId: z.string(), codes: z.array(z.string()) }),
      errors: ['coupon_not_found', 'coupon_out_of_reach', 'coupon_not_by_code', 'code_until_past'],
    },
    'GET /console/coupons/:couponId/code-batches': {
      summary: 'The latest 200 batches of codes of a coupon, newest first, with how many of each were used',
      ids: ['CO-2', 'OP-2'],
      auth: ['operator', 'machine'],
      params: ofCoupon,
      response: z.object({ batches: z.array(batch) }),
      errors: ['coupon_not_found', 'coupon_out_of_reach'],
    },
    'GET /console/coupons/:couponId/code-batches/:batchId': {
      summary: 'One batch with all its codes in the order they were made: for print and for a file',
      ids: ['CO-2', 'OP-2'],
      auth: ['operator', 'machine'],
      params: ofBatch,
      response: z.object({ ...batch.shape, codes: z.array(code) }),
      errors: ['coupon_not_found', 'coupon_out_of_reach', 'code_batch_not_found'],
    },
    'POST /console/coupons/:couponId/code-batches/:batchId/void': {
      summary: 'Takes back the codes of a batch that nobody used; coupons had by the others stay',
      ids: ['CO-2', 'OP-2'],
      auth: ['operator', 'machine'],
      params: ofBatch,
      response: batch,
      errors: ['coupon_not_found', 'coupon_out_of_reach', 'code_batch_not_found'],
    },
    'GET /console/coupons/:couponId/codes': {
      summary: 'The codes of a coupon, newest first, with how many there are and how many were used',
      ids: ['CO-2', 'OP-2'],
      auth: ['operator', 'machine'],
      params: ofCoupon,
      query: z.object(page),
      response: z.object({
        total: z.int(),
        used: z.int(),
        codes: z.array(code),
        next: z.string().optional(),
      }),
      errors: ['coupon_not_found', 'coupon_out_of_reach', 'cursor_invalid'],
    },
    'POST /me/coupons/exchange': {
      summary: 'A shopper enters a code: it gives one coupon, to one person, once',
      ids: ['CO-2'],
      auth: 'member',
      body: z.object({ code: z.string().trim().min(1).max(40) }),
      response: grantView,
      errors: [
        'code_not_found',
        'code_used',
        'code_expired',
        'code_void',
        'coupon_not_found',
        'coupon_not_live',
        'coupon_sold_out',
        'coupon_sold_out_today',
        'coupon_limit_reached',
        'coupon_not_for_you',
        'coupon_busy',
      ],
    },
  },
})
