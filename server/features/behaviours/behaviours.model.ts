import { model, Schema } from 'mongoose'
import { insertOnce } from '../../kernel/db'

/** A member looked at goods (CD-1). Shard key: memberId. */
export interface BehaviourDoc {
  /** Member and the phone's id of it. */
  _id: string
  memberId: string
  kind: 'viewed'
  skuId: string
  spuId: string
  at: Date
}

const KEPT_SECONDS = 30 * 86_400
const behaviourModel = model<BehaviourDoc>(
  'Behaviour',
  new Schema<BehaviourDoc>(
    { _id: String, memberId: String, kind: String, skuId: String, spuId: String, at: Date },
    { collection: 'behaviours', versionKey: false },
  )
    .index({ memberId: 1, at: -1 })
    .index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS }),
)

export const insertBehaviour = (it: BehaviourDoc): Promise<boolean> => insertOnce(behaviourModel, it)

/** What a member did since an instant, latest first. */
export const behavioursOf = (memberId: string, since: Date, limit: number): Promise<BehaviourDoc[]> =>
  behaviourModel
    .find({ memberId, at: { $gte: since } })
    .sort({ at: -1 })
    .limit(limit)
    .lean<BehaviourDoc[]>()
