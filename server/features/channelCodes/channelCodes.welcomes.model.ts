import { model, Schema } from 'mongoose'
import { isDuplicate } from '../../kernel/db'
import type { WelcomeMiss } from './channelCodes.rules'

/** One welcome: sent, or why not. Shard key: _id. */
export interface WelcomeDoc {
  /** Follows from the code WeCom gave for it. */
  _id: string
  codeId: string
  userid: string
  externalUserId: string
  /** When WeCom says they became friends. */
  at: Date
  status: 'sending' | 'sent' | 'missed'
  why?: WelcomeMiss
  /** What WeCom answered, where it refused. */
  platformCode?: number
  /** Until then one worker is sending it. */
  leaseUntil: Date
  /** Sendings whose answer was not heard. */
  unheard: number
  /** Coupon cards that went out with it. */
  cardIds: string[]
  /** Why something was left out of it. */
  leftOut?: string
}

const welcomeModel = model<WelcomeDoc>(
  'ChannelWelcome',
  new Schema<WelcomeDoc>(
    {
      _id: String,
      codeId: String,
      userid: String,
      externalUserId: String,
      at: Date,
      status: String,
      why: String,
      platformCode: Number,
      leaseUntil: Date,
      unheard: Number,
      cardIds: [String],
      leftOut: String,
    },
    { collection: 'channelWelcomes', versionKey: false },
  )
    .index({ codeId: 1, status: 1 })
    .index({ status: 1, at: 1 }),
)

export const findWelcome = (_id: string): Promise<WelcomeDoc | null> =>
  welcomeModel.findById(_id).lean<WelcomeDoc>()

type Of = Pick<WelcomeDoc, 'codeId' | 'userid' | 'externalUserId' | 'at'>

/** Takes a welcome in hand for one worker, before WeCom is asked. @returns null when it is done, or another has it */
export async function takeWelcome(
  _id: string,
  of: Of,
  at: Date,
  leaseUntil: Date,
): Promise<WelcomeDoc | null> {
  const fresh: WelcomeDoc = { _id, ...of, status: 'sending', leaseUntil, unheard: 1, cardIds: [] }
  try {
    await welcomeModel.collection.insertOne(fresh as never)
    return fresh
  } catch (error) {
    if (!isDuplicate(error)) throw error
    return welcomeModel
      .findOneAndUpdate(
        { _id, status: 'sending', leaseUntil: { $lte: at } },
        { $set: { leaseUntil }, $inc: { unheard: 1 } },
        { returnDocument: 'after' },
      )
      .lean<WelcomeDoc>()
  }
}

/** A try that came to nothing: another may be made at once. `isHeard`: WeCom said that it was not delivered. */
export const letGo = async ({ _id, leaseUntil }: WelcomeDoc, at: Date, isHeard: boolean): Promise<void> => {
  await welcomeModel.updateOne(
    { _id, status: 'sending', leaseUntil },
    { $set: { leaseUntil: at }, ...(isHeard ? { $inc: { unheard: -1 } } : {}) },
  )
}

/** How it ended. */
export const finish = async (
  _id: string,
  end: Partial<Pick<WelcomeDoc, 'status' | 'why' | 'platformCode' | 'cardIds' | 'leftOut'>>,
): Promise<void> => {
  await welcomeModel.updateOne({ _id, status: 'sending' }, { $set: end })
}

/** Writes down why there was none, once. */
export async function putMissed(_id: string, of: Of, why: WelcomeMiss): Promise<void> {
  const missed: WelcomeDoc = { _id, ...of, status: 'missed', why, leaseUntil: of.at, unheard: 0, cardIds: [] }
  await welcomeModel.collection.insertOne(missed as never).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error
  })
}

/** Those nobody is sending any more although they began before an instant. */
export const giveUpBefore = async (at: Date): Promise<number> =>
  (
    await welcomeModel.updateMany(
      { status: 'sending', at: { $lt: at }, leaseUntil: { $lt: at } },
      { $set: { status: 'missed', why: 'unheard' } },
    )
  ).modifiedCount

/** Sent and missed of codes. */
export async function welcomesOf(codeIds: readonly string[]) {
  const rows = await welcomeModel.aggregate<{ _id: { codeId: string; status: string }; count: number }>([
    { $match: { codeId: { $in: [...codeIds] } } },
    { $group: { _id: { codeId: '$codeId', status: '$status' }, count: { $sum: 1 } } },
  ])
  return (codeId: string, status: WelcomeDoc['status']): number =>
    rows.find((it) => it._id.codeId === codeId && it._id.status === status)?.count ?? 0
}
export const missesOf = (codeId: string): Promise<{ _id: WelcomeMiss; count: number }[]> =>
  welcomeModel.aggregate<{ _id: WelcomeMiss; count: number }>([
    { $match: { codeId, status: 'missed' } },
    { $group: { _id: '$why', count: { $sum: 1 } } },
    { $sort: { count: -1, _id: 1 } },
  ])

const CARDS_READ = 5000
/** Coupon cards that went out with welcomes of a code, the newest of very many. */
export const cardsOf = async (codeId: string): Promise<string[]> => {
  const rows = await welcomeModel
    .find({ codeId, status: 'sent', 'cardIds.0': { $exists: true } }, { cardIds: 1 })
    .sort({ at: -1 })
    .limit(CARDS_READ)
    .lean<Pick<WelcomeDoc, 'cardIds'>[]>()
  return rows.flatMap((it) => it.cardIds)
}
