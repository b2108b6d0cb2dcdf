import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { env } from '../../config/env'
import type { Limit } from './contract'
import { failCommon } from './errors'
import { redis } from './redis'

const standard: Limit = { points: env.RATE_LIMIT_PER_MINUTE, seconds: 60, scope: 'local' }

const MOST_CALLERS = 50_000

/** Counts in this process, one fixed window per caller: on the path of every request, so without promises. */
function localCounter({ points, seconds }: Limit): (key: string) => void {
  const windows = new Map<string, { left: number; ends: number }>()
  return (key) => {
    const at = Date.now()
    const held = windows.get(key)
    if (held && held.ends > at) {
      if (held.left-- > 0) return
      throw failCommon('too_many_requests', { retryAfter: Math.ceil((held.ends - at) / 1000) })
    }
    if (windows.size >= MOST_CALLERS) for (const [it, { ends }] of windows) if (ends <= at) windows.delete(it)
    windows.set(key, { left: points - 1, ends: at + seconds * 1000 })
  }
}

/** Counts in Redis for all processes; while Redis is away, in this one. */
function sharedCounter(name: string, { points, seconds }: Limit): (key: string) => Promise<void> {
  const options = { keyPrefix: `limit:${name}`, points, duration: seconds }
  const insuranceLimiter = new RateLimiterMemory(options)
  const counter = new RateLimiterRedis({ ...options, storeClient: redis(), insuranceLimiter })
  return async (key) => {
    try {
      await counter.consume(key)
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      throw failCommon('too_many_requests', { retryAfter: Math.ceil(refused.msBeforeNext / 1000) })
    }
  }
}

/**
 * Counts calls of one caller on one route.
 * @throws too_many_requests (429) with `details.retryAfter` in seconds
 */
export const limiter = (name: string, limit: Limit = standard): ((key: string) => Promise<void> | void) =>
  limit.scope === 'local' ? localCounter(limit) : sharedCounter(name, limit)
