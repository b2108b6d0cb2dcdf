import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { DemoChain } from '../../config/demo/types'
import { locationRow } from '../../config/demo/loadChain'
import { importLocations } from '../../server/features/stores/stores.service'
import { allDay } from '../nearestGuides/support'
import { befriend, oauthCode, person } from '../support/people'
import type { TestProduct } from '../support/product'
import { until } from '../support/until'
import { DESK, keepScreen, openBrowser, openPage } from './browser'
import { screenOf } from './counter'
import { openPhones } from './phones'
import { openShop } from './shop'

jest.setTimeout(180_000)

const STORE = 'sto_0001'
const SIDE = { width: 400, height: 860 }

let product: TestProduct
let chain: DemoChain
let browser: Browser
let phones: ReturnType<typeof openPhones>
const opened: { faults: string[]; close: () => Promise<void> }[] = []
beforeAll(async () => {
  ;({ product, chain } = await openShop())
  // Open at whatever hour the test runs.
  const store = chain.locations.filter((it) => it.id === STORE)
  await importLocations(store.map((it) => ({ ...locationRow(it), hours: allDay, exceptions: [] })))
  browser = await openBrowser()
  phones = openPhones(browser, product)
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})
afterEach(async () => {
  const faults = [...opened.flatMap((it) => it.faults), ...(await phones.close())]
  await Promise.all(opened.splice(0).map((it) => it.close()))
  expect(faults).toEqual([])
})

async function open(size: { width: number; height: number }, address: string): Promise<Page> {
  const made = await openPage(browser, size, 1)
  opened.push(made)
  await made.page.goto(address)
  return made.page
}
/** The sandbox's page: a guide's window beside a shopper's phone. */
const windowOf = (guide: string, personId: string) =>
  open(DESK, `${product.sandbox.url}/?guide=${guide}&person=${personId}`)
const framesOf = (page: Page) => ({
  sidebar: screenOf(page.frameLocator('[data-testid=sidebar]')),
  phone: screenOf(page.frameLocator('[data-testid=miniapp]')),
})

const manager = () => {
  const found = chain.guides.find((it) => it.storeId === STORE && it.role === 'manager')
  if (!found) throw new Error('the store has no manager')
  return found
}
/** The manager's desk in a browser of its own, signed in by WeCom. */
async function managerDesk() {
  const { body } = await product.post('/wecom/session', {
    body: { code: await oauthCode(product, manager().userid) },
  })
  const made = await openPage(browser, SIDE)
  opened.push(made)
  await made.page.addInitScript((session) => {
    sessionStorage.setItem('hedian.session', session)
  }, JSON.stringify(body))
  await made.page.goto(`${product.origin}/sidebar/#/desk`)
  return { page: made.page, token: body.token as string }
}
const lin = () => {
  const found = product.sandbox.core.people.persons().find((it) => it.phone.endsWith('6021'))
  if (!found) throw new Error('no 林晓雯')
  return found
}

describe('a moment 朋友圈 from the desk to the phone (GU-6b, JO-3)', () => {
  it('a manager writes it, a guide publishes it in WeCom, a customer likes it, the manager sees it', async () => {
    const said = '周六下午店里烤年糕，来的都有份。'
    const picture = path.join('.cache/test', chain.products[0]?.images[0] ?? '')
    const { page: desk, token } = await managerDesk()
    await desk.getByRole('link', { name: '朋友圈' }).click()
    await desk.getByText(/^可见 \d+ 位 · 赞 \d+ · 评论 2$/).waitFor()
    await keepScreen(desk, 'moments')
    await desk.getByRole('link', { name: '请导购发朋友圈' }).click()
    await desk.getByLabel('说什么').fill(said)
    await desk.locator('input[type=file]').setInputFiles(picture)
    await desk.getByRole('button', { name: '去掉第 1 张图' }).waitFor()
    await desk.getByRole('button', { name: /^周敏/ }).click()
    await desk.getByText(/^\d+ 位客户看得到$/).waitFor()
    await keepScreen(desk, 'moment-new')
    await desk.getByRole('button', { name: '交给 1 位导购去发表' }).click()
    await desk.getByText('等 1 位导购在企业微信里发表').waitFor()

    const { name, personId } = lin()
    const page = await windowOf('zhoumin', personId)
    await page.getByRole('button', { name: '客户朋友圈' }).click()
    const task = page.getByTestId('moment-task').filter({ hasText: said })
    await task.click()
    const inWeCom = page.getByRole('dialog', { name: '客户朋友圈' })
    await inWeCom.getByText(/^由企业创建，\d+ 位客户可见$/).waitFor()
    await keepScreen(page, 'wecom-moment')
    await inWeCom.getByRole('button', { name: '发表', exact: true }).click()
    await task.filter({ hasText: '已发表' }).waitFor()
    await keepScreen(page, 'wecom-moments')
    await page.getByRole('button', { name: '关闭', exact: true }).click()

    await page.getByRole('button', { name: '微信', exact: true }).click()
    await page.getByRole('button', { name: '返回' }).first().click()
    await page.getByRole('button', { name: /^朋友圈/ }).click()
    const seen = page.getByTestId('phone-moment').filter({ hasText: said })
    await seen.getByRole('button', { name: '赞' }).click()
    await seen.getByText(`赞：${name}`).waitFor()
    await seen.getByLabel('评论').fill('给我留一块')
    await seen.getByLabel('评论').press('Enter')
    await seen.getByText(`${name}：给我留一块`).waitFor()
    await keepScreen(page, 'phone-moments')

    // Likes are asked for every ten seconds.
    const moments = async () => (await product.get('/moments', { token })).body.moments
    await until(moments, ([it]) => it.sums.comments === 1)
    await desk.reload()
    await desk.getByText('1 位都发表了').waitFor()
    await desk.getByText(/^可见 \d+ 位 · 赞 1 · 评论 1$/).waitFor()
    await keepScreen(desk, 'moment-result')
  })
})

describe('the chain’s one code 门店活码 (GU-6b, OP-4)', () => {
  const consoleOf = async () => {
    const page = await open(DESK, `${product.sandbox.webviewUrl}/console/?as=hejing#/channel-codes/nearest`)
    await page.getByRole('button', { name: '用企业微信登录' }).click()
    return page
  }

  it('leads to the nearest open store, whose guide is added and knows the shopper; the console counts it', async () => {
    const who = await person(product, { name: '苏晚', position: lin().position })
    const desk = await consoleOf()
    await desk.getByAltText('门店活码的二维码').waitFor()
    const page = await windowOf('zhoumin', who.personId)
    await page.getByRole('button', { name: '微信', exact: true }).click()
    await page.getByRole('button', { name: '扫一扫' }).click()
    await page.getByTestId('scannable').filter({ hasText: 'n=1' }).click()
    const { phone } = framesOf(page)
    await phone.sees('长按识别，加导购微信')
    await keepScreen(page, 'nearest-code')
    await phone.frame.getByLabel('静安寺店导购的二维码').click({ button: 'right' })
    await phone.sees('添加对方为微信好友')
    await keepScreen(page, 'nearest-add')
    await phone.press('添加到通讯录')
    const followers = () => Promise.resolve(product.sandbox.core.people.person(who.personId)?.followers ?? [])
    const [guide] = await until(followers, (all) => all.length > 0)
    await product.sandbox.core.callbacks.settled()
    await product.settled()

    const beside = await windowOf(guide?.userid ?? '', who.personId)
    await beside.getByTestId('chat').filter({ hasText: who.name }).click()
    const { sidebar } = framesOf(beside)
    await sidebar.sees(who.name)
    await sidebar.sees(/静安寺店门口海报/)
    await beside.frameLocator('[data-testid=sidebar]').getByText('怎么来的').scrollIntoViewIfNeeded()
    await keepScreen(beside, 'nearest-friend')

    await desk.reload()
    await desk.getByText('今天 1 次').waitFor()
    await desk.getByText('今天 1 位').waitFor()
    const row = desk.getByRole('row').filter({ hasText: '静安寺店' }).getByRole('cell')
    expect((await row.allTextContents()).slice(-2)).toEqual(['1', '1'])
    await keepScreen(desk, 'nearest-console')
  })

  it('is as good without a position: a city is chosen, or a store is found by its name', async () => {
    const who = await person(product, { name: '陆遥' })
    await product.sandbox.post(`/__sandbox/person/${who.personId}`, { locationDenied: true })
    const phone = await phones.phoneOf(who, '/pages/store/guide/index')
    const search = phone.page.getByRole('textbox', { name: '搜门店、商场或路名' })
    await search.fill('静安寺')
    await phone.tap('静安寺店')
    await phone.sees('长按识别，加导购微信')
    await phone.keep('nearest-found')
    await phone.tap('看别的门店')
    await search.fill('')
    await phone.tap('选城市')
    await phone.sees(/^上海$/)
    await phone.keep('nearest-cities')
    await phone.tap('上海')
    await phone.sees('上海的门店')
    await phone.sees('点一家店，加它的导购')
    await phone.keep('nearest-city')
    await phone.tap('静安寺店')
    await phone.sees('长按识别，加导购微信')
  })
})

describe('two members who are one (ME-1)', () => {
  it('says so on the phone; the sidebar names it, and the manager takes it back', async () => {
    const { personId, phone: number } = lin()
    const { userid } = manager()
    await befriend(product, personId, userid)
    await product.sandbox.core.callbacks.settled()
    const who = await person(product, { name: '晓雯的新号', phone: number })
    const phone = await phones.phoneOf(who, '/pages/me/index')
    await phone.signIn()
    await phone.tap('绑定')
    await phone.allow()
    await phone.sees('这也是你的账号吗')
    await phone.keep('merge-asked')
    await phone.tap('是我')
    await phone.sees('金卡')
    await phone.sees('138****6021')
    await phone.keep('merge-one')

    const page = await windowOf(userid, personId)
    const { sidebar } = framesOf(page)
    await sidebar.sees(/由两个会员合并：同一手机号，本人确认/)
    await sidebar.button('不是一个人').scrollIntoViewIfNeeded()
    await keepScreen(page, 'merge-sidebar')
    await sidebar.press('不是一个人')
    await sidebar.press('再点一次，撤销')
    await sidebar.frame.getByText('合并会员').waitFor({ state: 'detached' })
    await phone.page.reload()
    await phone.sees('还没绑定手机号')
    await phone.keep('merge-parted')
  })
})
