import { model, Schema } from 'mongoose'
import type { OperatorRole } from './operators.rules'

export interface OperatorDoc {
  _id: string
  /** WeCom userid. */
  userid: string
  name: string
  avatar?: string
  role: OperatorRole
  /** Of a region: its name and the provinces whose stores belong to it. */
  region?: string
  provinces?: string[]
  /** Of a store. */
  storeId?: string
  active: boolean
}

const operatorModel = model<OperatorDoc>(
  'Operator',
  new Schema<OperatorDoc>(
    {
      _id: String,
      userid: String,
      name: String,
      avatar: String,
      role: String,
      region: String,
      provinces: { type: [String], default: undefined },
      storeId: String,
      active: Boolean,
    },
    { collection: 'operators', versionKey: false },
  ).index({ userid: 1 }, { unique: true }),
)

export const findOperator = (operatorId: string): Promise<OperatorDoc | null> =>
  operatorModel.findById(operatorId).lean<OperatorDoc>()
export const operatorOfUserid = (userid: string): Promise<OperatorDoc | null> =>
  operatorModel.findOne({ userid }).lean<OperatorDoc>()

export async function putOperators(rows: readonly OperatorDoc[]): Promise<void> {
  if (rows.length)
    await operatorModel.bulkWrite(
      rows.map(({ _id, ...rest }) => ({
        updateOne: { filter: { _id }, update: { $set: rest }, upsert: true },
      })),
      { ordered: false },
    )
}
