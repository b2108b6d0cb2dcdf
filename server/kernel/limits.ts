import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { env } from '../../config/env'
import type { Limit } from './contract'
import { failCommon } from './errors'
import { redis } from './redis'

const standard: Limit = { points: env.RATE_LIMIT_PER_MINUTE, seconds: 60, scope: 'local' }

/**
 * Counts calls of one caller on one route. `local` counters live in this process and cost no round trip;
 * `shared` ones live in Redis and fall back to local while Redis is away.
 * @throws too_many_requests (429) with `details.retryAfter` in seconds
 */
export function limiter(name: string, limit: Limit = standard): (key: string) => Promise<void> {
  const options = { keyPrefix: `limit:${name}`, points: limit.points, duration: limit.seconds }
  const memory = new RateLimiterMemory(options)
  let counter: RateLimiterMemory | RateLimiterRedis = memory
  if (limit.scope === 'shared')
    counter = new RateLimiterRedis({ ...options, storeClient: redis(), insuranceLimiter: memory })
  return async (key) => {
    try {
      await counter.consume(key)
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      throw failCommon('too_many_requests', { retryAfter: Math.ceil(refused.msBeforeNext / 1000) })
    }
  }
}
