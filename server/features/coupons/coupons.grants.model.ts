import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import { grantMayBecome, type ClaimWay, type GrantStatus } from './coupons.rules'

/**
 * One person's copy of a coupon. Its id follows from coupon, person and which of their copies it is, so that a person
 * never has more than they may; `seq` is its number among the coupon's quota and unique, so that a coupon is never
 * claimed more often than it has numbers (CO-2). Shard key: memberId.
 */
export interface GrantDoc {
  _id: string
  couponId: string
  memberId: string
  /** From 1 to the quota's total. */
  seq: number
  /** The Shanghai day it was claimed, and from 1 to the quota's `perDay` its number in it. */
  day?: string
  daySeq?: number
  way: ClaimWay
  /** Of a store's QR or 到店礼. */
  storeId?: string
  /** Why this person was given it (CO-5). */
  reason?: string
  /** Of one that was bought (CO-1): by which order, and which of the person's copies it is. */
  purchase?: { orderId: string; round: number; until?: Date }
  nth?: number
  /** The 兑换码 or the guide's card it was had by: none gives two. */
  code?: string
  status: GrantStatus
  version: number
  claimedAt: Date
  validFrom: Date
  expiresAt: Date
  /** When its owner was told that it ends soon. */
  remindedAt?: Date
  /** Drawn when the code is shown first. */
  digits?: string
  /** An order that is not paid yet; if it was never written, the lock goes after `until`. */
  lock?: { orderId: string; round: number; until: Date }
  use?: {
    at: Date
    /** Fen of the order or receipt after discounts, and what the coupon took off. */
    amount: number
    off: number
    storeId?: string
    by?: string
    orderId?: string
    round?: number
  }
  undos?: { at: Date; by: string; reason: string }[]
}

export const grantModel = model<GrantDoc>(
  'CouponGrant',
  new Schema<GrantDoc>(
    {
      _id: String,
      couponId: String,
      memberId: String,
      seq: Number,
      day: String,
      daySeq: Number,
      way: String,
      storeId: String,
      reason: String,
      purchase: { orderId: String, round: Number, until: Date },
      nth: Number,
      code: String,
      status: String,
      version: Number,
      claimedAt: Date,
      validFrom: Date,
      expiresAt: Date,
      remindedAt: Date,
      digits: String,
      lock: { orderId: String, round: Number, until: Date },
      use: {
        at: Date,
        amount: Number,
        off: Number,
        storeId: String,
        by: String,
        orderId: String,
        round: Number,
      },
      undos: [{ _id: false, at: Date, by: String, reason: String }],
    },
    { collection: 'couponGrants', versionKey: false },
  )
    .index({ couponId: 1, seq: 1 }, { unique: true })
    .index(
      { couponId: 1, day: 1, daySeq: 1 },
      { unique: true, partialFilterExpression: { daySeq: { $exists: true } } },
    )
    .index({ memberId: 1, status: 1, expiresAt: 1 })
    .index({ code: 1 }, { unique: true, partialFilterExpression: { code: { $exists: true } } })
    .index({ digits: 1 }, { unique: true, partialFilterExpression: { digits: { $exists: true } } })
    .index({ expiresAt: 1 }, { partialFilterExpression: { status: 'held' } })
    .index({ 'purchase.until': 1 }, { partialFilterExpression: { 'purchase.until': { $exists: true } } })
    .index({ 'lock.until': 1 }, { partialFilterExpression: { 'lock.until': { $exists: true } } })
    .index(
      { 'use.storeId': 1, 'use.at': -1 },
      { partialFilterExpression: { 'use.storeId': { $exists: true } } },
    ),
)

export const findGrant = (grantId: string): Promise<GrantDoc | null> =>
  grantModel.findById(grantId).lean<GrantDoc>()
export const findGrants = (grantIds: readonly string[]): Promise<GrantDoc[]> =>
  grantModel.find({ _id: { $in: [...grantIds] } }).lean<GrantDoc[]>()
export const grantOfCode = (code: string): Promise<GrantDoc | null> =>
  grantModel.findOne({ code }).lean<GrantDoc>()
export const grantsOfCodes = (codes: readonly string[]): Promise<GrantDoc[]> =>
  codes.length ? grantModel.find({ code: { $in: [...codes] } }).lean<GrantDoc[]>() : Promise.resolve([])
export const findGrantByDigits = (digits: string): Promise<GrantDoc | null> =>
  grantModel.findOne({ digits }).lean<GrantDoc>()

/** Writes a new grant. @returns false when its id or one of its numbers is taken */
export const insertGrant = (grant: GrantDoc): Promise<boolean> =>
  grantModel.collection.insertOne(grant as never).then(
    () => true,
    (error: unknown) => {
      if (isDuplicate(error)) return false
      throw error
    },
  )

interface Taken {
  count: number
  /** The highest number given out. */
  highest: number
}
const takenOf = async (filter: Record<string, unknown>, by: 'seq' | 'daySeq'): Promise<Taken> => {
  const [count, [last]] = await Promise.all([
    grantModel.countDocuments(filter),
    grantModel
      .find(filter, { [by]: 1 })
      .sort({ [by]: -1 })
      .limit(1)
      .lean<GrantDoc[]>(),
  ])
  return { count, highest: last?.[by] ?? 0 }
}

/** Numbers up to the highest that nobody has: what claims that died left behind. */
async function gapsOf(
  filter: Record<string, unknown>,
  by: 'seq' | 'daySeq',
  highest: number,
): Promise<number[]> {
  const rows = await grantModel.find(filter, { _id: 0, [by]: 1 }).lean<Pick<GrantDoc, 'seq' | 'daySeq'>[]>()
  const taken = new Set(rows.map((it) => it[by]))
  return Array.from({ length: highest }, (_, at) => at + 1).filter((it) => !taken.has(it))
}

/** Which numbers of a coupon (or of one of its days) are free: all above `highest`, and the gaps below. */
export async function freeNumbers(
  couponId: string,
  day?: string,
): Promise<{ count: number; highest: number; gaps: number[] }> {
  const by = day ? 'daySeq' : 'seq'
  const filter = { couponId, ...(day ? { day } : {}) }
  const { count, highest } = await takenOf(filter, by)
  return { count, highest, gaps: count < highest ? await gapsOf(filter, by, highest) : [] }
}

/** A member's grants of some coupons, with what tells how many and in what state. */
export const grantsOfMember = (memberId: string, couponIds: readonly string[]): Promise<GrantDoc[]> =>
  grantModel.find({ memberId, couponId: { $in: [...couponIds] } }).lean<GrantDoc[]>()

/** What a member could use from an instant on, and what orders of theirs hold. */
export const unusedGrants = (memberId: string, at: Date, limit: number): Promise<GrantDoc[]> =>
  grantModel
    .find({ memberId, status: { $in: ['held', 'locked'] }, expiresAt: { $gt: at } })
    .sort({ expiresAt: 1, _id: 1 })
    .limit(limit)
    .lean<GrantDoc[]>()

interface Change {
  filter?: Record<string, unknown>
  set?: Record<string, unknown>
  unset?: readonly string[]
  push?: Record<string, unknown>
}

/**
 * Moves a grant from one status to another, with what changes in the same update.
 * @returns the grant after it, or null when it was not in that status (or another precondition did not hold)
 */
export async function moveGrant(
  grantId: string,
  from: GrantStatus,
  to: GrantStatus,
  { filter, set, unset = [], push }: Change,
): Promise<GrantDoc | null> {
  if (!grantMayBecome(from, to)) throw new Error(`a grant never goes from ${from} to ${to}`)
  return grantModel
    .findOneAndUpdate(
      { _id: grantId, status: from, ...filter },
      {
        $set: { ...set, status: to },
        $inc: { version: 1 },
        ...(unset.length ? { $unset: Object.fromEntries(unset.map((it) => [it, 1])) } : {}),
        ...(push ? { $push: push } : {}),
      },
      { returnDocument: 'after' },
    )
    .lean<GrantDoc>()
}

/** Gives a grant its digits unless it has some. @returns false when somebody else has these digits */
export const putDigits = (grantId: string, digits: string): Promise<boolean> =>
  grantModel.updateOne({ _id: grantId, digits: { $exists: false } }, { $set: { digits } }).then(
    () => true,
    (error: unknown) => {
      if (isDuplicate(error)) return false
      throw error
    },
  )

/** Grants whose lock has outlived its time: their order may never have been written. */
export const overdueLocks = (limit: number): Promise<GrantDoc[]> =>
  grantModel
    .find({ status: 'locked', 'lock.until': { $lte: now() } })
    .sort({ 'lock.until': 1 })
    .limit(limit)
    .lean<GrantDoc[]>()
