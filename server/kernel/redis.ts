import Redis from 'ioredis'
import { env } from '../../config/env'
import { logger } from './logger'

let client: Redis | undefined
let runId = ''

/** Commands wait at most this long, so that a lost Redis turns into the MongoDB path, not into a hang. */
const COMMAND_TIMEOUT = 1500

/**
 * Commands of one turn of the event loop leave in one write: under load a write costs more than the command in it.
 * Nothing waits longer than that turn.
 */
function writeTogether(made: Redis): void {
  made.on('connect', () => {
    const { stream } = made
    const write = stream.write.bind(stream) as (...given: unknown[]) => boolean
    let isHeld = false
    stream.write = (...given: unknown[]) => {
      if (!isHeld) {
        isHeld = true
        stream.cork()
        setImmediate(() => {
          isHeld = false
          stream.uncork()
        })
      }
      return write(...given)
    }
  })
}

const create = (): Redis => {
  const made = new Redis(env.REDIS_URL, {
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_TIMEOUT,
    enableOfflineQueue: true,
    retryStrategy: (times) => Math.min(50 * times, 1000),
  })
  writeTogether(made)
  made.on('error', (error) => logger.warn({ error: error.message }, 'redis'))
  made.on('ready', () => void readRunId(made))
  made.on('close', () => {
    runId = ''
  })
  return made
}

async function readRunId(from: Redis): Promise<string> {
  const info = await from.info('server').catch(() => '')
  runId = /run_id:(\w+)/.exec(info)?.[1] ?? ''
  return runId
}

/** The shared connection for short commands. */
export const redis = (): Redis => (client ??= create())

/**
 * Identity of the Redis process in use; changes when Redis was restarted, empty while it is unknown.
 * What was cached under another identity may be stale and must be rebuilt.
 */
export const redisRunId = async (): Promise<string> => runId || readRunId(redis())
/** The same without waiting; empty while unknown. */
export const redisRunIdNow = (): string => runId

export const isRedisReady = async (): Promise<boolean> =>
  redis()
    .ping()
    .then(() => true)
    .catch(() => false)

/** Options for BullMQ, which needs connections of its own. */
export const queueConnection = () => {
  const url = new URL(env.REDIS_URL)
  return {
    host: url.hostname,
    port: Number(url.port || 6379),
    username: url.username || undefined,
    password: decodeURIComponent(url.password) || undefined,
    db: Number(url.pathname.slice(1) || 0),
    tls: url.protocol === 'rediss:' ? {} : undefined,
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(50 * times, 1000),
  }
}

export async function disconnectRedis(): Promise<void> {
  const old = client
  client = undefined
  runId = ''
  await old?.quit().catch(() => old.disconnect())
}
