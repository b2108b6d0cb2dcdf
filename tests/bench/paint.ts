import { chromium, type Browser } from 'playwright-core'
import { Problem } from '../../config/problem'
import type { Running } from './chains'
import { median, type Result } from './measure'

/** As much slower than this machine's processor as a guide's phone is taken to be. */
const SLOWER = 4
const SECOND = 1000
const USER_AGENT =
  'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 wxwork/4.1.30 MicroMessenger/7.0.1'

/** What WeCom's client does for the page, at once and always ready; and a mark when the customer is named. A text: it runs there. */
const standIn = ({ externalUserId, session }: Customer, name: string): string => `
sessionStorage.setItem('hedian.session', ${JSON.stringify(JSON.stringify(session))})
const said = {
  getContext: { entry: 'single_chat_tools' },
  getCurExternalContact: { userId: ${JSON.stringify(externalUserId)} },
}
window.WeixinJSBridge = {
  invoke: (name, _, answer) => setTimeout(() => answer({ err_msg: name + ':ok', ...said[name] }), 0),
  on() {},
}
const look = () => {
  if (document.getElementById('root')?.textContent.includes(${JSON.stringify(name)})) performance.mark('useful')
  else requestAnimationFrame(look)
}
requestAnimationFrame(look)`

/** Opens the sidebar beside one chat with nothing cached. @returns ms until the customer is named on it */
async function paintOnce(browser: Browser, product: string, customer: Customer, name: string) {
  const context = await browser.newContext({
    viewport: { width: 400, height: 800 },
    userAgent: USER_AGENT,
    locale: 'zh-CN',
  })
  try {
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await page.addInitScript({ content: standIn(customer, name) })
    await page.goto(`${product}/sidebar/`)
    const mark = await page
      .waitForFunction(() => performance.getEntriesByName('useful')[0]?.startTime)
      .catch(async () => {
        const shown = await page.locator('body').innerText()
        throw new Problem(`The sidebar does not name its customer ${name} but shows: ${shown.slice(0, 300)}`)
      })
    return Number(await mark.jsonValue())
  } finally {
    await context.close()
  }
}

interface Customer {
  externalUserId: string
  session: object
}

/**
 * First useful paint of the sidebar (GU-1): from opening it to the customer's name, on a processor slowed down 4×, beside
 * another chat each time. `ours` and `limit` are paints a second, the limit one: the ratio says how far under a second it is.
 */
export async function sidebarPaint(
  { product, sample }: Running,
  { scale, rounds }: { scale: number; rounds: number },
  executablePath: string,
): Promise<Result> {
  const ask = async (path: string, token: string) => {
    const answer = await fetch(`${product}/api${path}`, { headers: { authorization: `Bearer ${token}` } })
    return (await answer.json()) as { name: string }
  }
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const times: number[] = []
  try {
    for (const [at, { externalUserId, token }] of sample.customers.slice(0, rounds * 3 + 1).entries()) {
      const guide = await ask('/wecom/me', token)
      const { name } = await ask(`/customers/${externalUserId}`, token)
      const session = { token, expiresAt: new Date(Date.now() + 3_600_000).toISOString(), guide }
      const ms = await paintOnce(browser, product, { externalUserId, session }, name)
      // The first warms the browser.
      if (at > 0) times.push(ms)
    }
  } finally {
    await browser.close()
  }
  const ours = SECOND / median(times)
  return {
    name: 'sidebarPaint',
    scale,
    ours: Math.round(ours * 100) / 100,
    limit: 1,
    ratio: Math.round(ours * 1000) / 1000,
    p99: Math.round(Math.max(...times)),
    rounds,
  }
}
