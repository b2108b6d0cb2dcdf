import { now } from '../../kernel/clock'
import { newId } from '../../kernel/ids'
import { stockChanged } from './inventory.events'
import { stockIdOf, stockModel, type Available, type StockDoc } from './inventory.model'

export interface Wanted {
  /** Names what is held; the same key again changes nothing. */
  key: string
  skuId: string
  locationId: string
  quantity: number
  /** Who holds, for the ledger. */
  source: string
  /** Without a date the pieces are held until they are handed over or released. */
  expiresAt?: Date
}

/**
 * Holds pieces in one atomic update whose filter carries both preconditions: enough is available, and the key is not
 * held yet (IN-3). The update computes its own event, so that a burst on one SKU needs no second look.
 * @returns the new state, or undefined when a precondition did not hold
 */
export async function hold(wanted: Wanted): Promise<Available | undefined> {
  const { key, skuId, locationId, quantity, source, expiresAt } = wanted
  const at = now()
  const available = { $subtract: ['$available', quantity] }
  const version = { $add: ['$version', 1] }
  const id = newId('led')
  const entry = {
    id,
    // A key may be held again after it was released: each time is an entry of its own.
    key: `hold/${key}/${id}`,
    kind: 'reservation',
    quantity: 0,
    reserved: quantity,
    stated: quantity,
    source,
    at,
  }
  const event = {
    ...literal({ id: newId('evt'), name: stockChanged.name, at }),
    data: {
      ...literal({ skuId, locationId }),
      available,
      version,
      entry: { ...literal(entry), onHandAfter: '$onHand' },
    },
  }
  const held = literal({ key, quantity, ...(expiresAt ? { expiresAt } : {}) })
  return (
    (await stockModel
      .findOneAndUpdate(
        { _id: stockIdOf(skuId, locationId), available: { $gte: quantity }, 'holds.key': { $ne: key } },
        [
          {
            $set: {
              reserved: { $add: ['$reserved', quantity] },
              available,
              version,
              updatedAt: at,
              holds: { $concatArrays: [{ $ifNull: ['$holds', []] }, [held]] },
              outbox: { $concatArrays: ['$outbox', [event]] },
            },
          },
        ],
        {
          returnDocument: 'after',
          updatePipeline: true,
          projection: { _id: 0, skuId: 1, locationId: 1, available: 1, version: 1 },
        },
      )
      .lean<Available>()) ?? undefined
  )
}

/** Values for a pipeline that must not be read as paths or operators. */
const literal = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { $literal: value }]))

/** Takes the date off a hold: its order is paid. @returns false when it is not held (any more) */
export async function keepHold(stockId: string, key: string): Promise<boolean> {
  const { matchedCount } = await stockModel.updateOne(
    { _id: stockId, 'holds.key': key },
    { $unset: { 'holds.$.expiresAt': 1 }, $inc: { version: 1 } },
  )
  return matchedCount === 1
}

/**
 * Moves some of the pieces held under one key to a new key, without an end, in one update: what is reserved and available
 * stays as it is, so nobody can come between.
 * @returns false when the new key is held already, or too few are held under the old one
 */
export async function splitHold(
  stockId: string,
  from: string,
  to: string,
  quantity: number,
): Promise<boolean> {
  const key = { $eq: ['$$it.key', { $literal: from }] }
  const less = { $mergeObjects: ['$$it', { quantity: { $subtract: ['$$it.quantity', quantity] } }] }
  const left = {
    $map: { input: '$holds', as: 'it', in: { $cond: [key, less, '$$it'] } },
  }
  const { modifiedCount } = await stockModel.updateOne(
    {
      _id: stockId,
      holds: { $elemMatch: { key: from, quantity: { $gte: quantity } } },
      'holds.key': { $ne: to },
    },
    [
      {
        $set: {
          holds: { $concatArrays: [left, [literal({ key: to, quantity })]] },
          version: { $add: ['$version', 1] },
        },
      },
    ],
    { updatePipeline: true },
  )
  return modifiedCount === 1
}

/** Documents that hold something which has expired. */
export const expiredHolds = (at: Date, limit: number): Promise<StockDoc[]> =>
  stockModel
    .find({ 'holds.expiresAt': { $lte: at } })
    .sort({ 'holds.expiresAt': 1 })
    .limit(limit)
    .lean<StockDoc[]>()
