import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import type { AdviserHours } from './appointments.rules'
import type { Place } from './appointments.slots.model'

/** A time an adviser serves somebody; `key` is the seat's. */
interface Busy {
  key: string
  appointmentId: string
  start: Date
  end: Date
}
/**
 * A guide's calendar and what stands in it, over all services (AP-1): no two times in `busy` overlap, so that one adviser is
 * never in two appointments at once. Shard key: _id.
 */
export interface AdviserDoc extends AdviserHours {
  /** The guide. */
  _id: string
  storeId: string
  busy: Busy[]
  /** Counts changes of the hours. */
  version: number
  updatedAt: Date
  touchedAt: Date
}

const adviserModel = model<AdviserDoc>(
  'Adviser',
  new Schema<AdviserDoc>(
    {
      _id: String,
      storeId: String,
      week: [{ _id: false, days: [Number], from: Number, until: Number }],
      exceptions: [{ _id: false, date: String, from: Number, until: Number }],
      busy: [{ _id: false, key: String, appointmentId: String, start: Date, end: Date }],
      version: Number,
      updatedAt: Date,
      touchedAt: Date,
    },
    { collection: 'advisers', versionKey: false },
  )
    .index({ storeId: 1 })
    .index({ touchedAt: 1 })
    .index({ 'busy.key': 1 }),
)

export const findAdvisers = (guideIds: readonly string[]): Promise<AdviserDoc[]> =>
  adviserModel
    .find({ _id: { $in: [...guideIds] } })
    .sort({ _id: 1 })
    .lean<AdviserDoc[]>()

/**
 * Takes an adviser's time for a seat in one update whose filter knows of no other appointment in it. The same seat again has
 * it already. @returns false when the adviser serves somebody else then
 */
export async function takeAdviser(
  _id: string,
  { seat: key, start, end }: Place,
  appointmentId: string,
): Promise<boolean> {
  const overlapping = { busy: { $elemMatch: { start: { $lt: end }, end: { $gt: start } } } }
  const { matchedCount } = await adviserModel.updateOne(
    { _id, $nor: [overlapping] },
    { $push: { busy: { key, appointmentId, start, end } }, $set: { touchedAt: now() } },
  )
  if (matchedCount) return true
  return Boolean(await adviserModel.exists({ _id, busy: { $elemMatch: { key, start, end } } }))
}

/** Whose time is taken for a seat; undefined while nobody's is. */
export const adviserOfSeat = async (key: string): Promise<string | undefined> =>
  (await adviserModel.findOne({ 'busy.key': key }, { _id: 1 }).lean<AdviserDoc>())?._id

/** Gives back the time taken for a seat, of every adviser or of every other one. */
export const freeAdvisers = async (key: string, but?: string): Promise<void> => {
  await adviserModel.updateMany(
    { 'busy.key': key, ...(but ? { _id: { $ne: but } } : {}) },
    { $pull: { busy: { key } } },
  )
}
/** Gives back one adviser's time taken for a seat. */
export const freeAdviser = async (_id: string, key: string): Promise<void> => {
  await adviserModel.updateOne({ _id }, { $pull: { busy: { key } } })
}

export const advisersTouched = (from: Date, before: Date): Promise<AdviserDoc[]> =>
  adviserModel.find({ touchedAt: { $gte: from, $lt: before } }).lean<AdviserDoc[]>()

/** Takes times that are over off the calendars. */
export const forgetServed = async (before: Date): Promise<void> => {
  await adviserModel.updateMany(
    { busy: { $elemMatch: { end: { $lt: before } } } },
    { $pull: { busy: { end: { $lt: before } } } },
  )
}

/** Writes an adviser's hours at the version they were decided on, 0 for the first. @returns null when somebody was faster */
export async function putHours(
  _id: string,
  version: number,
  hours: AdviserHours & { storeId: string },
): Promise<AdviserDoc | null> {
  const at = now()
  if (version === 0)
    await adviserModel.collection
      .insertOne({ _id, ...hours, busy: [], version: 0, updatedAt: at, touchedAt: at } as never)
      .catch((error: unknown) => {
        if (!isDuplicate(error)) throw error
      })
  return adviserModel
    .findOneAndUpdate(
      { _id, version },
      { $set: { ...hours, version: version + 1, updatedAt: at } },
      { returnDocument: 'after' },
    )
    .lean<AdviserDoc>()
}
