import type { z } from 'zod'
import { addDays, fromShanghai, shanghai } from '../../kernel/shanghai'
import type { followUpStatus } from './followUps.contract'

export type FollowUpStatus = z.infer<typeof followUpStatus>

/** Every change of state a follow-up may make; what is put off or handed over stays open. */
export const transitions: Readonly<Record<FollowUpStatus, readonly FollowUpStatus[]>> = {
  open: ['open', 'done', 'closed'],
  done: [],
  closed: [],
}

const YEAR_MS = 366 * 86_400_000
/** Clocks of phones differ a little from ours. */
const SLACK_MS = 60_000

export const canBeDue = (dueAt: Date, at: Date): boolean =>
  dueAt.getTime() > at.getTime() - SLACK_MS && dueAt.getTime() < at.getTime() + YEAR_MS

/** The end of the Shanghai day of an instant. */
export const endOfDay = (at: Date): Date => fromShanghai(addDays(shanghai(at).date, 1))

/** The reminder's next try: when, since when it is tried, and how often it was. */
export interface Reminder {
  at: Date
  since?: Date
  tries: number
}

/** Who sends a reminder has this long; then its process is believed dead and another one sends. */
export const LEASE_MS = 2 * 60_000
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 30 * 60_000
/** The platform drops a message it got before for at most four hours: later a try could be a second message. */
const TRIED_MS = 3.5 * 3600_000

/** When to try again after a try that found no platform; undefined: no more. */
export function nextTry({ since, tries }: Reminder, at: Date): Date | undefined {
  const next = new Date(at.getTime() + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)))
  return since && next.getTime() - since.getTime() > TRIED_MS ? undefined : next
}
