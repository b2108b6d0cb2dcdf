import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSandbox } from './createSandbox'
import { parseWorld, type World } from './world'

const { env } = process

function fatal(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

const portOf = (name: string, fallback: number) => {
  const port = Number(env[name] ?? fallback)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) fatal(`${name} must be a port number`)
  return port
}

/** Pages of the weapp build, so that wxacodes to pages that do not exist are refused. */
function releasedPages(): string[] | undefined {
  const file = join(__dirname, '../../miniapp/dist/weapp/app.json')
  if (!existsSync(file)) return undefined
  const app = JSON.parse(readFileSync(file, 'utf8')) as {
    pages?: string[]
    subPackages?: { root: string; pages: string[] }[]
  }
  const sub = (app.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))
  return [...(app.pages ?? []), ...sub]
}

function readWorld(path: string): World {
  try {
    const world = parseWorld(JSON.parse(readFileSync(path, 'utf8')))
    const pages = world.pages ?? releasedPages()
    return pages ? { ...world, pages } : world
  } catch (error) {
    return fatal(`The sandbox cannot read its world from ${path}: ${(error as Error).message}`)
  }
}

async function main() {
  if (env.NODE_ENV === 'production')
    fatal('The sandbox simulates the platforms and refuses to start with NODE_ENV=production.')
  const sandbox = createSandbox({
    ...(env.SANDBOX_WORLD ? { world: readWorld(env.SANDBOX_WORLD) } : {}),
    ...(env.SANDBOX_DATA ? { pay: { keptIn: env.SANDBOX_DATA } } : {}),
    ...(env.SANDBOX_SEED ? { seed: env.SANDBOX_SEED } : {}),
    ...(env.SERVER_URL ? { serverUrl: env.SERVER_URL } : {}),
    ...(env.SANDBOX_PHONE_URL ? { phoneUrl: env.SANDBOX_PHONE_URL } : {}),
  })
  const stop = () => void sandbox.stop().finally(() => process.exit(0))
  process.once('SIGTERM', stop).once('SIGINT', stop).once('disconnect', stop)
  const port = portOf('SANDBOX_PORT', 3100)
  const webviewPort = portOf('WEBVIEW_PORT', 3101)
  const at = await sandbox
    .start({ port, webviewPort, ...(env.SANDBOX_HOST ? { host: env.SANDBOX_HOST } : {}) })
    .catch((error: NodeJS.ErrnoException) =>
      fatal(
        error.code === 'EADDRINUSE'
          ? `Port ${port} or ${webviewPort} is taken; choose others with SANDBOX_PORT and WEBVIEW_PORT.`
          : `The sandbox cannot listen: ${error.message}`,
      ),
    )
  process.stdout.write(`sandbox ${at.url}  webview ${at.webviewUrl}\n`)
  process.send?.({ type: 'ready', ...at })
}

void main()
