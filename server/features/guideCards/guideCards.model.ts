import { model, Schema } from 'mongoose'
import { insertOnce } from '../../kernel/db'
import { memberNow } from '../../kernel/oneId'

/** An activity a card leads to, as it was when the card was made. */
export interface About {
  kind: string
  id: string
  title: string
  image: string
}
/** Goods or an activity a guide put into the chat with a customer (GU-3), or sent to many at once (GU-4). Shard key: _id. */
export interface GuideCardDoc {
  /** Follows from guide, customer, goods and the key it was asked for with; not to be guessed. */
  _id: string
  guideId: string
  storeId: string
  /** external_userid of the customer, or chat_id of a group; absent on the card of a mass message. */
  externalUserId?: string
  /** Of the goods; or what else it is about. */
  skuId?: string
  about?: About
  madeAt: Date
  /** The client said that it is in the chat. */
  sentAt?: Date
  openedAt?: Date
  /** The first order that counts for it. */
  bought?: { orderId: string; at: Date }
}

/** A shopper looked at goods by a guide's card. Shard key: memberId. */
export interface TouchDoc {
  /** Card, member and minute: looking again and again is one touch. */
  _id: string
  memberId: string
  guideId: string
  storeId: string
  cardId: string
  at: Date
}

const cardModel = model<GuideCardDoc>(
  'GuideCard',
  new Schema<GuideCardDoc>(
    {
      _id: String,
      guideId: String,
      storeId: String,
      externalUserId: String,
      skuId: String,
      about: {
        type: { _id: false, kind: String, id: String, title: String, image: String },
        default: undefined,
      },
      madeAt: Date,
      sentAt: Date,
      openedAt: Date,
      bought: { type: { _id: false, orderId: String, at: Date }, default: undefined },
    },
    { collection: 'guideCards', versionKey: false },
  ).index({ externalUserId: 1, guideId: 1, madeAt: -1 }),
)

const KEPT_SECONDS = 60 * 86_400
const touchModel = model<TouchDoc>(
  'GuideTouch',
  new Schema<TouchDoc>(
    { _id: String, memberId: String, guideId: String, storeId: String, cardId: String, at: Date },
    { collection: 'guideTouches', versionKey: false },
  )
    .index({ memberId: 1, at: -1 })
    .index({ cardId: 1, memberId: 1 })
    .index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS }),
)

export const findCard = (cardId: string): Promise<GuideCardDoc | null> =>
  cardModel.findById(cardId).lean<GuideCardDoc>()

/** Writes a card unless it is there. */
export const insertCard = (card: GuideCardDoc): Promise<boolean> => insertOnce(cardModel, card)

/** What a guide put into a chat, or was opened from it, newest first. */
export const cardsSent = (guideId: string, externalUserId: string, limit: number): Promise<GuideCardDoc[]> =>
  cardModel
    .find({
      externalUserId,
      guideId,
      $or: [{ sentAt: { $exists: true } }, { openedAt: { $exists: true } }],
    })
    .sort({ madeAt: -1 })
    .limit(limit)
    .lean<GuideCardDoc[]>()

/** It is in the chat, from its first word on. @returns whether the guide has such a card */
export async function markSent(cardId: string, guideId: string, at: Date): Promise<boolean> {
  await cardModel.updateOne({ _id: cardId, guideId, sentAt: { $exists: false } }, { $set: { sentAt: at } })
  return (await cardModel.exists({ _id: cardId, guideId })) !== null
}

export const markOpened = async (cardId: string, at: Date): Promise<void> => {
  await cardModel.updateOne({ _id: cardId, openedAt: { $exists: false } }, { $set: { openedAt: at } })
}

export const markBought = async (cardId: string, orderId: string, at: Date): Promise<void> => {
  await cardModel.updateOne(
    { _id: cardId, bought: { $exists: false } },
    { $set: { bought: { orderId, at } } },
  )
}

export const putTouch = (touch: TouchDoc): Promise<boolean> => insertOnce(touchModel, touch)

/** The last touch of a member after one instant and not after another. */
export const lastTouch = (memberId: string, after: Date, until: Date): Promise<TouchDoc | null> =>
  touchModel
    .findOne({ memberId, at: { $gt: after, $lte: until } })
    .sort({ at: -1 })
    .lean<TouchDoc>()

/** Who looked at goods by which of these cards, and when first; touches are kept for 60 days. */
export async function openersOf(
  cardIds: readonly string[],
): Promise<{ _id: { cardId: string; memberId: string }; at: Date }[]> {
  const rows = await touchModel.aggregate<{ _id: { cardId: string; memberId: string }; at: Date }>([
    { $match: { cardId: { $in: [...cardIds] } } },
    { $group: { _id: { cardId: '$cardId', memberId: '$memberId' }, at: { $min: '$at' } } },
  ])
  return rows.map(({ _id, at }) => ({ _id: { ..._id, memberId: memberNow(_id.memberId) }, at }))
}
