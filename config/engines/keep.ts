/**
 * Keeps a set of engines running on its own: `node --import tsx config/engines/keep.ts DATA_DIR`.
 * Writes DATA_DIR/engines.json when they are ready and removes it when it is told to stop (SIGTERM).
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { explain } from '../problem'
import { markOf, type ProcessMark } from '../processes'
import { createLog } from '../progress'
import { startEngines } from './startEngines'

export interface KeptEngines {
  keeper: ProcessMark
  mongodb: string
  redis: string
}

async function keep(dataDir: string): Promise<void> {
  mkdirSync(dataDir, { recursive: true })
  const engines = await startEngines({ dataDir, keepNothing: true, log: createLog() })
  const file = path.join(dataDir, 'engines.json')
  const stop = async () => {
    rmSync(file, { force: true })
    await engines.stop()
    process.exit(0)
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, stop)
  const kept = { keeper: markOf(process.pid), mongodb: engines.mongodb.uri, redis: engines.redis.url }
  writeFileSync(`${file}.partial`, JSON.stringify(kept))
  renameSync(`${file}.partial`, file)
  setInterval(() => {}, 60_000)
}

const dataDir = process.argv[2]
if (!dataDir) throw new Error('usage: keep.ts DATA_DIR')
keep(path.resolve(dataDir)).catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
})
