import { model, Schema } from 'mongoose'
import { insertOnce, isDuplicate } from '../../kernel/db'
import type { Audience, LeftOut, MassPage, Status } from './massMessages.rules'

/** A card of a message: goods with the guide's card on them, or a page. */
export interface MassCard {
  kind: 'goods' | 'page'
  title: string
  /** Of the mini-program, as WeCom opens it. */
  path: string
  page?: MassPage
  image?: string
  cardId?: string
}

/** A mass message of one guide, with the saga that takes it to WeCom and follows it there (GU-4). Shard key: _id. */
export interface MassMessageDoc {
  /** Follows from the guide and the key it was asked for with. */
  _id: string
  guideId: string
  userid: string
  text: string
  cards: MassCard[]
  audience: Audience
  chosen: number
  leftOut: Record<LeftOut, number>
  /** external_userids it is for; until `isReserved` those it would be for. */
  recipients: string[]
  count: number
  /** The recipients' day is this message's. */
  isReserved: boolean
  /** Shanghai day on which it takes each recipient's one message. */
  day: string
  status: Status
  madeAt: Date
  /** When it is to be looked at next; absent when never. */
  dueAt?: Date
  /** Until then one worker has it in hand. */
  leaseUntil?: Date
  failures: number
  /** WeCom was asked to make it, and perhaps did. */
  askedAt?: Date
  msgid?: string
  confirmedAt?: Date
  problem?: string
  /** Of the last day. */
  remindedAt: Date[]
}

const messageModel = model<MassMessageDoc>(
  'MassMessage',
  new Schema<MassMessageDoc>(
    {
      _id: String,
      guideId: String,
      userid: String,
      text: String,
      cards: [
        {
          _id: false,
          kind: { type: String },
          title: String,
          path: String,
          page: String,
          image: String,
          cardId: String,
        },
      ],
      audience: {},
      chosen: Number,
      leftOut: {},
      recipients: [String],
      count: Number,
      isReserved: Boolean,
      day: String,
      status: String,
      madeAt: Date,
      dueAt: Date,
      leaseUntil: Date,
      failures: Number,
      askedAt: Date,
      msgid: String,
      confirmedAt: Date,
      problem: String,
      remindedAt: [Date],
    },
    { collection: 'massMessages', versionKey: false, minimize: false },
  )
    .index({ guideId: 1, madeAt: -1 })
    .index({ dueAt: 1 })
    .index({ msgid: 1 }, { unique: true, partialFilterExpression: { msgid: { $exists: true } } }),
)

export const findMessage = (_id: string): Promise<MassMessageDoc | null> =>
  messageModel.findById(_id).lean<MassMessageDoc>()

/** A guide's messages, newest first, without whom they are for. */
export const messagesOf = (guideId: string, limit: number): Promise<MassMessageDoc[]> =>
  messageModel.find({ guideId }, { recipients: 0 }).sort({ madeAt: -1 }).limit(limit).lean<MassMessageDoc[]>()

/** Writes a message unless it is there. @returns whether it was not */
export const insertMessage = (message: MassMessageDoc): Promise<boolean> => insertOnce(messageModel, message)

/** Takes the next message that is due in hand, for one worker. */
export const takeDue = (at: Date, leaseUntil: Date): Promise<MassMessageDoc | null> =>
  messageModel
    .findOneAndUpdate(
      { dueAt: { $lte: at }, $or: [{ leaseUntil: { $exists: false } }, { leaseUntil: { $lte: at } }] },
      { $set: { leaseUntil } },
      { sort: { dueAt: 1 }, returnDocument: 'after' },
    )
    .lean<MassMessageDoc>()

type InHand = Pick<MassMessageDoc, '_id' | 'leaseUntil'>

/** Notes a fact while the message is in hand. @returns false once the lease is lost */
export const note = async (it: InHand, facts: Partial<MassMessageDoc>): Promise<boolean> =>
  (await messageModel.updateOne({ _id: it._id, leaseUntil: it.leaseUntil }, { $set: facts })).matchedCount ===
  1

/** Notes WeCom's id of it. @returns false where that is another message's, or the lease is lost */
export async function noteMsgid(it: InHand, msgid: string): Promise<boolean> {
  try {
    return await note(it, { msgid })
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

export interface After {
  status: Status
  dueAt?: Date
  failures: number
  problem?: string
  confirmedAt?: Date
}

/** Puts a message down in its next state; where a person changed it meanwhile it stays as it is, and due. */
export async function putDown(message: MassMessageDoc, after: After): Promise<void> {
  const { _id, leaseUntil, status } = message
  const { dueAt, problem, ...rest } = after
  const gone = { ...(dueAt ? {} : { dueAt: 1 as const }), ...(problem ? {} : { problem: 1 as const }) }
  await messageModel.updateOne(
    { _id, leaseUntil, status },
    { $set: { ...rest, ...(dueAt ? { dueAt } : {}), ...(problem ? { problem } : {}) }, $unset: gone },
  )
  await messageModel.updateOne({ _id, leaseUntil }, { $unset: { leaseUntil: 1 } })
}

/** Takes it back: at once due. @returns null when it was in none of these states */
export const beginCancel = (_id: string, from: readonly Status[], at: Date): Promise<MassMessageDoc | null> =>
  messageModel
    .findOneAndUpdate(
      { _id, status: { $in: [...from] } },
      { $set: { status: 'cancelling', dueAt: at, failures: 0 } },
      { returnDocument: 'after' },
    )
    .lean<MassMessageDoc>()

/** Replaces its reminders, if they are still these. */
export const putReminders = async (
  { _id, remindedAt }: MassMessageDoc,
  reminders: readonly Date[],
): Promise<boolean> =>
  (
    await messageModel.updateOne(
      { _id, status: 'waiting', remindedAt },
      { $set: { remindedAt: [...reminders] } },
    )
  ).matchedCount === 1

/** Which of WeCom's ids are messages of ours. */
export const knownMsgids = async (msgids: readonly string[]): Promise<Set<string>> => {
  const rows = await messageModel
    .find({ msgid: { $in: [...msgids] } }, { msgid: 1 })
    .lean<Pick<MassMessageDoc, 'msgid'>[]>()
  return new Set(rows.flatMap((it) => it.msgid ?? []))
}
