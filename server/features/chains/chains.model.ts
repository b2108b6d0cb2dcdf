import { model, Schema } from 'mongoose'
import type { z } from 'zod'
import { versioned } from '../../kernel/versioned'
import type { campaignStatus } from '../campaigns/campaigns.contract'

/** A chain (接龙, GB-2); its pieces are its allotment's, who joined stands on its list. Shard key: _id. */
export interface ChainDoc {
  _id: string
  title: string
  note?: string
  /** Fen per piece, and pieces set apart. */
  lines: { skuId: string; chainPrice: number; quota: number }[]
  /** Where its pieces are set apart, and where everybody collects. */
  sourceId: string
  storeId: string
  perMember: number
  from: Date
  until: Date
  /** From when on its goods are in the store. */
  arrivesAt: Date
  leaderId?: string
  chat?: { id: string; name: string }
  /** What a guide asked for under their key, to know a repetition from another chain. */
  asked?: string
  /** Never `live`: that is `scheduled` by the clock. */
  status: z.infer<typeof campaignStatus>
  version: number
  createdAt: Date
  createdBy: string
  updatedAt: Date
}

const chainModel = model<ChainDoc>(
  'Chain',
  new Schema<ChainDoc>(
    {
      _id: String,
      title: String,
      note: String,
      lines: [{ _id: false, skuId: String, chainPrice: Number, quota: Number }],
      sourceId: String,
      storeId: String,
      perMember: Number,
      from: Date,
      until: Date,
      arrivesAt: Date,
      leaderId: String,
      chat: {},
      asked: String,
      status: String,
      version: Number,
      createdAt: Date,
      createdBy: String,
      updatedAt: Date,
    },
    { collection: 'chains', versionKey: false, minimize: false },
  )
    .index({ status: 1, until: 1 })
    .index({ storeId: 1, createdAt: -1 })
    .index({ createdAt: -1, _id: -1 }),
)

export const {
  find: findChain,
  list: listChains,
  change: changeChain,
  move: moveChain,
} = versioned(chainModel)

/** @returns false when one of this id stands already */
export const insertChain = async (chain: ChainDoc): Promise<boolean> => {
  const { upsertedCount } = await chainModel.updateOne(
    { _id: chain._id },
    { $setOnInsert: chain },
    { upsert: true },
  )
  return upsertedCount === 1
}

/** Chains that run at an instant, soonest to end first. */
export const runningChains = (at: Date, storeId: string | undefined, limit: number): Promise<ChainDoc[]> =>
  chainModel
    .find({
      status: 'scheduled',
      from: { $lte: at },
      until: { $gt: at },
      ...(storeId ? { storeId } : {}),
    })
    .sort({ until: 1, _id: 1 })
    .limit(limit)
    .lean<ChainDoc[]>()
