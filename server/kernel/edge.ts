import { randomUUID } from 'node:crypto'
import type { Context, Middleware, Next } from 'koa'
import { AppError, failCommon } from './errors'
import { logger } from './logger'
import { requestSeconds } from './metrics'

const wellFormedId = /^[\w-]{8,64}$/

/** Gives each request an id (the caller's own when well formed) and sends it back. */
export const requestId: Middleware = (ctx, next) => {
  const given = ctx.get('x-request-id')
  ctx.state.requestId = wellFormedId.test(given) ? given : randomUUID()
  ctx.set('X-Request-Id', ctx.state.requestId as string)
  return next()
}

const SLOW_SECONDS = 1
const timers = new Map<string, ReturnType<typeof requestSeconds.labels>>()

/** The histogram of one route and status, looked up by its labels once. */
function timerOf(route: string, status: number) {
  const key = `${status} ${route}`
  const held = timers.get(key)
  if (held) return held
  const timer = requestSeconds.labels({ route, status })
  timers.set(key, timer)
  return timer
}

/**
 * One measurement per answer and one log line, but for the quick successes of routes that phones ask every second
 * (`ctx.state.isFrequent`): those are counted only.
 */
export const accounts: Middleware = async (ctx, next) => {
  const started = process.hrtime.bigint()
  try {
    await next()
  } finally {
    const seconds = Number(process.hrtime.bigint() - started) / 1e9
    const route = (ctx.state.route as string | undefined) ?? 'other'
    timerOf(route, ctx.status).observe(seconds)
    const isUsual = ctx.state.isFrequent && ctx.status < 400 && seconds < SLOW_SECONDS
    if (ctx.state.route && !isUsual)
      logger.info(
        { id: ctx.state.requestId, route, status: ctx.status, ms: Math.round(seconds * 1e4) / 10 },
        'request',
      )
  }
}

const unexpected = { status: 500, code: 'internal_error', text: '出了点问题，我们已经记下，请稍后再试' }
const away = { status: 503, code: 'unavailable', text: '服务正在恢复，请稍后再试' }

/** What lost connections are called by the drivers; then, in words, by engines that are going or coming back. */
const lostNames =
  /MongoNetwork|MongoServerSelection|PoolCleared|MongoNotConnected|MaxRetriesPerRequest|ConnectionClosed|MongoServerClosed|MongoTopologyClosed/
const lostWords = [
  /Command timed out|Connection is closed|ECONNREFUSED|ECONNRESET|EPIPE|ended by the other party|buffering timed out/,
  // MongoDB: shutting down, stepping down, interrupted by either.
  /node is not in primary|interrupted at shutdown|interrupted due to (repl|shutdown)|shutdown in progress/i,
  // Redis: reading its file after a start, or handing over.
  /^LOADING |^READONLY |^MASTERDOWN |Stream isn't writeable/,
  // PostgreSQL behind FerretDB.
  /bad connection|broken pipe|connection reset|closed pool|dial (tcp|error)|closed network connection|conn busy/i,
  /57P0\d|the database system is |terminating connection|failed to connect to|conn closed|unexpected EOF/,
]

/** What a socket says that the other side left, whichever driver it belongs to. */
const lostCodes = new Set([
  'EPIPE',
  'ECONNRESET',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'ENOTCONN',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
])

/** Losing a database or Redis for a moment is not a fault of the product: 503, to be tried again. */
const isConnectionLoss = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && lostCodes.has(String(error.code))) ||
    lostNames.test(error.name) ||
    lostWords.some((it) => it.test(error.message)))

function refuse(ctx: Context, status: number, code: string, message: string, details?: unknown): void {
  ctx.status = status
  ctx.body = {
    error: { code, message, ...(details === undefined ? {} : { details }), requestId: ctx.state.requestId },
  }
}

/** What the file server says of broken or climbing addresses: for people there is nothing there. */
const isBadAddress = (error: unknown): boolean =>
  error instanceof Error && 'status' in error && [400, 403, 404, 414].includes(Number(error.status))

/** The one exit of all errors: refusals in words, everything else as 500 without its text. */
export const errors: Middleware = async (ctx: Context, next: Next) => {
  try {
    await next()
  } catch (thrown) {
    const error = isBadAddress(thrown) ? failCommon('route_not_found') : thrown
    if (error instanceof AppError) {
      if (ctx.state.undeclared)
        logger.error({ id: ctx.state.requestId, code: error.code }, 'refusal not in the contract')
      if (error.refusal.status === 429) {
        const { retryAfter } = error.details as { retryAfter: number }
        ctx.set('Retry-After', String(retryAfter))
      }
      return refuse(ctx, error.refusal.status, error.code, error.refusal.text, error.details)
    }
    if (isConnectionLoss(error)) {
      logger.warn({ id: ctx.state.requestId, error: String(error) }, 'dependency away')
      ctx.set('Retry-After', '1')
      return refuse(ctx, away.status, away.code, away.text)
    }
    logger.error({ id: ctx.state.requestId, route: ctx.state.route, err: error }, 'unexpected error')
    refuse(ctx, unexpected.status, unexpected.code, unexpected.text)
  }
}
