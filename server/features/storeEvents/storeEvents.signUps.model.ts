import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { behind, type Mark } from '../../kernel/cursor'
import { isDeadlock, isDuplicate } from '../../kernel/db'
import {
  emit,
  outboxField,
  outboxIndex,
  relayFrom,
  type OutboxEvent,
  type WithOutbox,
} from '../../kernel/outbox'
import { lineMoved, seatGivenBack, seatTaken } from './storeEvents.events'
import { freeNumbersOf, numbersAbove, signUpMayBecome, type WrittenState } from './storeEvents.rules'

/**
 * One member's place at an event. Its id follows from event and member, so that nobody has two; `seat` is its number
 * among the event's quota and unique, so that no more of them can be than seats. `spot` is the same of the line.
 * Shard key: memberId.
 */
export interface SignUpDoc extends WithOutbox {
  _id: string
  eventId: string
  storeId: string
  memberId: string
  openid: string
  state: WrittenState
  seat?: number
  spot?: number
  waitingSince?: Date
  /** Of the event, for reminders and lists. */
  start: Date
  /** Who shared the event, or by which code the member came. */
  from?: string
  digits?: string
  checkedInAt?: Date
  /** The guide, or `self`. */
  checkedInBy?: string
  remindedAt?: Date
  /** The coupon of the sign-up, or why there is none. */
  grantId?: string
  couponText?: string
  version: number
  createdAt: Date
  updatedAt: Date
}

const signUpModel = model<SignUpDoc>(
  'EventSignUp',
  new Schema<SignUpDoc>(
    {
      _id: String,
      eventId: String,
      storeId: String,
      memberId: String,
      openid: String,
      state: String,
      seat: Number,
      spot: Number,
      waitingSince: Date,
      start: Date,
      from: String,
      digits: String,
      checkedInAt: Date,
      checkedInBy: String,
      remindedAt: Date,
      grantId: String,
      couponText: String,
      version: Number,
      createdAt: Date,
      updatedAt: Date,
      outbox: outboxField,
    },
    { collection: 'eventSignUps', versionKey: false },
  )
    .index({ eventId: 1, seat: 1 }, { unique: true, partialFilterExpression: { seat: { $exists: true } } })
    .index({ eventId: 1, spot: 1 }, { unique: true, partialFilterExpression: { spot: { $exists: true } } })
    .index({ eventId: 1, state: 1, waitingSince: 1 })
    .index({ memberId: 1, start: -1 })
    .index({ state: 1, start: 1 })
    .index({ digits: 1 }, { unique: true, partialFilterExpression: { digits: { $exists: true } } })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(signUpModel)

export const findSignUp = (signUpId: string): Promise<SignUpDoc | null> =>
  signUpModel.findById(signUpId).lean<SignUpDoc>()
export const findSignUpByDigits = (digits: string): Promise<SignUpDoc | null> =>
  signUpModel.findOne({ digits }).lean<SignUpDoc>()
export const findSignUps = (ids: readonly string[]): Promise<SignUpDoc[]> =>
  signUpModel.find({ _id: { $in: [...ids] } }).lean<SignUpDoc[]>()

/**
 * Some numbers of an event that nobody has, of its seats or of its line: those above the highest first, and gaps that were
 * given back once it is reached. None only when every number is taken.
 */
export async function freeNumbers(eventId: string, of: 'seat' | 'spot', most: number): Promise<number[]> {
  const filter = { eventId, [of]: { $exists: true } }
  const taken = () => signUpModel.find(filter, { [of]: 1 })
  const [last] = await taken()
    .sort({ [of]: -1 })
    .limit(1)
    .lean<Pick<SignUpDoc, 'seat' | 'spot'>[]>()
  const above = numbersAbove(last?.[of] ?? 0, most)
  if (above.length || (await signUpModel.countDocuments(filter)) >= most) return above
  const all = await taken().lean<Pick<SignUpDoc, 'seat' | 'spot'>[]>()
  return freeNumbersOf(
    all.flatMap((it) => it[of] ?? []),
    most,
  )
}

const eventsOf = (_id: string, from: WrittenState | undefined, to: WrittenState, eventId: string) => {
  const events: OutboxEvent[] = []
  if (to === 'seated') events.push(emit(seatTaken, { signUpId: _id }))
  if (to === 'seated' && from === 'waiting') events.push(emit(lineMoved, { signUpId: _id }))
  if (to === 'cancelled' && from === 'seated') events.push(emit(seatGivenBack, { eventId }))
  return events
}

type NewSignUp = Omit<SignUpDoc, 'outbox' | 'version' | 'updatedAt'>

/** Writes a sign-up. @returns false when the member or the number has one already, or somebody is just trying */
export const insertSignUp = (it: NewSignUp): Promise<boolean> =>
  signUpModel.collection
    .insertOne({
      ...it,
      version: 1,
      updatedAt: it.createdAt,
      outbox: eventsOf(it._id, undefined, it.state, it.eventId),
    } as never)
    .then(
      () => true,
      (error: unknown) => {
        if (isDuplicate(error) || isDeadlock(error)) return false
        throw error
      },
    )

/**
 * Moves a sign-up on from the version it was decided on, with its number and events in the same update.
 * @returns null when somebody was faster, or has that number
 */
export async function moveSignUp(
  { _id, state, version, eventId }: SignUpDoc,
  to: WrittenState,
  set: Partial<SignUpDoc> = {},
): Promise<SignUpDoc | null> {
  if (!signUpMayBecome(state, to)) throw new Error(`a sign-up never goes from ${state} to ${to}`)
  const gone = [
    ...(to === 'cancelled' ? ['seat', 'spot', 'waitingSince', 'remindedAt'] : []),
    ...(to === 'seated' ? ['spot', 'waitingSince'] : []),
  ]
  try {
    return await signUpModel
      .findOneAndUpdate(
        { _id, state, version },
        {
          $set: { ...set, state: to, updatedAt: now() },
          $inc: { version: 1 },
          $push: { outbox: { $each: eventsOf(_id, state, to, eventId) } },
          ...(gone.length ? { $unset: Object.fromEntries(gone.map((it) => [it, 1])) } : {}),
        },
        { returnDocument: 'after' },
      )
      .lean<SignUpDoc>()
  } catch (error) {
    if (isDuplicate(error) || isDeadlock(error)) return null
    throw error
  }
}

/** Who stands in line for an event, first first. */
export const lineOf = (eventId: string, limit: number): Promise<SignUpDoc[]> =>
  signUpModel
    .find({ eventId, state: 'waiting' })
    .sort({ waitingSince: 1, _id: 1 })
    .limit(limit)
    .lean<SignUpDoc[]>()

/** How many stand before somebody in line. */
export const waitingBefore = (eventId: string, since: Date): Promise<number> =>
  signUpModel.countDocuments({ eventId, state: 'waiting', waitingSince: { $lt: since } })

/** Everybody of an event in the order of signing up, those who gave their place back left out. */
export const guestsOf = (eventId: string): Promise<SignUpDoc[]> =>
  signUpModel
    .find({ eventId, state: { $ne: 'cancelled' } })
    .sort({ createdAt: 1, _id: 1 })
    .limit(2500)
    .lean<SignUpDoc[]>()

export interface SignUpCounts {
  seated: number
  waiting: number
  cancelled: number
  checkedIn: number
}
/** How many of each event are in each state; `seated` counts who was checked in as well. */
export async function countsOf(eventIds: readonly string[]): Promise<Map<string, SignUpCounts>> {
  const found = new Map(
    eventIds.map((it) => [it, { seated: 0, waiting: 0, cancelled: 0, checkedIn: 0 } as SignUpCounts]),
  )
  if (!eventIds.length) return found
  const rows = await signUpModel.aggregate<{ _id: { e: string; s: WrittenState }; n: number }>([
    { $match: { eventId: { $in: [...eventIds] } } },
    { $group: { _id: { e: '$eventId', s: '$state' }, n: { $sum: 1 } } },
  ])
  for (const { _id, n } of rows) {
    const of = found.get(_id.e)
    if (!of) continue
    of[_id.s] += n
    if (_id.s === 'checkedIn') of.seated += n
  }
  return found
}

/** A member's sign-ups, latest event first. */
export const signUpsOf = (memberId: string, after: Mark | undefined, limit: number): Promise<SignUpDoc[]> =>
  signUpModel
    .find({ memberId, ...behind('start', after) })
    .sort({ start: -1, _id: -1 })
    .limit(limit)
    .lean<SignUpDoc[]>()

/** Seats of events between two instants whose guests were not reminded yet. */
export const toRemind = (from: Date, before: Date, limit: number): Promise<SignUpDoc[]> =>
  signUpModel
    .find({ state: 'seated', start: { $gte: from, $lt: before }, remindedAt: { $exists: false } })
    .sort({ start: 1 })
    .limit(limit)
    .lean<SignUpDoc[]>()

/** Claims the one reminder of a seat. */
export const claimReminder = async ({ _id }: SignUpDoc): Promise<boolean> =>
  (
    await signUpModel.updateOne(
      { _id, state: 'seated', remindedAt: { $exists: false } },
      { $set: { remindedAt: now() } },
    )
  ).matchedCount === 1

/** Gives a sign-up digits of its own, unless it has some; nothing happens where somebody has these. */
export const putDigits = async (signUpId: string, digits: string): Promise<void> => {
  await signUpModel
    .updateOne({ _id: signUpId, digits: { $exists: false } }, { $set: { digits } })
    .catch((error: unknown) => {
      if (!isDuplicate(error)) throw error
    })
}

/** Writes what became of the coupon of a sign-up. */
export const putCoupon = async (
  signUpId: string,
  set: { grantId: string } | { couponText: string },
): Promise<void> => {
  await signUpModel.updateOne({ _id: signUpId }, { $set: set })
}

/** Writes sign-ups whole, by id (demo chain). */
export async function putSignUps(rows: readonly SignUpDoc[]): Promise<void> {
  for (const { _id, ...rest } of rows) await signUpModel.updateOne({ _id }, { $set: rest }, { upsert: true })
}
