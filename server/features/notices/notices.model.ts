import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import { transitions, type Channel, type NoticeKind, type NoticeState } from './notices.rules'

/** One message about an order on one way, and what became of it (JO-3). */
export interface NoticeDoc {
  /** Order, kind or refund, and channel: whoever writes it first sends it, nobody sends it again. */
  _id: string
  orderId: string
  memberId: string
  kind: NoticeKind
  channel: Channel
  /** Of `refund`: which one. */
  refundId?: string
  state: NoticeState
  /** Why it was refused: the platform's code, or ours. */
  code?: string
  tries: number
  createdAt: Date
  /** When it came into its state. */
  at: Date
  /** Of `waiting`. */
  nextAt?: Date
}

const noticeModel = model<NoticeDoc>(
  'Notice',
  new Schema<NoticeDoc>(
    {
      _id: String,
      orderId: String,
      memberId: String,
      kind: String,
      channel: String,
      refundId: String,
      state: String,
      code: String,
      tries: Number,
      createdAt: Date,
      at: Date,
      nextAt: Date,
    },
    { collection: 'notices', versionKey: false },
  )
    .index({ orderId: 1 })
    .index({ state: 1, nextAt: 1 })
    .index({ state: 1, at: 1 }),
)

export type NewNotice = Pick<NoticeDoc, 'orderId' | 'memberId' | 'kind' | 'channel' | 'refundId'>

/** Writes that a message is being sent. @returns null when it was claimed before */
export async function claimNotice(of: NewNotice): Promise<NoticeDoc | null> {
  const at = now()
  const notice: NoticeDoc = {
    ...of,
    _id: `${of.orderId}/${of.refundId ?? of.kind}/${of.channel}`,
    state: 'claimed',
    tries: 1,
    createdAt: at,
    at,
  }
  try {
    await noticeModel.collection.insertOne(notice as never)
    return notice
  } catch (error) {
    if (!isDuplicate(error)) throw error
    return null
  }
}

/** Moves a notice on. @returns null when it was not in that state (any more) */
export async function moveNotice(
  { _id, tries, state: from }: Pick<NoticeDoc, '_id' | 'tries' | 'state'>,
  to: NoticeState,
  set: Partial<NoticeDoc> = {},
): Promise<NoticeDoc | null> {
  if (!transitions[from].includes(to)) throw new Error(`a notice never goes from ${from} to ${to}`)
  return noticeModel
    .findOneAndUpdate(
      { _id, state: from, tries },
      { $set: { ...set, state: to, at: now() } },
      { returnDocument: 'after' },
    )
    .lean<NoticeDoc>()
}

/** Notices whose next try is due, longest first. */
export const dueNotices = (limit: number): Promise<NoticeDoc[]> =>
  noticeModel
    .find({ state: 'waiting', nextAt: { $lte: now() } })
    .sort({ nextAt: 1 })
    .limit(limit)
    .lean<NoticeDoc[]>()
/** Notices claimed before an instant. */
export const claimedBefore = (at: Date, limit: number): Promise<NoticeDoc[]> =>
  noticeModel
    .find({ state: 'claimed', at: { $lte: at } })
    .limit(limit)
    .lean<NoticeDoc[]>()

/** What was told of an order, in the order of its writing. */
export const noticesOf = (orderId: string): Promise<NoticeDoc[]> =>
  noticeModel.find({ orderId }).sort({ createdAt: 1, _id: 1 }).lean<NoticeDoc[]>()
