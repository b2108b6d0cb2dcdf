import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen } from '../../kernel/shapes'
import { couponsContract, ofCoupon } from '../coupons/coupons.contract'
import { ordersContract, orderView } from '../orders/orders.contract'

const { coupon_way_wrong: _, ...couponErrors } = couponsContract.errors

export const couponOrdersContract = contract({
  tag: 'Coupons 优惠券',
  errors: {
    ...ordersContract.errors,
    ...couponErrors,
    coupon_way_wrong: { status: 422, text: '这张券不用买，去领券中心领' },
  },
  routes: {
    'POST /coupons/:couponId/orders': {
      summary:
        'Buy a 体验券: a copy is reserved and the order waits to be paid; it is usable once it is. The same key again is the same order',
      ids: ['CO-1', 'OR-2'],
      auth: 'member',
      params: ofCoupon,
      body: z.object({
        key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
        /** What the shopper saw. */
        expectedTotal: fen.optional(),
      }),
      response: orderView,
      errors: [
        'coupon_not_found',
        'coupon_not_live',
        'coupon_sold_out',
        'coupon_sold_out_today',
        'coupon_limit_reached',
        'coupon_not_for_you',
        'coupon_way_wrong',
        'coupon_busy',
        'price_changed',
        'key_reused',
      ],
    },
  },
})
