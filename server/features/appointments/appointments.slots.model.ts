import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import { emit, outboxField, outboxIndex, relayFrom, type WithOutbox } from '../../kernel/outbox'
import { isSame } from '../../kernel/oneId'
import { seatFreed, seatOffered } from './appointments.events'

/** A seat, or a place in line; `key` is used once, so that a late hand never gives back what was taken anew. */
interface Seat {
  key: string
  appointmentId: string
  memberId: string
}
/** The seats of one service at one time, and who waits for them. Shard key: _id. */
export interface SlotDoc extends WithOutbox {
  /** Service and start. */
  _id: string
  serviceId: string
  start: Date
  seats: Seat[]
  /** How many `seats` are, for the filter of the next. */
  taken: number
  line: Seat[]
  touchedAt: Date
}
/** Where an appointment sits, or wants to. */
export interface Place {
  slotId: string
  seat: string
  start: Date
  end: Date
}

const seat = { _id: false, key: String, appointmentId: String, memberId: String }
const slotModel = model<SlotDoc>(
  'AppointmentSlot',
  new Schema<SlotDoc>(
    {
      _id: String,
      serviceId: String,
      start: Date,
      seats: [seat],
      taken: Number,
      line: [seat],
      touchedAt: Date,
      outbox: outboxField,
    },
    { collection: 'appointmentSlots', versionKey: false },
  )
    .index({ serviceId: 1, start: 1 })
    .index({ touchedAt: 1 })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(slotModel)

export const slotIdOf = (serviceId: string, start: Date): string => `${serviceId}@${start.toISOString()}`

export const findSlot = (slotId: string): Promise<SlotDoc | null> =>
  slotModel.findById(slotId).lean<SlotDoc>()

/** Slots of a service that somebody ever took, from one instant to before another. */
export const slotsBetween = (serviceId: string, from: Date, before: Date): Promise<SlotDoc[]> =>
  slotModel.find({ serviceId, start: { $gte: from, $lt: before } }).lean<SlotDoc[]>()

/** Slots of services that somebody waits for, starting between two instants. */
export const linesBetween = (serviceIds: readonly string[], from: Date, before: Date): Promise<SlotDoc[]> =>
  slotModel
    .find({
      serviceId: { $in: [...serviceIds] },
      start: { $gte: from, $lt: before },
      'line.0': { $exists: true },
    })
    .lean<SlotDoc[]>()

export const slotsTouched = (from: Date, before: Date): Promise<SlotDoc[]> =>
  slotModel.find({ touchedAt: { $gte: from, $lt: before } }).lean<SlotDoc[]>()

export type Taken = 'taken' | 'full' | 'twice'

async function ensureSlot(serviceId: string, { slotId: _id, start }: Place): Promise<void> {
  const fresh = { serviceId, start, seats: [], taken: 0, line: [], outbox: [], touchedAt: now() }
  await slotModel.updateOne({ _id }, { $setOnInsert: fresh }, { upsert: true }).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error
  })
}

/**
 * Takes one of `capacity` seats in one update whose filter counts them; a member has one, and nobody overtakes the line. The
 * same seat again is taken already.
 */
export async function takeSeat(
  place: Place,
  { serviceId, _id: appointmentId, memberId }: { serviceId: string; _id: string; memberId: string },
  capacity: number,
): Promise<Taken> {
  await ensureSlot(serviceId, place)
  const { slotId: _id, seat: key } = place
  const mine = { key, appointmentId, memberId }
  const { matchedCount } = await slotModel.updateOne(
    { _id, taken: { $lt: capacity }, line: { $size: 0 }, 'seats.memberId': { $ne: memberId } },
    { $push: { seats: mine }, $inc: { taken: 1 }, $set: { touchedAt: now() } },
  )
  if (matchedCount) return 'taken'
  const slot = await findSlot(_id)
  if (slot?.seats.some((it) => it.key === key)) return 'taken'
  return slot?.seats.some((it) => isSame(it.memberId, memberId)) ? 'twice' : 'full'
}

/** Puts somebody last in line, where no seat is free; once for each member. @returns whether they are in it */
export async function joinLine(
  { slotId: _id, seat: key }: Place,
  { _id: appointmentId, memberId }: { _id: string; memberId: string },
  capacity: number,
): Promise<boolean> {
  const { matchedCount } = await slotModel.updateOne(
    {
      _id,
      'seats.memberId': { $ne: memberId },
      'line.memberId': { $ne: memberId },
      $or: [{ taken: { $gte: capacity } }, { 'line.key': { $exists: true } }],
    },
    { $push: { line: { key, appointmentId, memberId } }, $set: { touchedAt: now() } },
  )
  return matchedCount === 1 || ((await findSlot(_id))?.line.some((it) => it.key === key) ?? false)
}

/** Gives a seat or a place in line back; once, however often it is asked. From the line first: nobody goes back into it. */
export async function freeSeat({ slotId: _id, seat: key }: Pick<Place, 'slotId' | 'seat'>): Promise<void> {
  await slotModel.updateOne({ _id, 'line.key': key }, { $pull: { line: { key } } })
  await slotModel.updateOne(
    { _id, 'seats.key': key },
    { $pull: { seats: { key } }, $inc: { taken: -1 }, $push: { outbox: emit(seatFreed, { slotId: _id }) } },
  )
}

/**
 * Gives a free seat to somebody who is first in line, in one update.
 * @returns false when there is no seat, or they are not first (any more)
 */
export async function seatFirst(slotId: string, first: Seat, capacity: number): Promise<boolean> {
  const { key, appointmentId } = first
  const { matchedCount } = await slotModel.updateOne(
    { _id: slotId, taken: { $lt: capacity }, 'line.0.key': key },
    {
      $push: { seats: first, outbox: emit(seatOffered, { slotId, appointmentId, seat: key }) },
      $pull: { line: { key } },
      $inc: { taken: 1 },
      $set: { touchedAt: now() },
    },
  )
  return matchedCount === 1
}
