/**
 * `npm run bench -- [options]`: measures the product against the bare limit of the same engines, in one run, as
 * ratios. Starts engines, product, limit and load, loopback only, and stops them.
 */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { cases, type Case } from '../tests/bench/cases'
import { benchDir, benchEnv, loadChain, startServers, type Running } from '../tests/bench/chains'
import { alternate, type Result } from '../tests/bench/measure'
import { sidebarPaint } from '../tests/bench/paint'
import { buildStale } from './build'
import { findChromium } from './engines/chromium'
import { startEngines } from './engines/startEngines'
import { unlock } from './lock'
import { explain, Problem } from './problem'
import { createLog, type Log } from './progress'
import { takeDataDir } from './startChecks'
import { createSupervisor, type Supervisor } from './supervisor'

const FLAT = 'liveStockNearbyFlat'
const PAINT = 'sidebarPaint'
const help = `npm run bench -- [options]

  --scale 1,10    sizes of the demo chain       (1,10)
  --case NAME     one of ${[...cases.map((it) => it.name), PAINT, FLAT].join(', ')}
  --seconds N     of load per measurement       (4)
  --rounds N      of product and limit in turn  (5)
  --json          one JSON line per case on stdout, everything else on stderr

ratio = answers per second of the product ÷ of bare Koa doing the same operations on the same engines.
${PAINT} opens the sidebar in Chromium with the processor slowed down 4×: paints a second, one being the limit.
${FLAT} compares the product on the largest chain (ours) with itself on the smallest (limit).`

interface Options {
  scales: number[]
  name?: string
  seconds: number
  rounds: number
  json: boolean
}

function readOptions(args: string[]): Options | undefined {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const { values } = parseArgs({
    args,
    options: { scale: text, case: text, seconds: text, rounds: text, json: flag, help: flag },
  })
  if (values.help) return undefined
  const whole = (name: string, given: string) => {
    const value = Number(given)
    if (!Number.isInteger(value) || value < 1)
      throw new Problem(`${name} must be a whole number, not "${given}".`)
    return value
  }
  const name = values.case
  if (name && name !== FLAT && name !== PAINT && !cases.some((it) => it.name === name))
    throw new Problem(`There is no case "${name}"; npm run bench -- --help lists them.`)
  return {
    scales: (values.scale ?? '1,10').split(',').map((it) => whole('--scale', it)),
    ...(name ? { name } : {}),
    seconds: whole('--seconds', values.seconds ?? '4'),
    rounds: whole('--rounds', values.rounds ?? '5'),
    json: values.json ?? false,
  }
}

/** Asks for everything a case will ask for once: warms the live copy and proves the answers. */
async function prove(
  { name, requests, isAnswer, status = 200 }: Case,
  { product, sample }: Running,
): Promise<void> {
  for (let tries = 0; ; tries++) {
    let wrong = ''
    for (const it of requests(sample)) {
      const asked = typeof it.setupRequest === 'function' ? it.setupRequest(it, {}) : it
      const { path: at = '', headers, method, body: sent } = asked
      const answer = await fetch(product + at, {
        method: method ?? 'GET',
        headers: headers as Record<string, string>,
        ...(sent ? { body: String(sent) } : {}),
      })
      const body: unknown = await answer.json()
      if (answer.status !== status || !isAnswer(body)) wrong = `${at}: ${JSON.stringify(body).slice(0, 200)}`
    }
    if (!wrong) return
    if (tries === 4) throw new Problem(`${name} does not answer as it should: ${wrong}`)
  }
}

async function measureAll(
  { scales, name, ...how }: Options,
  running: ReadonlyMap<number, Running>,
  log: Log,
  report: (result: Result) => void,
): Promise<void> {
  for (const it of cases) {
    if (name && name !== it.name) continue
    for (const [scale, side] of running) {
      await prove(it, side)
      const requests = it.requests(side.sample)
      const { product, limit } = side
      report(
        await alternate(
          { name: it.name, scale, ...how },
          { url: product, requests, ...(it.status ? { status: it.status } : {}) },
          { url: limit, requests },
        ),
      )
    }
  }
  if (!name || name === PAINT) {
    const chromium = await findChromium(log)
    for (const [scale, side] of running)
      report(await sidebarPaint(side, { scale, rounds: how.rounds }, chromium))
  }
  const [smallest, largest] = [Math.min(...scales), Math.max(...scales)]
  if (smallest === largest || (name && name !== FLAT)) return
  const nearby = cases[0] as Case
  const [small, large] = [running.get(smallest) as Running, running.get(largest) as Running]
  for (const side of [small, large]) await prove(nearby, side)
  const of = ({ product, sample }: Running) => ({ url: product, requests: nearby.requests(sample) })
  report(await alternate({ name: FLAT, scale: largest, ...how }, of(large), of(small)))
}

const row = ({ name, scale, ours, limit, ratio, p99 }: Result) =>
  [
    name.padEnd(22),
    `×${scale}`.padStart(5),
    `${ours}/s`.padStart(11),
    `${limit}/s`.padStart(11),
    `${(ratio * 100).toFixed(1)} %`.padStart(9),
    `${p99} ms`.padStart(9),
  ].join('')

async function bench(options: Options): Promise<void> {
  const log = createLog(
    options.json ? (line) => process.stderr.write(`${line}\n`) : (line) => process.stdout.write(`${line}\n`),
  )
  const dataDir = path.join(benchDir, 'data')
  const lock = await takeDataDir(dataDir)
  const logDir = path.join(benchDir, 'logs')
  const supervisors: Supervisor[] = []
  const supervised = () => {
    const supervisor = createSupervisor({ log, logDir })
    supervisors.unshift(supervisor)
    return supervisor
  }
  const stop = async () => {
    for (const it of supervisors) await it.stop()
    unlock(lock)
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(name, () => void stop().then(() => process.exit(130)))
  process.once('disconnect', () => void stop().then(() => process.exit(130)))
  try {
    const engines = await startEngines({ dataDir, supervisor: supervised(), log })
    await buildStale(['server', 'sidebar'], log)
    const servers = supervised()
    const running = new Map<number, Running>()
    for (const scale of options.scales) {
      const env = benchEnv(engines, scale)
      await loadChain(env, scale, log)
      running.set(scale, await log.step(`starting ×${scale}`, () => startServers(env, scale, servers)))
    }
    if (!options.json)
      log.line(
        `\n${'case'.padEnd(22)}${'scale'.padStart(5)}${'ours'.padStart(11)}${'limit'.padStart(11)}${'ratio'.padStart(9)}${'p99'.padStart(9)}`,
      )
    await measureAll(options, running, log, (result) =>
      process.stdout.write(`${options.json ? JSON.stringify(result) : row(result)}\n`),
    )
  } finally {
    await stop()
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options) await bench(options)
  else process.stdout.write(`${help}\n`)
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exit(1)
  },
)
