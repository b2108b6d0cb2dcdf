import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { paidBefore, payBooked, type PaidBefore, type PayBooked } from './payBooked'

const WRITE_AFTER_MS = 300

interface Options {
  /** Holds `payments.json`, and `paid.json` where something was paid before the sandbox was there. */
  dir: string
  booked: () => PayBooked
  /** Hears one sentence about what cannot be read or written. */
  report: (sentence: string) => void
}

/**
 * What WeChat Pay has booked, kept in a file so that it is known after a restart. Written whole, beside it and then in its
 * place, a moment after a change and when the sandbox ends. A file that cannot be read is set aside, never overwritten.
 */
export function createPayBooks({ dir, booked, report }: Options) {
  const file = join(dir, 'payments.json')
  let timer: NodeJS.Timeout | undefined

  const write = () => {
    clearTimeout(timer)
    timer = undefined
    try {
      mkdirSync(dir, { recursive: true })
      writeFileSync(`${file}.partial`, JSON.stringify(booked()))
      renameSync(`${file}.partial`, file)
    } catch (error) {
      report(`Payments cannot be kept in ${file}: ${(error as Error).message}`)
    }
  }
  const read = <Shape extends z.ZodType>(name: string, shape: Shape): z.output<Shape> | undefined => {
    const from = join(dir, name)
    if (!existsSync(from)) return undefined
    try {
      return shape.parse(JSON.parse(readFileSync(from, 'utf8')))
    } catch (error) {
      const aside = `${from}.unreadable-${Date.now()}`
      renameSync(from, aside)
      report(`${from} is broken or of another version and was set aside as ${aside}: ${String(error)}`)
      return undefined
    }
  }

  return {
    read: (): PayBooked | undefined => read('payments.json', payBooked),
    paidBefore: (): PaidBefore => read('paid.json', paidBefore) ?? [],
    /** Something is booked otherwise. */
    changed() {
      timer ??= setTimeout(write, WRITE_AFTER_MS)
    },
    /** Writes what is not written yet. */
    stop() {
      if (timer) write()
    },
  }
}
