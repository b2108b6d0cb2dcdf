import { model, Schema } from 'mongoose'
import { isDuplicate } from '../../kernel/db'
import { outboxField, outboxIndex, relayFrom, type OutboxEvent, type WithOutbox } from '../../kernel/outbox'

/** Somebody who became a guide's friend by a code, each pair once. Shard key: _id. */
interface ComerDoc extends WithOutbox {
  /** code, guide and customer */
  _id: string
  codeId: string
  userid: string
  externalUserId: string
  /** Shanghai day of the first time. */
  day: string
  /** Of the friendship as it stands. */
  addedAt: Date
  lostAt?: Date
  lostDay?: string
}
/** The end of a friendship, kept for a while: it may be heard of before its beginning. */
interface PartingDoc {
  _id: string
  at: Date
}

const comerModel = model<ComerDoc>(
  'ChannelComer',
  new Schema<ComerDoc>(
    {
      _id: String,
      codeId: String,
      userid: String,
      externalUserId: String,
      day: String,
      addedAt: Date,
      lostAt: Date,
      lostDay: String,
      outbox: outboxField,
    },
    { collection: 'channelComers', versionKey: false },
  )
    .index({ codeId: 1, day: 1 })
    .index({ externalUserId: 1, userid: 1 })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(comerModel)

const KEPT_SECONDS = 30 * 86_400
const partingModel = model<PartingDoc>(
  'ChannelParting',
  new Schema<PartingDoc>(
    { _id: String, at: Date },
    { collection: 'channelPartings', versionKey: false },
  ).index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS }),
)

export interface Pair {
  userid: string
  externalUserId: string
}
const pairOf = ({ userid, externalUserId }: Pair) => `${userid}:${externalUserId}`

/** Notes a friendship by a code, with its event the first time; a later one of the same pair makes them friends again. */
export async function putComer(
  codeId: string,
  pair: Pair,
  { day, addedAt }: Pick<ComerDoc, 'day' | 'addedAt'>,
  event: OutboxEvent,
): Promise<void> {
  const _id = `${codeId}:${pairOf(pair)}`
  const { userid, externalUserId } = pair
  try {
    await comerModel.collection.insertOne({
      ...{ _id, codeId, userid, externalUserId, day, addedAt, outbox: [event] },
    } as never)
  } catch (error) {
    if (!isDuplicate(error)) throw error
    await comerModel.updateOne(
      { _id, addedAt: { $lt: addedAt } },
      { $set: { addedAt }, $unset: { lostAt: 1, lostDay: 1 } },
    )
  }
}

/** Pairs who came by a code, as `userid:external_userid`. */
export const comersOf = async (codeId: string): Promise<string[]> =>
  (await comerModel.find({ codeId }, { userid: 1, externalUserId: 1 }).lean()).map(pairOf)

export const putParting = async (pair: Pair, at: Date): Promise<void> => {
  await partingModel.updateOne({ _id: pairOf(pair) }, { $max: { at } }, { upsert: true })
}
/** When a pair parted last, as far as it was heard. */
export const partingOf = async (pair: Pair): Promise<Date | undefined> =>
  (await partingModel.findById(pairOf(pair)).lean<PartingDoc>())?.at

/** Those who came by a code are friends no more, unless they became it again later. */
export const markLost = async (
  { userid, externalUserId }: Pair,
  lostAt: Date,
  lostDay: string,
): Promise<void> => {
  await comerModel.updateMany(
    { userid, externalUserId, addedAt: { $lte: lostAt }, lostAt: { $exists: false } },
    { $set: { lostAt, lostDay } },
  )
}

export interface Tally {
  friends: number
  lost: number
}
const lostOne = { $cond: [{ $gt: ['$lostAt', null] }, 1, 0] }

/** Friends and losses of codes, and how many came on a day. */
export async function talliesOf(codeIds: readonly string[], today: string) {
  const rows = await comerModel.aggregate<Tally & { _id: string; today: number }>([
    { $match: { codeId: { $in: [...codeIds] } } },
    {
      $group: {
        _id: '$codeId',
        friends: { $sum: 1 },
        lost: { $sum: lostOne },
        today: { $sum: { $cond: [{ $eq: ['$day', today] }, 1, 0] } },
      },
    },
  ])
  return new Map(rows.map((it) => [it._id, it]))
}

/** Those of some codes by guide, or by a day field; most friends first. */
export const talliesBy = (
  codeIds: readonly string[],
  by: 'userid' | 'day' | 'lostDay',
  since?: string,
): Promise<(Tally & { _id: string })[]> =>
  comerModel.aggregate<Tally & { _id: string }>([
    { $match: { codeId: { $in: [...codeIds] }, ...(since ? { [by]: { $gte: since } } : {}) } },
    { $group: { _id: `$${by}`, friends: { $sum: 1 }, lost: { $sum: lostOne } } },
    { $sort: { friends: -1, _id: 1 } },
    { $limit: 200 },
  ])
