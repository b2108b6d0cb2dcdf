import { model, Schema } from 'mongoose'
import { isDuplicate } from '../../kernel/db'
import { behind, type Mark } from '../../kernel/cursor'
import { outboxField, outboxIndex, relayFrom, type OutboxEvent, type WithOutbox } from '../../kernel/outbox'

/** When a SKU runs low in a location, and whether it does. Shard key: `_id`. */
export interface WatchDoc extends WithOutbox {
  /** `sku@location` */
  _id: string
  skuId: string
  locationId: string
  own?: number
  ownBy?: string
  sold?: number
  state?: 'open' | 'closed'
  /** Of the stock it was judged on when it was opened or closed. */
  version?: number
  raisedAt?: Date
  closedAt?: Date
  /** Grows with every write: who read it before decided on less. */
  turn: number
}

const watchModel = model<WatchDoc>(
  'StockWatch',
  new Schema<WatchDoc>(
    {
      _id: String,
      skuId: String,
      locationId: String,
      own: Number,
      ownBy: String,
      sold: Number,
      state: String,
      version: Number,
      raisedAt: Date,
      closedAt: Date,
      turn: Number,
      outbox: outboxField,
    },
    { collection: 'stockWatches', versionKey: false },
  )
    .index({ locationId: 1, state: 1, raisedAt: -1 })
    .index({ skuId: 1 })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(watchModel)

const idOf = (skuId: string, locationId: string) => `${skuId}@${locationId}`

export const findWatch = (skuId: string, locationId: string): Promise<WatchDoc | null> =>
  watchModel.findById(idOf(skuId, locationId)).lean<WatchDoc>()
export const watchesOf = (skuId: string): Promise<WatchDoc[]> => watchModel.find({ skuId }).lean<WatchDoc[]>()
/** The SKUs whose default threshold is known anywhere. */
export const watchedSkus = (): Promise<string[]> => watchModel.distinct('skuId', { sold: { $gt: 0 } })

type Judged = Pick<WatchDoc, 'state' | 'version' | 'raisedAt' | 'closedAt'>

/**
 * Writes what was judged on the turn that was read, with its event in the same update.
 * @returns false when somebody else wrote first
 */
export async function putJudgement(
  before: WatchDoc | null,
  { skuId, locationId }: Pick<WatchDoc, 'skuId' | 'locationId'>,
  set: Judged,
  event: OutboxEvent,
): Promise<boolean> {
  const _id = idOf(skuId, locationId)
  if (!before)
    return watchModel.collection
      .insertOne({ _id, skuId, locationId, ...set, turn: 1, outbox: [event] } as never)
      .then(
        () => true,
        (error: unknown) => {
          if (isDuplicate(error)) return false
          throw error
        },
      )
  const { modifiedCount } = await watchModel.updateOne(
    { _id, turn: before.turn },
    { $set: set, $inc: { turn: 1 }, $push: { outbox: event } },
  )
  return modifiedCount === 1
}

type Limit = Pick<WatchDoc, 'own' | 'ownBy' | 'sold'>

/** Sets limits; those given as undefined are taken off. */
export async function putLimits(skuId: string, locationId: string, limits: Limit): Promise<void> {
  const entries = Object.entries(limits)
  const set = Object.fromEntries(entries.filter(([, value]) => value !== undefined))
  const unset = Object.fromEntries(entries.filter(([, value]) => value === undefined).map(([at]) => [at, 1]))
  const write = () =>
    watchModel.updateOne(
      { _id: idOf(skuId, locationId) },
      {
        $set: { ...set, skuId, locationId },
        $inc: { turn: 1 },
        ...(Object.keys(unset).length ? { $unset: unset } : {}),
      },
      { upsert: true },
    )
  // Two first writes at once: the second finds the document of the first.
  await write().catch((error: unknown) => {
    if (!isDuplicate(error)) throw error
    return write()
  })
}

/** What runs low in a location, latest first. */
export const openIn = (locationId: string, after: Mark | undefined, limit: number): Promise<WatchDoc[]> =>
  watchModel
    .find({
      locationId,
      state: 'open',
      ...behind('raisedAt', after),
    })
    .sort({ raisedAt: -1, _id: -1 })
    .limit(limit)
    .lean<WatchDoc[]>()
