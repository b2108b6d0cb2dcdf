/**
 * `npm start -- [options]`: engines, builds, demo chain, sandbox, web and worker, in this order; then keeps them
 * alive until it is told to stop. Nothing it started outlives it.
 */
import path from 'node:path'
import { addressesOf, addressTable, originsOf } from './addresses'
import { buildStale } from './build'
import { productEnv, sandboxPart, webPart, workerPart } from './chainParts'
import { loadDemoOnce } from './demoChain'
import { startEngines } from './engines/startEngines'
import { unlock } from './lock'
import { explain } from './problem'
import { markOf, type ProcessMark } from './processes'
import { createLog } from './progress'
import { removeRunState, writeRunState, type RunState } from './runFile'
import { checkPorts, takeDataDir } from './startChecks'
import { help, readStartOptions, type StartOptions } from './startOptions'
import { createSupervisor } from './supervisor'

const log = createLog()

/** Runs the chain; resolves with the exit code when it has wholly ended. */
async function runChain(options: StartOptions): Promise<number> {
  const { dataDir } = options
  const since = Date.now()
  const lock = await takeDataDir(dataDir)
  const state: RunState = { supervisor: markOf(process.pid) as ProcessMark, dataDir, parts: [] }
  let end: (code: number) => void = () => {}
  const ended = new Promise<number>((resolve) => (end = resolve))
  const supervisor = createSupervisor({
    log,
    logDir: path.join(dataDir, 'logs'),
    onChange(parts) {
      state.parts = parts
      writeRunState(state)
    },
    onGiveUp(sentence) {
      process.stderr.write(`${sentence}\n`)
      end(1)
    },
  })
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    log.line('\nStopping …')
    void supervisor.stop().then(() => end(0))
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop)
  process.on('disconnect', stop)

  const bringUp = async () => {
    await checkPorts(options)
    const origins = originsOf(options)
    const [engines] = await Promise.all([
      startEngines({ dataDir, supervisor, log }),
      options.withBuild ? buildStale(['server', 'sidebar', 'h5'], log) : undefined,
    ])
    const env = productEnv(origins, engines)
    if (options.withDemo) await loadDemoOnce(dataDir, env, log)
    await log.step('starting the sandbox', () => supervisor.start(sandboxPart(origins, dataDir)))
    // One after the other: both make sure of the indexes, which some engines refuse to build side by side.
    await log.step('starting the web server', () => supervisor.start(webPart(origins, env)))
    await log.step('starting the worker', async () => supervisor.start(await workerPart(env)))
    state.addresses = addressesOf(origins, engines)
    writeRunState(state)
    log.line(
      `\nReady in ${((Date.now() - since) / 1000).toFixed(1)} s. Logs: ${path.join(dataDir, 'logs')}\n`,
    )
    log.line(addressTable(state.addresses))
    log.line('\nCtrl-C stops everything.')
    if (options.json) log.line(JSON.stringify(state.addresses))
  }

  bringUp().catch((error: unknown) => {
    // Told to stop half-way: what failed was being stopped.
    if (isStopping) return
    process.stderr.write(`${explain(error)}\n`)
    end(1)
  })
  const code = await ended
  await supervisor.stop()
  removeRunState(dataDir)
  unlock(lock)
  return code
}

async function main(): Promise<number> {
  const options = readStartOptions(process.argv.slice(2), process.env)
  if (options) return runChain(options)
  log.line(help)
  return 0
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exit(1)
  },
)
