import { model, Schema } from 'mongoose'
import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { behind, type Mark } from '../../kernel/cursor'
import { isDuplicate } from '../../kernel/db'
import {
  emit,
  outboxField,
  outboxIndex,
  relayFrom,
  type EventType,
  type WithOutbox,
} from '../../kernel/outbox'
import type { tried } from './appointments.shapes.contract'
import { appointmentChanged } from './appointments.events'
import { mayBecome, type AppointmentStatus } from './appointments.rules'
import type { Place } from './appointments.slots.model'

type Tried = z.infer<typeof tried>

/** One member's appointment, or place in line for one (AP-1), and the journal of its seats. Shard key: memberId. */
export interface AppointmentDoc extends WithOutbox {
  _id: string
  memberId: string
  openid: string
  storeId: string
  serviceId: string
  status: AppointmentStatus
  /** What was asked for, to know a key that is used for something else. */
  asked: string
  /** Start of the time it has, or was asked for. */
  start: Date
  place?: Place
  /** A seat to be taken. */
  wants?: Place
  /** Seats to be given back. */
  leaves: Place[]
  /** Counts the seats it ever asked for. */
  round: number
  mayWait: boolean
  /** Why the seat asked for last was not given. */
  refusal?: 'slot_full' | 'booked_already' | 'adviser_taken'
  /** The guide the shopper asked for, and the one who serves them. */
  prefers?: string
  adviser?: string
  note?: string
  offeredUntil?: Date
  reminded?: Date
  tried: Tried[]
  by?: string
  version: number
  createdAt: Date
  updatedAt: Date
}

const placeSchema = new Schema({ slotId: String, seat: String, start: Date, end: Date }, { _id: false })
const appointmentModel = model<AppointmentDoc>(
  'Appointment',
  new Schema<AppointmentDoc>(
    {
      _id: String,
      memberId: String,
      openid: String,
      storeId: String,
      serviceId: String,
      status: String,
      asked: String,
      start: Date,
      place: placeSchema,
      wants: placeSchema,
      leaves: [placeSchema],
      round: Number,
      mayWait: Boolean,
      refusal: String,
      prefers: String,
      adviser: String,
      note: String,
      offeredUntil: Date,
      reminded: Date,
      tried: [{ _id: false, what: String, size: String, shade: String, reaction: String }],
      by: String,
      version: Number,
      createdAt: Date,
      updatedAt: Date,
      outbox: outboxField,
    },
    { collection: 'appointments', versionKey: false },
  )
    .index({ memberId: 1, start: -1 })
    .index({ storeId: 1, start: 1 })
    .index({ status: 1, start: 1 })
    .index({ serviceId: 1, status: 1 })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(appointmentModel)

export const findAppointment = (appointmentId: string): Promise<AppointmentDoc | null> =>
  appointmentModel.findById(appointmentId).lean<AppointmentDoc>()

export const findAppointments = (ids: readonly string[]): Promise<AppointmentDoc[]> =>
  appointmentModel.find({ _id: { $in: ids } }).lean<AppointmentDoc[]>()

/** Writes a new appointment with its event. @returns false when its id is taken */
export const insertAppointment = (it: Omit<AppointmentDoc, 'outbox'>): Promise<boolean> =>
  appointmentModel.collection
    .insertOne({ ...it, outbox: [emit(appointmentChanged, { appointmentId: it._id })] } as never)
    .then(
      () => true,
      (error: unknown) => {
        if (isDuplicate(error)) return false
        throw error
      },
    )

interface Change {
  set?: Partial<AppointmentDoc>
  unset?: ('wants' | 'refusal' | 'offeredUntil' | 'reminded' | 'adviser' | 'prefers')[]
  /** A place to give back. */
  leaves?: Place | undefined
  /** What else is to follow. */
  event?: EventType<{ appointmentId: string }>
}

/**
 * Moves an appointment on from the version it was decided on, with its events in the same update.
 * @returns it after that, or null when somebody else was faster
 */
export async function moveAppointment(
  { _id, status, version }: AppointmentDoc,
  to: AppointmentStatus,
  { set, unset = [], leaves, event }: Change = {},
): Promise<AppointmentDoc | null> {
  if (!mayBecome(status, to)) throw new Error(`an appointment never goes from ${status} to ${to}`)
  const events = [appointmentChanged, ...(event ? [event] : [])].map((it) => emit(it, { appointmentId: _id }))
  return appointmentModel
    .findOneAndUpdate(
      { _id, status, version },
      {
        $set: { ...set, status: to, updatedAt: now() },
        $inc: { version: 1 },
        $push: { outbox: { $each: events }, ...(leaves ? { leaves } : {}) },
        ...(unset.length ? { $unset: Object.fromEntries(unset.map((key) => [key, 1])) } : {}),
      },
      { returnDocument: 'after' },
    )
    .lean<AppointmentDoc>()
}

/** Takes a place that was given back off the journal. */
export const forgetPlace = async (appointmentId: string, seat: string): Promise<void> => {
  await appointmentModel.updateOne({ _id: appointmentId }, { $pull: { leaves: { seat } } })
}

/** Claims the one reminder of an appointment's time. @returns false when it was sent, or is not booked for then any more */
export const claimReminder = async ({ _id, start }: AppointmentDoc): Promise<boolean> =>
  (
    await appointmentModel.updateOne(
      { _id, status: 'booked', start, reminded: { $exists: false } },
      { $set: { reminded: now() } },
    )
  ).matchedCount === 1

/** Who still stands in line at an instant for a time that begins by then. */
export const waitingUntil = (at: Date, limit: number) =>
  appointmentModel
    .find({ status: 'waiting', start: { $lte: at } })
    .limit(limit)
    .lean<AppointmentDoc[]>()

/** Those to be reminded who were not yet. */
export const toRemind = (from: Date, before: Date, limit: number) =>
  appointmentModel
    .find({
      status: 'booked',
      start: { $gte: from, $lt: before },
      reminded: { $exists: false },
    })
    .sort({ start: 1 })
    .limit(limit)
    .lean<AppointmentDoc[]>()

export const offersBefore = (at: Date, limit: number) =>
  appointmentModel
    .find({ status: 'offered', offeredUntil: { $lte: at } })
    .limit(limit)
    .lean<AppointmentDoc[]>()

/** When the member did not come, since an instant. */
export const missedSince = async (memberId: string, since: Date): Promise<Date[]> =>
  (
    await appointmentModel
      .find({ memberId, status: 'noShow', start: { $gte: since } }, { start: 1 })
      .lean<Pick<AppointmentDoc, 'start'>[]>()
  ).map((it) => it.start)

/** A member's appointments, latest time first, less those that were never made. */
export const appointmentsOf = (memberId: string, after: Mark | undefined, limit: number) =>
  appointmentModel
    .find({
      memberId,
      status: { $ne: 'refused' },
      ...behind('start', after),
    })
    .sort({ start: -1, _id: -1 })
    .limit(limit)
    .lean<AppointmentDoc[]>()

const SHOWN: AppointmentStatus[] = ['booked', 'checkedIn', 'done', 'noShow', 'waiting', 'offered']

/** What a store has from one instant to before another, in order of time. */
export const appointmentsAt = (storeId: string, from: Date, before: Date) =>
  appointmentModel
    .find({ storeId, start: { $gte: from, $lt: before }, status: { $in: SHOWN } })
    .sort({ start: 1, createdAt: 1 })
    .lean<AppointmentDoc[]>()

const COMING_SHOWN = 3
const COMING: readonly AppointmentStatus[] = ['booked', 'waiting', 'offered']
/** More than anybody books ahead and tried of late. */
const FACTS_READ = 50

/** What a member has booked or waits for from now on, soonest first, and where they tried something, latest first; one read. */
export async function factsBy(memberId: string, triedShown: number) {
  const at = now()
  const found = await appointmentModel
    .find({
      memberId,
      $or: [
        { start: { $gte: at }, status: { $in: COMING } },
        { status: 'done', 'tried.0': { $exists: true } },
      ],
    })
    .sort({ start: -1 })
    .limit(FACTS_READ)
    .lean<AppointmentDoc[]>()
  const isTried = ({ status }: AppointmentDoc) => status === 'done'
  return {
    coming: found
      .filter((it) => !isTried(it))
      .reverse()
      .slice(0, COMING_SHOWN),
    tried: found.filter(isTried).slice(0, triedShown),
  }
}

/** Appointments of a member at which something was tried, latest first (AP-3). */
export const triedBy = (memberId: string, limit: number) =>
  appointmentModel
    .find({ memberId, status: 'done', 'tried.0': { $exists: true } })
    .sort({ start: -1 })
    .limit(limit)
    .lean<AppointmentDoc[]>()

export type ServiceCounts = Partial<Record<AppointmentStatus, number>>
/** How many appointments of services are in each status. */
export async function countsByService(serviceIds: readonly string[]): Promise<Map<string, ServiceCounts>> {
  const rows = await appointmentModel.aggregate<{
    _id: { serviceId: string; status: AppointmentStatus }
    count: number
  }>([
    { $match: { serviceId: { $in: [...serviceIds] } } },
    { $group: { _id: { serviceId: '$serviceId', status: '$status' }, count: { $sum: 1 } } },
  ])
  const found = new Map<string, ServiceCounts>(serviceIds.map((it) => [it, {}]))
  for (const { _id, count } of rows) {
    const of = found.get(_id.serviceId)
    if (of) of[_id.status] = count
  }
  return found
}
