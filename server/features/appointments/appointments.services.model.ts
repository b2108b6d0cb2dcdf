import { model, Schema } from 'mongoose'
import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { behind, type Mark } from '../../kernel/cursor'
import type { bookableKind } from './appointments.shapes.contract'

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
  /** Guides who can do it; none: as many places as `capacity` all day. */
  adviserIds?: string[]
  order: number
}

type OfferStatus = 'draft' | 'scheduled' | 'live' | 'paused' | 'ended'

/** A service with what an operator decided of it: whether, from when and until when it can be booked. */
export interface OfferedService extends ServiceDoc {
  /** As it is written: `live` follows from the clock. */
  status: OfferStatus
  from: Date
  until: Date
  version: number
  createdAt: Date
  createdBy: string
  updatedAt: Date
}

/** A service without an end is offered until then. */
export const NO_END = new Date('9999-12-31T00:00:00Z')

const serviceModel = model<OfferedService>(
  'BookableService',
  new Schema<OfferedService>(
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
      adviserIds: [String],
      order: Number,
      status: String,
      from: Date,
      until: Date,
      version: Number,
      createdAt: Date,
      createdBy: String,
      updatedAt: Date,
    },
    { collection: 'bookableServices', versionKey: false },
  )
    .index({ storeId: 1, order: 1 })
    .index({ createdAt: -1 }),
)

export const findService = (serviceId: string): Promise<OfferedService | null> =>
  serviceModel.findById(serviceId).lean<OfferedService>()

/** Services of a store that some of these guides can do. */
export const servicesBy = (storeId: string, guideIds: readonly string[]): Promise<OfferedService[]> =>
  serviceModel.find({ storeId, adviserIds: { $in: [...guideIds] } }).lean<OfferedService[]>()

/** What can be booked in a store at an instant. */
export const servicesOf = (storeId: string, at: Date): Promise<OfferedService[]> =>
  serviceModel
    .find({ storeId, status: 'scheduled', from: { $lte: at }, until: { $gt: at } })
    .sort({ order: 1, _id: 1 })
    .lean<OfferedService[]>()

export const listOffered = (
  filter: Record<string, unknown>,
  after: Mark | undefined,
  limit: number,
): Promise<OfferedService[]> =>
  serviceModel
    .find({ ...filter, ...behind('createdAt', after) })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .lean<OfferedService[]>()

export const insertService = async (service: OfferedService): Promise<void> => {
  await serviceModel.collection.insertOne(service as never)
}

/** Writes what an operator decided, at the version it was decided on. @returns null when somebody was faster */
export const changeService = (
  serviceId: string,
  version: number,
  set: Partial<OfferedService>,
): Promise<OfferedService | null> =>
  serviceModel
    .findOneAndUpdate(
      { _id: serviceId, version },
      { $set: { ...set, version: version + 1, updatedAt: now() } },
      { returnDocument: 'after' },
    )
    .lean<OfferedService>()

/** Moves a service to another written status. @returns null when it was not in that status (any more) */
export const moveService = (
  serviceId: string,
  from: OfferStatus,
  to: OfferStatus,
): Promise<OfferedService | null> =>
  serviceModel
    .findOneAndUpdate(
      { _id: serviceId, status: from },
      { $set: { status: to, updatedAt: now() }, $inc: { version: 1 } },
      { returnDocument: 'after' },
    )
    .lean<OfferedService>()

/** Writes services whole, by id; what says nothing else can be booked at any time. */
export async function putServices(rows: readonly (ServiceDoc & Partial<OfferedService>)[]): Promise<void> {
  const at = now()
  const defaults = {
    status: 'scheduled',
    from: new Date(0),
    until: NO_END,
    version: 1,
    createdAt: at,
    createdBy: '总部',
    updatedAt: at,
  }
  for (let start = 0; start < rows.length; start += 500)
    await serviceModel.bulkWrite(
      rows.slice(start, start + 500).map(({ _id, ...rest }) => ({
        updateOne: {
          filter: { _id },
          update: {
            $set: rest,
            $setOnInsert: Object.fromEntries(Object.entries(defaults).filter(([key]) => !(key in rest))),
          },
          upsert: true,
        },
      })) as never,
      { ordered: false },
    )
}
