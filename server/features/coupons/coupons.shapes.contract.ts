import { z } from 'zod'
import { fen, id, instant } from '../../kernel/shapes'
import { skuId } from '../catalog/catalog.contract'
import { tier } from '../members/members.contract'
import { storeId } from '../stores/stores.contract'

/** A coupon is the offer; a coupon grant is one person's copy of it. */
export const couponId = id('cpn')
export const grantId = id('cgr')

/** Fen of the goods it applies to; 0 for 无门槛. */
const threshold = fen
const most = fen.min(1)

/** What a coupon gives (CO-1). */
export const benefit = z.discriminatedUnion('kind', [
  /** 满减 */
  z.object({ kind: z.literal('amountOff'), threshold, off: fen.min(1) }),
  /** 折扣: `percent` 85 is 8.5 折; `most` limits what it takes off. */
  z.object({
    kind: z.literal('percentOff'),
    percent: z.int().min(1).max(99),
    threshold,
    most: most.optional(),
  }),
  /** 兑换: a gift or sample handed over in the shop. */
  z.object({ kind: z.literal('gift'), gift: z.string().trim().min(1).max(30), skuId: skuId.optional() }),
  /** 免邮: the delivery fee, up to `most`. */
  z.object({ kind: z.literal('freeShipping'), threshold, most: most.optional() }),
  /** 体验券: bought for `price` through an order of its own, then redeemed in the shop. */
  z.object({ kind: z.literal('experience'), price: fen.min(1), service: z.string().trim().min(1).max(30) }),
])

export const couponChannel = z.enum(['online', 'store'])

const categoryId = z.string().regex(/^cat_[a-z0-9_-]{1,40}$/)
/** Where and on what it may be used; a list left out means everywhere, everything. */
export const couponScope = z.object({
  storeIds: z.array(storeId).min(1).max(500).optional(),
  skuIds: z.array(skuId).min(1).max(500).optional(),
  /** A category holds all below it. */
  categoryIds: z.array(categoryId).min(1).max(50).optional(),
  channels: z.array(couponChannel).min(1).max(2),
})

/** Who may claim it. `newOnly`: who joined within the last 30 days (ME-5). */
export const couponAudience = z.object({
  newOnly: z.boolean(),
  tiers: z.array(tier).min(1).max(3).optional(),
})

/** When a grant works: between two instants, or until the end of the Shanghai day `days` after it was claimed. */
export const couponValidity = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fixed'), from: instant, until: instant }),
  z.object({ kind: z.literal('days'), days: z.int().min(0).max(365) }),
])

export const couponQuota = z.object({
  total: z.int().min(1).max(10_000_000),
  perDay: z.int().min(1).max(10_000_000).optional(),
  /** Of 到店礼 per person and store. */
  perPerson: z.int().min(1).max(20),
})

/**
 * Stacking: an order takes at most one coupon of each kind (满减, 折扣, 免邮). `coupons: false` stands alone in its
 * order; `member: false` takes the place of 会员折扣 on the goods it applies to. 满减 comes first, then 折扣 on what it
 * left, then 会员折扣.
 */
export const couponStacking = z.object({ member: z.boolean(), coupons: z.boolean() })

/** How a grant is had: the coupon centre, a store's QR, coming near a store, or given by the shop. */
export const claimWay = z.enum([
  'page',
  'scene',
  'arrival',
  'guide',
  'event',
  'journey',
  'referral',
  'order',
  'code',
])

/** `draft` 草稿 → `scheduled` 已排期 → `live` 发放中 ⇄ `paused` 已暂停 → `ended` 已结束 */
export const couponStatus = z.enum(['draft', 'scheduled', 'live', 'paused', 'ended'])

/** A coupon's face in the shop's words, the same on every screen. */
export const couponFace = z.object({
  couponId,
  title: z.string(),
  kind: z.enum(['amountOff', 'percentOff', 'gift', 'freeShipping', 'experience']),
  benefit,
  /** e.g. `¥30`, `8.5折`, `兑换`, `免运费`, `¥9.9` */
  big: z.string(),
  /** e.g. `满 200 可用`, `无门槛`, `最高减 ¥60` */
  small: z.string(),
  /** e.g. `静安寺店 · 到店可用`, `12 家店 · 线上也能用` */
  where: z.string(),
  /** e.g. `可与会员折扣同用` */
  stacks: z.string(),
  /** Further words of the operator. */
  note: z.string().optional(),
  channels: z.array(couponChannel),
  /** Absent: every store. */
  storeIds: z.array(storeId).optional(),
})

/** Whether it works in the store asked about, in the shop's words. */
const here = z.object({
  isUsable: z.boolean(),
  /** e.g. `静安寺店能用`, `这张券只能在新天地店用，离这里 2.1km` */
  text: z.string(),
  /** Where it is not usable: the nearest store that takes it, and how far in metres. */
  storeId: storeId.optional(),
  distance: z.int().optional(),
})

/** `reserved` waits for its payment, `void` was given back with its money (体验券). */
export const grantState = z.enum(['usable', 'notYet', 'locked', 'used', 'expired', 'reserved', 'void'])
export const grantView = couponFace.extend({
  id: grantId,
  state: grantState,
  /** e.g. `11 月 30 日到期`, `待付款订单占用`, `11 月 24 日 16:38 在静安寺店用过` */
  stateText: z.string(),
  way: claimWay,
  /** Why this person was given it (CO-5). */
  reason: z.string().optional(),
  claimedAt: instant,
  validFrom: instant,
  /** It works before this instant. */
  expiresAt: instant,
  /** Less than three days are left. */
  isExpiring: z.boolean(),
  /** The order that holds or used it. */
  orderId: id('ord').optional(),
  usedAt: instant.optional(),
  usedStoreName: z.string().optional(),
  here: here.optional(),
})

/** A coupon grant in an order, and what it takes off in fen (CO-4). */
export const orderCoupon = z.object({ grantId, couponId, title: z.string(), amount: fen })
/** Coupon grants chosen for a basket; an order takes at most one of each kind. */
export const chosenGrants = z
  .array(grantId)
  .max(3)
  .refine((it) => new Set(it).size === it.length, 'each coupon once')

/** The shopper's coupons as checkout shows them (CO-4). */
export const checkoutCoupons = z.object({
  chosen: z.array(orderCoupon),
  /** Whether nothing else the shopper has would cost less. */
  isBest: z.boolean(),
  /** e.g. `已为你选最省的搭配，省 ¥32`; absent when nothing the shopper has fits. */
  text: z.string().optional(),
  /** The most that can be saved first; `saves` is what one takes off alone. */
  usable: z.array(grantView.extend({ saves: fen })),
  unusable: z.array(grantView.extend({ why: z.string() })),
})

export const offerState = z.enum(['claimable', 'claimed', 'soldOut', 'soldOutToday', 'notForYou', 'notYet'])
/** A claimable coupon as one shopper sees it. */
export const offerView = couponFace.extend({
  /** Claimed of the whole, 0–100; a rough figure. */
  claimedPercent: z.int(),
  claimFrom: instant,
  claimUntil: instant,
  mine: z.object({
    state: offerState,
    /** e.g. `立即领取`, `已领 1 张`, `仅新会员可领` */
    text: z.string(),
    claimed: z.int(),
    limit: z.int(),
    /** What to send as `nth` to claim the next one. */
    nth: z.int().optional(),
    /** The latest grant. */
    grantId: grantId.optional(),
  }),
})
