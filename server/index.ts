import type { Server } from 'node:http'
import { env } from '../config/env'
import { createApp, createOperationsApp } from './app'
import { connectDb, disconnectDb, ensureIndexes } from './kernel/db'
import type { RunningJobs } from './kernel/jobs'
import { logger } from './kernel/logger'
import { collectProcessMetrics } from './kernel/metrics'
import { disconnectRedis } from './kernel/redis'
import { createWorker } from './worker'

const GRACE_MS = 8000

async function listen(): Promise<Server> {
  const app = env.ROLE === 'worker' ? createOperationsApp() : createApp()
  const server = app.listen(env.PORT)
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))
  logger.info({ port: env.PORT }, 'listening')
  return server
}

/** Takes no more connections and ends each kept-alive one as soon as nothing runs on it. */
const closed = (server: Server) =>
  new Promise<void>((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), 50)
    server.close(() => {
      clearInterval(sweep)
      resolve()
    })
  })

/** Stops taking work, finishes what runs, closes connections; forced after a while. */
function stopOnSignal(server: Server, jobs: RunningJobs | undefined): void {
  let stopping = false
  const stop = async (why: string) => {
    if (stopping) return
    stopping = true
    logger.info({ why }, 'stopping')
    setTimeout(() => process.exit(1), GRACE_MS).unref()
    await Promise.all([closed(server), jobs?.stop()])
    await Promise.all([disconnectDb(), disconnectRedis()])
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal))
  // The supervisor is gone: nobody would stop this process any more.
  if (process.channel) process.once('disconnect', () => void stop('disconnect'))
}

async function main(): Promise<void> {
  await connectDb()
  await ensureIndexes()
  collectProcessMetrics()
  const jobs = env.ROLE === 'web' ? undefined : createWorker()
  const server = await listen()
  stopOnSignal(server, jobs)
  process.send?.('ready')
}

process.on('unhandledRejection', (error) => logger.error({ err: error }, 'unhandled rejection'))
main().catch((error: unknown) => {
  logger.fatal({ err: error }, 'cannot start')
  process.exit(1)
})
