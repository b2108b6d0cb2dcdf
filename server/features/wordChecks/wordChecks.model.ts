import { model, Schema } from 'mongoose'
import { behind, type Mark } from '../../kernel/cursor'
import { insertOnce } from '../../kernel/db'
import { outboxField, outboxIndex, relayFrom, type WithOutbox } from '../../kernel/outbox'
import type { Level, Where, WordList } from './wordChecks.rules'

interface ListDoc extends WordList {
  _id: string
  version: number
}
/** What a guide was about to say: the journal. Shard key: _id. */
export interface WordHitDoc extends WithOutbox {
  _id: string
  guideId: string
  storeId: string
  where: Where
  words: string[]
  level: Level
  isSent: boolean
  excerpt: string
  at: Date
}

const listModel = model<ListDoc>(
  'WordList',
  new Schema<ListDoc>(
    { _id: String, refuse: [String], warn: [String], version: Number },
    { collection: 'wordLists', versionKey: false },
  ),
)
const KEPT_SECONDS = 365 * 86_400
const hitModel = model<WordHitDoc>(
  'WordHit',
  new Schema<WordHitDoc>(
    {
      _id: String,
      guideId: String,
      storeId: String,
      where: String,
      words: [String],
      level: String,
      isSent: Boolean,
      excerpt: String,
      at: Date,
      outbox: outboxField,
    },
    { collection: 'wordHits', versionKey: false },
  )
    .index({ storeId: 1, at: -1, _id: -1 })
    .index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(hitModel)

/** The chain has one list. */
const CHAIN = 'chain'
export const findList = (): Promise<ListDoc | null> => listModel.findById(CHAIN).lean<ListDoc>()

/** Writes the list on the version it was decided on; 0 is the list a chain begins with. @returns false when somebody was faster */
export async function writeList(list: WordList, version: number): Promise<boolean> {
  if (version === 0) return insertOnce(listModel, { _id: CHAIN, ...list, version: 1 })
  const { matchedCount } = await listModel.updateOne(
    { _id: CHAIN, version },
    { $set: { ...list, version: version + 1 } },
  )
  return matchedCount === 1
}

export const insertHit = (it: WordHitDoc): Promise<boolean> => insertOnce(hitModel, it)
export const findHit = (hitId: string): Promise<WordHitDoc | null> =>
  hitModel.findById(hitId).lean<WordHitDoc>()

/** Of a store, newest first. */
export const hitsOfStore = (storeId: string, after: Mark | undefined, limit: number): Promise<WordHitDoc[]> =>
  hitModel
    .find({ storeId, ...behind('at', after) })
    .sort({ at: -1, _id: -1 })
    .limit(limit)
    .lean<WordHitDoc[]>()
