import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, instant } from '../../kernel/shapes'
import { ofGrant } from '../coupons/coupons.contract'
import { grantView } from '../coupons/coupons.shapes.contract'
import { storeId } from '../stores/stores.contract'

/** What staff see before and after a coupon is redeemed. */
const shown = z.object({
  grant: grantView,
  memberName: z.string(),
  /** Masked. */
  phone: z.string().optional(),
  /** Fen to take off the receipt; absent for gifts, and while the receipt is not known. */
  off: fen.optional(),
  /** Whether the receipt's amount must be given to redeem it. */
  needsAmount: z.boolean(),
  /** The manager may take it back until then. */
  undoUntil: instant.optional(),
})

const said = z.object({
  /** 8 digits, or the text of the scanned QR. */
  code: z.string().trim().min(8).max(200),
  /** Fen on the receipt for the goods it applies to. */
  amount: fen.optional(),
})

/** Why a coupon is not taken; `details.text` says it with names, distance and times. */
const refusals = [
  'coupon_unknown',
  'coupon_code_stale',
  'coupon_expired',
  'coupon_not_yet',
  'coupon_used',
  'coupon_locked',
  'coupon_online_only',
  'coupon_other_store',
  'coupon_threshold',
  'exercise_code',
] as const

export const couponDeskContract = contract({
  tag: 'Coupon desk 核销',
  errors: {
    coupon_unknown: { status: 404, text: '没有找到这个券码，请核对后再试' },
    coupon_code_stale: { status: 410, text: '二维码已刷新，请顾客重新打开券码' },
    coupon_expired: { status: 410, text: '这张券已经过期' },
    coupon_not_yet: { status: 409, text: '这张券还没到可用时间' },
    coupon_used: { status: 409, text: '这张券已经用过了' },
    coupon_locked: { status: 409, text: '这张券正被一张待付款订单占用' },
    coupon_online_only: { status: 409, text: '这张券只能在小程序下单时用' },
    coupon_other_store: { status: 409, text: '这张券要在别的门店用' },
    coupon_threshold: { status: 409, text: '还没到这张券的使用门槛' },
    exercise_code: { status: 409, text: '这是练习用的码，在「练习」里才能用' },
    coupon_amount_required: { status: 422, text: '请先输入小票金额' },
    grant_not_found: { status: 404, text: '没有找到这张券' },
    undo_too_late: { status: 409, text: '核销超过 10 分钟，不能撤销' },
    undo_forbidden: { status: 403, text: '只有本店店长可以撤销核销' },
    location_forbidden: { status: 403, text: '这不是你所在门店的记录' },
  },
  routes: {
    'POST /coupon-codes/look': {
      summary: 'What a coupon code stands for, before it is redeemed',
      ids: ['CO-3', 'GU-5'],
      auth: ['guide', 'manager'],
      body: said,
      limit: { points: 60, seconds: 60, scope: 'shared' },
      response: shown,
      errors: refusals,
    },
    'POST /coupon-codes/redeem': {
      summary: 'Redeem a coupon by digits or scanned QR: exactly once',
      ids: ['CO-3', 'GU-5'],
      auth: ['guide', 'manager'],
      body: said,
      limit: { points: 60, seconds: 60, scope: 'shared' },
      response: shown,
      errors: [...refusals, 'coupon_amount_required'],
    },
    'POST /coupon-grants/:grantId/undo': {
      summary: "The store's manager takes a redemption back within 10 minutes, with a reason",
      ids: ['CO-3'],
      auth: 'manager',
      params: ofGrant,
      body: z.object({ reason: z.string().trim().min(2).max(80) }),
      response: shown,
      errors: ['grant_not_found', 'undo_too_late', 'undo_forbidden'],
    },
    'GET /stores/:storeId/redemptions': {
      summary: "A store's coupons redeemed today, latest first",
      ids: ['CO-3', 'GU-5'],
      auth: ['guide', 'manager'],
      params: z.object({ storeId }),
      response: z.object({
        redemptions: z.array(
          shown.extend({
            redeemedAt: instant,
            redeemedBy: z.string(),
            /** Fen on the receipt. */
            amount: fen.optional(),
          }),
        ),
      }),
      errors: ['location_forbidden'],
    },
  },
})
