import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import mongoose from 'mongoose'
import { env } from '../../config/env'
import { createApp } from '../../server/app'
import { connectDb, disconnectDb, ensureIndexes } from '../../server/kernel/db'
import { resetClock } from '../../server/kernel/clock'
import type { RunningJobs } from '../../server/kernel/jobs'
import { disconnectRedis, redis } from '../../server/kernel/redis'
import type { World } from '../../server/sandbox/world'
import { createWorker } from '../../server/worker'
import { buildSandbox, type TestSandbox } from '../sandbox/support'
import { guardNetwork } from './network'

/** What a test sends; `body` goes as JSON, `raw` as it is. */
export interface Call {
  token?: string
  body?: unknown
  raw?: { type: string; text: string }
  headers?: Record<string, string>
}
export interface Reply {
  status: number
  headers: Headers
  text: string
  /** Parsed JSON, or undefined. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers of every shape; each asserts what it reads
  body: any
}

async function reply(response: Response): Promise<Reply> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  }
}

/** The sandbox wants somebody in the corp; tests add the people they need. */
const emptyWorld: World = {
  corp: { name: '测试' },
  guides: [{ userid: 'nobody', name: '无人', storeName: '', role: 'guide' }],
  persons: [],
  stores: [],
}

interface Start {
  withWorker?: boolean
  withSandbox?: boolean
  world?: World
}

/** The system that may change stock by API in tests. */
export const MACHINE = 'sandbox-machine-key'

let isMade = false

/**
 * Empties the worker's database. It is made anew once a file and emptied of its documents afterwards: an engine may not
 * find a collection again for seconds after it was dropped and remade.
 */
async function emptyDatabase(): Promise<void> {
  if (!isMade) {
    await mongoose.connection.dropDatabase()
    await ensureIndexes()
    isMade = true
    return
  }
  for (const collection of (await mongoose.connection.db?.collections()) ?? [])
    await collection.deleteMany({})
}

/**
 * The whole product in this process on real engines: web app on a free port, worker, and the platform sandbox in
 * the platforms' place. The worker's database is emptied first.
 */
export async function startProduct({
  withWorker = true,
  withSandbox = true,
  world = emptyWorld,
}: Start = {}) {
  guardNetwork()
  await connectDb()
  await emptyDatabase()
  await redis().flushdb()
  const server: Server = createApp().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let sandbox: TestSandbox | undefined
  if (withSandbox)
    sandbox = await buildSandbox(
      { serverUrl: origin, world },
      { port: Number(new URL(env.WX_API_BASE).port), webviewPort: Number(new URL(env.PUBLIC_URL).port) },
    )
  let jobs: RunningJobs | undefined = withWorker ? createWorker() : undefined

  const call = async (method: string, path: string, { token, body, raw, headers }: Call = {}) =>
    reply(
      await fetch(`${origin}/api${path}`, {
        method,
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(raw ? { 'content-type': raw.type } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(raw ? { body: raw.text } : {}),
      }),
    )

  return {
    origin,
    call,
    get: (path: string, it?: Call) => call('GET', path, it),
    post: (path: string, it?: Call) => call('POST', path, it),
    patch: (path: string, it?: Call) => call('PATCH', path, it),
    /** A page or operational address outside /api. */
    page: async (path: string) => reply(await fetch(`${origin}${path}`)),
    get sandbox(): TestSandbox {
      if (!sandbox) throw new Error('started without a sandbox')
      return sandbox
    },
    /** Waits until every event was handled. */
    settled: async () => {
      if (!jobs) throw new Error('started without a worker')
      await jobs.settled()
    },
    startWorker: () => {
      jobs ??= createWorker()
    },
    stopWorker: async () => {
      await jobs?.stop()
      jobs = undefined
    },
    stop: async () => {
      resetClock()
      await jobs?.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await sandbox?.stop()
      await disconnectDb()
      await disconnectRedis()
    },
  }
}
export type TestProduct = Awaited<ReturnType<typeof startProduct>>
