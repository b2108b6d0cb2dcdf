/**
 * `npm run faults -- [options]`: starts a chain of its own and plays stories on it while killing its parts in turn:
 * tills that change stock, shoppers who buy, visitors with coupons and appointments, and
 * teams, flash sales, events and chains. Proves that nothing acknowledged was lost or doubled. Ends with one
 * line of JSON and exit code 1 when anything was.
 */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { campaignStory } from '../tests/faults/campaigns'
import { seed, startChain } from '../tests/faults/chain'
import { orderStory } from '../tests/faults/orders'
import type { Outcome } from '../tests/faults/rounds'
import { stockStory } from '../tests/faults/stock'
import { visitStory } from '../tests/faults/visits'
import { buildStale } from './build'
import { projectCache } from './paths'
import { explain, Problem } from './problem'
import { createLog } from './progress'

const help = `npm run faults -- [options]

  --stock N        rounds of stock changes under faults, 0 = none  (8)
  --orders N       rounds of buying under faults, 0 = none         (8)
  --visits N       rounds of coupons and appointments, 0 = none    (8)
  --campaigns N    rounds of teams, flash sales, events and chains (8)
  --calm MS        use before each fault                           (2000)
  --data-dir DIR   emptied first                                   (.cache/faults)`

interface Options {
  stock: number
  orders: number
  visits: number
  campaigns: number
  calm: number
  dataDir: string
}

async function faults({ stock, orders, visits, campaigns, calm, dataDir }: Options): Promise<boolean> {
  const log = createLog()
  await buildStale(['server'], log)
  const chain = await log.step('starting a chain', () => startChain(dataDir))
  const quit = () => void chain.stop().then(() => process.exit(130))
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, quit)
  process.once('disconnect', quit)
  try {
    await log.step('filling it', () => seed(chain))
    const run = { chain, calm, say: (line: string) => log.line(line) }
    const outcomes: Record<string, Outcome> = {
      ...(stock ? { stock: await stockStory({ ...run, rounds: stock }) } : {}),
      ...(orders ? { orders: await orderStory({ ...run, rounds: orders }) } : {}),
      ...(visits ? { visits: await visitStory({ ...run, rounds: visits }) } : {}),
      ...(campaigns ? { campaigns: await campaignStory({ ...run, rounds: campaigns }) } : {}),
    }
    const { leftovers, code } = await chain.stop()
    const figures = Object.entries(outcomes).map(([name, it]) => [name, it.figures])
    log.line(JSON.stringify({ ...Object.fromEntries(figures), leftovers: leftovers.length, exitCode: code }))
    return Object.values(outcomes).every((it) => it.isClean) && !leftovers.length && code === 0
  } finally {
    await chain.stop()
  }
}

async function main(): Promise<number> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: {
      stock: text,
      orders: text,
      visits: text,
      campaigns: text,
      calm: text,
      'data-dir': text,
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    process.stdout.write(`${help}\n`)
    return 0
  }
  const numbers = {
    stock: Number(values.stock ?? 8),
    orders: Number(values.orders ?? 8),
    visits: Number(values.visits ?? 8),
    campaigns: Number(values.campaigns ?? 8),
    calm: Number(values.calm ?? 2000),
  }
  if (!Object.values(numbers).every((it) => Number.isInteger(it) && it >= 0))
    throw new Problem('--stock, --orders, --visits, --campaigns and --calm must be whole numbers.')
  const dataDir = path.resolve(values['data-dir'] ?? path.join(projectCache, 'faults'))
  return (await faults({ ...numbers, dataDir })) ? 0 : 1
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exit(1)
  },
)
