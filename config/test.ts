/**
 * `npm test -- [jest options and paths]`: sets up what the tests need on a fresh machine, runs them, prints
 * `N passed, N failed` as its last line. With paths only what those tests need is built.
 */
import { buildStale } from './build'
import { findChromium } from './engines/chromium'
import { runJest } from './jest/runJest'
import { explain } from './problem'
import { createLog } from './progress'

/** Tests that look at built clients or open a browser. */
const needsClients = /miniapp|guide-sidebar|journeys/

async function main(args: string[]): Promise<number> {
  const log = createLog()
  const paths = args.filter((arg) => arg.startsWith('tests'))
  const env: Record<string, string> = {}
  if (paths.length === 0 || paths.some((it) => needsClients.test(it))) {
    env.CHROMIUM_PATH = await findChromium(log)
    await buildStale(['server', 'h5', 'weapp', 'sidebar'], log)
  }
  const { passed, failed, code } = await runJest(args, env)
  log.line(`${passed} passed, ${failed} failed`)
  return code === 0 && failed > 0 ? 1 : code
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exit(1)
  },
)
