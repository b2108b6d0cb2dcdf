import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { root } from '../paths'
import { explain, Problem } from '../problem'
import type { Log } from '../progress'
import { findProgram, run, succeeds } from '../run'
import { aptInstall, canApt } from './apt'

const names = ['chromium', 'chromium-browser', 'google-chrome']
const onPath = () => names.map((name) => findProgram(name, ['/usr/bin'])).find((found) => found !== undefined)

/** Without a Chinese font every picture of a page shows boxes. */
const hasChineseFont = () =>
  ['/usr/share/fonts/opentype/noto', '/usr/share/fonts/truetype/wqy'].some(
    (folder) => existsSync(folder) && readdirSync(folder).some((file) => /cjk|wqy/i.test(file)),
  )

/**
 * The path of a Chromium for browser tests: CHROMIUM_PATH, one that is installed, the distribution's package
 * with a Chinese font (Debian, root), else Playwright's own download.
 */
export async function findChromium(log: Log): Promise<string> {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (!existsSync(given)) throw new Problem(`CHROMIUM_PATH is set, but there is no ${given}.`)
    return given
  }
  if (canApt()) {
    const wanted = [onPath() ? '' : 'chromium', hasChineseFont() ? '' : 'fonts-noto-cjk'].filter(Boolean)
    try {
      if (wanted.length > 0) await aptInstall(wanted, log)
    } catch (error) {
      log.line(`  Chromium: ${explain(error)}; trying the next way`)
    }
  }
  const installed = onPath()
  if (installed && succeeds(installed, ['--version'])) return installed
  const { chromium } = await import('playwright-core')
  const own = chromium.executablePath()
  if (!existsSync(own)) {
    await log.step('fetching Chromium', () =>
      run(process.execPath, [path.join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium'], {
        failure: 'No Chromium: none is installed and it could not be fetched',
      }),
    )
  }
  return own
}
