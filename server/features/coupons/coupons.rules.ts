import type { z } from 'zod'
import { addDays, fromShanghai, shanghai } from '../../kernel/shanghai'
import type {
  benefit,
  claimWay,
  couponAudience,
  couponChannel,
  couponQuota,
  couponScope,
  couponStacking,
  couponStatus,
  couponValidity,
  grantState,
} from './coupons.shapes.contract'

export type Benefit = z.infer<typeof benefit>
export type CouponStatus = z.infer<typeof couponStatus>
export type Channel = z.infer<typeof couponChannel>
export type Scope = z.infer<typeof couponScope>
export type Audience = z.infer<typeof couponAudience>
export type Quota = z.infer<typeof couponQuota>
export type Stacking = z.infer<typeof couponStacking>
export type ClaimWay = z.infer<typeof claimWay>
export type GrantState = z.infer<typeof grantState>

const DAY_MS = 86_400_000
/** Less than this is left: 快到期. */
export const EXPIRING_MS = 3 * DAY_MS
/** Who joined within this time is new (ME-5). */
export const NEW_MEMBER_MS = 30 * DAY_MS
/** The ring around a store in which its 到店礼 is given, metres (ST-4). */
export const ARRIVAL_METRES = 3000
/** A manager takes a redemption back within this time (CO-3). */
export const UNDO_MS = 10 * 60_000

/** Every change of status a coupon may make; nothing else is ever written. */
export const couponTransitions: Readonly<Record<CouponStatus, readonly CouponStatus[]>> = {
  draft: ['scheduled'],
  scheduled: ['live', 'paused', 'ended'],
  live: ['paused', 'ended'],
  paused: ['scheduled', 'live', 'ended'],
  ended: [],
}
export const couponMayBecome = (from: CouponStatus, to: CouponStatus): boolean =>
  couponTransitions[from].includes(to)

const statusWords: Readonly<Record<CouponStatus, string>> = {
  draft: '草稿',
  scheduled: '已排期',
  live: '发放中',
  paused: '已暂停',
  ended: '已结束',
}
/** The status in the shop's words. */
export const couponStatusText = (status: CouponStatus): string => statusWords[status]

interface Claiming {
  status: CouponStatus
  claim: { from: Date; until: Date }
}

/** The status as it is by the clock, whether or not the schedule has written it yet. */
export function statusAt({ status, claim }: Claiming, at: Date): CouponStatus {
  if (status === 'draft' || status === 'ended') return status
  if (at >= claim.until) return 'ended'
  if (status === 'scheduled' && at >= claim.from) return 'live'
  return status
}

/**
 * A grant is held by its owner, locked by an order that is not paid yet, or used. Time alone makes it expire. One that is
 * bought is `reserved` until it is paid, and `void` once its money went back.
 */
export type GrantStatus = 'reserved' | 'held' | 'locked' | 'used' | 'void'

/** Every change of status a grant may make: back to `held` when its order closes or is refunded whole, or by an undo. */
export const grantTransitions: Readonly<Record<GrantStatus, readonly GrantStatus[]>> = {
  reserved: ['held', 'void'],
  held: ['locked', 'used', 'void'],
  locked: ['used', 'held'],
  used: ['held'],
  void: [],
}
export const grantMayBecome = (from: GrantStatus, to: GrantStatus): boolean =>
  grantTransitions[from].includes(to)

interface Lasting {
  status: GrantStatus
  validFrom: Date
  expiresAt: Date
}

/** How a grant stands at an instant; it works from `validFrom` until before `expiresAt`. */
export function grantStateAt({ status, validFrom, expiresAt }: Lasting, at: Date): GrantState {
  if (status !== 'held') return status
  if (at >= expiresAt) return 'expired'
  return at < validFrom ? 'notYet' : 'usable'
}

export const isExpiring = (grant: Lasting, at: Date): boolean =>
  grantStateAt(grant, at) === 'usable' && grant.expiresAt.getTime() - at.getTime() < EXPIRING_MS

/** When a grant claimed at an instant works; of `days`, until the Shanghai day that many days later is over. */
export function validityOf(
  validity: z.infer<typeof couponValidity>,
  claimedAt: Date,
): { validFrom: Date; expiresAt: Date } {
  if (validity.kind === 'fixed')
    return { validFrom: new Date(validity.from), expiresAt: new Date(validity.until) }
  // From the day's beginning: the clock of the process that is asked to take it may be behind.
  const { date } = shanghai(claimedAt)
  return { validFrom: fromShanghai(date), expiresAt: fromShanghai(addDays(date, validity.days + 1)) }
}

const tierWords = { normal: '普通', silver: '银卡', gold: '金卡' } as const

/** Why somebody may not claim it, in the shop's words; undefined when they may. */
export function notForYou(
  { newOnly, tiers }: Audience,
  member: { tier: keyof typeof tierWords; joinedAt: Date },
  at: Date,
): string | undefined {
  if (newOnly && at.getTime() - member.joinedAt.getTime() >= NEW_MEMBER_MS) return '仅新会员可领'
  if (tiers && !tiers.includes(member.tier)) return `仅${tiers.map((it) => tierWords[it]).join('、')}会员可领`
  return undefined
}

export const isForAll = ({ newOnly, tiers }: Audience): boolean => !newOnly && !tiers

/** Fen a coupon takes off one receipt in the shop; `short` is what is missing to its threshold. */
export function offReceipt(
  it: Benefit,
  amount: number,
): { off: number; short?: undefined } | { short: number } | undefined {
  if (it.kind !== 'amountOff' && it.kind !== 'percentOff') return undefined
  if (amount < it.threshold) return { short: it.threshold - amount }
  if (it.kind === 'amountOff') return { off: Math.min(it.off, amount) }
  return { off: Math.min(it.most ?? Infinity, amount - Math.floor((amount * it.percent) / 100)) }
}

/** Whether the receipt's amount decides whether and what it takes off. */
export const needsAmount = (it: Benefit): boolean => it.kind === 'amountOff' || it.kind === 'percentOff'

/** Whether these coupons may be used together in one order: each kind once, and one that stands alone alone. */
export const mayStack = (coupons: readonly { benefit: Benefit; stacking: Stacking }[]): boolean =>
  new Set(coupons.map((it) => it.benefit.kind)).size === coupons.length &&
  (coupons.length < 2 || coupons.every((it) => it.stacking.coupons))
