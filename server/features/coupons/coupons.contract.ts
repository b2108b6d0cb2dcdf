import { z } from 'zod'
import { anybody, contract } from '../../kernel/contract'
import { instant, page } from '../../kernel/shapes'
import { storeId, storeSummary } from '../stores/stores.contract'
import { couponId, grantId, grantView, offerView } from './coupons.shapes.contract'

const lng = z.number().min(-180).max(180)
const lat = z.number().min(-90).max(90)
const offers = z.object({ offers: z.array(offerView) })

export const couponErrors = {
  coupon_not_found: { status: 404, text: '没有找到这张券' },
  grant_not_found: { status: 404, text: '没有找到这张券' },
} as const
export const ofGrant = z.object({ grantId })
export const ofCoupon = z.object({ couponId })

export const couponsContract = contract({
  tag: 'Coupons 优惠券',
  errors: {
    ...couponErrors,
    coupon_not_live: { status: 409, text: '这张券现在不能领' },
    coupon_sold_out: { status: 409, text: '来晚一步，已经领完了' },
    coupon_sold_out_today: { status: 409, text: '今天的已经领完，明天再来' },
    coupon_limit_reached: { status: 409, text: '每人能领的张数已经领满' },
    coupon_not_for_you: { status: 403, text: '这张券不在你的领取范围内' },
    coupon_way_wrong: { status: 422, text: '这张券不是这样领的' },
    coupon_too_far: { status: 409, text: '走近门店 3 公里内就能领' },
    coupon_busy: { status: 503, text: '领取的人太多，请再点一次' },
    scene_unknown: { status: 404, text: '这个二维码不是我们门店的码' },
    grant_not_usable: { status: 410, text: '这张券已经不能出示' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /coupons': {
      summary: 'Coupon centre: what can be claimed, with what holds for the shopper; those of a store first',
      ids: ['CO-1', 'CO-2'],
      auth: anybody,
      query: z.object({ storeId: storeId.optional() }),
      response: offers,
    },
    'GET /coupons/scene': {
      summary: "The gifts of a store's QR (`s=<store code>`)",
      ids: ['ST-5', 'CO-2'],
      auth: 'member',
      query: z.object({ scene: z.string().min(1).max(64) }),
      response: offers.extend({ store: storeSummary }),
      errors: ['scene_unknown'],
    },
    'POST /coupons/arrivals': {
      summary: 'Came near: the 到店礼 of stores within 3 km, each offered once per shopper, store and coupon',
      ids: ['ST-4'],
      auth: 'member',
      body: z.object({ lng, lat }),
      response: z.object({
        arrivals: z.array(z.object({ offer: offerView, store: storeSummary })),
      }),
    },
    'GET /coupons/:couponId': {
      summary: 'One coupon with what holds for the shopper',
      ids: ['CO-1'],
      auth: anybody,
      params: ofCoupon,
      response: offerView,
      errors: ['coupon_not_found'],
    },
    'POST /coupons/:couponId/claim': {
      summary:
        "Claim: never more than quota and per-person limit. The shopper's nth copy is the same however often it is asked for",
      ids: ['CO-2', 'ST-4', 'ST-5'],
      auth: 'member',
      params: ofCoupon,
      body: z.object({
        nth: z.int().min(1).max(20).default(1),
        way: z.enum(['page', 'scene', 'arrival']).default('page'),
        /** Of `scene`: the text of the store's QR. */
        scene: z.string().min(1).max(64).optional(),
        /** Of `arrival`: the store come near to, and where the shopper is. */
        storeId: storeId.optional(),
        lng: lng.optional(),
        lat: lat.optional(),
      }),
      response: grantView,
      errors: [
        'coupon_not_found',
        'coupon_not_live',
        'coupon_sold_out',
        'coupon_sold_out_today',
        'coupon_limit_reached',
        'coupon_not_for_you',
        'coupon_way_wrong',
        'coupon_too_far',
        'coupon_busy',
        'scene_unknown',
      ],
    },
    'GET /me/coupons': {
      summary:
        'Wallet: usable by what expires first, used and expired newest first; with a store, what works there',
      ids: ['CO-1', 'CO-4'],
      auth: 'member',
      query: z.object({
        tab: z.enum(['usable', 'used', 'expired']).default('usable'),
        storeId: storeId.optional(),
        ...page,
      }),
      response: z.object({
        grants: z.array(grantView),
        counts: z.object({ usable: z.int(), used: z.int(), expired: z.int(), expiring: z.int() }),
        next: z.string().optional(),
      }),
      errors: ['cursor_invalid'],
    },
    'GET /me/coupons/:grantId': {
      summary: "One of the shopper's coupons",
      ids: ['CO-1'],
      auth: 'member',
      params: ofGrant,
      query: z.object({ storeId: storeId.optional() }),
      response: grantView,
      errors: ['grant_not_found'],
    },
    'GET /me/coupons/:grantId/code': {
      summary: 'What to show in the shop: 8 digits, and a QR text that changes every 30 seconds',
      ids: ['CO-3'],
      auth: 'member',
      params: ofGrant,
      response: z.object({
        digits: z.string(),
        qr: z.string(),
        /** When the QR text changes. */
        refreshAt: instant,
        expiresAt: instant,
      }),
      errors: ['grant_not_found', 'grant_not_usable'],
    },
  },
})
