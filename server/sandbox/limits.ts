import { refuse } from './refusals'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000

/** Caps of platform-apis 1.1, 1.2, 1.4, 3.1 and 3.14; tests lower them. */
export const DEFAULT_LIMITS = {
  apiMinute: 10_000,
  apiHour: 150_000,
  ipMinute: 20_000,
  ipHour: 600_000,
  stableTokenMinute: 10_000,
  tokenDay: 2_000,
  wxacodeMinute: 5_000,
  loginPerUserMinute: 100,
  ticketAppHour: 100,
  ticketCorpHour: 400,
  payMinute: 9_000,
}
export type Limits = typeof DEFAULT_LIMITS

const WINDOW: Record<keyof Limits, number> = {
  apiMinute: MINUTE,
  apiHour: HOUR,
  ipMinute: MINUTE,
  ipHour: HOUR,
  stableTokenMinute: MINUTE,
  tokenDay: DAY,
  wxacodeMinute: MINUTE,
  loginPerUserMinute: MINUTE,
  ticketAppHour: HOUR,
  ticketCorpHour: HOUR,
  payMinute: MINUTE,
}

/** Counts calls in fixed windows that start with the first call; a block lasts for the rest of its window. */
export function createLimiter(now: () => number, given: Partial<Limits> = {}) {
  const caps: Limits = { ...DEFAULT_LIMITS, ...given }
  const windows = new Map<string, { from: number; count: number }>()

  return {
    caps,
    set: (next: Partial<Limits>) => void Object.assign(caps, next),
    /** Counts one call of `who`; refuses with `errcode` above the cap. */
    take(limit: keyof Limits, who: string, errcode = 45009) {
      const key = `${limit}:${who}`
      const at = now()
      let window = windows.get(key)
      if (!window || at - window.from >= WINDOW[limit]) {
        window = { from: at, count: 0 }
        windows.set(key, window)
      }
      window.count += 1
      if (window.count > caps[limit]) throw refuse(errcode)
    },
    reset() {
      windows.clear()
      Object.assign(caps, DEFAULT_LIMITS, given)
    },
  }
}
