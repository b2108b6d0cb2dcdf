import { model, Schema } from 'mongoose'
import { insertOnce, isDuplicate } from '../../kernel/db'
import { emit, outboxField, outboxIndex, relayFrom, type WithOutbox } from '../../kernel/outbox'
import { stockChanged, type StockChanged } from './inventory.events'
import { availableOf, type LedgerKind } from './inventory.rules'

/** Pieces kept for an order line. Without `expiresAt` they are paid for and wait to be handed over. */
export interface Hold {
  /** Names the order line and its turn; one key is held once. */
  key: string
  quantity: number
  expiresAt?: Date
}

/** Stock of one SKU in one location. Shard key: skuId + locationId. */
export interface StockDoc extends WithOutbox {
  /** `sku@location` */
  _id: string
  skuId: string
  locationId: string
  onHand: number
  reserved: number
  safety: number
  /** onHand − reserved − safety, kept with every change */
  available: number
  /** What `reserved` is made of; absent on documents that never held anything. */
  holds?: Hold[]
  /** Grows by one with every change; readers of copies compare it. */
  version: number
  updatedAt: Date
}

export interface LedgerDoc {
  _id: string
  key: string
  skuId: string
  locationId: string
  kind: LedgerKind
  quantity: number
  /** Signed pieces held for orders; absent = 0. */
  reserved?: number
  stated: number
  onHandAfter: number
  version: number
  reason?: string
  source: string
  at: Date
}

export const stockModel = model<StockDoc>(
  'Stock',
  new Schema<StockDoc>(
    {
      _id: String,
      skuId: String,
      locationId: String,
      onHand: Number,
      reserved: Number,
      safety: Number,
      available: Number,
      version: Number,
      updatedAt: Date,
      holds: { type: [{ _id: false, key: String, quantity: Number, expiresAt: Date }], default: undefined },
      outbox: outboxField,
    },
    { collection: 'stock', versionKey: false },
  )
    .index({ skuId: 1, locationId: 1 })
    .index({ locationId: 1 })
    .index({ 'holds.expiresAt': 1 }, { partialFilterExpression: { 'holds.expiresAt': { $exists: true } } })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(stockModel)

export const ledgerModel = model<LedgerDoc>(
  'Ledger',
  new Schema<LedgerDoc>(
    {
      _id: String,
      key: String,
      skuId: String,
      locationId: String,
      kind: String,
      quantity: Number,
      reserved: Number,
      stated: Number,
      onHandAfter: Number,
      version: Number,
      reason: String,
      source: String,
      at: Date,
    },
    { collection: 'ledger', versionKey: false },
  )
    .index({ key: 1, skuId: 1, locationId: 1 }, { unique: true })
    .index({ skuId: 1, locationId: 1, version: -1 })
    .index({ skuId: 1, at: 1 }, { partialFilterExpression: { kind: 'sale' } }),
)

export const stockIdOf = (skuId: string, locationId: string): string => `${skuId}@${locationId}`

export const findStock = (skuId: string, locationId: string): Promise<StockDoc | null> =>
  stockModel.findById(stockIdOf(skuId, locationId)).lean<StockDoc>()

/** What copies need to know of stock documents. */
export type Available = Pick<StockDoc, 'skuId' | 'locationId' | 'available' | 'version'>
const brief = { skuId: 1, locationId: 1, available: 1, version: 1, _id: 0 } as const

export const availableOfSku = (skuId: string, locationIds?: readonly string[]): Promise<Available[]> =>
  stockModel
    .find(locationIds ? { skuId, locationId: { $in: [...locationIds] } } : { skuId }, brief)
    .lean<Available[]>()
export const availableInLocation = (locationId: string, skuIds?: readonly string[]): Promise<Available[]> =>
  stockModel
    .find(skuIds ? { _id: { $in: skuIds.map((it) => stockIdOf(it, locationId)) } } : { locationId }, brief)
    .lean<Available[]>()

export const findEntries = (key: string): Promise<LedgerDoc[]> =>
  ledgerModel.find({ key }).lean<LedgerDoc[]>()
export const entriesOf = (skuId: string, locationId: string, limit: number): Promise<LedgerDoc[]> =>
  ledgerModel.find({ skuId, locationId }).sort({ version: -1 }).limit(limit).lean<LedgerDoc[]>()

/** What a change does to a stock document. */
export interface StockMove {
  /** Signed pieces on hand. */
  onHand: number
  /** Signed pieces held for orders, with the holds that are then left. */
  reserved?: number
  holds?: Hold[]
}

/**
 * Applies a change to the version it was decided on, with its event in the same update.
 * @returns the new document, or undefined when somebody else changed it first
 */
export async function changeAtVersion(
  before: StockDoc,
  move: StockMove,
  entry: Omit<StockChanged['entry'], 'onHandAfter' | 'quantity' | 'reserved'>,
): Promise<StockDoc | undefined> {
  const onHand = before.onHand + move.onHand
  const reserved = before.reserved + (move.reserved ?? 0)
  const changed = {
    onHand,
    reserved,
    available: availableOf({ ...before, onHand, reserved }),
    version: before.version + 1,
    updatedAt: entry.at,
    ...(move.holds ? { holds: move.holds } : {}),
  }
  const { skuId, locationId } = before
  const event = emit(stockChanged, {
    skuId,
    locationId,
    available: changed.available,
    version: changed.version,
    entry: { ...entry, quantity: move.onHand, reserved: move.reserved ?? 0, onHandAfter: onHand },
  })
  const after: StockDoc = { ...before, ...changed, outbox: [...before.outbox, event] }
  if (before.version === 0) {
    const inserted = await stockModel.collection.insertOne(after as never).then(
      () => true,
      (error: unknown) => {
        if (isDuplicate(error)) return false
        throw error
      },
    )
    return inserted ? after : undefined
  }
  const { modifiedCount } = await stockModel.updateOne(
    { _id: before._id, version: before.version },
    { $set: changed, $push: { outbox: event } },
  )
  return modifiedCount ? after : undefined
}

/** Writes a ledger entry once; a second time changes nothing. */
export async function putEntry(event: StockChanged): Promise<void> {
  const { id, ...entry } = event.entry
  const row = { _id: id, skuId: event.skuId, locationId: event.locationId, version: event.version, ...entry }
  await insertOnce(ledgerModel, row)
}

/** New stock documents with their opening ledger entries, in bulk (demo chain, first import). */
export async function insertOpening(stock: readonly Omit<StockDoc, 'outbox'>[]): Promise<void> {
  const entries = stock.map((it) => ({
    _id: `led_open_${it._id}`,
    key: `opening/${it._id}`,
    skuId: it.skuId,
    locationId: it.locationId,
    kind: 'receipt' as const,
    quantity: it.onHand,
    stated: it.onHand,
    onHandAfter: it.onHand,
    version: it.version,
    source: 'opening',
    at: it.updatedAt,
  }))
  // The ledger first: a run that stops between the two leaves entries without stock, which a second run completes.
  await ledgerModel.collection.insertMany(entries as never, { ordered: false }).catch(ignoreDuplicates)
  await stockModel.collection
    .insertMany(stock.map((it) => ({ ...it, outbox: [] })) as never, { ordered: false })
    .catch(ignoreDuplicates)
}

function ignoreDuplicates(error: unknown): void {
  if (!isDuplicate(error)) throw error
}

/** Stock documents in order of id, for walks over all of them. */
export const stockAfter = (id: string, limit: number): Promise<StockDoc[]> =>
  stockModel
    .find({ _id: { $gt: id } })
    .sort({ _id: 1 })
    .limit(limit)
    .lean<StockDoc[]>()

export const stockByIds = (ids: readonly string[]): Promise<StockDoc[]> =>
  stockModel.find({ _id: { $in: [...ids] } }).lean<StockDoc[]>()

/** The ledger entries of a stock document up to its version. */
export const entriesUpTo = async ({ skuId, locationId, version }: StockDoc) =>
  (
    await ledgerModel
      .find({ skuId, locationId, version: { $lte: version } }, { quantity: 1 })
      .lean<Pick<LedgerDoc, '_id' | 'quantity'>[]>()
  ).map(({ _id, quantity }) => ({ id: _id, quantity }))

/** Σ ledger quantity per stock id. */
export async function ledgerSums(stock: readonly Pick<StockDoc, '_id' | 'skuId' | 'locationId'>[]) {
  const rows = await ledgerModel.aggregate<{ _id: { s: string; l: string }; sum: number }>([
    {
      $match: {
        skuId: { $in: [...new Set(stock.map((it) => it.skuId))] },
        locationId: { $in: [...new Set(stock.map((it) => it.locationId))] },
      },
    },
    { $group: { _id: { s: '$skuId', l: '$locationId' }, sum: { $sum: '$quantity' } } },
  ])
  return new Map(rows.map((it) => [stockIdOf(it._id.s, it._id.l), it.sum]))
}
