import { model, Schema } from 'mongoose'
import { insertOnce } from '../../kernel/db'

/** A coupon a guide put into the chat with a customer (CO-2, GU-3). Shard key: _id. */
export interface CouponCardDoc {
  /** Follows from guide, customer and the key it was asked for with. */
  _id: string
  couponId: string
  guideId: string
  storeId: string
  externalUserId: string
  /** The customer, where they were known when it was made: nobody else claims it. */
  forMemberId?: string
  /** Who claims it; a claim that was refused lets go of it. What it gave is the grant that carries its id. */
  takenBy?: string
  madeAt: Date
  /** The client said that it is in the chat. */
  sentAt?: Date
  /** Claimed before this instant or never. */
  expiresAt: Date
}

const cardModel = model<CouponCardDoc>(
  'CouponCard',
  new Schema<CouponCardDoc>(
    {
      _id: String,
      couponId: String,
      guideId: String,
      storeId: String,
      externalUserId: String,
      forMemberId: String,
      takenBy: String,
      madeAt: Date,
      sentAt: Date,
      expiresAt: Date,
    },
    { collection: 'couponCards', versionKey: false },
  ).index({ externalUserId: 1, guideId: 1, madeAt: -1 }),
)

export const findCard = (cardId: string): Promise<CouponCardDoc | null> =>
  cardModel.findById(cardId).lean<CouponCardDoc>()

/** Writes a card unless it is there. */
export const insertCard = (card: CouponCardDoc): Promise<boolean> => insertOnce(cardModel, card)

/** What a guide put into a chat, or somebody claimed, newest first. */
export const cardsSent = (guideId: string, externalUserId: string, limit: number): Promise<CouponCardDoc[]> =>
  cardModel
    .find({
      externalUserId,
      guideId,
      $or: [{ sentAt: { $exists: true } }, { takenBy: { $exists: true } }],
    })
    .sort({ madeAt: -1 })
    .limit(limit)
    .lean<CouponCardDoc[]>()

/** They are in the chat, from the first word on. */
export const markAllSent = async (cardIds: readonly string[], guideId: string, at: Date): Promise<void> => {
  await cardModel.updateMany(
    { _id: { $in: [...cardIds] }, guideId, sentAt: { $exists: false } },
    { $set: { sentAt: at } },
  )
}

/** It is in the chat, from its first word on. @returns null when the guide has no such card */
export async function markSent(cardId: string, guideId: string, at: Date): Promise<CouponCardDoc | null> {
  await cardModel.updateOne({ _id: cardId, guideId, sentAt: { $exists: false } }, { $set: { sentAt: at } })
  return cardModel.findOne({ _id: cardId, guideId }).lean<CouponCardDoc>()
}

/** A card is one person's while their coupon is written, and after. @returns false when somebody else has it */
export const takeCard = async (cardId: string, memberId: string): Promise<boolean> =>
  (
    await cardModel.updateOne(
      { _id: cardId, $or: [{ takenBy: { $exists: false } }, { takenBy: memberId }] },
      { $set: { takenBy: memberId } },
    )
  ).matchedCount === 1

/** The person could not have the coupon: it is open again. */
export const letGoOfCard = async (cardId: string, memberId: string): Promise<void> => {
  await cardModel.updateOne({ _id: cardId, takenBy: memberId }, { $unset: { takenBy: 1 } })
}
