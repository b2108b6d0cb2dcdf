import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Chain } from './chain'

/** What is done to a running chain, by name; engines differ, so parts that are not there are left out. */
const PARTS = ['web', 'worker', 'redis', 'mongod', 'postgres', 'ferretdb']
const FLUSH = 'redis emptied'

async function emptyRedis({ addresses }: Chain): Promise<void> {
  const redis = new Redis(addresses.engines.redis.url)
  await redis.flushall()
  redis.disconnect()
}

/** Does the round's fault and waits until all is back. */
export async function strike(chain: Chain, round: number): Promise<{ kind: string; backMs: number }> {
  const kinds = [...PARTS.filter((it) => chain.all.includes(it)), FLUSH]
  const kind = kinds[round % kinds.length] as string
  if (kind === FLUSH) await emptyRedis(chain)
  else chain.kill(kind)
  // A moment, so that what was killed is seen to be dead.
  await sleep(100)
  return { kind, backMs: await chain.untilBack() }
}

export interface Run {
  chain: Chain
  rounds: number
  /** Use before each fault, ms. */
  calm: number
  say: (line: string) => void
}
/** What a story found: figures for the reader, and whether nothing was lost, doubled or left. */
export interface Outcome {
  figures: Record<string, number>
  isClean: boolean
}
