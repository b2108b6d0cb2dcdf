import { model, Schema } from 'mongoose'
import type { z } from 'zod'
import type { bookableKind } from './appointments.contract'
import type { Shift } from './appointments.rules'

/** What a store lets its customers book (AP-1). */
export interface ServiceDoc {
  _id: string
  storeId: string
  kind: z.infer<typeof bookableKind>
  name: string
  summary: string
  /** How long it takes; slots follow one another at this pace. */
  minutes: number
  /** Fen. */
  price: number
  /** Places of a slot. */
  capacity: number
  /** Weekdays, 1 = Monday. */
  days: number[]
  /** Staff calendars; none: as many places as `capacity` all day. */
  shifts: Shift[]
  order: number
}

const serviceModel = model<ServiceDoc>(
  'BookableService',
  new Schema<ServiceDoc>(
    {
      _id: String,
      storeId: String,
      kind: String,
      name: String,
      summary: String,
      minutes: Number,
      price: Number,
      capacity: Number,
      days: [Number],
      shifts: [{ _id: false, guideId: String, days: [Number], from: Number, until: Number, off: [String] }],
      order: Number,
    },
    { collection: 'bookableServices', versionKey: false },
  ).index({ storeId: 1, order: 1 }),
)

export const findService = (serviceId: string): Promise<ServiceDoc | null> =>
  serviceModel.findById(serviceId).lean<ServiceDoc>()

export const servicesOf = (storeId: string): Promise<ServiceDoc[]> =>
  serviceModel.find({ storeId }).sort({ order: 1, _id: 1 }).lean<ServiceDoc[]>()

/** Writes services whole, by id. */
export async function putServices(rows: readonly ServiceDoc[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 500)
    await serviceModel.bulkWrite(
      rows.slice(at, at + 500).map(({ _id, ...rest }) => ({
        updateOne: { filter: { _id }, update: { $set: rest }, upsert: true },
      })),
      { ordered: false },
    )
}
