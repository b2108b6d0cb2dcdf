import { model, Schema } from 'mongoose'
import { behind, type Mark } from '../../kernel/cursor'
import { isDuplicate } from '../../kernel/db'
import { outboxField, outboxIndex, relayFrom, type OutboxEvent, type WithOutbox } from '../../kernel/outbox'
import type { ReturnState } from './posOrders.rules'

export interface PosLine {
  key: string
  skuId: string
  name: string
  image: string
  quantity: number
  /** Fen. */
  unitPrice: number
  discount: number
  total: number
}
export interface PosReturn {
  id: string
  key: string
  state: ReturnState
  lines: { key: string; quantity: number; amount: number }[]
  reason: string
  at: Date
  by: string
  /** Where the pieces came back; absent until they did. */
  storeId?: string
}

/** A purchase in a shop, as its till told of it. Shard key: _id, which follows from till and key. */
export interface PosOrderDoc extends WithOutbox {
  _id: string
  /** Which machine told of it. */
  source: string
  key: string
  /** What was told, to know a repetition from another purchase. */
  asked: string
  storeId: string
  memberId?: string
  lines: PosLine[]
  total: number
  at: Date
  /** When its stock was sold. */
  soldAt?: Date
  stockProblems: { line: string; code: string; message: string }[]
  returns: PosReturn[]
  version: number
  outbox: OutboxEvent[]
}

const posOrderModel = model<PosOrderDoc>(
  'PosOrder',
  new Schema<PosOrderDoc>(
    {
      _id: String,
      source: String,
      key: String,
      asked: String,
      storeId: String,
      memberId: String,
      lines: [{}],
      total: Number,
      at: Date,
      soldAt: Date,
      stockProblems: [{}],
      returns: [{}],
      version: Number,
      outbox: outboxField,
    },
    { collection: 'posOrders', versionKey: false },
  )
    .index({ memberId: 1, at: -1 })
    .index({ storeId: 1, at: -1 })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(posOrderModel)

export const findPosOrder = (posOrderId: string): Promise<PosOrderDoc | null> =>
  posOrderModel.findById(posOrderId).lean<PosOrderDoc>()

/** Writes a new purchase. @returns false when one of this id stands already */
export const insertPosOrder = (order: PosOrderDoc): Promise<boolean> =>
  posOrderModel.collection.insertOne(order as never).then(
    () => true,
    (error: unknown) => {
      if (isDuplicate(error)) return false
      throw error
    },
  )

/** Writes that the stock was sold, once: what was refused then stays so. */
export async function markSold(
  posOrderId: string,
  soldAt: Date,
  stockProblems: PosOrderDoc['stockProblems'],
): Promise<void> {
  await posOrderModel.updateOne(
    { _id: posOrderId, soldAt: { $exists: false } },
    { $set: { soldAt, stockProblems } },
  )
}

/** Writes the returns decided on a version. @returns null when somebody was faster */
export const putReturns = (
  { _id, version }: PosOrderDoc,
  returns: readonly PosReturn[],
  event?: OutboxEvent,
): Promise<PosOrderDoc | null> =>
  posOrderModel
    .findOneAndUpdate(
      { _id, version },
      {
        $set: { returns: [...returns], version: version + 1 },
        ...(event ? { $push: { outbox: event } } : {}),
      },
      { returnDocument: 'after' },
    )
    .lean<PosOrderDoc>()

/** Purchases of a member or a store after a mark, newest first. */
export const listPosOrders = (
  filter: Partial<Pick<PosOrderDoc, 'memberId' | 'storeId'>>,
  after: Mark | undefined,
  limit: number,
): Promise<PosOrderDoc[]> =>
  posOrderModel
    .find({
      ...filter,
      ...behind('at', after),
    })
    .sort({ at: -1, _id: -1 })
    .limit(limit)
    .lean<PosOrderDoc[]>()
