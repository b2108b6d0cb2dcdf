import { model, Schema } from 'mongoose'
import { insertOnce } from '../../kernel/db'
import { stagedWork, type StagedWork, type Step } from '../../kernel/dueWork'
import type { Audience, LeftOut, MassPage, Status, To } from './massMessages.rules'

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
export interface MassMessageDoc extends StagedWork {
  /** Follows from the guide and the key it was asked for with. */
  _id: string
  guideId: string
  userid: string
  text: string
  cards: MassCard[]
  /** Customers, where it does not say. */
  to?: To
  audience: Audience
  /** Of a message to groups: those chosen, under the names they had. */
  groups?: { chatId: string; name: string }[]
  chosen: number
  leftOut: Record<LeftOut, number>
  /** external_userids or chat_ids it is for; until `isReserved` those it would be for. */
  recipients: string[]
  count: number
  /** The recipients' day is this message's. */
  isReserved: boolean
  /** Shanghai day on which it takes each recipient's one message. */
  day: string
  status: Status
  madeAt: Date
  /** WeCom was asked to make it, and perhaps did. */
  askedAt?: Date
  msgid?: string
  confirmedAt?: Date
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
      to: String,
      audience: {},
      groups: { type: [{ _id: false, chatId: String, name: String }], default: undefined },
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

export const { takeDue, note, putDown, beginCancel, putReminders } = stagedWork<MassMessageDoc>(messageModel)
export type After = Step<MassMessageDoc>

/** Which of WeCom's ids are messages of ours. */
export const knownMsgids = async (msgids: readonly string[]): Promise<Set<string>> => {
  const rows = await messageModel
    .find({ msgid: { $in: [...msgids] } }, { msgid: 1 })
    .lean<Pick<MassMessageDoc, 'msgid'>[]>()
  return new Set(rows.flatMap((it) => it.msgid ?? []))
}
