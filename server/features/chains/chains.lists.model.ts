import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import { emit, outboxField, outboxIndex, relayFrom, type WithOutbox } from '../../kernel/outbox'
import { chainMoved } from './chains.events'
import { isDirect, listMayBecome, type ListState } from './chains.rules'

/** Somebody's paid order on the list. */
export interface EntryDoc {
  /** 1, 2, 3 … in the order of payment; never twice. */
  no: number
  /** Order and round: the same key is one entry, however often it is asked for. */
  key: string
  orderId: string
  memberId: string
  /** `claim` names what the line took of the chain's stock. */
  lines: { claim: string; skuId: string; quantity: number }[]
  /** Fen. */
  total: number
  at: Date
}

/** Who joined a chain, with the journal of its end. Shard key: _id. */
export interface ListDoc extends WithOutbox {
  /** The chain's id. */
  _id: string
  sourceId: string
  storeId: string
  /** When it closes by itself. */
  closesAt: Date
  state: ListState
  lastNo: number
  entries: EntryDoc[]
  /** Keys of orders whose shopper left: never entered again. */
  gone: string[]
  createdAt: Date
  /** Since when it is in its state, and why it was called off. */
  movedAt?: Date
  reason?: string
  /** Every order of it went on or back; absent while it is open. */
  isSettled?: boolean
}

const listModel = model<ListDoc>(
  'ChainList',
  new Schema<ListDoc>(
    {
      _id: String,
      sourceId: String,
      storeId: String,
      closesAt: Date,
      state: String,
      lastNo: Number,
      entries: [
        {
          _id: false,
          no: Number,
          key: String,
          orderId: String,
          memberId: String,
          lines: [{ _id: false, claim: String, skuId: String, quantity: Number }],
          total: Number,
          at: Date,
        },
      ],
      gone: [String],
      createdAt: Date,
      movedAt: Date,
      reason: String,
      isSettled: Boolean,
      outbox: outboxField,
    },
    { collection: 'chainLists', versionKey: false, minimize: false },
  )
    .index({ state: 1, closesAt: 1 })
    .index({ isSettled: 1, movedAt: 1 })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(listModel)

export const findList = (chainId: string): Promise<ListDoc | null> =>
  listModel.findById(chainId).lean<ListDoc>()
export const findLists = (chainIds: readonly string[]): Promise<ListDoc[]> =>
  listModel.find({ _id: { $in: [...chainIds] } }).lean<ListDoc[]>()

/** The list of a chain, open and empty; one that stands stays as it is. */
export const insertList = (
  list: Pick<ListDoc, '_id' | 'sourceId' | 'storeId' | 'closesAt'>,
): Promise<boolean> =>
  listModel.collection
    .insertOne({
      ...list,
      state: 'open',
      lastNo: 0,
      entries: [],
      gone: [],
      createdAt: now(),
      outbox: [],
    } as never)
    .then(
      () => true,
      (error: unknown) => {
        if (isDuplicate(error)) return false
        throw error
      },
    )

/** Where somebody may enter: also after its end where the goods are in the store already. */
export const mayEnter = ({ state, ...of }: Pick<ListDoc, 'state' | 'sourceId' | 'storeId'>): boolean =>
  state === 'open' || state === 'closing' || (state === 'closed' && isDirect(of))

/** Writes a paid order down under the next number, as the list stood when it was looked at. */
export async function pushEntry(before: ListDoc, entry: Omit<EntryDoc, 'no'>): Promise<boolean> {
  const { _id, state, lastNo } = before
  const { modifiedCount } = await listModel.updateOne(
    { _id, state, lastNo, 'entries.key': { $ne: entry.key }, gone: { $ne: entry.key } },
    { $push: { entries: { no: lastNo + 1, ...entry } }, $set: { lastNo: lastNo + 1 } },
  )
  return modifiedCount === 1
}

/** Strikes an order off a list that is not closed, for good; one that is not on it never will be. */
export async function strikeEntry(chainId: string, key: string): Promise<boolean> {
  const { matchedCount } = await listModel.updateOne(
    {
      _id: chainId,
      $or: [{ state: { $in: ['open', 'closing', 'calledOff'] } }, { 'entries.key': { $ne: key } }],
    },
    { $pull: { entries: { key } }, $addToSet: { gone: key } },
  )
  return matchedCount === 1
}

/**
 * Moves a list from one state to another, with its event in the same update.
 * @returns null when it was not in that state (any more)
 */
export async function moveList(
  chainId: string,
  from: ListState,
  to: ListState,
  set: Partial<Pick<ListDoc, 'reason' | 'closesAt'>> = {},
): Promise<ListDoc | null> {
  if (!listMayBecome(from, to)) throw new Error(`a list never goes from ${from} to ${to}`)
  return listModel
    .findOneAndUpdate(
      { _id: chainId, state: from },
      {
        $set: { ...set, state: to, movedAt: now(), isSettled: false },
        $push: { outbox: emit(chainMoved, { chainId, state: to }) },
      },
      { returnDocument: 'after' },
    )
    .lean<ListDoc>()
}

/** Moves when an open list closes by itself. */
export const writeClosesAt = async (chainId: string, closesAt: Date): Promise<void> => {
  await listModel.updateOne({ _id: chainId, state: 'open' }, { $set: { closesAt } })
}
export const writeSettled = async ({ _id, state }: Pick<ListDoc, '_id' | 'state'>): Promise<void> => {
  await listModel.updateOne({ _id, state, isSettled: false }, { $set: { isSettled: true } })
}

/** Open lists whose time is over, longest first. */
export const overdueLists = (at: Date, limit: number): Promise<Pick<ListDoc, '_id'>[]> =>
  listModel
    .find({ state: 'open', closesAt: { $lte: at } }, { _id: 1 })
    .sort({ closesAt: 1 })
    .limit(limit)
    .lean<ListDoc[]>()
/** Lists that moved before an instant and of whose orders some did not go on or back yet. */
export const unsettledLists = (before: Date, limit: number): Promise<Pick<ListDoc, '_id'>[]> =>
  listModel
    .find({ isSettled: false, movedAt: { $lte: before } }, { _id: 1 })
    .limit(limit)
    .lean<ListDoc[]>()
