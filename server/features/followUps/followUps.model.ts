import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { behind, type Mark } from '../../kernel/cursor'
import { insertOnce } from '../../kernel/db'
import { versioned, type Versioned } from '../../kernel/versioned'
import type { FollowUpStatus, Reminder } from './followUps.rules'

/** What a guide means to do for a customer (GU-5). Shard key: _id. */
export interface FollowUpDoc extends Versioned {
  /** Follows from the guide and the key it was asked for with. */
  _id: string
  status: FollowUpStatus
  /** Whose it is now, and their store. */
  guideId: string
  storeId: string
  madeBy: string
  externalUserId: string
  /** As the customer was called when it was written down. */
  customer: { name: string; avatar?: string }
  text: string
  dueAt: Date
  note?: string
  /** The guide who did or closed it. */
  settledBy?: string
  /** While its guide is still to be reminded. */
  reminder?: Reminder
  remindedAt?: Date
}

const followUpModel = model<FollowUpDoc>(
  'FollowUp',
  new Schema<FollowUpDoc>(
    {
      _id: String,
      status: String,
      guideId: String,
      storeId: String,
      madeBy: String,
      externalUserId: String,
      customer: { _id: false, name: String, avatar: String },
      text: String,
      dueAt: Date,
      note: String,
      settledBy: String,
      reminder: { type: { _id: false, at: Date, since: Date, tries: Number }, default: undefined },
      remindedAt: Date,
      version: Number,
      createdAt: Date,
      updatedAt: Date,
    },
    { collection: 'followUps', versionKey: false },
  )
    .index({ guideId: 1, status: 1, dueAt: 1 })
    .index({ storeId: 1, status: 1, dueAt: 1 })
    .index({ externalUserId: 1, status: 1, dueAt: 1 })
    .index({ 'reminder.at': 1 }, { partialFilterExpression: { 'reminder.at': { $exists: true } } }),
)

const followUps = versioned(followUpModel)
export const { find: findFollowUp, change: changeFollowUp } = followUps

export const insertFollowUp = (it: FollowUpDoc): Promise<boolean> => insertOnce(followUpModel, it)

/** Whose follow-ups: one guide's, or a store's. */
export type Whose = { guideId: string } | { storeId: string }

/** Open ones, soonest first. */
export const openOf = (of: Whose, after: Mark | undefined, limit: number): Promise<FollowUpDoc[]> =>
  followUpModel
    .find({ ...of, status: 'open', ...behind('dueAt', after, '$gt') })
    .sort({ dueAt: 1, _id: 1 })
    .limit(limit)
    .lean<FollowUpDoc[]>()

const settled: { $in: FollowUpStatus[] } = { $in: ['done', 'closed'] }

/** Done and closed ones, latest first. */
export const settledOf = (of: Whose, after: Mark | undefined, limit: number): Promise<FollowUpDoc[]> =>
  followUpModel
    .find({ ...of, status: settled, ...behind('updatedAt', after) })
    .sort({ updatedAt: -1, _id: -1 })
    .limit(limit)
    .lean<FollowUpDoc[]>()

export const countOpen = (of: Whose, before?: Date): Promise<number> =>
  followUpModel.countDocuments({ ...of, status: 'open', ...(before ? { dueAt: { $lt: before } } : {}) })

/** Of one customer: the open ones soonest first, and the last that were settled. */
export const ofContact = (externalUserId: string, of: Whose, limit: number) =>
  Promise.all([
    followUpModel
      .find({ externalUserId, ...of, status: 'open' })
      .sort({ dueAt: 1, _id: 1 })
      .limit(limit)
      .lean<FollowUpDoc[]>(),
    followUpModel
      .find({ externalUserId, ...of, status: settled })
      .sort({ updatedAt: -1, _id: -1 })
      .limit(limit)
      .lean<FollowUpDoc[]>(),
  ])

/** Those whose guide is to be reminded by now, longest due first. */
export const dueReminders = (at: Date, limit: number): Promise<FollowUpDoc[]> =>
  followUpModel
    .find({ 'reminder.at': { $lte: at } })
    .sort({ 'reminder.at': 1 })
    .limit(limit)
    .lean<FollowUpDoc[]>()

/** The reminder is sent by the caller until `at`. @returns null when another process is at it, or it is settled or put off */
export const claimReminder = (
  { _id, reminder }: FollowUpDoc,
  at: Date,
  since: Date,
): Promise<FollowUpDoc | null> =>
  followUpModel
    .findOneAndUpdate(
      { _id, status: 'open', 'reminder.at': reminder?.at },
      { $set: { 'reminder.at': at, 'reminder.since': since }, $inc: { 'reminder.tries': 1 } },
      { returnDocument: 'after' },
    )
    .lean<FollowUpDoc>()

/** A guide's open ones for a customer become another guide's (GU-6). */
export const passOn = async (externalUserId: string, from: string, to: string): Promise<void> => {
  await followUpModel.updateMany(
    { externalUserId, guideId: from, status: 'open' },
    { $set: { guideId: to, updatedAt: now() }, $inc: { version: 1 } },
  )
}

/** What became of a claimed reminder: sent, given up, or tried again at an instant. */
export const endReminder = async (
  { _id, reminder }: FollowUpDoc,
  to: { remindedAt: Date } | { at: Date } | undefined,
): Promise<void> => {
  const claimed = { _id, 'reminder.at': reminder?.at }
  if (to && 'at' in to) await followUpModel.updateOne(claimed, { $set: { 'reminder.at': to.at } })
  else await followUpModel.updateOne(claimed, { $unset: { reminder: 1 }, ...(to ? { $set: to } : {}) })
}
