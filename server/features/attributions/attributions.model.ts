import { model, Schema } from 'mongoose'
import { insertOnce } from '../../kernel/db'
import { memberNow } from '../../kernel/oneId'
import type { Reason } from './attributions.rules'

/** Whose a paid order is (GU-6): written once, its money followed. Shard key: guideId. */
export interface AttributionDoc {
  /** The order's id: one order is one guide's. */
  _id: string
  guideId: string
  /** The guide's store when it was ordered. */
  storeId: string
  memberId: string
  reason: Reason
  cardId?: string
  cartId?: string
  /** Fen. */
  amount: number
  refunded: number
  /** When it was ordered. */
  at: Date
}

const attributionModel = model<AttributionDoc>(
  'Attribution',
  new Schema<AttributionDoc>(
    {
      _id: String,
      guideId: String,
      storeId: String,
      memberId: String,
      reason: String,
      cardId: String,
      cartId: String,
      amount: Number,
      refunded: Number,
      at: Date,
    },
    { collection: 'attributions', versionKey: false },
  )
    .index({ guideId: 1, at: -1 })
    .index({ storeId: 1, at: -1 })
    .index({ at: -1 })
    .index({ memberId: 1, at: -1 })
    .index({ cardId: 1 }, { partialFilterExpression: { cardId: { $exists: true } } }),
)

export const findAttribution = (orderId: string): Promise<AttributionDoc | null> =>
  attributionModel.findById(orderId).lean<AttributionDoc>()

/** Writes whose an order is, once. */
export const insertAttribution = (doc: AttributionDoc): Promise<boolean> => insertOnce(attributionModel, doc)

/** Writes many at once; those that are there stay as they are. */
export async function putAttributions(rows: readonly AttributionDoc[]): Promise<void> {
  if (rows.length)
    await attributionModel.bulkWrite(
      rows.map(({ _id, ...rest }) => ({
        updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true },
      })),
      { ordered: false },
    )
}

/** What was given back of it in all, in fen; never less than was known. */
export const putRefunded = async (orderId: string, refunded: number): Promise<void> => {
  await attributionModel.updateOne({ _id: orderId }, { $max: { refunded } })
}

export const attributionsOfMember = (memberId: string, limit: number): Promise<AttributionDoc[]> =>
  attributionModel.find({ memberId }).sort({ at: -1 }).limit(limit).lean<AttributionDoc[]>()

export const attributionsOfGuide = (guideId: string, limit: number): Promise<AttributionDoc[]> =>
  attributionModel.find({ guideId }).sort({ at: -1 }).limit(limit).lean<AttributionDoc[]>()

/** From an instant on, and before another. */
export interface Span {
  from: Date
  until: Date
}

/** Orders and money of each guide of a store in a time. */
export const sumsOfStore = (
  storeId: string,
  { from, until }: Span,
): Promise<{ _id: { guideId: string; reason: Reason }; orders: number; amount: number }[]> =>
  attributionModel.aggregate([
    { $match: { storeId, at: { $gte: from, $lt: until } } },
    {
      $group: {
        _id: { guideId: '$guideId', reason: '$reason' },
        orders: { $sum: 1 },
        amount: { $sum: { $subtract: ['$amount', '$refunded'] } },
      },
    },
  ])

/** Orders and money of stores in a time and since an instant after it began; of every store without `storeIds`. */
export const sumsByStore = (
  storeIds: readonly string[] | undefined,
  { from, until }: Span,
  since: Date,
): Promise<{ _id: string; orders: number; amount: number; sinceOrders: number; sinceAmount: number }[]> => {
  const kept = { $subtract: ['$amount', '$refunded'] }
  const within = { $lt: ['$at', until] }
  const isSince = { $gte: ['$at', since] }
  const sumOf = (isCounted: object, of: unknown) => ({ $sum: { $cond: [isCounted, of, 0] } })
  return attributionModel.aggregate([
    { $match: { at: { $gte: from }, ...(storeIds ? { storeId: { $in: [...storeIds] } } : {}) } },
    {
      $group: {
        _id: '$storeId',
        orders: sumOf(within, 1),
        amount: sumOf(within, kept),
        sinceOrders: sumOf(isSince, 1),
        sinceAmount: sumOf(isSince, kept),
      },
    },
  ])
}

/**
 * Of who bought since an instant what was not all given back: how many there are for each guide of a store, and how many
 * of them bought more than once.
 */
export async function buyersOfStore(
  storeId: string,
  from: Date,
): Promise<Map<string, { buyers: number; again: number }>> {
  const rows = await attributionModel.aggregate<{
    _id: { guideId: string; memberId: string }
    orders: number
  }>([
    { $match: { storeId, at: { $gte: from }, $expr: { $gt: ['$amount', '$refunded'] } } },
    { $group: { _id: { guideId: '$guideId', memberId: '$memberId' }, orders: { $sum: 1 } } },
  ])
  const people = new Map<string, Map<string, number>>()
  for (const { _id, orders } of rows) {
    const ofGuide = people.get(_id.guideId) ?? new Map<string, number>()
    const memberId = memberNow(_id.memberId)
    people.set(_id.guideId, ofGuide.set(memberId, (ofGuide.get(memberId) ?? 0) + orders))
  }
  return new Map(
    [...people].map(([guideId, orders]) => [
      guideId,
      { buyers: orders.size, again: [...orders.values()].filter((it) => it > 1).length },
    ]),
  )
}

/** Orders that count by each of these cards, per member, and their money after refunds, in fen. */
export async function sumsOfCards(
  cardIds: readonly string[],
): Promise<{ _id: { cardId: string; memberId: string }; orders: number; amount: number }[]> {
  const rows = await attributionModel.aggregate<{
    _id: { cardId: string; memberId: string }
    orders: number
    amount: number
  }>([
    { $match: { cardId: { $in: [...cardIds] } } },
    {
      $group: {
        _id: { cardId: '$cardId', memberId: '$memberId' },
        orders: { $sum: 1 },
        amount: { $sum: { $subtract: ['$amount', '$refunded'] } },
      },
    },
  ])
  return rows.map(({ _id, ...it }) => ({ ...it, _id: { ..._id, memberId: memberNow(_id.memberId) } }))
}
