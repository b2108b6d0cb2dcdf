import pino from 'pino'
import { env } from '../../config/env'

/** Structured logs as JSON lines. Personal data must not be logged: pass ids. */
export const logger = pino(
  { level: env.LOG_LEVEL, base: { role: env.ROLE }, timestamp: pino.stdTimeFunctions.isoTime },
  pino.destination({
    fd: 1,
    sync: env.NODE_ENV === 'test',
    minLength: env.NODE_ENV === 'production' ? 4096 : 0,
  }),
)
