import { model, Schema } from 'mongoose'
import { insertOnce } from '../../kernel/db'

/** Goods a guide put into a customer's bag (GU-3). Shard key: memberId. */
export interface GuideCartDoc {
  /** Follows from guide, customer and the key it was asked for with. */
  _id: string
  guideId: string
  storeId: string
  externalUserId: string
  memberId: string
  title?: string
  words?: string
  lines: { skuId: string; quantity: number }[]
  madeAt: Date
  /** When they lay in the bag, and which of them had not lain there before. */
  put?: { at: Date; skuIds: string[] }
  openedAt?: Date
  keptAt?: Date
  declinedAt?: Date
  /** The first order that counts for it. */
  bought?: { orderId: string; at: Date }
}

const guideCartModel = model<GuideCartDoc>(
  'GuideCart',
  new Schema<GuideCartDoc>(
    {
      _id: String,
      guideId: String,
      storeId: String,
      externalUserId: String,
      memberId: String,
      title: String,
      words: String,
      lines: [{ _id: false, skuId: String, quantity: Number }],
      madeAt: Date,
      put: { type: { _id: false, at: Date, skuIds: [String] }, default: undefined },
      openedAt: Date,
      keptAt: Date,
      declinedAt: Date,
      bought: { type: { _id: false, orderId: String, at: Date }, default: undefined },
    },
    { collection: 'guideCarts', versionKey: false },
  )
    .index({ externalUserId: 1, guideId: 1, madeAt: -1 })
    .index({ memberId: 1, 'put.at': -1 }),
)

export const findGuideCart = (id: string): Promise<GuideCartDoc | null> =>
  guideCartModel.findById(id).lean<GuideCartDoc>()

export const insertGuideCart = (it: GuideCartDoc): Promise<boolean> => insertOnce(guideCartModel, it)

/** The goods are in the bag, from the first word on. */
export const markPut = async (_id: string, put: NonNullable<GuideCartDoc['put']>): Promise<void> => {
  await guideCartModel.updateOne({ _id, put: { $exists: false } }, { $set: { put } })
}

/** What a guide put into a customer's bag, newest first. */
export const guideCartsFor = (
  guideId: string,
  externalUserId: string,
  limit: number,
): Promise<GuideCartDoc[]> =>
  guideCartModel
    .find({ externalUserId, guideId, put: { $exists: true } })
    .sort({ madeAt: -1 })
    .limit(limit)
    .lean<GuideCartDoc[]>()

/** Writes when its shopper did something with it first; who kept it declines it no more, and the other way round. @returns null when it is not theirs */
export async function markByShopper(
  _id: string,
  memberId: string,
  what: 'openedAt' | 'keptAt' | 'declinedAt',
  at: Date,
): Promise<GuideCartDoc | null> {
  const less = { openedAt: 'openedAt', keptAt: 'declinedAt', declinedAt: 'keptAt' }[what]
  const open = { [what]: { $exists: false }, [less]: { $exists: false } }
  await guideCartModel.updateOne({ _id, memberId, ...open }, { $set: { [what]: at } })
  return guideCartModel.findOne({ _id, memberId }).lean<GuideCartDoc>()
}

export const markCartBought = async (_id: string, orderId: string, at: Date): Promise<void> => {
  await guideCartModel.updateOne({ _id, bought: { $exists: false } }, { $set: { bought: { orderId, at } } })
}

/** The last time a guide put one of these goods into a member's bag, after one instant and not after another; not what the member declined. */
export const lastGuideCart = (
  memberId: string,
  skuIds: readonly string[],
  after: Date,
  until: Date,
): Promise<GuideCartDoc | null> =>
  guideCartModel
    .findOne({
      memberId,
      'put.at': { $gt: after, $lte: until },
      'put.skuIds': { $in: [...skuIds] },
      declinedAt: { $exists: false },
    })
    .sort({ 'put.at': -1 })
    .lean<GuideCartDoc>()
