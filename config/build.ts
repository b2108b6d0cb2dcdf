import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bundleServer } from './bundleServer'
import { withLock } from './lock'
import { projectCache, root } from './paths'
import { explain, Problem } from './problem'
import { createLog, type Log } from './progress'
import { run } from './run'

export type TargetName = 'server' | 'h5' | 'weapp' | 'sidebar'

interface Target {
  /** What the output follows from, relative to the root; a change of content makes the build stale. */
  sources: string[]
  output: string
  /** Without it there is nothing to build. */
  entry: string
  build: () => Promise<unknown>
}

const bin = (name: string) => path.join(root, 'node_modules/.bin', name)
// The mini-program's compiler keeps its own cache, except on a build server.
const production = { ...process.env, NODE_ENV: 'production', TARO_CACHE: process.env.CI ? '0' : '1' }

const taro = (type: 'h5' | 'weapp') => (): Promise<unknown> =>
  run(bin('taro'), ['build', '--type', type, '--no-check'], {
    cwd: path.join(root, 'miniapp'),
    env: production,
    failure: `building the mini-program (${type}) failed`,
  })

const targets: Record<TargetName, Target> = {
  server: {
    sources: ['server', 'config/env.ts', 'config/sandboxEnv.ts', 'config/bundleServer.ts', 'package.json'],
    output: 'dist/server/index.mjs',
    entry: 'server/index.ts',
    build: bundleServer,
  },
  h5: {
    sources: ['miniapp', 'package.json'],
    output: 'miniapp/dist/h5/index.html',
    entry: 'miniapp/src/app.config.ts',
    build: taro('h5'),
  },
  weapp: {
    sources: ['miniapp', 'package.json'],
    output: 'miniapp/dist/weapp/app.json',
    entry: 'miniapp/src/app.config.ts',
    build: taro('weapp'),
  },
  sidebar: {
    sources: ['guide-sidebar', 'package.json'],
    output: 'guide-sidebar/dist/sidebar/index.html',
    entry: 'guide-sidebar/vite.config.ts',
    build: () =>
      run(bin('vite'), ['build', '--logLevel', 'warn'], {
        cwd: path.join(root, 'guide-sidebar'),
        env: production,
        failure: 'building the guide sidebar failed',
      }),
  },
}

export const targetNames = Object.keys(targets) as TargetName[]

function filesOf(place: string): string[] {
  if (!existsSync(place)) return []
  if (statSync(place).isFile()) return [place]
  return readdirSync(place, { withFileTypes: true })
    .filter(({ name }) => name !== 'dist' && name !== 'node_modules' && !name.startsWith('.'))
    .flatMap(({ name }) => filesOf(path.join(place, name)))
}

/** One value that changes whenever a file below any of the places comes, goes, or changes its content. */
export function fingerprint(places: string[]): string {
  const hash = createHash('sha1')
  for (const file of places.flatMap(filesOf).sort()) {
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

/** Whether an output is missing or was built from other sources than those of now. */
export function isStale(output: string, sources: string[], mark: string): boolean {
  return !existsSync(output) || !existsSync(mark) || readFileSync(mark, 'utf8') !== fingerprint(sources)
}

/** Builds one target unless it is up to date; simultaneous callers build it once. */
async function ensureBuilt(name: TargetName, log: Log, force: boolean): Promise<void> {
  const target = targets[name]
  const sources = target.sources.map((source) => path.join(root, source))
  const output = path.join(root, target.output)
  const mark = path.join(projectCache, 'build', name)
  if (!existsSync(path.join(root, target.entry))) {
    throw new Problem(`${target.entry} is missing, so ${name} cannot be built.`)
  }
  if (!force && !isStale(output, sources, mark)) return
  mkdirSync(path.dirname(mark), { recursive: true })
  await log.step(`building ${name}`, () =>
    withLock(`${mark}.lock`, async () => {
      if (!force && !isStale(output, sources, mark)) return
      const builtFrom = fingerprint(sources)
      await target.build()
      if (!existsSync(output)) throw new Problem(`building ${name} ended without ${target.output}.`)
      writeFileSync(mark, builtFrom)
    }),
  )
}

/** Brings the named builds up to date, one after the other. */
export async function buildStale(names: TargetName[], log: Log, force = false): Promise<void> {
  for (const name of names) await ensureBuilt(name, log, force)
}

async function main(args: string[]): Promise<void> {
  const names = args.filter((arg) => arg !== '--force')
  const unknown = names.find((name) => !targetNames.includes(name as TargetName))
  if (unknown)
    throw new Problem(`Unknown build "${unknown}": choose from ${targetNames.join(', ')} (and --force).`)
  await buildStale(
    names.length ? (names as TargetName[]) : targetNames,
    createLog(),
    args.includes('--force'),
  )
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exit(1)
  })
}
