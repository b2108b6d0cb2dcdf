import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { behind, type Mark } from '../../kernel/cursor'
import { insertOnce } from '../../kernel/db'
import { emit, outboxField, outboxIndex, relayFrom, type WithOutbox } from '../../kernel/outbox'
import { wishFulfilled, wishMade, wishWithdrawn } from './wishes.events'
import { mayBecome, type WishKind, type WishStatus } from './wishes.rules'

/** What a member wants to be told of, once for each SKU, store and kind. Shard key: memberId. */
export interface WishDoc extends WithOutbox {
  _id: string
  memberId: string
  /** Who is told in WeChat. */
  openid: string
  skuId: string
  /** Null: whichever store. */
  storeId: string | null
  kind: WishKind
  status: WishStatus
  /** Counts the times it was wished. */
  round: number
  version: number
  createdAt: Date
  toldAt?: Date
  /** The round whose message was sent, or begun to be. */
  messaged?: number
}

const wishModel = model<WishDoc>(
  'Wish',
  new Schema<WishDoc>(
    {
      _id: String,
      memberId: String,
      openid: String,
      skuId: String,
      storeId: String,
      kind: String,
      status: String,
      round: Number,
      version: Number,
      createdAt: Date,
      toldAt: Date,
      messaged: Number,
      outbox: outboxField,
    },
    { collection: 'wishes', versionKey: false },
  )
    .index({ memberId: 1, skuId: 1, storeId: 1, kind: 1 }, { unique: true })
    .index({ memberId: 1, createdAt: -1 })
    .index({ skuId: 1, status: 1, kind: 1 })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(wishModel)

type Same = Pick<WishDoc, 'memberId' | 'skuId' | 'storeId' | 'kind'>

export const findWish = (wishId: string): Promise<WishDoc | null> =>
  wishModel.findById(wishId).lean<WishDoc>()
export const findSameWish = ({ memberId, skuId, storeId, kind }: Same): Promise<WishDoc | null> =>
  wishModel.findOne({ memberId, skuId, storeId, kind }).lean<WishDoc>()

/** Writes a new wish with its event. @returns undefined when the member wished the same before */
export async function insertWish(it: Same & Pick<WishDoc, '_id' | 'openid'>): Promise<WishDoc | undefined> {
  const wish: WishDoc = {
    ...it,
    status: 'waiting',
    round: 1,
    version: 1,
    createdAt: now(),
    outbox: [emit(wishMade, { wishId: it._id, round: 1 })],
  }
  return (await insertOnce(wishModel, wish)) ? wish : undefined
}

const events = { waiting: wishMade, told: wishFulfilled, withdrawn: wishWithdrawn }

/**
 * Moves a wish on from the version it was decided on, with its event in the same update.
 * @returns the wish after it, or null when somebody else was faster
 */
export async function moveWish(
  before: WishDoc,
  to: WishStatus,
  set: Partial<Pick<WishDoc, 'openid' | 'round' | 'createdAt' | 'toldAt'>> = {},
): Promise<WishDoc | null> {
  if (!mayBecome(before.status, to)) throw new Error(`a wish never goes from ${before.status} to ${to}`)
  const { _id, status, version, round } = before
  return wishModel
    .findOneAndUpdate(
      { _id, status, version },
      {
        $set: { ...set, status: to },
        $inc: { version: 1 },
        $push: { outbox: emit(events[to], { wishId: _id, round: set.round ?? round }) },
      },
      { returnDocument: 'after' },
    )
    .lean<WishDoc>()
}

/**
 * Writes that the message of a fulfilled round is being sent.
 * @returns null when it is not to be told (any more), or somebody else sends it
 */
export const claimMessage = (wishId: string, round: number): Promise<WishDoc | null> =>
  wishModel
    .findOneAndUpdate(
      { _id: wishId, round, status: 'told', messaged: { $ne: round } },
      { $set: { messaged: round } },
      { returnDocument: 'after' },
    )
    .lean<WishDoc>()

/** Who waits to be told of a SKU in one location or whichever, in order of id. */
export const waitingFor = (
  skuId: string,
  locationId: string,
  afterId: string,
  limit: number,
): Promise<WishDoc[]> =>
  wishModel
    .find({
      skuId,
      status: 'waiting',
      kind: 'notify',
      storeId: { $in: [null, locationId] },
      _id: { $gt: afterId },
    })
    .sort({ _id: 1 })
    .limit(limit)
    .lean<WishDoc[]>()

/** A member's wishes that were not taken back, latest first. */
export const wishesOf = (memberId: string, after: Mark | undefined, limit: number): Promise<WishDoc[]> =>
  wishModel
    .find({
      memberId,
      status: { $in: ['waiting', 'told'] },
      ...behind('createdAt', after),
    })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .lean<WishDoc[]>()
