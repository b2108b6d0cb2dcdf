import { model, Schema } from 'mongoose'
import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { behind, type Mark } from '../../kernel/cursor'
import type { couponValidity } from './coupons.shapes.contract'
import {
  couponMayBecome,
  type Audience,
  type Benefit,
  type ClaimWay,
  type CouponStatus,
  type Quota,
  type Scope,
  type Stacking,
} from './coupons.rules'

/** An offer (CO-1). How many were claimed is what its grants are; nothing is counted here. */
export interface CouponDoc {
  _id: string
  title: string
  note?: string
  benefit: Benefit
  scope: Scope
  audience: Audience
  claim: { from: Date; until: Date }
  ways: ClaimWay[]
  validity: z.infer<typeof couponValidity>
  quota: Quota
  stacking: Stacking
  status: CouponStatus
  version: number
  createdAt: Date
  createdBy: string
  updatedAt: Date
}

const couponModel = model<CouponDoc>(
  'Coupon',
  new Schema<CouponDoc>(
    {
      _id: String,
      title: String,
      note: String,
      benefit: {},
      scope: {},
      audience: {},
      claim: { from: Date, until: Date },
      ways: [String],
      validity: {},
      quota: {},
      stacking: {},
      status: String,
      version: Number,
      createdAt: Date,
      createdBy: String,
      updatedAt: Date,
    },
    { collection: 'coupons', versionKey: false, minimize: false },
  )
    .index({ status: 1, 'claim.until': 1 })
    .index({ createdAt: -1 }),
)

export const findCoupon = (couponId: string): Promise<CouponDoc | null> =>
  couponModel.findById(couponId).lean<CouponDoc>()

export const findCoupons = (couponIds: readonly string[]): Promise<CouponDoc[]> =>
  couponIds.length
    ? couponModel.find({ _id: { $in: [...couponIds] } }).lean<CouponDoc[]>()
    : Promise.resolve([])

/** What can be claimed at an instant, soonest to end first. */
export const claimableCoupons = (at: Date, limit: number): Promise<CouponDoc[]> =>
  couponModel
    .find({
      status: { $in: ['scheduled', 'live'] },
      'claim.from': { $lte: at },
      'claim.until': { $gt: at },
    })
    .sort({ 'claim.until': 1, _id: 1 })
    .limit(limit)
    .lean<CouponDoc[]>()
    .exec()

/** Coupons whose written status is behind the clock. */
export const behindTheClock = (at: Date, limit: number): Promise<CouponDoc[]> =>
  couponModel
    .find({
      $or: [
        { status: 'scheduled', 'claim.from': { $lte: at } },
        { status: { $in: ['scheduled', 'live', 'paused'] }, 'claim.until': { $lte: at } },
      ],
    })
    .limit(limit)
    .lean<CouponDoc[]>()

/** Coupons a claim of which may just be under way. */
export const openCoupons = (endedAfter: Date): Promise<CouponDoc[]> =>
  couponModel.find({ status: { $ne: 'draft' }, 'claim.until': { $gt: endedAfter } }).lean<CouponDoc[]>()

export const listCoupons = (
  filter: Record<string, unknown>,
  after: Mark | undefined,
  limit: number,
): Promise<CouponDoc[]> =>
  couponModel
    .find({ ...filter, ...behind('createdAt', after) })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .lean<CouponDoc[]>()

export const insertCoupon = async (coupon: CouponDoc): Promise<void> => {
  await couponModel.collection.insertOne(coupon as never)
}

/** Writes what an operator decided, at the version it was decided on. @returns null when somebody was faster */
export const changeCoupon = (
  couponId: string,
  version: number,
  set: Partial<CouponDoc>,
  unset: readonly string[] = [],
): Promise<CouponDoc | null> =>
  couponModel
    .findOneAndUpdate(
      { _id: couponId, version },
      {
        $set: { ...set, version: version + 1, updatedAt: now() },
        ...(unset.length ? { $unset: Object.fromEntries(unset.map((it) => [it, 1])) } : {}),
      },
      { returnDocument: 'after' },
    )
    .lean<CouponDoc>()

/** Moves a coupon to another status. @returns null when it was not in that status (any more) */
export async function moveCoupon(
  couponId: string,
  from: CouponStatus,
  to: CouponStatus,
): Promise<CouponDoc | null> {
  if (!couponMayBecome(from, to)) throw new Error(`a coupon never goes from ${from} to ${to}`)
  return couponModel
    .findOneAndUpdate(
      { _id: couponId, status: from },
      { $set: { status: to, updatedAt: now() }, $inc: { version: 1 } },
      { returnDocument: 'after' },
    )
    .lean<CouponDoc>()
}

/** Writes coupons whole, by id (demo chain). */
export async function putCoupons(rows: readonly CouponDoc[]): Promise<void> {
  for (const { _id, ...rest } of rows) await couponModel.updateOne({ _id }, { $set: rest }, { upsert: true })
}
