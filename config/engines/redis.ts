import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { Redis } from 'ioredis'
import { userCache } from '../paths'
import { answers, freePort } from '../ports'
import { explain, Problem } from '../problem'
import type { Log } from '../progress'
import { findProgram } from '../run'
import type { Supervisor } from '../supervisor'
import { aptInstall, canApt } from './apt'

export interface RedisEngine {
  url: string
  taken: string
}

interface RedisOptions {
  dataDir: string
  port?: number
  /** Tests lose nothing of worth: no file is written. */
  keepNothing: boolean
  supervisor: Supervisor
  log: Log
}

async function isAnswering(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    client.disconnect()
  }
}

/** A redis-server program by PATH, the distribution's package, or redis-memory-server's own build. */
async function findServer(log: Log): Promise<{ program: string; taken: string }> {
  const onPath = findProgram('redis-server')
  if (onPath) return { program: onPath, taken: 'redis-server on PATH' }
  if (canApt()) {
    try {
      await aptInstall(['redis-server'], log)
      const installed = findProgram('redis-server', ['/usr/bin'])
      if (installed) return { program: installed, taken: "the distribution's redis-server" }
    } catch (error) {
      log.line(`  Redis: ${explain(error)}; trying the next way`)
    }
  }
  try {
    // `require`, for an import() of this CommonJS file means one thing to tsx and another to jest.
    const { default: RedisBinary } =
      require('redis-memory-server/lib/util/RedisBinary') as typeof import('redis-memory-server/lib/util/RedisBinary')
    const program = await log.step('fetching and building Redis', () =>
      RedisBinary.getPath({ downloadDir: path.join(userCache, 'redis') }),
    )
    return { program, taken: 'redis-memory-server' }
  } catch (error) {
    throw new Problem(
      `No Redis: REDIS_URL is not set, redis-server is not on PATH and cannot be installed (${explain(error)}).`,
    )
  }
}

/** Brings up Redis: REDIS_URL, else a server on a private port with its own data folder. */
export async function startRedis({
  dataDir,
  port,
  keepNothing,
  supervisor,
  log,
}: RedisOptions): Promise<RedisEngine> {
  const given = process.env.REDIS_URL
  if (given) {
    const { hostname, port: givenPort } = new URL(given)
    if (!(await answers(hostname, Number(givenPort || 6379)))) {
      throw new Problem(`REDIS_URL is set, but nothing answers at ${hostname}:${givenPort || 6379}.`)
    }
    return { url: given, taken: 'REDIS_URL' }
  }
  const { program, taken } = await findServer(log)
  const folder = path.join(dataDir, 'redis')
  mkdirSync(folder, { recursive: true })
  const at = port ?? (await freePort())
  const url = `redis://127.0.0.1:${at}`
  const saving = keepNothing ? ['--appendonly', 'no'] : ['--appendonly', 'yes', '--appendfsync', 'everysec']
  await supervisor.start({
    name: 'redis',
    command: program,
    args: [
      '--port',
      String(at),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--save',
      '',
      '--databases',
      '64',
      ...saving,
    ],
    isReady: () => isAnswering(url),
  })
  return { url, taken }
}
