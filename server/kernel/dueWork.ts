import type { Model } from 'mongoose'
import { now } from './clock'
import { isDuplicate } from './db'

/** A document that falls due again and again, and is then in the hands of one worker. Wants an index on `dueAt`. */
export interface DueWork {
  _id: string
  /** When it is to be looked at next; absent when never. */
  dueAt?: Date
  /** Until then one worker has it in hand. */
  leaseUntil?: Date
}
type InHand = Pick<DueWork, '_id' | 'leaseUntil'>
/** As updates are written; features pass what their documents have. */
interface Changes {
  $set?: object
  $unset?: Record<string, 1>
}

/** The writes of such documents, each one atomic update. */
export function dueWork<T extends DueWork>(of: Model<T>) {
  const model = of as unknown as Model<DueWork>
  /** Changes one while it is in hand, and as it was found where that is said. @returns false where it no longer is */
  const change = async ({ _id, leaseUntil }: InHand, changes: Changes, asFound: object = {}) =>
    (await model.updateOne({ _id, leaseUntil, ...asFound }, changes)).matchedCount === 1
  return {
    change,
    /** Takes the next one that is due in hand. */
    takeDue: (at: Date, leaseUntil: Date): Promise<T | null> =>
      model
        .findOneAndUpdate(
          { dueAt: { $lte: at }, $or: [{ leaseUntil: { $exists: false } }, { leaseUntil: { $lte: at } }] },
          { $set: { leaseUntil } },
          { sort: { dueAt: 1 }, returnDocument: 'after' },
        )
        .lean()
        .exec() as unknown as Promise<T | null>,
    /** Lets one go, with what is written of it in the same update. */
    letGo: async (it: InHand, { $set, $unset }: Changes = {}): Promise<void> => {
      await change(it, { ...($set ? { $set } : {}), $unset: { ...$unset, leaseUntil: 1 } })
    },
  }
}

/** Due work that stands in a status, which a person may change meanwhile: it is taken back, or reminded of. */
export interface StagedWork extends DueWork {
  status: string
  failures: number
  problem?: string
  /** Of the last day. */
  remindedAt: Date[]
}
/** How one stands after a step; without `dueAt` it is not looked at again. */
export type Step<T extends StagedWork> = Pick<T, 'status' | 'failures'> & Partial<T>

export function stagedWork<T extends StagedWork>(of: Model<T>) {
  const model = of as unknown as Model<StagedWork>
  const { change, takeDue, letGo } = dueWork(of)
  return {
    takeDue,
    /** Notes facts while one is in hand. @returns false once the lease is lost, or where a unique one is another's */
    note: (it: InHand, facts: Partial<T>): Promise<boolean> =>
      change(it, { $set: facts }).catch((error: unknown) => {
        if (isDuplicate(error)) return false
        throw error
      }),
    /** Puts one down in its next state; where a person changed it meanwhile it stays as it is, and due. */
    putDown: async (it: T, after: Step<T>): Promise<void> => {
      const { dueAt, problem, ...rest } = after
      const $set = { ...rest, ...(dueAt ? { dueAt } : {}), ...(problem ? { problem } : {}) }
      const $unset = { ...(dueAt ? {} : { dueAt: 1 as const }), ...(problem ? {} : { problem: 1 as const }) }
      await change(it, { $set, $unset }, { status: it.status })
      await letGo(it)
    },
    /** Takes one back: at once due. @returns null when it was in none of these states */
    beginCancel: (_id: string, from: readonly T['status'][], at: Date): Promise<T | null> =>
      model
        .findOneAndUpdate(
          { _id, status: { $in: [...from] } },
          { $set: { status: 'cancelling', dueAt: at, failures: 0 } },
          { returnDocument: 'after' },
        )
        .lean()
        .exec() as unknown as Promise<T | null>,
    /** Replaces the reminders of one that still stands as it was read, if they are still these. */
    putReminders: async (
      { _id, status, remindedAt }: Pick<T, '_id' | 'status' | 'remindedAt'>,
      reminders: readonly Date[],
    ): Promise<boolean> =>
      (await model.updateOne({ _id, status, remindedAt }, { $set: { remindedAt: [...reminders] } }))
        .matchedCount === 1,
  }
}

/** Works on what is due, one after the other, at most so many. Safe to run twice at once: each is in one worker's hands. */
export async function workOff<T>(
  takeDue: (at: Date, leaseUntil: Date) => Promise<T | null>,
  work: (it: T) => Promise<void>,
  { leaseMs, most }: { leaseMs: number; most: number },
): Promise<void> {
  for (let done = 0; done < most; done += 1) {
    const at = now()
    const it = await takeDue(at, new Date(at.getTime() + leaseMs))
    if (!it) return
    await work(it)
  }
}

/** So many doublings are longer than any longest wait. */
const DOUBLINGS = 20
/** How long to wait after so many failures, in ms: each time twice as long, up to the longest. */
export const waitAfter = (failures: number, first: number, longest: number): number =>
  Math.min(longest, first * 2 ** Math.min(failures, DOUBLINGS))
