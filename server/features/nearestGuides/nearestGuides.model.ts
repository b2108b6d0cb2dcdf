import { model, Schema } from 'mongoose'
import { isDuplicate } from '../../kernel/db'

/** How often a store's code was shown on a day. Shard key: _id. */
interface ShownDoc {
  /** store and Shanghai day */
  _id: string
  storeId: string
  day: string
  count: number
}

const shownModel = model<ShownDoc>(
  'NearestGuideShown',
  new Schema<ShownDoc>(
    { _id: String, storeId: String, day: String, count: Number },
    { collection: 'nearestGuideShown', versionKey: false },
  )
    .index({ storeId: 1, day: 1 })
    .index({ day: 1 }),
)

/** Counts one more. Two first ones of a day at once: the second finds what the other wrote. */
export async function countShown(storeId: string, day: string): Promise<void> {
  const one = () =>
    shownModel.updateOne(
      { _id: `${storeId}:${day}` },
      { $inc: { count: 1 }, $setOnInsert: { storeId, day } },
      { upsert: true },
    )
  await one().catch((error: unknown) => {
    if (!isDuplicate(error)) throw error
    return one()
  })
}

/** Counts of these stores, or of all, by store or by day. */
export async function shownBy(
  by: 'storeId' | 'day',
  storeIds: readonly string[] | undefined,
  since?: string,
): Promise<Map<string, number>> {
  const rows = await shownModel.aggregate<{ _id: string; count: number }>([
    {
      $match: {
        ...(storeIds ? { storeId: { $in: [...storeIds] } } : {}),
        ...(since ? { day: { $gte: since } } : {}),
      },
    },
    { $group: { _id: `$${by}`, count: { $sum: '$count' } } },
  ])
  return new Map(rows.map((it) => [it._id, it.count]))
}
