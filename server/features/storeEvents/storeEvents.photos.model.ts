import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { insertOnce } from '../../kernel/db'
import { emit, outboxField, outboxIndex, relayFrom, type WithOutbox } from '../../kernel/outbox'
import { photoApproved } from './storeEvents.events'
import type { PhotoState } from './storeEvents.rules'

/** A photo a guest shows of an event; `nth` is unique per sign-up, so that no more of them can be. */
export interface PhotoDoc extends WithOutbox {
  _id: string
  signUpId: string
  nth: number
  /** SHA-256 of the picture: the same again is the same photo. */
  hash: string
  eventId: string
  storeId: string
  memberId: string
  words?: string
  /** Points it is worth once approved. */
  points: number
  state: PhotoState
  reason?: string
  decidedAt?: Date
  decidedBy?: string
  createdAt: Date
}
interface PictureDoc {
  _id: string
  kind: string
  bytes: Buffer
}

const photoModel = model<PhotoDoc>(
  'EventPhoto',
  new Schema<PhotoDoc>(
    {
      _id: String,
      signUpId: String,
      nth: Number,
      hash: String,
      eventId: String,
      storeId: String,
      memberId: String,
      words: String,
      points: Number,
      state: String,
      reason: String,
      decidedAt: Date,
      decidedBy: String,
      createdAt: Date,
      outbox: outboxField,
    },
    { collection: 'eventPhotos', versionKey: false },
  )
    .index({ signUpId: 1, nth: 1 }, { unique: true })
    .index({ eventId: 1, state: 1, createdAt: -1 })
    .index({ state: 1, storeId: 1, createdAt: 1 })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(photoModel)

const pictureModel = model<PictureDoc>(
  'EventPicture',
  new Schema<PictureDoc>(
    { _id: String, kind: String, bytes: Buffer },
    { collection: 'eventPictures', versionKey: false },
  ),
)

export const findPhoto = (photoId: string): Promise<PhotoDoc | null> =>
  photoModel.findById(photoId).lean<PhotoDoc>()
export const photosOfSignUp = (signUpId: string): Promise<PhotoDoc[]> =>
  photoModel.find({ signUpId }).sort({ nth: 1 }).lean<PhotoDoc[]>()

/** @returns false when this nth photo of the sign-up is there already */
export const insertPhoto = (photo: PhotoDoc): Promise<boolean> => insertOnce(photoModel, photo)

export const putPicture = async (photoId: string, kind: string, bytes: Buffer): Promise<void> => {
  await pictureModel.updateOne({ _id: photoId }, { $set: { kind, bytes } }, { upsert: true })
}
export async function findPicture(photoId: string): Promise<{ kind: string; bytes: Buffer } | null> {
  const found = await pictureModel.findById(photoId)
  return found && { kind: found.kind, bytes: found.bytes }
}

export const photosOfEvent = (eventId: string, state: PhotoState, limit: number): Promise<PhotoDoc[]> =>
  photoModel.find({ eventId, state }).sort({ createdAt: -1 }).limit(limit).lean<PhotoDoc[]>()

/** Photos in a state, oldest first; `storeIds` undefined: of every store. */
export const photosIn = (
  state: PhotoState,
  storeIds: readonly string[] | undefined,
  eventId: string | undefined,
  limit: number,
): Promise<PhotoDoc[]> =>
  photoModel
    .find({
      state,
      ...(storeIds ? { storeId: { $in: [...storeIds] } } : {}),
      ...(eventId ? { eventId } : {}),
    })
    .sort({ createdAt: 1 })
    .limit(limit)
    .lean<PhotoDoc[]>()

/** Decides about a pending photo, once; what follows of an approval is in the same update. */
export const decidePhoto = (
  photoId: string,
  to: 'approved' | 'rejected',
  by: string,
  reason?: string,
): Promise<PhotoDoc | null> =>
  photoModel
    .findOneAndUpdate(
      { _id: photoId, state: 'pending' },
      {
        $set: { state: to, decidedAt: now(), decidedBy: by, ...(reason ? { reason } : {}) },
        ...(to === 'approved' ? { $push: { outbox: emit(photoApproved, { photoId }) } } : {}),
      },
      { returnDocument: 'after' },
    )
    .lean<PhotoDoc>()

/** Photos of each event by state. */
export async function photoCounts(
  eventIds: readonly string[],
): Promise<Map<string, Record<PhotoState, number>>> {
  const found = new Map(
    eventIds.map((it) => [it, { pending: 0, approved: 0, rejected: 0 } as Record<PhotoState, number>]),
  )
  if (!eventIds.length) return found
  const rows = await photoModel.aggregate<{ _id: { e: string; s: PhotoState }; n: number }>([
    { $match: { eventId: { $in: [...eventIds] } } },
    { $group: { _id: { e: '$eventId', s: '$state' }, n: { $sum: 1 } } },
  ])
  for (const { _id, n } of rows) {
    const of = found.get(_id.e)
    if (of) of[_id.s] += n
  }
  return found
}
