import { model, Schema } from 'mongoose'

interface DeadLetter {
  /** The event's id. */
  _id: string
  source: string
  documentId: string
  name: string
  data: unknown
  at: Date
  error: string
}

/** Events that failed every attempt, kept until a person replays or drops them. */
export const deadLetterModel = model<DeadLetter>(
  'DeadLetter',
  new Schema<DeadLetter>(
    { _id: String, source: String, documentId: String, name: String, data: {}, at: Date, error: String },
    { collection: 'deadLetters', versionKey: false, minimize: false },
  ).index({ at: -1 }),
)
