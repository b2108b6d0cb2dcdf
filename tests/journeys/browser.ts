import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

/** Pictures of what a person sees, kept outside git. */
const screens = path.resolve('.cache/test/screens')
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH
  return chromium.launch({ args: quiet, ...(executablePath ? { executablePath } : {}) })
}

/** A page whose own script errors fail the test that opened it. */
export async function openPage(browser: Browser, viewport: { width: number; height: number }, scale = 2) {
  const context: BrowserContext = await browser.newContext({
    viewport,
    deviceScaleFactor: scale,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.setDefaultTimeout(20_000)
  return { page, faults, close: () => context.close() }
}

export const PHONE = { width: 375, height: 812 }
export const DESK = { width: 1440, height: 900 }

/** Keeps a picture of the page as `.cache/test/screens/<name>.png`, once its pictures are there. */
export async function keepScreen(page: Page, name: string, fullPage = false): Promise<void> {
  mkdirSync(screens, { recursive: true })
  // Live pages never fall silent: what counts is that the pictures in view have arrived.
  await page
    .waitForFunction(() =>
      [...document.images]
        .filter((it) => it.getBoundingClientRect().top < innerHeight)
        .every((it) => it.complete),
    )
    .catch(() => undefined)
  await page.screenshot({ path: path.join(screens, `${name}.png`), fullPage, animations: 'disabled' })
}
