import { model, Schema } from 'mongoose'
import type { z } from 'zod'
import { versioned } from '../../kernel/versioned'
import type { groupBuyWay, pickupAt } from './groupBuys.contract'
import type { GroupBuyStatus } from './groupBuys.rules'

/** A group buy (GB-1); its pieces and who took of them are its allotment's, its teams stand apart. Shard key: _id. */
export interface GroupBuyDoc {
  _id: string
  title: string
  spuId: string
  /** Fen per piece in a team. */
  skus: { skuId: string; groupPrice: number }[]
  size: number
  hours: number
  formFrom?: number
  perMember: number
  from: Date
  until: Date
  ways: z.infer<typeof groupBuyWay>[]
  pickupAt: z.infer<typeof pickupAt>
  places: { skuId: string; locationId: string; quota: number }[]
  /** Never `live`: that is `scheduled` by the clock. */
  status: GroupBuyStatus
  version: number
  createdAt: Date
  createdBy: string
  updatedAt: Date
}

const groupBuyModel = model<GroupBuyDoc>(
  'GroupBuy',
  new Schema<GroupBuyDoc>(
    {
      _id: String,
      title: String,
      spuId: String,
      skus: [{ _id: false, skuId: String, groupPrice: Number }],
      size: Number,
      hours: Number,
      formFrom: Number,
      perMember: Number,
      from: Date,
      until: Date,
      ways: [String],
      pickupAt: String,
      places: [{ _id: false, skuId: String, locationId: String, quota: Number }],
      status: String,
      version: Number,
      createdAt: Date,
      createdBy: String,
      updatedAt: Date,
    },
    { collection: 'groupBuys', versionKey: false, minimize: false },
  )
    .index({ status: 1, until: 1 })
    .index({ createdAt: -1, _id: -1 }),
)

export const findGroupBuys = (groupBuyIds: readonly string[]): Promise<GroupBuyDoc[]> =>
  groupBuyModel.find({ _id: { $in: [...groupBuyIds] } }).lean<GroupBuyDoc[]>()

/** Campaigns that run at an instant, soonest to end first. */
export const runningGroupBuys = (
  at: Date,
  { storeId, spuId }: { storeId?: string | undefined; spuId?: string | undefined },
  limit: number,
): Promise<GroupBuyDoc[]> =>
  groupBuyModel
    .find({
      status: 'scheduled',
      from: { $lte: at },
      until: { $gt: at },
      ...(spuId ? { spuId } : {}),
      ...(storeId ? { 'places.locationId': storeId } : {}),
    })
    .sort({ until: 1, _id: 1 })
    .limit(limit)
    .lean<GroupBuyDoc[]>()

/** What operators write of them (OP-2). */
export const groupBuyWrites = versioned(groupBuyModel)
