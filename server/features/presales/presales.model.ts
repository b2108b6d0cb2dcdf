import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import { emit, outboxField, outboxIndex, relayFrom, type WithOutbox } from '../../kernel/outbox'
import { presaleWithdrawn } from './presales.events'
import type { Windows } from './presales.rules'

/** Pieces of the quota that an order has taken. */
export interface ClaimDoc {
  /** Order and round: the same key is one claim, however often it is asked for. */
  key: string
  memberId: string
  locationId: string
  quantity: number
  /** Of an order whose deposit is not paid yet. */
  expiresAt?: Date
  /** The order holds the pieces itself: they are no longer among those set apart. */
  isTaken?: boolean
}

/** An offer with its quota and who took of it. Shard key: _id. */
export interface PresaleDoc extends WithOutbox, Windows {
  _id: string
  skuId: string
  spuId: string
  /** Fen per piece. */
  deposit: number
  worth: number
  readyAt: Date
  perMember: number
  places: { locationId: string; quota: number; left: number }[]
  claims: ClaimDoc[]
  /** Pieces by member. */
  taken: Record<string, number>
  createdAt: Date
  withdrawnAt?: Date
  /** Nothing of it can be claimed any more. */
  endedAt?: Date
  /** What was left of the pieces set apart is in the pool again. */
  releasedAt?: Date
}

const presaleModel = model<PresaleDoc>(
  'Presale',
  new Schema<PresaleDoc>(
    {
      _id: String,
      skuId: String,
      spuId: String,
      deposit: Number,
      worth: Number,
      depositFrom: Date,
      depositUntil: Date,
      balanceFrom: Date,
      balanceUntil: Date,
      readyAt: Date,
      perMember: Number,
      places: [{ _id: false, locationId: String, quota: Number, left: Number }],
      claims: [
        {
          _id: false,
          key: String,
          memberId: String,
          locationId: String,
          quantity: Number,
          expiresAt: Date,
          isTaken: Boolean,
        },
      ],
      taken: {},
      createdAt: Date,
      withdrawnAt: Date,
      endedAt: Date,
      releasedAt: Date,
      outbox: outboxField,
    },
    { collection: 'presales', versionKey: false, minimize: false },
  )
    .index({ spuId: 1, balanceUntil: 1 })
    .index({ balanceUntil: 1 })
    .index({ 'claims.expiresAt': 1 })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(presaleModel)

export const findPresale = (presaleId: string): Promise<PresaleDoc | null> =>
  presaleModel.findById(presaleId).lean<PresaleDoc>()

/** @returns false when one of this id stands already */
export const insertPresale = (presale: PresaleDoc): Promise<boolean> =>
  presaleModel.collection.insertOne(presale as never).then(
    () => true,
    (error: unknown) => {
      if (isDuplicate(error)) return false
      throw error
    },
  )

/** Offers that are not over at an instant, nor withdrawn, first to end first. */
export const standingPresales = (at: Date, spuId: string | undefined, limit: number): Promise<PresaleDoc[]> =>
  presaleModel
    .find(
      { ...(spuId ? { spuId } : {}), balanceUntil: { $gt: at }, withdrawnAt: { $exists: false } },
      { claims: 0, taken: 0 },
    )
    .sort({ balanceUntil: 1 })
    .limit(limit)
    .lean<PresaleDoc[]>()

/**
 * Takes pieces of an offer's quota in one update: enough are left at the place, the member stays within the limit, and
 * this key took none before.
 * @returns null when one of these did not hold
 */
export function pushClaim(presaleId: string, perMember: number, claim: ClaimDoc): Promise<PresaleDoc | null> {
  const { key, memberId, locationId, quantity } = claim
  const ofMember = `taken.${memberId}`
  return presaleModel
    .findOneAndUpdate(
      {
        _id: presaleId,
        withdrawnAt: { $exists: false },
        endedAt: { $exists: false },
        'claims.key': { $ne: key },
        places: { $elemMatch: { locationId, left: { $gte: quantity } } },
        $or: [{ [ofMember]: { $exists: false } }, { [ofMember]: { $lte: perMember - quantity } }],
      },
      { $push: { claims: claim }, $inc: { 'places.$[at].left': -quantity, [ofMember]: quantity } },
      { arrayFilters: [{ 'at.locationId': locationId }], returnDocument: 'after' },
    )
    .lean<PresaleDoc>()
}

/** Gives a claim back to the quota, once; only one that has expired where an instant is given. */
export async function pullClaim(
  presaleId: string,
  { key, memberId, locationId, quantity }: ClaimDoc,
  expiredBy?: Date,
): Promise<boolean> {
  const { modifiedCount } = await presaleModel.updateOne(
    {
      _id: presaleId,
      claims: {
        $elemMatch: { key, isTaken: { $ne: true }, ...(expiredBy ? { expiresAt: { $lte: expiredBy } } : {}) },
      },
    },
    {
      $pull: { claims: { key } },
      $inc: { 'places.$[at].left': quantity, [`taken.${memberId}`]: -quantity },
    },
    { arrayFilters: [{ 'at.locationId': locationId }] },
  )
  return modifiedCount === 1
}

/** Makes a claim last: its deposit is paid; or its pieces are with the order. @returns false when it is not there, or of a withdrawn offer */
export async function settleClaim(presaleId: string, key: string, isTaken: boolean): Promise<boolean> {
  const { matchedCount } = await presaleModel.updateOne(
    { _id: presaleId, 'claims.key': key, ...(isTaken ? {} : { withdrawnAt: { $exists: false } }) },
    {
      $unset: { 'claims.$[it].expiresAt': 1 },
      ...(isTaken ? { $set: { 'claims.$[it].isTaken': true } } : {}),
    },
    { arrayFilters: [{ 'it.key': key }] },
  )
  return matchedCount === 1
}

/** Offers with claims that have expired. */
export const withExpiredClaims = (at: Date, limit: number): Promise<PresaleDoc[]> =>
  presaleModel
    .find({ 'claims.expiresAt': { $lte: at } })
    .limit(limit)
    .lean<PresaleDoc[]>()

/** Offers that are over by an instant or withdrawn, and whose left pieces are still set apart. */
export const unreleasedPresales = (overBy: Date, limit: number): Promise<PresaleDoc[]> =>
  presaleModel
    .find({
      releasedAt: { $exists: false },
      $or: [{ balanceUntil: { $lte: overBy } }, { withdrawnAt: { $exists: true } }],
    })
    .sort({ balanceUntil: 1 })
    .limit(limit)
    .lean<PresaleDoc[]>()

/** Ends an offer of which every claim is taken or given back. @returns false while one is open */
export async function endPresale(presaleId: string): Promise<boolean> {
  const { matchedCount } = await presaleModel.updateOne(
    { _id: presaleId, claims: { $not: { $elemMatch: { isTaken: { $ne: true } } } } },
    { $set: { endedAt: now() } },
  )
  return matchedCount === 1
}
export const writeReleased = async (presaleId: string): Promise<void> => {
  await presaleModel.updateOne({ _id: presaleId }, { $set: { releasedAt: now() } })
}

/** Withdraws an offer, once. */
export const writeWithdrawn = async (presaleId: string): Promise<void> => {
  await presaleModel.updateOne(
    { _id: presaleId, withdrawnAt: { $exists: false } },
    { $set: { withdrawnAt: now() }, $push: { outbox: emit(presaleWithdrawn, { presaleId }) } },
  )
}
