import { model, Schema } from 'mongoose'
import { insertOnce, isDuplicate } from '../../kernel/db'
import type { PictureKind, Status, TaskState } from './moments.rules'

/** One guide's part of a moment. */
export interface MomentTask {
  guideId: string
  userid: string
  state: TaskState
  seen: number
  likes: number
  comments: number
}
export type MomentShown =
  { kind: 'pictures'; pictureIds: string[] } | { kind: 'link'; title: string; url: string }

/** A moment of one store, with the saga that takes it to WeCom and follows it there (GU-6b). Shard key: _id. */
export interface MomentDoc {
  /** Follows from the manager and the key it was asked for with. */
  _id: string
  storeId: string
  byName: string
  text: string
  shown?: MomentShown
  /** Corp tags of whom it is for, and how they were called. */
  tagIds: string[]
  tags: string[]
  tasks: MomentTask[]
  status: Status
  madeAt: Date
  /** When it is to be looked at next; absent when never. */
  dueAt?: Date
  /** Until then one worker has it in hand. */
  leaseUntil?: Date
  failures: number
  /** WeCom was asked to make it, and perhaps did. */
  askedAt?: Date
  jobid?: string
  /** WeCom's id of it. */
  wecomId?: string
  problem?: string
  /** Of the last day. */
  remindedAt: Date[]
}

const momentModel = model<MomentDoc>(
  'Moment',
  new Schema<MomentDoc>(
    {
      _id: String,
      storeId: String,
      byName: String,
      text: String,
      shown: {},
      tagIds: [String],
      tags: [String],
      tasks: [
        {
          _id: false,
          guideId: String,
          userid: String,
          state: String,
          seen: Number,
          likes: Number,
          comments: Number,
        },
      ],
      status: String,
      madeAt: Date,
      dueAt: Date,
      leaseUntil: Date,
      failures: Number,
      askedAt: Date,
      jobid: String,
      wecomId: String,
      problem: String,
      remindedAt: [Date],
    },
    { collection: 'moments', versionKey: false, minimize: false },
  )
    .index({ storeId: 1, madeAt: -1 })
    .index({ dueAt: 1 })
    .index({ wecomId: 1 }, { unique: true, partialFilterExpression: { wecomId: { $exists: true } } }),
)

export const findMoment = (_id: string): Promise<MomentDoc | null> =>
  momentModel.findById(_id).lean<MomentDoc>()
/** A store's moments, newest first. */
export const momentsOf = (storeId: string, limit: number): Promise<MomentDoc[]> =>
  momentModel.find({ storeId }).sort({ madeAt: -1 }).limit(limit).lean<MomentDoc[]>()
/** Writes a moment unless it is there. @returns whether it was not */
export const insertMoment = (moment: MomentDoc): Promise<boolean> => insertOnce(momentModel, moment)

/** Takes the next moment that is due in hand, for one worker. */
export const takeDue = (at: Date, leaseUntil: Date): Promise<MomentDoc | null> =>
  momentModel
    .findOneAndUpdate(
      { dueAt: { $lte: at }, $or: [{ leaseUntil: { $exists: false } }, { leaseUntil: { $lte: at } }] },
      { $set: { leaseUntil } },
      { sort: { dueAt: 1 }, returnDocument: 'after' },
    )
    .lean<MomentDoc>()

/** Notes facts while the moment is in hand. @returns false once the lease is lost, or WeCom's id is another moment's */
export async function note(
  { _id, leaseUntil }: Pick<MomentDoc, '_id' | 'leaseUntil'>,
  facts: Partial<MomentDoc>,
): Promise<boolean> {
  try {
    return (await momentModel.updateOne({ _id, leaseUntil }, { $set: facts })).matchedCount === 1
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

export interface After {
  status: Status
  failures: number
  dueAt?: Date
  problem?: string
  tasks?: MomentTask[]
}

/** Puts a moment down in its next state; where a person changed it meanwhile it stays as it is, and due. */
export async function putDown(moment: MomentDoc, after: After): Promise<void> {
  const { _id, leaseUntil, status } = moment
  const { dueAt, problem, ...rest } = after
  const gone = { ...(dueAt ? {} : { dueAt: 1 as const }), ...(problem ? {} : { problem: 1 as const }) }
  await momentModel.updateOne(
    { _id, leaseUntil, status },
    { $set: { ...rest, ...(dueAt ? { dueAt } : {}), ...(problem ? { problem } : {}) }, $unset: gone },
  )
  await momentModel.updateOne({ _id, leaseUntil }, { $unset: { leaseUntil: 1 } })
}

/** Takes it back: at once due. @returns null when it was in none of these states */
export const beginCancel = (_id: string, from: readonly Status[], at: Date): Promise<MomentDoc | null> =>
  momentModel
    .findOneAndUpdate(
      { _id, status: { $in: [...from] } },
      { $set: { status: 'cancelling', dueAt: at, failures: 0 } },
      { returnDocument: 'after' },
    )
    .lean<MomentDoc>()

/** Replaces its reminders, if they are still these. */
export const putReminders = async (
  { _id, remindedAt }: MomentDoc,
  reminders: readonly Date[],
): Promise<boolean> =>
  (await momentModel.updateOne({ _id, status: 'open', remindedAt }, { $set: { remindedAt: [...reminders] } }))
    .matchedCount === 1

/** Which of WeCom's ids are moments of ours. */
export const knownIds = async (wecomIds: readonly string[]): Promise<Set<string>> => {
  const rows = await momentModel
    .find({ wecomId: { $in: [...wecomIds] } }, { wecomId: 1 })
    .lean<Pick<MomentDoc, 'wecomId'>[]>()
  return new Set(rows.flatMap((it) => it.wecomId ?? []))
}

interface PictureDoc {
  /** Follows from the bytes. */
  _id: string
  kind: PictureKind
  bytes: Buffer
  madeAt: Date
}
const KEPT_SECONDS = 180 * 86_400
const pictureModel = model<PictureDoc>(
  'MomentPicture',
  new Schema<PictureDoc>(
    { _id: String, kind: String, bytes: Buffer, madeAt: Date },
    { collection: 'momentPictures', versionKey: false },
  ).index({ madeAt: 1 }, { expireAfterSeconds: KEPT_SECONDS }),
)
export const putPicture = async ({ _id, ...rest }: PictureDoc): Promise<void> => {
  await pictureModel.updateOne({ _id }, { $set: rest }, { upsert: true })
}
export async function findPicture(_id: string): Promise<Omit<PictureDoc, 'madeAt' | '_id'> | undefined> {
  const found = await pictureModel.findById(_id)
  return found ? { kind: found.kind, bytes: found.bytes } : undefined
}
/** Which of these are there. */
export const picturesThere = async (ids: readonly string[]): Promise<Set<string>> =>
  new Set((await pictureModel.find({ _id: { $in: [...ids] } }, { _id: 1 }).lean()).map((it) => it._id))
