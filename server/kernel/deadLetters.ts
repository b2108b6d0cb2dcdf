import { model, Schema } from 'mongoose'
import { now } from './clock'
import { outboxField, outboxIndex, relayFrom, type OutboxEvent, type WithOutbox } from './outbox'

export interface DeadLetter extends WithOutbox {
  /** The event's id. */
  _id: string
  source: string
  documentId: string
  name: string
  data: unknown
  at: Date
  error: string
  /** When it was handed to its listeners again; gone when that failed too. */
  replayedAt?: Date
}

export const deadLetterModel = model<DeadLetter>(
  'DeadLetter',
  new Schema<DeadLetter>(
    {
      _id: String,
      source: String,
      documentId: String,
      name: String,
      data: {},
      at: Date,
      error: String,
      replayedAt: Date,
      outbox: outboxField,
    },
    { collection: 'deadLetters', versionKey: false, minimize: false },
  )
    .index({ replayedAt: 1, at: -1 })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(deadLetterModel)

/** Keeps an event that failed every attempt until a person replays it. */
export async function buryEvent(
  letter: Pick<DeadLetter, '_id' | 'name' | 'data' | 'at' | 'error'> & Partial<DeadLetter>,
): Promise<void> {
  const { _id, ...rest } = letter
  await deadLetterModel.updateOne(
    { _id },
    { $set: { ...rest, outbox: [] }, $unset: { replayedAt: 1 } },
    { upsert: true },
  )
}

/** The latest dead letters that wait for a person, newest first. */
export const deadLetters = (limit: number): Promise<DeadLetter[]> =>
  deadLetterModel
    .find({ replayedAt: { $exists: false } })
    .sort({ at: -1 })
    .limit(limit)
    .lean<DeadLetter[]>()

export const countDeadLetters = (): Promise<number> =>
  deadLetterModel.countDocuments({ replayedAt: { $exists: false } })

/** Hands a dead letter to its listeners again, through its own outbox. @returns false when none of that id waits */
export async function replayDeadLetter(id: string): Promise<boolean> {
  const letter = await deadLetterModel.findById(id).lean<DeadLetter>()
  if (!letter) return false
  const event: OutboxEvent = { id, name: letter.name, data: letter.data, at: letter.at }
  const { modifiedCount } = await deadLetterModel.updateOne(
    { _id: id, replayedAt: { $exists: false } },
    { $set: { replayedAt: now(), outbox: [event] } },
  )
  return modifiedCount === 1
}
