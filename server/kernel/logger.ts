import pino from 'pino'
import { env } from '../../config/env'

/** Structured logs as JSON lines. Personal data must not be logged: pass ids. */
export const logger = pino(
  { level: env.LOG_LEVEL, base: { role: env.ROLE }, timestamp: pino.stdTimeFunctions.isoTime },
  pino.destination({
    fd: 1,
    sync: env.NODE_ENV === 'test',
    // Lines are written together: when there are 8 kB of them, after half a second, at the end, and on fatal.
    minLength: env.NODE_ENV === 'test' ? 0 : 8192,
    periodicFlush: env.NODE_ENV === 'test' ? 0 : 500,
  }),
)
