import type { Model } from 'mongoose'
import { now } from './clock'
import { behind, type Mark } from './cursor'
import type { OutboxEvent } from './outbox'

/** What people decide about step by step: each change is made on the version it was decided on. */
export interface Versioned {
  _id: string
  status: string
  version: number
  createdAt: Date
  updatedAt: Date
}

/** The writes of such documents, each one atomic update. */
export function versioned<T extends Versioned>(of: Model<T>) {
  const model = of as unknown as Model<Versioned>
  const read = (id: string): Promise<T | null> =>
    model.findById(id).lean().exec() as unknown as Promise<T | null>
  return {
    find: read,
    /** Newest first. */
    list: (filter: Record<string, unknown>, after: Mark | undefined, limit: number): Promise<T[]> =>
      model
        .find({ $and: [filter, behind('createdAt', after)] } as never)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .lean()
        .exec() as unknown as Promise<T[]>,
    insert: async (it: T): Promise<void> => {
      await model.collection.insertOne(it as never)
    },
    /** @returns null when somebody was faster than this version */
    change: (
      _id: string,
      version: number,
      set: Partial<T>,
      unset: readonly string[] = [],
    ): Promise<T | null> =>
      model
        .findOneAndUpdate(
          { _id, version },
          {
            $set: { ...set, version: version + 1, updatedAt: now() } as never,
            ...(unset.length ? { $unset: Object.fromEntries(unset.map((it) => [it, 1])) } : {}),
          },
          { returnDocument: 'after' },
        )
        .lean()
        .exec() as unknown as Promise<T | null>,
    /** @returns null when it was not in that status (any more) */
    move: (
      _id: string,
      from: T['status'],
      to: T['status'],
      events: readonly OutboxEvent[] = [],
    ): Promise<T | null> =>
      model
        .findOneAndUpdate(
          { _id, status: from },
          {
            $set: { status: to, updatedAt: now() },
            $inc: { version: 1 },
            ...(events.length ? { $push: { outbox: { $each: events } } as never } : {}),
          },
          { returnDocument: 'after' },
        )
        .lean()
        .exec() as unknown as Promise<T | null>,
    /** Writes them whole, by id (demo chain). */
    put: async (rows: readonly T[]): Promise<void> => {
      for (const { _id, ...rest } of rows)
        await model.updateOne({ _id }, { $set: rest as never }, { upsert: true })
    },
  }
}
