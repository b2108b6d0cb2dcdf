import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import { outboxField, outboxIndex, relayFrom, type OutboxEvent, type WithOutbox } from '../../kernel/outbox'
import { mayBecome, OPEN, type DeliveryState } from './deliveries.rules'

/** How an order is brought, with the journal of it. Shard key: _id, which follows from the order. */
export interface DeliveryDoc extends WithOutbox {
  _id: string
  orderId: string
  memberId: string
  /** Whence it is sent: a store or a warehouse. */
  locationId: string
  way: 'local1h' | 'city2h' | 'express'
  state: DeliveryState
  /** Counts the times somebody new was found to bring it: names the bookings. */
  attempt: number
  courierId?: string
  carrier?: { name: string; bookingId?: string; trackingNo?: string; fee?: number }
  /** The receiver's 4 digits. */
  code: string
  codeTries: number
  proof?: { kind: 'photo' | 'code' | 'carrier'; photo?: string }
  reason?: string
  steps: { state: DeliveryState; at: Date; by: string }[]
  /** When a carrier was last heard of. */
  heardAt?: Date
  version: number
  createdAt: Date
  outbox: OutboxEvent[]
}

const deliveryModel = model<DeliveryDoc>(
  'Delivery',
  new Schema<DeliveryDoc>(
    {
      _id: String,
      orderId: String,
      memberId: String,
      locationId: String,
      way: String,
      state: String,
      attempt: Number,
      courierId: String,
      carrier: {},
      code: String,
      codeTries: Number,
      proof: {},
      reason: String,
      steps: [{ _id: false, state: String, at: Date, by: String }],
      heardAt: Date,
      version: Number,
      createdAt: Date,
      outbox: outboxField,
    },
    { collection: 'deliveries', versionKey: false },
  )
    .index({ locationId: 1, state: 1, createdAt: 1 })
    .index({ state: 1, heardAt: 1 })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(deliveryModel)

export const deliveryIdOf = (orderId: string): string => orderId.replace(/^ord_/, 'dlv_')

export const findDelivery = (deliveryId: string): Promise<DeliveryDoc | null> =>
  deliveryModel.findById(deliveryId).lean<DeliveryDoc>()

/** Writes a new delivery unless the order has one. */
export async function insertDelivery(delivery: DeliveryDoc): Promise<void> {
  await deliveryModel.collection.insertOne(delivery as never).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error
  })
}

interface Change {
  set?: Partial<DeliveryDoc>
  unset?: readonly (keyof DeliveryDoc)[]
  event?: OutboxEvent
}

/** Moves a delivery on from the version it was decided on. @returns null when somebody was faster */
export async function moveDelivery(
  { _id, state: from, version }: DeliveryDoc,
  to: DeliveryState,
  by: string,
  { set, unset = [], event }: Change = {},
): Promise<DeliveryDoc | null> {
  if (!mayBecome(from, to)) throw new Error(`a delivery never goes from ${from} to ${to}`)
  return deliveryModel
    .findOneAndUpdate(
      { _id, state: from, version },
      {
        $set: { ...set, state: to },
        $inc: { version: 1 },
        ...(unset.length ? { $unset: Object.fromEntries(unset.map((it) => [it, 1])) } : {}),
        $push: { steps: { state: to, at: now(), by }, ...(event ? { outbox: event } : {}) },
      },
      { returnDocument: 'after' },
    )
    .lean<DeliveryDoc>()
}

/** Counts a try of the receiver's code before it is looked at. @returns null when there were too many */
export const countCodeTry = (deliveryId: string, most: number): Promise<DeliveryDoc | null> =>
  deliveryModel
    .findOneAndUpdate(
      { _id: deliveryId, codeTries: { $lt: most } },
      { $inc: { codeTries: 1, version: 1 } },
      { returnDocument: 'after' },
    )
    .lean<DeliveryDoc>()

/** Notes that a carrier was heard of or asked. */
export async function noteHeard(deliveryId: string): Promise<void> {
  await deliveryModel.updateOne({ _id: deliveryId }, { $set: { heardAt: now() } })
}

export const openDeliveriesOf = (locationId: string, limit: number): Promise<DeliveryDoc[]> =>
  deliveryModel
    .find({ locationId, state: { $in: [...OPEN] } })
    .sort({ createdAt: 1 })
    .limit(limit)
    .lean<DeliveryDoc[]>()
/** Deliveries carriers have, not heard of since an instant. */
export const quietDeliveries = (since: Date, limit: number): Promise<DeliveryDoc[]> =>
  deliveryModel
    .find({ state: { $in: ['booked', 'pickedUp'] }, heardAt: { $lte: since } })
    .sort({ heardAt: 1 })
    .limit(limit)
    .lean<DeliveryDoc[]>()
/** Deliveries from warehouses that nobody brings yet. */
export const waitingInWarehouses = (limit: number): Promise<DeliveryDoc[]> =>
  deliveryModel
    .find({ state: 'waiting', locationId: /^whs_/ })
    .sort({ createdAt: 1 })
    .limit(limit)
    .lean<DeliveryDoc[]>()
/** Deliveries from warehouses that failed, longest first. */
export const failedInWarehouses = (limit: number): Promise<DeliveryDoc[]> =>
  deliveryModel
    .find({ state: 'failed', locationId: /^whs_/ })
    .sort({ createdAt: 1 })
    .limit(limit)
    .lean<DeliveryDoc[]>()
