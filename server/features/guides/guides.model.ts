import { model, Schema } from 'mongoose'

export interface GuideDoc {
  _id: string
  /** WeCom userid. */
  userid: string
  name: string
  avatar?: string
  role: 'guide' | 'manager'
  storeId: string
  active: boolean
}

const guideModel = model<GuideDoc>(
  'Guide',
  new Schema<GuideDoc>(
    {
      _id: String,
      userid: String,
      name: String,
      avatar: String,
      role: String,
      storeId: String,
      active: Boolean,
    },
    { collection: 'guides', versionKey: false },
  )
    .index({ userid: 1 }, { unique: true })
    .index({ storeId: 1 }),
)

export const findGuide = (guideId: string): Promise<GuideDoc | null> =>
  guideModel.findById(guideId).lean<GuideDoc>()
export const guideOfUserid = (userid: string): Promise<GuideDoc | null> =>
  guideModel.findOne({ userid }).lean<GuideDoc>()
export const allGuides = async (): Promise<GuideDoc[]> => guideModel.find().lean<GuideDoc[]>()

export async function putGuides(rows: readonly GuideDoc[]): Promise<void> {
  if (rows.length)
    await guideModel.bulkWrite(
      rows.map(({ _id, ...rest }) => ({
        updateOne: { filter: { _id }, update: { $set: rest }, upsert: true },
      })),
      { ordered: false },
    )
}
