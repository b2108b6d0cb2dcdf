import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'

/** What WeChat has to be told of goods that were handed over, and how far that is (platform-apis 1.8). */
export interface ShippingReportDoc {
  /** Order and round: handed over anew is told anew. */
  _id: string
  orderId: string
  round: number
  /** `waiting` is told as soon as `nextAt` comes; `refused` never, with the platform's code or ours. */
  state: 'waiting' | 'told' | 'refused'
  tries: number
  nextAt: Date
  code?: string
  at: Date
}

const reportModel = model<ShippingReportDoc>(
  'ShippingReport',
  new Schema<ShippingReportDoc>(
    {
      _id: String,
      orderId: String,
      round: Number,
      state: String,
      tries: Number,
      nextAt: Date,
      code: String,
      at: Date,
    },
    { collection: 'shippingReports', versionKey: false },
  )
    .index({ state: 1, nextAt: 1 })
    .index({ orderId: 1 }),
)

export async function insertReport(orderId: string, round: number, nextAt: Date): Promise<void> {
  const report: ShippingReportDoc = {
    _id: `${orderId}/${round}`,
    orderId,
    round,
    state: 'waiting',
    tries: 0,
    nextAt,
    at: now(),
  }
  await reportModel.collection.insertOne(report as never).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error
  })
}

export const dueReports = (limit: number): Promise<ShippingReportDoc[]> =>
  reportModel
    .find({ state: 'waiting', nextAt: { $lte: now() } })
    .sort({ nextAt: 1 })
    .limit(limit)
    .lean<ShippingReportDoc[]>()

/** Takes one try for a process until an instant, when another may. @returns null when somebody was faster */
export const takeTry = ({ _id, tries }: ShippingReportDoc, until: Date): Promise<ShippingReportDoc | null> =>
  reportModel
    .findOneAndUpdate(
      { _id, tries, state: 'waiting' },
      { $set: { nextAt: until, at: now() }, $inc: { tries: 1 } },
      { returnDocument: 'after' },
    )
    .lean<ShippingReportDoc>()

/** Writes what became of a try. */
export async function endTry(
  { _id, tries }: ShippingReportDoc,
  set: Partial<Pick<ShippingReportDoc, 'state' | 'code' | 'nextAt'>>,
): Promise<void> {
  await reportModel.updateOne({ _id, tries, state: 'waiting' }, { $set: { ...set, at: now() } })
}

export const reportsOf = (orderId: string): Promise<ShippingReportDoc[]> =>
  reportModel.find({ orderId }).sort({ round: 1 }).lean<ShippingReportDoc[]>()
