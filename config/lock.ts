import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, markOf, type ProcessMark } from './processes'

function holderOf(file: string): ProcessMark | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessMark
  } catch {
    return undefined
  }
}

/** Takes the lock if nobody living holds it; gives the living holder otherwise. */
export function tryLock(file: string): ProcessMark | undefined {
  mkdirSync(path.dirname(file), { recursive: true })
  const mine = `${file}.${process.pid}`
  // Written aside, then linked: a lock file is never seen half written.
  writeFileSync(mine, JSON.stringify(markOf(process.pid)))
  try {
    for (;;) {
      try {
        linkSync(mine, file)
        return undefined
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const holder = holderOf(file)
      if (holder && isAlive(holder)) return holder
      rmSync(file, { force: true })
    }
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Gives the lock back. */
export const unlock = (file: string) => rmSync(file, { force: true })

/**
 * Does work that only one process at a time may do; others wait (and may say
 * so), a dead holder's lock is taken over.
 */
export async function withLock<T>(file: string, work: () => Promise<T>, onWait?: () => void): Promise<T> {
  for (let waits = 0; tryLock(file); waits++) {
    if (waits === 0) onWait?.()
    await sleep(300)
  }
  try {
    return await work()
  } finally {
    unlock(file)
  }
}
