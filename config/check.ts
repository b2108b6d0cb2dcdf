/** `npm run check`: format, lint, types, tests, all builds, the sizes of the weapp package and the sidebar; stops at the first that fails. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { buildStale } from './build'
import { findChromium } from './engines/chromium'
import { runJest } from './jest/runJest'
import { pageBytes } from './pageSize'
import { root } from './paths'
import { explain, Problem } from './problem'
import { createLog } from './progress'
import { mainPackageBytes, weappPackages } from './weappSize'

/** WeChat refuses a main package over 2 MB; this leaves room. */
const MAIN_PACKAGE_LIMIT = 1.5 * 1024 * 1024
/** The sidebar is opened beside every chat: gzipped, with its styles. */
const SIDEBAR_LIMIT = 250 * 1000

function must(label: string, tool: string, args: string[]): void {
  process.stdout.write(`${label}\n`)
  const { status } = spawnSync(path.join(root, 'node_modules/.bin', tool), args, {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Problem(`The check stopped: ${label} found the problems above.`)
}

async function main(args: string[]): Promise<void> {
  const log = createLog()
  must('Format', 'prettier', ['--check', '--log-level', 'warn', '.'])
  must('Lint', 'oxlint', ['-c', 'config/lint/oxlint.json', '--deny-warnings', '.'])
  must('Types', 'tsc', ['--noEmit'])
  log.line('Builds')
  await buildStale(['server', 'h5', 'weapp', 'sidebar'], log)
  const folder = path.join(root, 'miniapp/dist/weapp')
  for (const { name, bytes } of weappPackages(folder))
    log.line(`  weapp ${name}: ${Math.ceil(bytes / 1024)} KB`)
  if (mainPackageBytes(folder) > MAIN_PACKAGE_LIMIT) {
    throw new Problem(`The mini-program's main package is over ${MAIN_PACKAGE_LIMIT / 1024} KB.`)
  }
  const sidebar = pageBytes(path.join(root, 'guide-sidebar/dist/sidebar/index.html'))
  log.line(`  sidebar: ${Math.ceil(sidebar / 1000)} kB gzipped`)
  if (sidebar > SIDEBAR_LIMIT) throw new Problem(`The sidebar is over ${SIDEBAR_LIMIT / 1000} kB gzipped.`)
  log.line('Tests')
  const { passed, failed, code } = await runJest(args, { CHROMIUM_PATH: await findChromium(log) })
  log.line(`${passed} passed, ${failed} failed`)
  if (code !== 0 || failed > 0) throw new Problem('The check stopped: tests failed.')
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exit(1)
  },
)
