import { model, Schema } from 'mongoose'
import { isDuplicate } from '../../kernel/db'

interface Named {
  id: string
  name: string
  /** Larger first. */
  order: number
}
export interface PoolDoc {
  _id: 'corp'
  groups: (Named & { tags: Named[] })[]
  /** Ids that were in the pool once: what still stands on a contact under them is out of date. */
  gone: string[]
  /** When it was asked for; an older answer never replaces a newer one. */
  askedAt: Date
}

const named = { _id: false, id: String, name: String, order: Number }
const poolModel = model<PoolDoc>(
  'CorpTagPool',
  new Schema<PoolDoc>(
    { _id: String, groups: [{ ...named, tags: [named] }], gone: [String], askedAt: Date },
    { collection: 'corpTagPools', versionKey: false },
  ),
)

export const findPool = (): Promise<PoolDoc | null> => poolModel.findById('corp').lean<PoolDoc>()

/** Stores the pool, unless one asked for later is stored already. */
export async function putPool({ _id, ...rest }: PoolDoc): Promise<void> {
  try {
    await poolModel.updateOne(
      { _id, askedAt: { $not: { $gt: rest.askedAt } } },
      { $set: rest },
      { upsert: true },
    )
  } catch (error) {
    // The filter refused the newer pool and the upsert then met it.
    if (!isDuplicate(error)) throw error
  }
}
