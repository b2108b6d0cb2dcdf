import { model, Schema } from 'mongoose'

/** A piece of content of the chain (GU-3): written once, sent by guides, read in the mini-program. Shard key: _id. */
export interface ContentDoc {
  _id: string
  title: string
  lead: string
  /** Path of a picture, as those of goods. */
  image: string
  /** What it is for, as customers are tagged. */
  topics: string[]
  parts: { title?: string; text: string; skuId?: string }[]
  publishedAt: Date
}

const contentModel = model<ContentDoc>(
  'Content',
  new Schema<ContentDoc>(
    {
      _id: String,
      title: String,
      lead: String,
      image: String,
      topics: [String],
      parts: [{ _id: false, title: String, text: String, skuId: String }],
      publishedAt: Date,
    },
    { collection: 'contents', versionKey: false },
  ).index({ publishedAt: -1 }),
)

export const findContent = (contentId: string): Promise<ContentDoc | null> =>
  contentModel.findById(contentId).lean<ContentDoc>()

/** Without what is inside. */
export type ContentFace = Omit<ContentDoc, 'parts'>
export const newestContents = (limit: number): Promise<ContentFace[]> =>
  contentModel.find({}, { parts: 0 }).sort({ publishedAt: -1 }).limit(limit).lean<ContentFace[]>()

/** Writes pieces whole (import, demo chain). */
export async function putContents(rows: readonly ContentDoc[]): Promise<void> {
  for (const { _id, ...rest } of rows) await contentModel.updateOne({ _id }, { $set: rest }, { upsert: true })
}
