import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import { emit, outboxField, outboxIndex, relayFrom, type WithOutbox } from '../../kernel/outbox'
import { pointsChanged } from './points.events'

/** One movement of a member's points (ME-3): written once under its key, never changed. Shard key: memberId. */
export interface PointEntryDoc {
  /** What it is for, e.g. `photo/pho_…`. */
  _id: string
  memberId: string
  /** Above 0 earned, below 0 spent. */
  amount: number
  kind: string
  text: string
  at: Date
}
/** A member's balance and the keys it last counted. */
interface PointAccountDoc extends WithOutbox {
  _id: string
  balance: number
  version: number
  keys: string[]
}

const entryModel = model<PointEntryDoc>(
  'PointEntry',
  new Schema<PointEntryDoc>(
    { _id: String, memberId: String, amount: Number, kind: String, text: String, at: Date },
    { collection: 'pointEntries', versionKey: false },
  ).index({ memberId: 1, at: -1 }),
)
const accountModel = model<PointAccountDoc>(
  'PointAccount',
  new Schema<PointAccountDoc>(
    { _id: String, balance: Number, version: Number, keys: [String], outbox: outboxField },
    { collection: 'pointAccounts', versionKey: false },
  ).index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(accountModel)

/** Keys an account remembers; what is older stands in the ledger by far. */
const KEYS_KEPT = 500

export const findAccount = (memberId: string): Promise<PointAccountDoc | null> =>
  accountModel.findById(memberId).lean<PointAccountDoc>()

export const hasEntry = async (key: string): Promise<boolean> =>
  (await entryModel.exists({ _id: key })) !== null

type NewEntry = Omit<PointEntryDoc, '_id' | 'at'> & { key: string }
const changed = (entry: NewEntry) => emit(pointsChanged, { ...entry, at: now().toISOString() })

/** Opens an account with what the member had before there was a ledger, once. */
export async function openAccount(memberId: string, opening: number): Promise<void> {
  const first = { key: `opening/${memberId}`, memberId, amount: opening, kind: 'opening', text: '原有积分' }
  const account: PointAccountDoc = {
    _id: memberId,
    balance: opening,
    version: 1,
    keys: [],
    outbox: opening ? [changed(first)] : [],
  }
  await accountModel.collection.insertOne(account as never).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error
  })
}

/** Counts a movement into the balance, once per key. @returns whether it was counted by this call */
export async function countEntry(entry: NewEntry): Promise<boolean> {
  const { key, memberId, amount } = entry
  const { matchedCount } = await accountModel.updateOne(
    { _id: memberId, keys: { $ne: key } },
    {
      $inc: { balance: amount, version: 1 },
      $push: { keys: { $each: [key], $slice: -KEYS_KEPT }, outbox: changed(entry) },
    },
  )
  return matchedCount === 1
}

/** Writes a ledger entry; the same key again is the same entry. */
export const putEntry = async (entry: PointEntryDoc): Promise<void> => {
  await entryModel.collection.insertOne(entry as never).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error
  })
}

/** A member's latest movements. */
export const entriesOf = (memberId: string, limit: number): Promise<PointEntryDoc[]> =>
  entryModel.find({ memberId }).sort({ at: -1, _id: -1 }).limit(limit).lean<PointEntryDoc[]>()
