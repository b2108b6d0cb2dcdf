import { model, Schema } from 'mongoose'
import { isDeadlock, isDuplicate } from '../../kernel/db'

/** The one mass message of one day of a customer or group, by our own rule. Shard key: _id. */
interface DayDoc {
  /** external_userid or chat_id, and /YYYY-MM-DD in Shanghai: whoever writes it first has the day. */
  _id: string
  messageId: string
  at: Date
}
/** What became of a message at one customer or in one group. Shard key: externalUserId. */
export interface ResultDoc {
  /** message/external_userid */
  _id: string
  messageId: string
  /** Or the chat_id of a group. */
  externalUserId: string
  result: 'sent' | 'notFriend' | 'capped'
  at: Date
}
/** When two were friends no more, and when they were again. Shard key: _id. */
interface PartingDoc {
  /** userid/external_userid */
  _id: string
  userid: string
  lostAt?: Date
  backAt?: Date
}

const DAY_SECONDS = 86_400
const dayModel = model<DayDoc>(
  'MassDay',
  new Schema<DayDoc>(
    { _id: String, messageId: String, at: Date },
    { collection: 'massDays', versionKey: false },
  )
    .index({ messageId: 1 })
    .index({ at: 1 }, { expireAfterSeconds: 7 * DAY_SECONDS }),
)
const resultModel = model<ResultDoc>(
  'MassResult',
  new Schema<ResultDoc>(
    { _id: String, messageId: String, externalUserId: String, result: String, at: Date },
    { collection: 'massResults', versionKey: false },
  )
    .index({ messageId: 1, result: 1 })
    .index({ externalUserId: 1, at: -1 }),
)
const partingModel = model<PartingDoc>(
  'MassParting',
  new Schema<PartingDoc>(
    { _id: String, userid: String, lostAt: Date, backAt: Date },
    { collection: 'massPartings', versionKey: false },
  ).index({ userid: 1 }),
)

const CHUNK = 1000
function* chunksOf<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += CHUNK) yield all.slice(at, at + CHUNK)
}
const dayId = (externalUserId: string, day: string) => `${externalUserId}/${day}`

/** Writes the days that nobody has. */
async function insertDays(days: readonly DayDoc[]): Promise<void> {
  for (;;)
    try {
      await dayModel.collection.insertMany(days as never, { ordered: false })
      return
    } catch (error) {
      // Of the others every one was written.
      if (isDuplicate(error)) return
      if (!isDeadlock(error)) throw error
    }
}

/** Takes the day of these customers for a message as far as it is free. @returns whose it has, also from an earlier try */
export async function reserveDays(
  messageId: string,
  day: string,
  externalUserIds: readonly string[],
  at: Date,
): Promise<string[]> {
  const own: string[] = []
  for (const some of chunksOf(externalUserIds)) {
    await insertDays(some.map((it) => ({ _id: dayId(it, day), messageId, at })))
    const ids = some.map((it) => dayId(it, day))
    const rows = await dayModel
      .find({ _id: { $in: ids }, messageId }, { _id: 1 })
      .lean<Pick<DayDoc, '_id'>[]>()
    const mine = new Set(rows.map((it) => it._id))
    own.push(...some.filter((it) => mine.has(dayId(it, day))))
  }
  return own
}

/** Gives the days of a message back. */
export const releaseDays = async (messageId: string): Promise<void> => {
  await dayModel.deleteMany({ messageId })
}

/** Who of these has their message of a day already. */
export async function takenOn(day: string, externalUserIds: readonly string[]): Promise<Set<string>> {
  const taken = new Set<string>()
  for (const some of chunksOf(externalUserIds)) {
    const rows = await dayModel
      .find({ _id: { $in: some.map((it) => dayId(it, day)) } }, { _id: 1 })
      .lean<Pick<DayDoc, '_id'>[]>()
    for (const { _id } of rows) taken.add(_id.slice(0, _id.lastIndexOf('/')))
  }
  return taken
}

/** Writes what became of a message; the same again changes nothing. */
export async function putResults(
  messageId: string,
  rows: readonly Pick<ResultDoc, 'externalUserId' | 'result' | 'at'>[],
): Promise<void> {
  for (const some of chunksOf(rows))
    await resultModel.bulkWrite(
      some.map(({ externalUserId, result, at }) => ({
        updateOne: {
          filter: { _id: `${messageId}/${externalUserId}` },
          update: { $set: { messageId, externalUserId, result }, $min: { at } },
          upsert: true,
        },
      })),
      { ordered: false },
    )
}

export const resultsOf = (messageId: string): Promise<ResultDoc[]> =>
  resultModel.find({ messageId }).lean<ResultDoc[]>()

/** How often each result came, by message. */
export async function talliesOf(messageIds: readonly string[]) {
  const rows = await resultModel.aggregate<{
    _id: { messageId: string; result: ResultDoc['result'] }
    count: number
  }>([
    { $match: { messageId: { $in: [...messageIds] } } },
    { $group: { _id: { messageId: '$messageId', result: '$result' }, count: { $sum: 1 } } },
  ])
  return (messageId: string, result: ResultDoc['result']): number =>
    rows.find((it) => it._id.messageId === messageId && it._id.result === result)?.count ?? 0
}

/** Who of these has had so many messages since an instant, or was refused one as having had too many. */
export async function cappedSince(
  from: Date,
  most: number,
  externalUserIds: readonly string[],
): Promise<Set<string>> {
  const capped = new Set<string>()
  for (const some of chunksOf(externalUserIds)) {
    const rows = await resultModel.aggregate<{ _id: string; sent: number; capped: number }>([
      { $match: { externalUserId: { $in: some }, at: { $gte: from } } },
      {
        $group: {
          _id: '$externalUserId',
          sent: { $sum: { $cond: [{ $eq: ['$result', 'sent'] }, 1, 0] } },
          capped: { $sum: { $cond: [{ $eq: ['$result', 'capped'] }, 1, 0] } },
        },
      },
    ])
    for (const it of rows) if (it.sent >= most || it.capped > 0) capped.add(it._id)
  }
  return capped
}

type Pair = { userid: string; externalUserId: string }
/** Notes that two are friends no more, or again; told in any order and as often as one likes. */
export const noteParting = async (
  { userid, externalUserId }: Pair,
  when: 'lostAt' | 'backAt',
  at: Date,
): Promise<void> => {
  await partingModel.updateOne(
    { _id: `${userid}/${externalUserId}` },
    { $set: { userid }, $max: { [when]: at } },
    { upsert: true },
  )
}

/** The customers a member has lost, as far as was told. */
export async function lostBy(userid: string): Promise<Set<string>> {
  const rows = await partingModel.find({ userid }).lean<PartingDoc[]>()
  const isLost = ({ lostAt, backAt }: PartingDoc) => lostAt !== undefined && (!backAt || backAt < lostAt)
  return new Set(rows.filter(isLost).map((it) => it._id.slice(userid.length + 1)))
}
