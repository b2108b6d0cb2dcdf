import { randomInt } from 'node:crypto'
import { pause } from './pause'
import { redis } from './redis'

/*
 * Who may try at this moment. Where many want one of few numbers that a unique index judges, their writes would wait for
 * each other in the database, and one engine ends such a knot only by aborting one of them a second. A turn is no right:
 * without Redis everybody has one, and the index judges.
 */

/** Longer than a write takes; the turn of a process that died is over then. */
const TURN_MS = 2000
const keyOf = (name: string): string => `turn:{${name}}`

/** Takes the turn of a name, if nobody has it. */
const take = (name: string): Promise<boolean> =>
  redis()
    .set(keyOf(name), 1, 'PX', TURN_MS, 'NX')
    .then(
      (said) => said === 'OK',
      () => true,
    )
const leave = async (name: string): Promise<void> => {
  await redis()
    .del(keyOf(name))
    .catch(() => undefined)
}

/** Does the work with the turn of one of these names, the first that is free. @returns undefined when others have all of them */
export async function inTurn<T>(
  names: readonly string[],
  work: (name: string) => Promise<T>,
): Promise<T | undefined> {
  for (const name of names) {
    if (!(await take(name))) continue
    try {
      return await work(name)
    } finally {
      await leave(name)
    }
  }
  return undefined
}

/** A moment, of another length for everybody, for others to finish. */
export const letOthers = (): Promise<void> => pause(randomInt(10, 60))
