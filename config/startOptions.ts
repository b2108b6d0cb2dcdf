import path from 'node:path'
import { parseArgs } from 'node:util'
import { projectCache } from './paths'
import { Problem } from './problem'

export interface StartOptions {
  port: number
  sandboxPort: number
  webviewPort: number
  dataDir: string
  withDemo: boolean
  withBuild: boolean
  json: boolean
}

export const help = `npm start -- [options]      starts the whole chain; Ctrl-C stops it

  --port N           web server               (PORT, 3000)
  --sandbox-port N   simulated platforms      (SANDBOX_PORT, 3100)
  --webview-port N   their webview            (WEBVIEW_PORT, 3101)
  --data-dir DIR     all data of this chain   (HEDIAN_DATA_DIR, .cache/data)
  --no-demo          without the demo chain   (HEDIAN_NO_DEMO=1)
  --no-build         builds taken as they are (HEDIAN_NO_BUILD=1)
  --json             addresses as one JSON object on the last line
  --help             this text

Engines: MONGODB_URI and REDIS_URL are used when set; else they are found or fetched.
What is fetched is kept for all clones in ~/.cache/hedian (HEDIAN_CACHE).`

function portOf(name: string, given: string): number {
  const port = Number(given)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Problem(`${name} must be a port between 1 and 65535, not "${given}".`)
  }
  return port
}

/** Reads options, then environment, then defaults; undefined when help was asked for. */
export function readStartOptions(args: string[], env: NodeJS.ProcessEnv): StartOptions | undefined {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = {
    port: text,
    'sandbox-port': text,
    'webview-port': text,
    'data-dir': text,
    'no-demo': flag,
    'no-build': flag,
    json: flag,
    help: flag,
  }
  let values
  try {
    values = parseArgs({ args, options }).values
  } catch (error) {
    throw new Problem(`${(error as Error).message.split('. ')[0]}; npm start -- --help lists the options.`)
  }
  if (values.help) return undefined
  const ports = {
    port: portOf('--port', values.port ?? env.PORT ?? '3000'),
    sandboxPort: portOf('--sandbox-port', values['sandbox-port'] ?? env.SANDBOX_PORT ?? '3100'),
    webviewPort: portOf('--webview-port', values['webview-port'] ?? env.WEBVIEW_PORT ?? '3101'),
  }
  if (new Set(Object.values(ports)).size < 3) throw new Problem('The three ports must differ.')
  return {
    ...ports,
    dataDir: path.resolve(values['data-dir'] ?? env.HEDIAN_DATA_DIR ?? path.join(projectCache, 'data')),
    withDemo: !(values['no-demo'] ?? env.HEDIAN_NO_DEMO === '1'),
    withBuild: !(values['no-build'] ?? env.HEDIAN_NO_BUILD === '1'),
    json: values.json ?? false,
  }
}
