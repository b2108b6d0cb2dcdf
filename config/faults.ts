/**
 * `npm run faults -- [options]`: starts a chain of its own, drives a burst of stock changes and reads through it while
 * killing its parts in turn, and proves that nothing acknowledged was lost or doubled. Ends with one line of JSON and
 * exit code 1 when anything was.
 */
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Redis } from 'ioredis'
import { startBurst } from '../tests/faults/burst'
import { seed, startChain, type Chain } from '../tests/faults/chain'
import { assess } from '../tests/faults/verify'
import { buildStale } from './build'
import { projectCache } from './paths'
import { explain, Problem } from './problem'
import { createLog } from './progress'

const help = `npm run faults -- [options]

  --rounds N       kills of one part each, in turn                (8)
  --calm MS        use before each kill                           (2000)
  --data-dir DIR   emptied first                                  (.cache/faults)`

/** What is done to a running chain, by name; engines differ, so parts that are not there are left out. */
const PARTS = ['web', 'worker', 'redis', 'mongod', 'postgres', 'ferretdb']
const FLUSH = 'redis emptied'

async function emptyRedis({ addresses }: Chain): Promise<void> {
  const redis = new Redis(addresses.engines.redis.url)
  await redis.flushall()
  redis.disconnect()
}

async function faults(rounds: number, calm: number, dataDir: string): Promise<boolean> {
  const log = createLog()
  await buildStale(['server'], log)
  const chain = await log.step('starting a chain', () => startChain(dataDir))
  const quit = () => void chain.stop().then(() => process.exit(130))
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, quit)
  process.once('disconnect', quit)
  try {
    await log.step('filling it', () => seed(chain))
    const burst = startBurst(chain.addresses.api)
    const kinds = [...PARTS.filter((it) => chain.parts().includes(it)), FLUSH]
    let slowest = 0
    for (let round = 0; round < rounds; round++) {
      await sleep(calm)
      const kind = kinds[round % kinds.length] as string
      if (kind === FLUSH) await emptyRedis(chain)
      else chain.kill(kind)
      const before = burst.acknowledged.size
      // A moment, so that what was killed is seen to be dead.
      await sleep(100)
      const backMs = await chain.untilBack()
      slowest = Math.max(slowest, backMs)
      log.line(
        `round ${round + 1}: ${kind.padEnd(13)} back in ${String(backMs).padStart(6)} ms, ${before} changes acknowledged before`,
      )
    }
    await sleep(calm)
    await log.step('ending the burst', () => burst.stop())
    const damage = await log.step('comparing', () => assess(chain, burst))
    const { leftovers, code } = await chain.stop()
    const { repeats, reads, wrong } = burst
    for (const it of wrong.slice(0, 10)) log.line(`wrong answer: ${it}`)
    const summary = {
      rounds,
      ...damage,
      wrongAnswers: wrong.length,
      leftovers: leftovers.length,
      exitCode: code,
      repeats,
      reads,
      slowestBackMs: slowest,
    }
    log.line(JSON.stringify(summary))
    const { acknowledged, ...broken } = damage
    return acknowledged > 0 && !wrong.length && !leftovers.length && code === 0
      ? Object.values(broken).every((it) => it === 0)
      : false
  } finally {
    await chain.stop()
  }
}

async function main(): Promise<number> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: { rounds: text, calm: text, 'data-dir': text, help: { type: 'boolean' } },
  })
  if (values.help) {
    process.stdout.write(`${help}\n`)
    return 0
  }
  const [rounds, calm] = [Number(values.rounds ?? 8), Number(values.calm ?? 2000)]
  if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(calm) || calm < 0)
    throw new Problem('--rounds and --calm must be whole numbers.')
  const dataDir = path.resolve(values['data-dir'] ?? path.join(projectCache, 'faults'))
  return (await faults(rounds, calm, dataDir)) ? 0 : 1
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exit(1)
  },
)
