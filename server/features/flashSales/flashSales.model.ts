import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import { versioned, type Versioned } from '../../kernel/versioned'
import { idsOf } from '../../kernel/oneId'
import type { Plan } from './flashSales.rules'

export interface FlashItemDoc {
  skuId: string
  /** Fen per piece. */
  price: number
  perMember: number
  places: { locationId: string; quota: number }[]
}
/** A flash sale (SO-2): its sessions follow from the plan, the pieces of each stand in allotments of their own. */
export interface FlashSaleDoc extends Versioned, Plan {
  title: string
  times: string[]
  items: FlashItemDoc[]
  withMember: boolean
  /** The first start and the last end. */
  from: Date
  until: Date
  status: 'draft' | 'scheduled' | 'live' | 'paused' | 'ended'
  createdBy: string
  /** Places that could not set pieces apart for a session. */
  lacking: { sessionId: string; skuId: string; locationId: string; available: number }[]
}
/** Somebody wants to be told before a session starts. */
export interface FlashReminderDoc {
  /** Session, SKU and member. */
  _id: string
  sessionId: string
  skuId: string
  memberId: string
  openid: string
  /** When to tell; gone once it was claimed. */
  dueAt?: Date
  sentAt?: Date
}

const flashSaleModel = model<FlashSaleDoc>(
  'FlashSale',
  new Schema<FlashSaleDoc>(
    {
      _id: String,
      title: String,
      days: { from: String, until: String },
      times: [String],
      minutes: Number,
      items: [
        {
          _id: false,
          skuId: String,
          price: Number,
          perMember: Number,
          places: [{ _id: false, locationId: String, quota: Number }],
        },
      ],
      withMember: Boolean,
      from: Date,
      until: Date,
      status: String,
      lacking: [{ _id: false, sessionId: String, skuId: String, locationId: String, available: Number }],
      version: Number,
      createdAt: Date,
      createdBy: String,
      updatedAt: Date,
    },
    { collection: 'flashSales', versionKey: false },
  )
    .index({ status: 1, until: 1 })
    .index({ createdAt: -1 }),
)
const reminderModel = model<FlashReminderDoc>(
  'FlashReminder',
  new Schema<FlashReminderDoc>(
    {
      _id: String,
      sessionId: String,
      skuId: String,
      memberId: String,
      openid: String,
      dueAt: Date,
      sentAt: Date,
    },
    { collection: 'flashReminders', versionKey: false },
  )
    .index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } })
    .index({ memberId: 1, sessionId: 1 }),
)

export const flashSaleWrites = versioned<FlashSaleDoc>(flashSaleModel)

/** Flash sales that are not over at an instant, those paused among them. */
export const openFlashSales = (at: Date): Promise<FlashSaleDoc[]> =>
  flashSaleModel
    .find({ status: { $in: ['scheduled', 'paused'] }, until: { $gt: at } })
    .sort({ from: 1, _id: 1 })
    .limit(50)
    .lean<FlashSaleDoc[]>()

export const putLacking = async (flashSaleId: string, lacking: FlashSaleDoc['lacking']): Promise<void> => {
  await flashSaleModel.updateOne({ _id: flashSaleId }, { $set: { lacking } })
}

const reminderIdOf = (sessionId: string, skuId: string, memberId: string) =>
  `${sessionId}/${skuId}/${memberId}`

/** Notes a reminder; the same again is the same, also under another id of the person. */
export const putReminder = async (it: Omit<FlashReminderDoc, '_id'>): Promise<void> => {
  const { sessionId, skuId, memberId } = it
  if (idsOf(memberId).length > 1 && (await reminderModel.exists({ sessionId, skuId, memberId }))) return
  const _id = reminderIdOf(it.sessionId, it.skuId, it.memberId)
  await reminderModel.collection.insertOne({ _id, ...it } as never).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error
  })
}
export const removeReminder = async (sessionId: string, skuId: string, memberId: string): Promise<void> => {
  const _id = { $in: idsOf(memberId).map((it) => reminderIdOf(sessionId, skuId, it)) }
  await reminderModel.deleteMany({ _id, sentAt: { $exists: false } })
}
/** What a member wants to be reminded of, of these sessions. */
export const remindersOf = (memberId: string, sessionIds: readonly string[]): Promise<FlashReminderDoc[]> =>
  reminderModel.find({ memberId, sessionId: { $in: [...sessionIds] } }).lean<FlashReminderDoc[]>()
export const dueReminders = (at: Date, limit: number): Promise<FlashReminderDoc[]> =>
  reminderModel
    .find({ dueAt: { $lte: at } })
    .sort({ dueAt: 1 })
    .limit(limit)
    .lean<FlashReminderDoc[]>()
/** Claims a reminder, so that it is sent once. */
export const claimReminder = async ({ _id }: FlashReminderDoc): Promise<boolean> =>
  (
    await reminderModel.updateOne(
      { _id, dueAt: { $exists: true } },
      { $unset: { dueAt: 1 }, $set: { sentAt: now() } },
    )
  ).matchedCount === 1
