import { model, Schema } from 'mongoose'
import type { z } from 'zod'
import { insertOnce } from '../../kernel/db'
import type { scriptCategory } from './scripts.contract'

/** Words for a chat (GU-3): the chain's, or one guide's own. Shard key: _id. */
export interface ScriptDoc {
  _id: string
  /** Whose own it is; absent for the chain's. */
  guideId?: string
  title: string
  category: z.infer<typeof scriptCategory>
  text: string
  used: number
  createdAt: Date
}
export type ScriptWords = Pick<ScriptDoc, 'title' | 'category' | 'text'>

const scriptModel = model<ScriptDoc>(
  'Script',
  new Schema<ScriptDoc>(
    {
      _id: String,
      guideId: String,
      title: String,
      category: String,
      text: String,
      used: Number,
      createdAt: Date,
    },
    { collection: 'scripts', versionKey: false },
  ).index({ guideId: 1, createdAt: -1 }),
)

/** A guide's favourites. Shard key: _id. */
interface FavouritesDoc {
  /** The guide's id. */
  _id: string
  scriptIds: string[]
}
const favouritesModel = model<FavouritesDoc>(
  'ScriptFavourites',
  new Schema<FavouritesDoc>(
    { _id: String, scriptIds: [String] },
    { collection: 'scriptFavourites', versionKey: false },
  ),
)

/** What a guide can say, the chain's and their own. */
export const scriptsFor = (guideId: string, limit: number): Promise<ScriptDoc[]> =>
  scriptModel
    .find({ $or: [{ guideId: { $exists: false } }, { guideId }] })
    .sort({ used: -1 })
    .limit(limit)
    .lean<ScriptDoc[]>()

export const findScript = (scriptId: string): Promise<ScriptDoc | null> =>
  scriptModel.findById(scriptId).lean<ScriptDoc>()

export const countOwn = (guideId: string): Promise<number> => scriptModel.countDocuments({ guideId })

/** Writes a script unless it is there. */
export const insertScript = (script: ScriptDoc): Promise<boolean> => insertOnce(scriptModel, script)

/** Changes a guide's own. @returns null when they have no such script */
export const changeOwn = (scriptId: string, guideId: string, words: ScriptWords): Promise<ScriptDoc | null> =>
  scriptModel
    .findOneAndUpdate({ _id: scriptId, guideId }, { $set: words }, { returnDocument: 'after' })
    .lean<ScriptDoc>()

/** @returns whether the guide had it */
export const deleteOwn = async (scriptId: string, guideId: string): Promise<boolean> =>
  (await scriptModel.deleteOne({ _id: scriptId, guideId })).deletedCount === 1

/** @returns whether there is such a script */
export const countUse = async (scriptId: string): Promise<boolean> =>
  (await scriptModel.updateOne({ _id: scriptId }, { $inc: { used: 1 } })).matchedCount === 1

export const favouritesOf = async (guideId: string): Promise<Set<string>> =>
  new Set((await favouritesModel.findById(guideId).lean<FavouritesDoc>())?.scriptIds)

export const putFavourite = async (guideId: string, scriptId: string, on: boolean): Promise<void> => {
  await favouritesModel.updateOne(
    { _id: guideId },
    on ? { $addToSet: { scriptIds: scriptId } } : { $pull: { scriptIds: scriptId } },
    { upsert: on },
  )
}

/** Writes the chain's scripts whole (import, demo chain). */
export async function putScripts(rows: readonly ScriptDoc[]): Promise<void> {
  for (const { _id, ...rest } of rows) await scriptModel.updateOne({ _id }, { $set: rest }, { upsert: true })
}
