import { model, Schema } from 'mongoose'
import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { behind, type Mark } from '../../kernel/cursor'
import type { groupBuyWay, pickupAt } from './groupBuys.contract'
import { groupBuyMayBecome, type GroupBuyStatus } from './groupBuys.rules'

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

export const findGroupBuy = (groupBuyId: string): Promise<GroupBuyDoc | null> =>
  groupBuyModel.findById(groupBuyId).lean<GroupBuyDoc>()
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

export const listGroupBuys = (
  filter: Record<string, unknown>,
  after: Mark | undefined,
  limit: number,
): Promise<GroupBuyDoc[]> =>
  groupBuyModel
    .find({ ...filter, ...behind('createdAt', after) })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .lean<GroupBuyDoc[]>()

export const insertGroupBuy = async (groupBuy: GroupBuyDoc): Promise<void> => {
  await groupBuyModel.collection.insertOne(groupBuy as never)
}

/** Writes what an operator decided, at the version it was decided on. @returns null when somebody was faster */
export const changeGroupBuy = (
  groupBuyId: string,
  version: number,
  set: Partial<GroupBuyDoc>,
  unset: readonly string[] = [],
): Promise<GroupBuyDoc | null> =>
  groupBuyModel
    .findOneAndUpdate(
      { _id: groupBuyId, version },
      {
        $set: { ...set, version: version + 1, updatedAt: now() },
        ...(unset.length ? { $unset: Object.fromEntries(unset.map((it) => [it, 1])) } : {}),
      },
      { returnDocument: 'after' },
    )
    .lean<GroupBuyDoc>()

/** Moves a campaign to another status, at the version it was decided on. @returns null when somebody was faster */
export async function moveGroupBuy(before: GroupBuyDoc, to: GroupBuyStatus): Promise<GroupBuyDoc | null> {
  const { _id, status, version } = before
  if (!groupBuyMayBecome(status, to)) throw new Error(`a group buy never goes from ${status} to ${to}`)
  return groupBuyModel
    .findOneAndUpdate(
      { _id, status, version },
      { $set: { status: to, updatedAt: now() }, $inc: { version: 1 } },
      { returnDocument: 'after' },
    )
    .lean<GroupBuyDoc>()
}
