import { z } from 'zod'
import { id, instant } from '../../kernel/shapes'
import { couponFace, couponId } from '../coupons/coupons.shapes.contract'
import { tier } from '../members/members.contract'
import { storeId } from '../stores/stores.contract'

export const storeEventId = id('ste')
export const signUpId = id('sup')
export const photoId = id('pho')

/** 品鉴会, DIY 工坊, 快闪, 沙龙. */
export const storeEventKind = z.enum(['tasting', 'workshop', 'popup', 'salon'])

/** Who may sign up; `newOnly`: who joined within the last 30 days (ME-5). */
export const eventAudience = z.object({
  newOnly: z.boolean(),
  tiers: z.array(tier).min(1).max(3).optional(),
})

/** Where an event stands for a shopper: 即将开放, 报名中, 已报满, 报名截止, 活动进行中, 已结束, 暂停报名. */
export const eventPhase = z.enum(['coming', 'open', 'full', 'closed', 'running', 'over', 'paused'])

/**
 * `seated` 已报名 → `checkedIn` 已签到; `waiting` 候补中 gets a seat by itself when one comes free; `cancelled` 已取消;
 * `missed` 未到场 once the event is over; `expired` nobody's seat came free.
 */
export const signUpState = z.enum(['seated', 'waiting', 'checkedIn', 'cancelled', 'missed', 'expired'])

export const eventPlace = z.object({
  id: storeId,
  name: z.string(),
  city: z.string(),
  address: z.string(),
  phone: z.string(),
  position: z.tuple([z.number(), z.number()]),
})

/** An event as one shopper sees it (AP-2). */
export const storeEventView = z.object({
  id: storeEventId,
  kind: storeEventKind,
  /** 品鉴会, … */
  kindText: z.string(),
  title: z.string(),
  summary: z.string(),
  /** Paragraphs. */
  detail: z.array(z.string()),
  image: z.string(),
  store: eventPlace,
  start: instant,
  end: instant,
  signUpFrom: instant,
  signUpUntil: instant,
  /** Until when a seat may be given back. */
  cancelUntil: instant,
  phase: eventPhase,
  /** e.g. `报名中`, `已报满，可候补`, `11 月 26 日 10:00 开放报名` */
  phaseText: z.string(),
  quota: z.int(),
  left: z.int(),
  /** People in line; absent where nobody may wait. */
  waiting: z.int().optional(),
  /** e.g. `银卡、金卡会员`, `新会员`; absent: everybody. */
  audienceText: z.string().optional(),
  /** Given on sign-up, to be used in the shop. */
  coupon: couponFace.optional(),
  /** For a photo once it is approved; 0: none. */
  photoPoints: z.int(),
  mine: z.object({
    signUpId: signUpId.optional(),
    state: signUpState.optional(),
    /** May sign up now, or stand in line. */
    action: z.enum(['signUp', 'wait', 'none']),
    /** e.g. `立即报名`, `排队候补`, `已报名`, `仅银卡、金卡会员可报名` */
    text: z.string(),
  }),
})

/** A shopper's place at an event. */
export const signUpView = z.object({
  id: signUpId,
  state: signUpState,
  /** e.g. `已报名`, `候补第 2 位`, `已签到 14:05` */
  stateText: z.string(),
  event: storeEventView.pick({
    id: true,
    kind: true,
    kindText: true,
    title: true,
    image: true,
    store: true,
    start: true,
    end: true,
    cancelUntil: true,
    photoPoints: true,
  }),
  createdAt: instant,
  checkedInAt: instant.optional(),
  mayCancel: z.boolean(),
  /** May show a photo of it: from check-in until 7 days after. */
  mayShare: z.boolean(),
  /** What became of the coupon of the sign-up: where it is in the wallet, or why there is none. */
  coupon: z.object({ title: z.string(), grantId: id('cgr').optional(), text: z.string() }).optional(),
})

export const photoState = z.enum(['pending', 'approved', 'rejected'])
export const photoView = z.object({
  id: photoId,
  /** Path of the picture. */
  url: z.string(),
  state: photoState,
  /** 审核中, 已通过 +50 积分, 未通过：… */
  stateText: z.string(),
  words: z.string().optional(),
  author: z.string(),
  createdAt: instant,
})

/** Everything an operator decides of an event (OP-2). */
export const storeEventDraft = z.object({
  kind: storeEventKind,
  title: z.string().trim().min(1).max(30),
  summary: z.string().trim().min(1).max(60),
  detail: z.array(z.string().trim().min(1).max(400)).max(10),
  image: z.string().trim().min(1).max(300),
  storeId,
  start: instant,
  end: instant,
  signUpFrom: instant,
  signUpUntil: instant,
  cancelUntil: instant,
  quota: z.int().min(1).max(2000),
  /** People who may wait for a seat; 0: nobody. */
  line: z.int().min(0).max(500),
  audience: eventAudience,
  /** A coupon that may be given by the way `event`. */
  couponId: couponId.optional(),
  photoPoints: z.int().min(0).max(1000),
})
