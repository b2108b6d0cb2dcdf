import { model, Schema } from 'mongoose'
import type { z } from 'zod'
import type { hoursException, serviceKind, weeklyHours } from './stores.contract'

/** A place that holds stock (IN-1): a store, or a central or regional warehouse. */
export interface LocationDoc {
  _id: string
  kind: 'store' | 'regional' | 'central'
  code: string
  name: string
  city: string
  province: string
  district: string
  address: string
  landmark?: string
  /** GCJ-02 [lng, lat] */
  position: [number, number]
  phone: string
  hours: z.infer<typeof weeklyHours>[]
  exceptions: z.infer<typeof hoursException>[]
  services: z.infer<typeof serviceKind>[]
  art: string
  updatedAt: Date
}

const schema = new Schema<LocationDoc>(
  {
    _id: String,
    kind: String,
    code: String,
    name: String,
    city: String,
    province: String,
    district: String,
    address: String,
    landmark: String,
    position: [Number],
    phone: String,
    hours: [{ _id: false, days: [Number], open: String, close: String }],
    exceptions: [{ _id: false, date: String, closed: Boolean, open: String, close: String, reason: String }],
    services: [String],
    art: String,
    updatedAt: Date,
  },
  { collection: 'locations', versionKey: false },
)
  .index({ code: 1 }, { unique: true })
  .index({ updatedAt: 1 })

const locationModel = model<LocationDoc>('Location', schema)

export const allLocations = (): Promise<LocationDoc[]> => locationModel.find().lean<LocationDoc[]>()

/** When any location changed last; absent when there is none. */
export async function lastChange(): Promise<Date | undefined> {
  const latest = await locationModel.findOne({}, { updatedAt: 1 }).sort({ updatedAt: -1 }).lean()
  return latest?.updatedAt
}

/** Writes locations whole, by id; the same rows again change nothing but `updatedAt`. */
export async function putLocations(rows: readonly LocationDoc[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 500)
    await locationModel.bulkWrite(
      rows.slice(at, at + 500).map(({ _id, ...rest }) => ({
        updateOne: { filter: { _id }, update: { $set: rest }, upsert: true },
      })),
      { ordered: false },
    )
}
