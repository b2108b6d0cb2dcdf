import { clearDatabases } from './clearDatabases'

/** Ends the run's engines, or takes the run's databases off engines that go on. */
export default async function globalTeardown(): Promise<void> {
  const engines = globalThis.testEngines
  if (!engines) return
  if (engines.isKept) await clearDatabases(engines)
  await engines.stop()
}
