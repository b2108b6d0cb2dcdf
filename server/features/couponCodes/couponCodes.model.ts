import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { behind, type Mark } from '../../kernel/cursor'
import { insertOnce } from '../../kernel/db'

/** One 兑换码 of a coupon (CO-2). Shard key: _id. */
export interface CodeDoc {
  /** The code itself. */
  _id: string
  couponId: string
  /** Of one making, and from 1 its number in it. */
  batchId: string
  nth: number
  /** `taken` by a member whose coupon is being written; `void` was taken back before anybody used it. */
  status: 'free' | 'taken' | 'used' | 'void'
  /** After this it gives nothing more; absent where the coupon alone decides. */
  until?: Date
  memberId?: string
  grantId?: string
  createdAt: Date
  usedAt?: Date
}

const codeModel = model<CodeDoc>(
  'CouponCode',
  new Schema<CodeDoc>(
    {
      _id: String,
      couponId: String,
      batchId: String,
      nth: Number,
      status: String,
      memberId: String,
      grantId: String,
      until: Date,
      createdAt: Date,
      usedAt: Date,
    },
    { collection: 'couponCodes', versionKey: false },
  )
    .index({ batchId: 1, nth: 1 }, { unique: true })
    .index({ couponId: 1, createdAt: -1, _id: -1 }),
)

export const findCode = (code: string): Promise<CodeDoc | null> => codeModel.findById(code).lean<CodeDoc>()

/** Writes a code. @returns false when its number in the batch, or the code itself, is there already */
export const insertCode = (it: CodeDoc): Promise<boolean> => insertOnce(codeModel, it)

export const codesOfBatch = (batchId: string): Promise<CodeDoc[]> =>
  codeModel.find({ batchId }).sort({ nth: 1 }).lean<CodeDoc[]>()

/** A page of a coupon's codes, newest first. */
export const codesOf = (couponId: string, after: Mark | undefined, limit: number): Promise<CodeDoc[]> =>
  codeModel
    .find({ couponId, ...behind('createdAt', after) })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .lean<CodeDoc[]>()

export async function countCodes(couponId: string): Promise<{ total: number; used: number }> {
  const [total, used] = await Promise.all([
    codeModel.countDocuments({ couponId }),
    codeModel.countDocuments({ couponId, status: 'used' }),
  ])
  return { total, used }
}

export interface BatchSums {
  _id: string
  count: number
  used: number
  voided: number
  until: Date | null
  createdAt: Date
}

/** What came of a coupon's batches, newest first; one batch where it is named. */
export const sumBatches = (couponId: string, batchId?: string): Promise<BatchSums[]> =>
  codeModel.aggregate<BatchSums>([
    { $match: { couponId, ...(batchId === undefined ? {} : { batchId }) } },
    {
      $group: {
        _id: '$batchId',
        count: { $sum: 1 },
        used: { $sum: { $cond: [{ $eq: ['$status', 'used'] }, 1, 0] } },
        voided: { $sum: { $cond: [{ $eq: ['$status', 'void'] }, 1, 0] } },
        until: { $min: '$until' },
        createdAt: { $min: '$createdAt' },
      },
    },
    { $sort: { createdAt: -1, _id: -1 } },
    { $limit: 200 },
  ])

/**
 * A free code that is not over is a member's while their coupon is written.
 * @returns false when it is over or void, or somebody was faster
 */
export const takeCode = async (_id: string, memberId: string): Promise<boolean> =>
  (
    await codeModel.updateOne(
      { _id, status: 'free', $or: [{ until: null }, { until: { $gt: now() } }] },
      { $set: { status: 'taken', memberId } },
    )
  ).matchedCount === 1

/** The codes of a batch that nobody has used or is using give nothing more. */
export const voidCodes = async (couponId: string, batchId: string): Promise<void> => {
  await codeModel.updateMany({ couponId, batchId, status: 'free' }, { $set: { status: 'void' } })
}

/** The coupon is written: the code is used for good. */
export const spendCode = async (_id: string, memberId: string, grantId: string): Promise<void> => {
  await codeModel.updateOne(
    { _id, status: 'taken', memberId },
    { $set: { status: 'used', grantId, usedAt: now() } },
  )
}

/** The member could not have the coupon: somebody else may use the code. */
export const freeCode = async (_id: string, memberId: string): Promise<void> => {
  await codeModel.updateOne(
    { _id, status: 'taken', memberId },
    { $set: { status: 'free' }, $unset: { memberId: 1 } },
  )
}
