import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { KeptEngines } from '../engines/keep'
import { startEngines } from '../engines/startEngines'
import { tryLock, unlock, withLock } from '../lock'
import { projectCache, root } from '../paths'
import { Problem } from '../problem'
import { isAlive } from '../processes'
import { createLog } from '../progress'

const home = path.join(projectCache, 'test')
const keptDir = path.join(home, 'kept')

/** The engines one test run works on. */
export interface TestEngines {
  mongodb: string
  redis: string
  /** Distinguishes runs that share engines: names of databases and numbers of Redis databases follow from it. */
  slot: number
  /** Whether they outlive the run. */
  isKept: boolean
  stop(): Promise<void>
}

/** The address of engines kept by an earlier run, if they live. */
function readKept(): KeptEngines | undefined {
  const file = path.join(keptDir, 'engines.json')
  if (!existsSync(file)) return undefined
  const kept = JSON.parse(readFileSync(file, 'utf8')) as KeptEngines
  return isAlive(kept.keeper) ? kept : undefined
}

/** Starts engines that go on after this run, unless another run did so in the meantime. */
function startKept(): Promise<KeptEngines> {
  return withLock(path.join(home, 'keep.lock'), async () => {
    const there = readKept()
    if (there) return there
    mkdirSync(keptDir, { recursive: true })
    const logFile = path.join(keptDir, 'keep.log')
    const log = openSync(logFile, 'w')
    const keeper = spawn(
      process.execPath,
      ['--import', 'tsx', path.join(root, 'config/engines/keep.ts'), keptDir],
      {
        cwd: root,
        detached: true,
        stdio: ['ignore', log, log],
      },
    )
    closeSync(log)
    keeper.unref()
    for (;;) {
      const kept = readKept()
      if (kept) return kept
      if (keeper.exitCode !== null) throw new Problem(readFileSync(logFile, 'utf8').trim())
      await sleep(100)
    }
  })
}

/**
 * The lowest slot no living run holds: 16 runs may share engines, each with 4 Redis databases.
 */
function takeSlot(): { slot: number; free: () => void } {
  for (let slot = 0; slot < 16; slot++) {
    const file = path.join(home, 'slots', String(slot))
    if (!tryLock(file)) return { slot, free: () => unlock(file) }
  }
  throw new Problem('16 test runs are at work already: wait for one to end.')
}

/**
 * Engines for one test run: those kept running if there are any (or HEDIAN_TEST_ENGINES=keep asks for it),
 * else an own set with fresh data that ends with the run.
 */
export async function takeTestEngines(): Promise<TestEngines> {
  const { slot, free } = takeSlot()
  try {
    const kept = readKept() ?? (process.env.HEDIAN_TEST_ENGINES === 'keep' ? await startKept() : undefined)
    if (kept) {
      return { mongodb: kept.mongodb, redis: kept.redis, slot, isKept: true, stop: async () => free() }
    }
    const dataDir = path.join(home, `run-${slot}`)
    rmSync(dataDir, { recursive: true, force: true })
    // Jest's own reports go to stderr too: its stdout is left to --json.
    const log = createLog((text) => process.stderr.write(`${text}\n`))
    const engines = await startEngines({ dataDir, keepNothing: true, log })
    return {
      mongodb: engines.mongodb.uri,
      redis: engines.redis.url,
      slot,
      isKept: false,
      async stop() {
        await engines.stop()
        rmSync(dataDir, { recursive: true, force: true })
        free()
      },
    }
  } catch (error) {
    free()
    throw error
  }
}
