import { model, Schema } from 'mongoose'
import { now } from './clock'
import { isDuplicate } from './db'
import type { Schedule } from './jobs'
import { shanghai } from './shanghai'

/** One day's run of one piece of work. */
interface DailyRun {
  /** `name/2026-10-01` */
  _id: string
  startedAt: Date
  doneAt?: Date
}

const runModel = model<DailyRun>(
  'DailyRun',
  new Schema<DailyRun>(
    { _id: String, startedAt: Date, doneAt: Date },
    { collection: 'dailyRuns', versionKey: false },
  ),
)

const MINUTE = 60_000
/** A run that was begun this long ago and is not done was left by a process that died. */
const LEFT_MS = 30 * MINUTE

async function claim(_id: string): Promise<boolean> {
  const startedAt = now()
  try {
    await runModel.collection.insertOne({ _id, startedAt } as never)
    return true
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
  const { modifiedCount } = await runModel.updateOne(
    { _id, doneAt: { $exists: false }, startedAt: { $lt: new Date(startedAt.getTime() - LEFT_MS) } },
    { $set: { startedAt } },
  )
  return modifiedCount === 1
}

/**
 * Work of once a day, from a minute of the Shanghai day on, by one process. What a dead process began is begun again, so
 * `work` must be safe to run twice for its day (`YYYY-MM-DD`).
 */
export const daily = (name: string, fromMinute: number, work: (day: string) => Promise<void>): Schedule => ({
  name,
  everyMs: MINUTE,
  run: async () => {
    const { date, minute } = shanghai(now())
    if (minute < fromMinute) return
    const _id = `${name}/${date}`
    if (!(await claim(_id))) return
    await work(date)
    await runModel.updateOne({ _id }, { $set: { doneAt: now() } })
  },
})
