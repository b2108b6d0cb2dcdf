import { model, Schema } from 'mongoose'
import { emit, outboxField, outboxIndex, relayFrom, type WithOutbox } from '../../kernel/outbox'
import { versioned, type Versioned } from '../../kernel/versioned'
import { storeEventEnded } from './storeEvents.events'
import type { EventAudience, StoreEventKind } from './storeEvents.rules'

export interface EventFields {
  kind: StoreEventKind
  title: string
  summary: string
  detail: string[]
  image: string
  storeId: string
  start: Date
  end: Date
  signUpFrom: Date
  signUpUntil: Date
  cancelUntil: Date
  quota: number
  /** People who may wait. */
  line: number
  audience: EventAudience
  couponId?: string
  photoPoints: number
}
/** An event of a store (AP-2). Who signed up is what its sign-ups are; nothing is counted here. */
export interface StoreEventDoc extends WithOutbox, Versioned, EventFields {
  status: 'draft' | 'scheduled' | 'live' | 'paused' | 'ended'
  /** Of the store, to be found by. */
  city: string
  /** Of the QR at the store: scene `e=<code>`. */
  code: string
  createdBy: string
}

const eventModel = model<StoreEventDoc>(
  'StoreEvent',
  new Schema<StoreEventDoc>(
    {
      _id: String,
      kind: String,
      title: String,
      summary: String,
      detail: [String],
      image: String,
      storeId: String,
      city: String,
      code: String,
      start: Date,
      end: Date,
      signUpFrom: Date,
      signUpUntil: Date,
      cancelUntil: Date,
      quota: Number,
      line: Number,
      audience: {},
      couponId: String,
      photoPoints: Number,
      status: String,
      version: Number,
      createdAt: Date,
      createdBy: String,
      updatedAt: Date,
      outbox: outboxField,
    },
    { collection: 'storeEvents', versionKey: false, minimize: false },
  )
    .index({ status: 1, start: 1 })
    .index({ storeId: 1, start: 1 })
    .index({ createdAt: -1 })
    .index({ code: 1 }, { unique: true })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(eventModel)

export const storeEventWrites = versioned<StoreEventDoc>(eventModel)

/** Moves an event to another written status; one that is ended tells its guests. */
export const moveEvent = (eventId: string, from: StoreEventDoc['status'], to: StoreEventDoc['status']) =>
  storeEventWrites.move(eventId, from, to, to === 'ended' ? [emit(storeEventEnded, { eventId })] : [])

export const findEvent = (eventId: string): Promise<StoreEventDoc | null> => storeEventWrites.find(eventId)
export const findEvents = (ids: readonly string[]): Promise<StoreEventDoc[]> =>
  ids.length ? eventModel.find({ _id: { $in: [...ids] } }).lean<StoreEventDoc[]>() : Promise.resolve([])
export const findEventByCode = (code: string): Promise<StoreEventDoc | null> =>
  eventModel.findOne({ code }).lean<StoreEventDoc>()

interface Wanted {
  storeId?: string | undefined
  city?: string | undefined
}

/** What shoppers see that is not over at an instant, soonest first. */
export const eventsToCome = (
  { storeId, city }: Wanted,
  at: Date,
  after: { at: Date; id: string } | undefined,
  limit: number,
): Promise<StoreEventDoc[]> =>
  eventModel
    .find({
      status: { $in: ['scheduled', 'paused'] },
      end: { $gt: at },
      ...(storeId ? { storeId } : {}),
      ...(city ? { city } : {}),
      ...(after ? { $or: [{ start: { $gt: after.at } }, { start: after.at, _id: { $gt: after.id } }] } : {}),
    })
    .sort({ start: 1, _id: 1 })
    .limit(limit)
    .lean<StoreEventDoc[]>()

/** A store's events that are under way or begin between two instants, soonest first. */
export const eventsOfStore = (storeId: string, endAfter: Date, startBefore: Date): Promise<StoreEventDoc[]> =>
  eventModel
    .find({
      storeId,
      status: { $in: ['scheduled', 'paused', 'ended'] },
      end: { $gt: endAfter },
      start: { $lt: startBefore },
    })
    .sort({ start: 1, _id: 1 })
    .limit(100)
    .lean<StoreEventDoc[]>()
