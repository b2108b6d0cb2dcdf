import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Log } from '../progress'
import { createSupervisor, type RunningPart, type Supervisor } from '../supervisor'
import { startMongodb, type MongodbEngine } from './mongodb'
import { startRedis, type RedisEngine } from './redis'

export interface Engines {
  mongodb: MongodbEngine
  redis: RedisEngine
  /** What was started here and lives now; engines given by environment are not among them. */
  processes(): RunningPart[]
  /** Stops what was started here. */
  stop(): Promise<void>
}

export interface EngineOptions {
  /** Holds all data of the engines: one running set per folder. */
  dataDir: string
  ports?: { mongodb?: number; redis?: number }
  /** For tests: speed over safety of the data. */
  keepNothing?: boolean
  log: Log
  /** Joins the engines to a supervisor that runs more; without it they get their own. */
  supervisor?: Supervisor
}

/** Brings up the MongoDB-protocol engine and Redis, says which were taken, and keeps both alive until `stop`. */
export async function startEngines(options: EngineOptions): Promise<Engines> {
  const { dataDir, ports, keepNothing = false, log } = options
  mkdirSync(dataDir, { recursive: true })
  const supervisor = options.supervisor ?? createSupervisor({ log, logDir: path.join(dataDir, 'logs') })
  try {
    const shared = { dataDir, keepNothing, supervisor, log }
    const redis = await startRedis({ ...shared, port: ports?.redis })
    log.line(`  Redis: ${redis.taken}`)
    const mongodb = await startMongodb({ ...shared, port: ports?.mongodb })
    log.line(`  MongoDB: ${mongodb.taken}`)
    return { mongodb, redis, processes: () => supervisor.parts(), stop: () => supervisor.stop() }
  } catch (error) {
    await supervisor.stop()
    throw error
  }
}
