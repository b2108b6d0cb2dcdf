import { freeRange } from '../ports'
import { Problem } from '../problem'
import { clearDatabases } from './clearDatabases'
import { takeTestEngines, type TestEngines } from './testEngines'
import { PORTS } from './workerNames'

declare global {
  var testEngines: TestEngines | undefined
}

/** Once per run: engines, and their addresses for the workers (which `workerEnv.ts` turns into their own). */
export default async function globalSetup(): Promise<void> {
  const engines = await takeTestEngines().catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  })
  if (engines.isKept) await clearDatabases(engines)
  globalThis.testEngines = engines
  process.env.TEST_MONGODB_URI = engines.mongodb
  process.env.TEST_REDIS_URL = engines.redis
  process.env.TEST_SLOT = String(engines.slot)
  process.env.TEST_FIRST_PORT = String(await freeRange(PORTS))
}
