import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Origins } from './addresses'
import type { Engines } from './engines/startEngines'
import { projectCache, root } from './paths'
import { freePort } from './ports'
import { Problem } from './problem'
import { sandboxEnv } from './sandboxEnv'
import type { PartSpec } from './supervisor'

/** Written by the demo chain's loader, read by the sandbox. */
export const worldFile = path.join(projectCache, 'demo', 'world.json')

/** Where the sandbox keeps its payments, and where the demo chain's loader tells it of those it made. */
export const sandboxDir = (dataDir: string): string => path.join(dataDir, 'sandbox')

/** The address with a database name, unless it has one. */
function withDatabase(uri: string, name: string): string {
  const url = new URL(uri)
  if (url.pathname === '' || url.pathname === '/') url.pathname = `/${name}`
  return url.href
}

/** The product's whole configuration against the sandbox; what the environment sets wins. */
export const productEnv = (
  { web, sandbox, webview }: Origins,
  { mongodb, redis }: Engines,
): NodeJS.ProcessEnv => ({
  ...sandboxEnv({ sandboxUrl: sandbox }),
  // Pages are opened through the platforms' webview, as in life.
  PUBLIC_URL: webview,
  TRUSTED_ORIGINS: [web, sandbox].join(','),
  ...process.env,
  MONGODB_URI: withDatabase(mongodb.uri, 'hedian'),
  REDIS_URL: redis.url,
})

const isOk = async (address: string) => (await fetch(address, { signal: AbortSignal.timeout(2000) })).ok

function serverPart(file: string, spec: Omit<PartSpec, 'command' | 'args'>): PartSpec {
  const bundle = path.join(root, 'dist/server', file)
  if (!existsSync(bundle)) throw new Problem(`dist/server/${file} is missing: start without --no-build.`)
  return { ...spec, command: process.execPath, args: ['--enable-source-maps', bundle] }
}

/** The simulated platforms. */
export const sandboxPart = ({ web, sandbox, webview }: Origins, dataDir: string): PartSpec =>
  serverPart('sandbox.mjs', {
    name: 'sandbox',
    env: {
      ...process.env,
      SANDBOX_PORT: new URL(sandbox).port,
      WEBVIEW_PORT: new URL(webview).port,
      SERVER_URL: web,
      SANDBOX_DATA: sandboxDir(dataDir),
      ...(existsSync(worldFile) ? { SANDBOX_WORLD: worldFile } : {}),
    },
    isReady: () => isOk(`${sandbox}/__sandbox/health`),
  })

/** The web server. */
export const webPart = (origins: Origins, env: NodeJS.ProcessEnv): PartSpec =>
  serverPart('index.mjs', {
    name: 'web',
    env: { ...env, ROLE: 'web', PORT: new URL(origins.web).port },
    isReady: () => isOk(`${origins.web}/readyz`),
  })

/** The worker: jobs and the outbox relay; its health is on a private port. */
export async function workerPart(env: NodeJS.ProcessEnv): Promise<PartSpec> {
  const port = await freePort()
  return serverPart('index.mjs', {
    name: 'worker',
    env: { ...env, ROLE: 'worker', PORT: String(port) },
    isReady: () => isOk(`http://127.0.0.1:${port}/readyz`),
  })
}
