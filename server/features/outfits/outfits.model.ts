import { model, Schema } from 'mongoose'
import { insertOnce } from '../../kernel/db'

/** A piece of an outfit, with what it was called when it was chosen. */
export interface OutfitItem {
  skuId: string
  spuId: string
  name: string
  optionText: string
  image: string
}

/** Goods that go together (GU-3). Shard key: _id. */
export interface OutfitDoc {
  /** Follows from the guide and the key it was asked for with. */
  _id: string
  /** Who made it; absent for the chain's. */
  guideId?: string
  /** For all of a store; absent for a guide's own and the chain's. */
  storeId?: string
  name: string
  note?: string
  items: OutfitItem[]
  version: number
  createdAt: Date
}

const outfitModel = model<OutfitDoc>(
  'Outfit',
  new Schema<OutfitDoc>(
    {
      _id: String,
      guideId: String,
      storeId: String,
      name: String,
      note: String,
      items: [{ _id: false, skuId: String, spuId: String, name: String, optionText: String, image: String }],
      version: Number,
      createdAt: Date,
    },
    { collection: 'outfits', versionKey: false },
  )
    .index({ guideId: 1, createdAt: -1 })
    .index({ storeId: 1, createdAt: -1 }),
)

export const findOutfit = (outfitId: string): Promise<OutfitDoc | null> =>
  outfitModel.findById(outfitId).lean<OutfitDoc>()

/** What a guide can use: their own, their store's, the chain's; newest first. */
export const outfitsFor = (guideId: string, storeId: string, limit: number): Promise<OutfitDoc[]> =>
  outfitModel
    .find({ $or: [{ guideId, storeId: { $exists: false } }, { storeId }, { guideId: { $exists: false } }] })
    .sort({ createdAt: -1 })
    .limit(limit)
    .lean<OutfitDoc[]>()

export const countOutfits = (guideId: string): Promise<number> => outfitModel.countDocuments({ guideId })

/** Writes an outfit unless it is there. */
export const insertOutfit = (it: OutfitDoc): Promise<boolean> => insertOnce(outfitModel, it)

type Change = Pick<OutfitDoc, 'name' | 'note' | 'storeId' | 'items'>

/** Changes an outfit at the version it was read. @returns null when somebody was faster, or it is gone */
export const changeOutfit = (
  _id: string,
  version: number,
  { name, note, storeId, items }: Change,
): Promise<OutfitDoc | null> => {
  const unset = { ...(note ? {} : { note: 1 as const }), ...(storeId ? {} : { storeId: 1 as const }) }
  return outfitModel
    .findOneAndUpdate(
      { _id, version },
      {
        $set: { name, items, ...(note ? { note } : {}), ...(storeId ? { storeId } : {}) },
        ...(Object.keys(unset).length ? { $unset: unset } : {}),
        $inc: { version: 1 },
      },
      { returnDocument: 'after' },
    )
    .lean<OutfitDoc>()
}

/** @returns whether it was there at that version */
export const deleteOutfit = async (_id: string, version: number): Promise<boolean> =>
  (await outfitModel.deleteOne({ _id, version })).deletedCount === 1
