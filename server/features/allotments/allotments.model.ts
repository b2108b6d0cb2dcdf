import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import { outboxField, outboxIndex, relayFrom, type WithOutbox } from '../../kernel/outbox'
import { idsOf } from '../../kernel/oneId'

/** Pieces of the campaign stock that an order line has taken. */
export interface ClaimDoc {
  /** Order, line and round: the same key is one claim, however often it is asked for. */
  key: string
  memberId: string
  skuId: string
  locationId: string
  quantity: number
  /** Of an order that is not paid yet. */
  expiresAt?: Date
  /** The order holds the pieces itself: they are no longer among those set apart. */
  isTaken?: boolean
}

export interface AllottedPlace {
  skuId: string
  locationId: string
  /** Pieces set apart, and those of them nobody has claimed. */
  quota: number
  left: number
}

/** The stock of one campaign, apart from normal stock, and who took of it. Shard key: _id. */
export interface AllotmentDoc extends WithOutbox {
  /** The campaign's id. */
  _id: string
  places: AllottedPlace[]
  /** Pieces a member may take in all. */
  perMember: number
  claims: ClaimDoc[]
  /** Pieces by member. */
  taken: Record<string, number>
  /** From then on what is left goes back to the pool. */
  settleAt: Date
  createdAt: Date
  /** Called off: nothing more is claimed, and what is not paid yet is not kept. */
  closedAt?: Date
  /** Every claim is settled: nothing of it can be claimed any more. */
  endedAt?: Date
  /** What was left of the pieces set apart is in the pool again. */
  releasedAt?: Date
}

const allotmentModel = model<AllotmentDoc>(
  'Allotment',
  new Schema<AllotmentDoc>(
    {
      _id: String,
      places: [{ _id: false, skuId: String, locationId: String, quota: Number, left: Number }],
      perMember: Number,
      claims: [
        {
          _id: false,
          key: String,
          memberId: String,
          skuId: String,
          locationId: String,
          quantity: Number,
          expiresAt: Date,
          isTaken: Boolean,
        },
      ],
      taken: {},
      settleAt: Date,
      createdAt: Date,
      closedAt: Date,
      endedAt: Date,
      releasedAt: Date,
      outbox: outboxField,
    },
    { collection: 'allotments', versionKey: false, minimize: false },
  )
    .index({ settleAt: 1 })
    .index({ 'claims.expiresAt': 1 })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(allotmentModel)

const withoutClaims = { claims: 0, taken: 0, outbox: 0 }

/** The stock of a campaign without who took of it. */
export type Allotment = Omit<AllotmentDoc, 'claims' | 'taken' | 'outbox'>

export const findAllotment = (allotmentId: string): Promise<Allotment | null> =>
  allotmentModel.findById(allotmentId, withoutClaims).lean<Allotment>()
export const findAllotments = (allotmentIds: readonly string[]): Promise<Allotment[]> =>
  allotmentModel.find({ _id: { $in: [...allotmentIds] } }, withoutClaims).lean<Allotment[]>()

/** The stock of a campaign with only the claim of a key. */
export const findClaim = async (allotmentId: string, key: string) => {
  const found = await allotmentModel
    .findById(allotmentId, { places: 1, claims: { $elemMatch: { key } } })
    .lean<Pick<AllotmentDoc, 'places' | 'claims'>>()
  return { places: found?.places ?? [], claim: found?.claims?.[0] }
}

/** How a campaign's stock stands for a member who asks for pieces under a key. */
export const lookFor = ({ memberId, key }: ClaimDoc, allotmentId: string) =>
  allotmentModel
    .findById(allotmentId, {
      places: 1,
      perMember: 1,
      closedAt: 1,
      endedAt: 1,
      ...Object.fromEntries(idsOf(memberId).map((it) => [`taken.${it}`, 1])),
      claims: { $elemMatch: { key } },
    })
    .lean<AllotmentDoc>()

/** @returns false when one of this id stands already */
export const insertAllotment = (allotment: AllotmentDoc): Promise<boolean> =>
  allotmentModel.collection.insertOne(allotment as never).then(
    () => true,
    (error: unknown) => {
      if (isDuplicate(error)) return false
      throw error
    },
  )

const at = (index: number) => `at${index}`
const placeFilters = (claims: readonly ClaimDoc[]) =>
  claims.map(({ skuId, locationId }, index) => ({
    [`${at(index)}.skuId`]: skuId,
    [`${at(index)}.locationId`]: locationId,
  }))
const lefts = (claims: readonly ClaimDoc[], sign: 1 | -1) =>
  Object.fromEntries(claims.map(({ quantity }, index) => [`places.$[${at(index)}].left`, sign * quantity]))

/**
 * Takes pieces for the lines of one order in one update, all or none: enough are left of each, the member stays within
 * the limit, and these keys took none before. Each line is of another SKU or place. `elsewhere` is what the same person took
 * under other ids (ME-1), as it was read.
 * @returns false when one of these did not hold
 */
export async function pushClaims(
  allotmentId: string,
  perMember: number,
  claims: readonly [ClaimDoc, ...ClaimDoc[]],
  elsewhere: ReadonlyMap<string, number>,
): Promise<boolean> {
  const others = [...elsewhere.values()].reduce((sum, it) => sum + it, 0)
  const pieces = claims.reduce((sum, it) => sum + it.quantity, 0)
  const ofMember = `taken.${claims[0].memberId}`
  const { modifiedCount } = await allotmentModel.updateOne(
    {
      _id: allotmentId,
      closedAt: { $exists: false },
      endedAt: { $exists: false },
      'claims.key': { $nin: claims.map((it) => it.key) },
      $and: claims.map(({ skuId, locationId, quantity }) => ({
        places: { $elemMatch: { skuId, locationId, left: { $gte: quantity } } },
      })),
      $or: [{ [ofMember]: { $exists: false } }, { [ofMember]: { $lte: perMember - others - pieces } }],
      ...Object.fromEntries([...elsewhere].map(([id, n]) => [`taken.${id}`, n || { $in: [null, 0] }])),
    },
    { $push: { claims: { $each: [...claims] } }, $inc: { ...lefts(claims, -1), [ofMember]: pieces } },
    { arrayFilters: placeFilters(claims) },
  )
  return modifiedCount === 1
}

/** Gives a claim back to the stock of its campaign, once; only one that has expired where an instant is given. */
export async function pullClaim(allotmentId: string, claim: ClaimDoc, expiredBy?: Date): Promise<boolean> {
  const { key, memberId, quantity } = claim
  const { modifiedCount } = await allotmentModel.updateOne(
    {
      _id: allotmentId,
      claims: {
        $elemMatch: { key, isTaken: { $ne: true }, ...(expiredBy ? { expiresAt: { $lte: expiredBy } } : {}) },
      },
    },
    { $pull: { claims: { key } }, $inc: { ...lefts([claim], 1), [`taken.${memberId}`]: -quantity } },
    { arrayFilters: placeFilters([claim]) },
  )
  return modifiedCount === 1
}

/** Makes a claim last: its order is paid. @returns false when it is not there, or was not taken before the stock was closed */
export async function keepClaim(allotmentId: string, key: string): Promise<boolean> {
  const { matchedCount } = await allotmentModel.updateOne(
    {
      _id: allotmentId,
      $or: [
        { 'claims.key': key, closedAt: { $exists: false } },
        { claims: { $elemMatch: { key, isTaken: true } } },
      ],
    },
    { $unset: { 'claims.$[it].expiresAt': 1 } },
    { arrayFilters: [{ 'it.key': key }] },
  )
  return matchedCount === 1
}

/** Writes that the pieces of a claim are with its order. */
export async function writeTaken(allotmentId: string, key: string): Promise<void> {
  await allotmentModel.updateOne(
    { _id: allotmentId, 'claims.key': key },
    { $unset: { 'claims.$[it].expiresAt': 1 }, $set: { 'claims.$[it].isTaken': true } },
    { arrayFilters: [{ 'it.key': key }] },
  )
}

/** Writes that the pieces of claims left together: they are no longer among those set apart. */
export async function writeAllTaken(allotmentId: string, keys: readonly string[]): Promise<void> {
  await allotmentModel.updateOne(
    { _id: allotmentId },
    { $unset: { 'claims.$[it].expiresAt': 1 }, $set: { 'claims.$[it].isTaken': true } },
    { arrayFilters: [{ 'it.key': { $in: [...keys] } }] },
  )
}

/** A campaign's stock with who took of it. */
export const findClaims = (
  allotmentId: string,
): Promise<Pick<AllotmentDoc, '_id' | 'places' | 'claims'> | null> =>
  allotmentModel.findById(allotmentId, { places: 1, claims: 1 }).lean<AllotmentDoc>()

/** Pieces a person has taken in all, under whichever of their ids. */
export async function takenBy(allotmentId: string, memberId: string): Promise<number> {
  const ids = idsOf(memberId)
  const fields = Object.fromEntries(ids.map((it) => [`taken.${it}`, 1]))
  const found = await allotmentModel.findById(allotmentId, fields).lean<AllotmentDoc>()
  return ids.reduce((sum, it) => sum + (found?.taken?.[it] ?? 0), 0)
}

/** Campaigns with claims that have expired. */
export const withExpiredClaims = (by: Date, limit: number): Promise<Pick<AllotmentDoc, '_id' | 'claims'>[]> =>
  allotmentModel
    .find({ 'claims.expiresAt': { $lte: by } }, { claims: 1 })
    .limit(limit)
    .lean<AllotmentDoc[]>()

/** Campaigns that are settled by an instant or called off, and whose left pieces are still set apart. */
export const unreleased = (by: Date, limit: number): Promise<Allotment[]> =>
  allotmentModel
    .find(
      {
        releasedAt: { $exists: false },
        $or: [{ settleAt: { $lte: by } }, { closedAt: { $exists: true } }],
      },
      withoutClaims,
    )
    .sort({ settleAt: 1 })
    .limit(limit)
    .lean<Allotment[]>()

/** Ends a campaign of which every claim is taken or given back. @returns false while one is open */
export async function writeEnded(allotmentId: string): Promise<boolean> {
  const { matchedCount } = await allotmentModel.updateOne(
    { _id: allotmentId, claims: { $not: { $elemMatch: { isTaken: { $ne: true } } } } },
    { $set: { endedAt: now() } },
  )
  return matchedCount === 1
}
export const writeReleased = async (allotmentId: string): Promise<void> => {
  await allotmentModel.updateOne({ _id: allotmentId }, { $set: { releasedAt: now() } })
}

/** Calls the stock of a campaign off, once. */
export const writeClosed = async (allotmentId: string): Promise<void> => {
  await allotmentModel.updateOne(
    { _id: allotmentId, closedAt: { $exists: false } },
    { $set: { closedAt: now() } },
  )
}
/** Moves when what is left goes back; not of a campaign that has ended. */
export const writeSettleAt = async (allotmentId: string, settleAt: Date): Promise<void> => {
  await allotmentModel.updateOne({ _id: allotmentId, endedAt: { $exists: false } }, { $set: { settleAt } })
}
