import { randomInt } from 'node:crypto'
import mongoose, { type Model } from 'mongoose'
import { env } from '../../config/env'
import { failEndedWrites } from './dbWrites'
import { logger } from './logger'
import { askByPerson } from './oneId'
import { pause } from './pause'

mongoose.set('autoIndex', false)
mongoose.set('autoCreate', false)
mongoose.set('strictQuery', 'throw')
failEndedWrites()
askByPerson()

/** Connects to the MongoDB-protocol server; later losses are healed by the driver. */
export async function connectDb(): Promise<void> {
  await mongoose.connect(env.MONGODB_URI, {
    maxPoolSize: env.ROLE === 'web' ? 40 : 20,
    serverSelectionTimeoutMS: 3000,
    // A database that is back is noticed within a second or two.
    heartbeatFrequencyMS: 2000,
    // One that takes connections but says nothing is given up, with all that waits for it.
    connectTimeoutMS: 5000,
    retryWrites: false,
  })
}

export const disconnectDb = (): Promise<void> => mongoose.disconnect()

export const isDbReady = async (): Promise<boolean> => {
  try {
    await mongoose.connection.db?.admin().ping()
    return mongoose.connection.readyState === 1
  } catch {
    return false
  }
}

const INDEX_TRIES = 12

/**
 * Creates the indexes of every model, one after another: some engines answer "deadlock" to concurrent creation, or do
 * not find for seconds a collection they made by themselves, so a refusal is tried again.
 */
export async function ensureIndexes(): Promise<void> {
  for (const model of Object.values(mongoose.models)) {
    for (let attempt = 1; ; attempt++) {
      try {
        await model.createIndexes()
        break
      } catch (error) {
        if (attempt === INDEX_TRIES) throw error
        logger.warn(
          { model: model.modelName, attempt, error: String(error) },
          'index creation is tried again',
        )
        await pause(200 * attempt)
      }
    }
  }
}

const DUPLICATE = 11000
const DEADLOCK = 16908292

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined

/** Whether a write was refused by a unique index. */
export const isDuplicate = (error: unknown): boolean => codeOf(error) === DUPLICATE

/**
 * Writes a document unless one with its id, or another unique value of it, is there; tried again where the engine gave it
 * up among others that want the same. @returns whether it was written
 */
export async function insertOnce<T extends { _id: string }>(of: Model<T>, document: T): Promise<boolean> {
  for (;;)
    try {
      await of.collection.insertOne(document as never)
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      if (!isDeadlock(error)) throw error
      await pause(randomInt(10, 60))
    }
}

/**
 * Whether a write was given up because it and another waited for each other: DocumentDB's engine does that with writes
 * that want the same unique value (PostgreSQL's 40P01, as its front tells it). Nothing was written; it may be tried again.
 */
export const isDeadlock = (error: unknown): boolean => codeOf(error) === DEADLOCK
