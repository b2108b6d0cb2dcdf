import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Addresses } from '../../config/addresses'
import { root } from '../../config/paths'
import { freePort } from '../../config/ports'
import { Problem } from '../../config/problem'
import { isAlive, signal } from '../../config/processes'
import { run } from '../../config/run'
import type { RunState } from '../../config/runFile'
import { sandboxEnv } from '../../config/sandboxEnv'

/** What a chain of its own may inherit: no engine, no credential, no port. */
function plainEnv(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'USER', 'LANG', 'TMPDIR', 'GOFLAGS', 'GOPROXY', 'GOPATH', 'HEDIAN_CACHE']
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}

export interface Chain {
  addresses: Addresses
  /** With the database's name. */
  mongodb: string
  /** Names of all its parts. */
  all: readonly string[]
  /** Names of the parts that live now. */
  parts(): string[]
  /** SIGKILL. */
  kill(part: string): void
  /** Waits until every part lives again and the web server is ready; gives ms. */
  untilBack(): Promise<number>
  /** Stops as Ctrl-C does; gives what lives on and the exit code. */
  stop(): Promise<{ leftovers: string[]; code: number | null }>
}

const BACK_WITHIN_MS = 60_000

/** Starts the whole chain by `npm start`'s own command, empty, on free ports and a fresh data folder. */
export async function startChain(dataDir: string): Promise<Chain> {
  rmSync(dataDir, { recursive: true, force: true })
  const [port, sandboxPort, webviewPort] = [await freePort(), await freePort(), await freePort()]
  const child = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', path.join(root, 'config/start.ts'), '--json', '--no-demo', '--no-build'],
      ...['--data-dir', dataDir, '--port', `${port}`],
      ...['--sandbox-port', `${sandboxPort}`, '--webview-port', `${webviewPort}`],
    ],
    {
      cwd: root,
      // Every person calls from an address of their own, as behind a proxy.
      env: { ...plainEnv(), LOG_LEVEL: 'info', RATE_LIMIT_PER_MINUTE: '1000000', TRUST_PROXY: '1' },
      // The channel: when this process dies, however, the chain ends.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  )
  let words = ''
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const addresses = await new Promise<Addresses>((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      words = `${words}${line}\n`.slice(-2000)
      if (line.startsWith('{')) resolve(JSON.parse(line) as Addresses)
    })
    child.stderr!.on('data', (chunk: Buffer) => (words = `${words}${chunk.toString()}`.slice(-2000)))
    void ended.then(() => reject(new Problem(`The chain did not start: ${words.trim()}`)))
  })

  const state = () => JSON.parse(readFileSync(path.join(dataDir, 'run.json'), 'utf8')) as RunState
  const all = state().parts.map(({ name }) => name)
  const alive = () => state().parts.filter(isAlive)
  const ready = async () => {
    const answer = await fetch(addresses.health.replace('healthz', 'readyz'), {
      signal: AbortSignal.timeout(2000),
    }).catch(() => undefined)
    return answer?.ok === true
  }

  let stopping: ReturnType<Chain['stop']> | undefined
  const chain: Chain = {
    addresses,
    mongodb: new URL('hedian', addresses.engines.mongodb.uri).href,
    all,
    parts: () => alive().map(({ name }) => name),
    kill(name) {
      const part = alive().find((it) => it.name === name)
      if (!part) throw new Problem(`${name} does not live and cannot be killed`)
      signal(part, 'SIGKILL')
    },
    async untilBack() {
      const since = Date.now()
      for (;;) {
        const names = new Set(chain.parts())
        if (all.every((it) => names.has(it)) && (await ready())) return Date.now() - since
        if (child.exitCode !== null) throw new Problem(`The chain gave up: ${words.trim()}`)
        if (Date.now() - since > BACK_WITHIN_MS)
          throw new Problem(`Not back within ${BACK_WITHIN_MS / 1000} s; alive: ${[...names].join(', ')}`)
        await sleep(100)
      }
    },
    stop() {
      stopping ??= (async () => {
        const before = child.exitCode === null ? state().parts : []
        child.kill('SIGTERM')
        const code = await ended
        return { leftovers: before.filter(isAlive).map(({ name }) => name), code }
      })()
      return stopping
    },
  }
  return chain
}

/** Fills the chain's database through the product's own imports. */
export async function seed({ mongodb, addresses }: Chain): Promise<void> {
  await run(process.execPath, ['--import', 'tsx', path.join(root, 'tests/faults/seed.ts')], {
    cwd: root,
    env: {
      ...plainEnv(),
      ...sandboxEnv({ sandboxUrl: addresses.sandbox }),
      LOG_LEVEL: 'warn',
      MONGODB_URI: mongodb,
      REDIS_URL: addresses.engines.redis.url,
    },
  })
}
