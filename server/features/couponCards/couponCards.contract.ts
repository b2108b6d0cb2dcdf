import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { id, instant } from '../../kernel/shapes'
import { couponsContract } from '../coupons/coupons.contract'
import { couponFace, couponId, grantId, grantView, offerView } from '../coupons/coupons.shapes.contract'
import { customersContract, ofCustomer } from '../customers/customers.contract'

export const couponCardId = id('ccd')
/** What the card in the chat carries: its id and a signature over whose it is, of what and until when. */
const cardToken = z.string().regex(/^ccd_[A-Za-z0-9_-]{1,40}\.[A-Za-z0-9_-]{16}$/)
const ofToken = z.object({ token: cardToken })

/** `made` waits for the client's word that it is in the chat. */
export const cardState = z.enum(['made', 'sent', 'claimed', 'used', 'expired'])

/** A card as the guide who sent it sees it. */
const sentCard = z.object({
  id: couponCardId,
  coupon: couponFace,
  state: cardState,
  /** e.g. `已发，还没领`, `11 月 24 日 16:38 领了`, `11 月 24 日 18:02 在静安寺店用了` */
  stateText: z.string(),
  madeAt: instant,
  expiresAt: instant,
})

/** A coupon a guide may send by `guide`, with how it stands for the customer in the chat. */
const sendable = couponFace.extend({
  canSend: z.boolean(),
  /** e.g. `还能发，剩 3,200 张`, `顾客已领 1 张，领满了`, `仅新会员可领` */
  text: z.string(),
  /** Nobody has claimed so many yet. */
  left: z.int(),
  claimUntil: instant,
})

const { customer_not_found, customer_not_yours, platform_unavailable } = customersContract.errors
const ofChat = ['customer_not_found', 'customer_not_yours', 'platform_unavailable'] as const
const ofClaim = [
  'coupon_not_found',
  'coupon_not_live',
  'coupon_sold_out',
  'coupon_sold_out_today',
  'coupon_limit_reached',
  'coupon_not_for_you',
] as const

export const couponCardsContract = contract({
  tag: 'Coupon cards 聊天发券',
  errors: {
    ...couponsContract.errors,
    customer_not_found,
    customer_not_yours,
    platform_unavailable,
    coupon_not_sendable: { status: 422, text: '这张券不能由你的门店发出' },
    card_not_found: { status: 404, text: '这张券卡打不开，请导购再发一张' },
    card_expired: { status: 410, text: '这张券卡过了领取时间，请导购再发一张' },
    card_not_yours: { status: 403, text: '这张券是导购发给另一位顾客的，想要可以请导购也发你一张' },
    card_taken: { status: 409, text: '这张券卡已经被领走，请导购再发一张' },
  },
  routes: {
    'GET /customers/:externalUserId/coupon-cards': {
      summary: 'Coupons a guide may send into this chat now, and what became of those sent',
      ids: ['CO-2', 'GU-3'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      response: z.object({
        coupons: z.array(sendable),
        /** The caller's own to this customer, newest first; at most 20. */
        cards: z.array(sentCard),
      }),
      errors: [...ofChat],
    },
    'POST /customers/:externalUserId/coupon-cards': {
      summary: 'Makes a card of a coupon for this chat. The same key again is the same card',
      ids: ['CO-2', 'GU-3'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      body: z.object({ couponId, key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/) }),
      response: z.object({
        card: sentCard,
        /** Of the client's mini-program message; the picture is the sender's. */
        message: z.object({ appid: z.string(), title: z.string(), page: z.string() }),
      }),
      errors: [...ofChat, ...ofClaim, 'coupon_not_sendable'],
    },
    'POST /coupon-cards/:cardId/sent': {
      summary: 'The client has put the card into the chat. The same again changes nothing',
      ids: ['CO-2', 'GU-3'],
      auth: ['guide', 'manager'],
      params: z.object({ cardId: couponCardId }),
      response: sentCard,
      errors: ['card_not_found'],
    },
    'GET /coupon-cards/:token': {
      summary: 'A card as who opens it sees it: from whom, which coupon, and whether it can be claimed',
      ids: ['CO-2', 'GU-3'],
      auth: 'member',
      params: ofToken,
      response: z.object({
        state: z.enum(['open', 'claimed', 'refused']),
        /** e.g. `周敏送你的，11 月 27 日前领`, or why not */
        text: z.string(),
        guideName: z.string(),
        guideAvatar: z.string().optional(),
        storeName: z.string(),
        expiresAt: instant,
        offer: offerView,
        /** What it gave. */
        grantId: grantId.optional(),
      }),
      errors: ['card_not_found', 'coupon_not_found'],
    },
    'POST /coupon-cards/:token/claim': {
      summary:
        'Claims the coupon of a card: one for the card, to one person, under quota and limit. The same person again has the same one',
      ids: ['CO-2', 'GU-3'],
      auth: 'member',
      params: ofToken,
      response: grantView,
      errors: [
        ...ofClaim,
        'coupon_way_wrong',
        'coupon_busy',
        'card_not_found',
        'card_expired',
        'card_not_yours',
        'card_taken',
      ],
    },
  },
})
