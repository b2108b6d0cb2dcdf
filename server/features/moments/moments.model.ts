import { model, Schema } from 'mongoose'
import { insertOnce } from '../../kernel/db'
import { stagedWork, type StagedWork, type Step } from '../../kernel/dueWork'
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
export interface MomentDoc extends StagedWork {
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
  /** WeCom was asked to make it, and perhaps did. */
  askedAt?: Date
  jobid?: string
  /** WeCom's id of it. */
  wecomId?: string
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

export const { takeDue, note, putDown, beginCancel, putReminders } = stagedWork<MomentDoc>(momentModel)
export type After = Step<MomentDoc>

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
