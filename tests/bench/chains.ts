import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { mongo } from 'mongoose'
import { fingerprint } from '../../config/build'
import type { Engines } from '../../config/engines/startEngines'
import { projectCache, root } from '../../config/paths'
import { freePort } from '../../config/ports'
import type { Log } from '../../config/progress'
import { run } from '../../config/run'
import { sandboxEnv } from '../../config/sandboxEnv'
import type { Supervisor } from '../../config/supervisor'
import type { Sample } from './sample'

export const benchDir = path.join(projectCache, 'bench')

/** Nothing answers there: a bench that would ask a platform fails instead of waiting. */
const NOBODY = 'http://127.0.0.1:9'

/**
 * The product's environment on the data of one scale: as in production (logs of level info, into a file) but for
 * NODE_ENV, which would refuse the sandbox's credentials; limits of calls are counted but never reached.
 */
export function benchEnv({ mongodb, redis }: Engines, scale: number): NodeJS.ProcessEnv {
  const uri = new URL(mongodb.uri)
  uri.pathname = `/bench_x${scale}`
  const cache = new URL(redis.url)
  cache.pathname = `/${scale}`
  return {
    ...process.env,
    ...sandboxEnv({ sandboxUrl: NOBODY }),
    NODE_ENV: 'development',
    LOG_LEVEL: 'info',
    RATE_LIMIT_PER_MINUTE: '1000000000',
    // Cases of calls that are counted per caller come from many addresses.
    TRUST_PROXY: '1',
    MONGODB_URI: uri.href,
    REDIS_URL: cache.href,
  }
}

const tsx = (file: string, env: NodeJS.ProcessEnv, args: string[] = [], onLine?: (line: string) => void) =>
  run(process.execPath, ['--import', 'tsx', path.join(root, file), ...args], { cwd: root, env, onLine })

/** Loads the demo chain at a scale into its own database, unless it is there from an earlier run. */
export async function loadChain(env: NodeJS.ProcessEnv, scale: number, log: Log): Promise<void> {
  const mark = path.join(benchDir, `x${scale}.mark`)
  const wanted = `${process.env.MONGODB_URI ?? 'own'} ${fingerprint([path.join(root, 'config/demo')])}`
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  await log.step(`loading the demo chain ×${scale} (kept for later runs)`, async () => {
    const client = await mongo.MongoClient.connect(env.MONGODB_URI ?? '')
    await client.db().dropDatabase()
    await client.close()
    await tsx('config/demo/load.ts', env, ['--scale', String(scale), '--no-pictures'], (line) =>
      log.line(`    ${line}`),
    )
  })
  mkdirSync(benchDir, { recursive: true })
  writeFileSync(mark, wanted)
}

export interface Running {
  product: string
  limit: string
  sample: Sample
}

const isUp = (address: string) => async () => (await fetch(address, { signal: AbortSignal.timeout(2000) })).ok

/** The product's bundle and the bare limit side by side on one chain. */
export async function startServers(
  env: NodeJS.ProcessEnv,
  scale: number,
  supervisor: Supervisor,
): Promise<Running> {
  const said = await tsx('tests/bench/sample.ts', { ...env, LOG_LEVEL: 'silent' })
  const sample = JSON.parse(said) as Sample
  const [port, limitPort] = [await freePort(), await freePort()]
  const [product, limit] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${limitPort}`]
  await supervisor.start({
    name: `product-x${scale}`,
    command: process.execPath,
    args: ['--enable-source-maps', path.join(root, 'dist/server/index.mjs')],
    env: { ...env, ROLE: 'web', PORT: String(port), PUBLIC_URL: product },
    isReady: isUp(`${product}/readyz`),
  })
  await supervisor.start({
    name: `limit-x${scale}`,
    command: process.execPath,
    args: ['--import', 'tsx', path.join(root, 'tests/bench/limit.ts')],
    env: {
      ...env,
      PORT: String(limitPort),
      LIMIT_STORES: sample.storeIds.slice(0, 70).join(','),
      SOLD_OUT: sample.soldOut.skuId,
      CLAIMED_OUT: sample.claimedOut,
      FLASH_OUT: sample.flash.soldOut.skuId,
    },
    isReady: isUp(limit),
  })
  return { product, limit, sample }
}
