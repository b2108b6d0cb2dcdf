import type { Browser } from 'playwright-core'
import type { DemoChain } from '../../config/demo/types'
import { oauthCode, person } from '../support/people'
import type { TestProduct } from '../support/product'
import { DESK, keepScreen, openBrowser, openPage, PHONE } from './browser'
import { openShop } from './shop'

jest.setTimeout(180_000)

const SIDE = { width: 400, height: 860 }
const STORE = 'sto_0001'
const SERVICE = 'svc_0001_makeup'
/** In the middle of 静安寺店's neighbourhood. */
const NEAR: [number, number] = [121.441, 31.222]

let product: TestProduct
let chain: DemoChain
let browser: Browser
beforeAll(async () => {
  ;({ product, chain } = await openShop())
  await product.settled()
  browser = await openBrowser()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

async function phoneOf(personId: string) {
  const open = await openPage(browser, PHONE)
  const { page } = open
  const shown = (text: string | RegExp, exact = false) =>
    page.getByText(text, { exact }).filter({ visible: true }).first()
  return {
    ...open,
    visit: (path: string) => page.goto(`${product.sandbox.webviewUrl}/?as=${personId}#/${path}`),
    sees: (text: string | RegExp) => shown(text).waitFor(),
    tap: (text: string | RegExp) => shown(text, true).click(),
    labelled: (label: string | RegExp) => page.getByLabel(label).filter({ visible: true }).first(),
    /** Says yes to what the phone asks about messages. */
    allow: () => page.getByRole('button', { name: '允许' }).filter({ visible: true }).first().click(),
    /** A picture; of a long page all of it. */
    keep: async (name: string, isLong = false) => {
      if (isLong) await page.setViewportSize({ ...PHONE, height: 1400 })
      await keepScreen(page, `booking-${name}`)
      if (isLong) await page.setViewportSize(PHONE)
    },
  }
}

async function deskOf() {
  const guide = chain.guides.find((it) => it.storeId === STORE && it.role === 'guide')
  if (!guide) throw new Error('no guide in the first store')
  const { body } = await product.post('/wecom/session', {
    body: { code: await oauthCode(product, guide.userid) },
  })
  const open = await openPage(browser, SIDE)
  await open.page.addInitScript((session) => {
    sessionStorage.setItem('hedian.session', session)
  }, JSON.stringify(body))
  return { ...open, visit: (hash: string) => open.page.goto(`${product.origin}/sidebar/${hash}`) }
}

/** Shanghai's day of an instant. */
const dayOf = (at: Date) => new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 10)
const clockOf = (instant: string) => new Date(Date.parse(instant) + 8 * 3600_000).toISOString().slice(11, 16)

/** Two times of the service with places on the first day, from tomorrow on, that has two. */
async function twoTimes() {
  for (let ahead = 1; ahead < 8; ahead++) {
    const day = dayOf(new Date(Date.now() + ahead * 86_400_000))
    const { body } = await product.get(`/stores/${STORE}/services/${SERVICE}/slots?day=${day}`)
    const [first, second] = body.slots.filter((it: { state: string }) => it.state === 'free')
    if (first && second)
      return {
        day,
        first: first.start as string,
        second: second.start as string,
        adviserId: first.adviserIds[0] as string,
      }
  }
  throw new Error('no two times in a week')
}

describe('a visit that was booked (AP-1, AP-3)', () => {
  it('is booked on the phone, moved, and checked in at the desk with what was tried', async () => {
    const { day, first, second, adviserId } = await twoTimes()
    const adviser = chain.guides.find((it) => it.id === adviserId)?.name ?? ''
    const who = await person(product, { position: NEAR })
    const phone = await phoneOf(who.personId)
    await phone.visit(`pages/store/detail/index?id=${STORE}`)
    await phone.sees('到店预约')
    await phone.keep('store', true)
    await phone.labelled('预约秋冬妆容咨询').click()
    await phone.sees('想做什么')
    await phone.sees('哪天几点')
    await phone.labelled(new RegExp(` ${Number(day.slice(8))} 日 `)).click()
    await phone.labelled(new RegExp(`^${clockOf(first)} 余`)).click()
    await phone.sees('哪位顾问')
    await phone.labelled(adviser).click()
    await phone.keep('book', true)
    await phone.tap('确认预约')
    await phone.allow()
    await phone.sees('预约详情')
    await phone.sees('已预约')
    await phone.sees('你选的顾问')
    await phone.keep('booked')
    await phone.tap('改约')
    await phone.sees('原来约在')
    await phone.labelled(new RegExp(` ${Number(day.slice(8))} 日 `)).click()
    await phone.labelled(new RegExp(`^${clockOf(second)} 余`)).click()
    await phone.keep('move', true)
    await phone.tap('确认改约')
    await phone.sees(new RegExp(`${clockOf(second)}$`))
    await phone.keep('moved')

    const desk = await deskOf()
    await desk.visit('#/desk')
    await desk.page.getByRole('link', { name: /^预约/ }).first().waitFor()
    await desk.page.waitForTimeout(1500)
    await keepScreen(desk.page, 'booking-desk')
    await desk.visit(`#/appointments/${day}`)
    const slot = desk.page.getByRole('region', { name: clockOf(second) })
    await desk.page.waitForTimeout(3000)
    await keepScreen(desk.page, 'booking-day')
    await slot.getByText('秋冬妆容咨询').first().waitFor()
    await slot.getByRole('button').last().click()
    await keepScreen(desk.page, 'booking-one')
    await desk.page.getByRole('button', { name: '到店了' }).click()
    await desk.page.getByLabel('试了什么 1', { exact: true }).fill('丝绒口红')
    await desk.page.getByLabel('色号 1').fill('正红 03')
    await desk.page.getByRole('button', { name: '显白' }).click()
    await keepScreen(desk.page, 'booking-tried')
    await phone.sees('已到店')
    await desk.page.getByRole('button', { name: '做完了，记下来' }).click()
    await slot.getByText('已完成').first().waitFor()
    await phone.sees('这次试了')
    await phone.sees('丝绒口红')
    await phone.keep('done', true)
    await phone.visit('pages/booking/list/index')
    await phone.sees('以往的预约')
    await phone.keep('list')
    await phone.visit('pages/me/index')
    await phone.sees('约个时间到店')
    await phone.keep('me', true)
    expect([phone.faults, desk.faults]).toEqual([[], []])
    await Promise.all([phone.close(), desk.close()])
  })

  it('is booked by the guide for the customer in the open chat', async () => {
    const lin = product.sandbox.core.people.persons().find((it) => it.phone.endsWith('6021'))
    const { page, faults, close } = await openPage(browser, DESK, 1)
    await page.goto(`${product.sandbox.url}/?guide=zhoumin&person=${lin?.personId}`)
    const sidebar = page.frameLocator('[data-testid=sidebar]')
    await sidebar.getByText('替顾客预约').first().waitFor()
    const booked = sidebar.getByRole('region', { name: '预约' }).getByText('已预约')
    // The demo customer may have one on the day of the test.
    const before = await booked.count()
    await sidebar.getByText('替顾客预约').first().click()
    await sidebar.getByText('想做什么').waitFor()
    await sidebar.locator('.times button').nth(2).click()
    await keepScreen(page, 'booking-for')
    await sidebar.getByRole('button', { name: /^约 / }).click()
    await sidebar.getByText(/约好了/).waitFor()
    await keepScreen(page, 'booking-made')
    expect(await booked.count()).toBe(before + 1)
    expect(faults).toEqual([])
    await close()
  })

  it('has advisers whose hours and leave the console decides (OP-2)', async () => {
    const { page, faults, close } = await openPage(browser, DESK, 1)
    await page.goto(`${product.sandbox.webviewUrl}/console/?as=hejing#/advisers`)
    await page.getByRole('button', { name: /登录/ }).click()
    await page.getByRole('button', { name: '选门店' }).click()
    await page.getByLabel('找门店').fill('静安寺店')
    await page.getByRole('dialog').getByText('静安寺店').first().click()
    await page.getByRole('button', { name: '选好了' }).click()
    const row = page.getByRole('row', { name: /秋冬妆容咨询/ }).first()
    await row.waitFor()
    await keepScreen(page, 'advisers')
    await row.getByRole('button', { name: '改排班' }).click()
    await page.getByRole('button', { name: '加一天' }).click()
    await page
      .getByLabel('哪天')
      .last()
      .fill(dayOf(new Date(Date.now() + 20 * 86_400_000)))
    await keepScreen(page, 'advisers-hours')
    await page.getByRole('button', { name: '保存排班' }).click()
    await row.getByText(/休息/).waitFor()
    expect(faults).toEqual([])
    await close()
  })
})
