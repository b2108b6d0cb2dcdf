import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { behind, type Mark } from '../../kernel/cursor'
import { isDuplicate } from '../../kernel/db'
import { emit, outboxField, outboxIndex, relayFrom, type WithOutbox } from '../../kernel/outbox'
import { transferMoved } from './transfers.events'
import { mayBecome, type Line, type TransferStatus } from './transfers.rules'

interface Step {
  status: TransferStatus
  /** `gui_…`, the name of a system, or `rule`. */
  by: string
  at: Date
}

/** Goods on their way from one location to another, with the journal of it. Shard key: `_id`. */
export interface TransferDoc extends WithOutbox {
  _id: string
  from: string
  to: string
  status: TransferStatus
  lines: Line[]
  reason: string
  /** The order whose shopper waits for the pieces (IN-4), or the chain whose shoppers do (GB-2). */
  orderId?: string
  chainId?: string
  /** What was asked for under the key, to know a repetition from another transfer. */
  asked: string
  /** Counts the approvals: names the holds. */
  round: number
  version: number
  history: Step[]
  createdAt: Date
  updatedAt: Date
}

const transferModel = model<TransferDoc>(
  'Transfer',
  new Schema<TransferDoc>(
    {
      _id: String,
      from: String,
      to: String,
      status: String,
      lines: [
        { _id: false, skuId: String, quantity: Number, shipped: Number, received: Number, heldAs: String },
      ],
      reason: String,
      orderId: String,
      chainId: String,
      asked: String,
      round: Number,
      version: Number,
      history: [{ _id: false, status: String, by: String, at: Date }],
      createdAt: Date,
      updatedAt: Date,
      outbox: outboxField,
    },
    { collection: 'transfers', versionKey: false },
  )
    .index({ to: 1, status: 1, createdAt: -1 })
    .index({ from: 1, status: 1, createdAt: -1 })
    .index({ 'lines.skuId': 1, status: 1 })
    .index({ status: 1, createdAt: 1 })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(transferModel)

export const findTransfer = (transferId: string): Promise<TransferDoc | null> =>
  transferModel.findById(transferId).lean<TransferDoc>()

type New = Pick<TransferDoc, '_id' | 'from' | 'to' | 'lines' | 'reason' | 'asked' | 'orderId' | 'chainId'> & {
  /** `approved` at once: for an order or a chain, which holds the pieces already. */
  status: 'suggested' | 'requested' | 'approved'
}

const movedTo = (
  { _id, orderId, chainId }: Pick<TransferDoc, '_id' | 'orderId' | 'chainId'>,
  status: TransferStatus,
) =>
  emit(transferMoved, {
    transferId: _id,
    status,
    ...(orderId ? { orderId } : {}),
    ...(chainId ? { chainId } : {}),
  })

/** Writes a new transfer with its event. @returns undefined when one of this id stands already */
export async function insertTransfer(it: New, by: string): Promise<TransferDoc | undefined> {
  const at = now()
  const transfer: TransferDoc = {
    ...it,
    round: 0,
    version: 1,
    history: [{ status: it.status, by, at }],
    createdAt: at,
    updatedAt: at,
    outbox: [movedTo(it, it.status)],
  }
  return transferModel.collection.insertOne(transfer as never).then(
    () => transfer,
    (error: unknown) => {
      if (isDuplicate(error)) return undefined
      throw error
    },
  )
}

/**
 * Moves a transfer on from the version it was decided on, with its event in the same update.
 * @returns the transfer after it, or null when somebody else was faster
 */
export async function moveTransfer(
  before: TransferDoc,
  to: TransferStatus,
  by: string,
  set: Partial<Pick<TransferDoc, 'lines' | 'round' | 'reason'>> = {},
): Promise<TransferDoc | null> {
  if (!mayBecome(before.status, to)) throw new Error(`a transfer never goes from ${before.status} to ${to}`)
  const at = now()
  return transferModel
    .findOneAndUpdate(
      { _id: before._id, status: before.status, version: before.version },
      {
        $set: { ...set, status: to, updatedAt: at },
        $inc: { version: 1 },
        $push: {
          history: { status: to, by, at },
          outbox: movedTo(before, to),
        },
      },
      { returnDocument: 'after' },
    )
    .lean<TransferDoc>()
}

/** States what the ledger says left, where the shelf held fewer than were to leave. */
export const correctShipped = async (transferId: string, skuId: string, shipped: number): Promise<void> => {
  await transferModel.updateOne(
    { _id: transferId, 'lines.skuId': skuId },
    { $set: { 'lines.$.shipped': shipped }, $inc: { version: 1 } },
  )
}

/** Transfers by a filter, newest first. */
export const listTransfers = (
  filter: Partial<Pick<TransferDoc, 'from' | 'to' | 'status'>>,
  after: Mark | undefined,
  limit: number,
): Promise<TransferDoc[]> =>
  transferModel
    .find({
      ...filter,
      ...behind('createdAt', after),
    })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .lean<TransferDoc[]>()

/** Transfers of a SKU that are neither received nor cancelled. */
export const openTransfersOf = (
  skuId: string,
  status: readonly TransferStatus[] = ['suggested', 'requested', 'approved', 'shipped'],
): Promise<TransferDoc[]> =>
  transferModel.find({ 'lines.skuId': skuId, status: { $in: [...status] } }).lean<TransferDoc[]>()

/** Suggestions from before an instant that nobody took up, oldest first. */
export const staleSuggestions = (before: Date, limit: number): Promise<TransferDoc[]> =>
  transferModel
    .find({ status: 'suggested', createdAt: { $lt: before } })
    .sort({ createdAt: 1 })
    .limit(limit)
    .lean<TransferDoc[]>()

/** Transfers on the way to a location. */
export const shippedTo = (locationId: string): Promise<TransferDoc[]> =>
  transferModel.find({ to: locationId, status: 'shipped' }).lean<TransferDoc[]>()
