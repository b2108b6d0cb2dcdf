/**
 * Makes the README's pictures from a running chain: `npm start`, then `node --import tsx tests/journeys/readmePictures.ts`.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { DESK, openBrowser, openPage, PHONE } from './browser'

const out = path.resolve('.github/images')
const LIN = 'per_00001'
const GAP = 24

interface Addresses {
  shopper: string
  sandbox: string
  console: string
}

/** What is seen once pictures have come in. */
async function look(page: Page, address: string): Promise<Buffer> {
  await page.goto(address)
  await page.waitForTimeout(5000)
  return page.screenshot()
}

async function shopper(browser: Browser, { shopper: base }: Addresses): Promise<void> {
  const pages = ['', '#/pages/goods/product/index?id=spu_0001', '#/pages/store/detail/index?id=sto_0001']
  const { width, height } = PHONE
  const shots: { input: Buffer; left: number; top: number }[] = []
  for (const [at, page] of pages.entries()) {
    const open = await openPage(browser, PHONE)
    const picture = await look(open.page, `${base}?as=${LIN}${page}`)
    shots.push({
      input: await sharp(picture).resize(width).toBuffer(),
      left: GAP + at * (width + GAP),
      top: GAP,
    })
    await open.close()
  }
  const size = { width: GAP + pages.length * (width + GAP), height: height + 2 * GAP }
  await sharp({ create: { ...size, channels: 3, background: '#DCE2DA' } })
    .composite(shots)
    .webp({ quality: 82 })
    .toFile(path.join(out, 'shopper.webp'))
}

async function wide(browser: Browser, address: string, name: string, before?: (page: Page) => Promise<void>) {
  const open = await openPage(browser, DESK, 1)
  await open.page.goto(address)
  await before?.(open.page)
  await open.page.waitForTimeout(6000)
  await sharp(await open.page.screenshot())
    .webp({ quality: 82 })
    .toFile(path.join(out, `${name}.webp`))
  await open.close()
}

async function main(): Promise<void> {
  const { addresses } = JSON.parse(readFileSync('.cache/data/run.json', 'utf8')) as { addresses: Addresses }
  mkdirSync(out, { recursive: true })
  const browser = await openBrowser()
  await shopper(browser, addresses)
  await wide(browser, `${addresses.sandbox}?guide=zhoumin&person=${LIN}`, 'sidebar')
  await wide(browser, addresses.console, 'console', async (page) => {
    await page.getByRole('button', { name: /登录/ }).first().click()
  })
  await browser.close()
}

void main()
