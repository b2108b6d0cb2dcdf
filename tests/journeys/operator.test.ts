import type { Browser, Page } from 'playwright-core'
import type { DemoChain } from '../../config/demo/types'
import { now } from '../../server/kernel/clock'
import { oauthCode, person } from '../support/people'
import type { TestProduct } from '../support/product'
import { DESK, keepScreen, openBrowser, openPage, PHONE } from './browser'
import { openShop } from './shop'

jest.setTimeout(180_000)

const STORE = 'sto_0001'
/** Where no store gives a 到店礼. */
const FAR: [number, number] = [116.45, 39.92]
const TITLE = '双十二到店礼'

let product: TestProduct
let chain: DemoChain
let browser: Browser
const opened: { faults: string[]; close: () => Promise<void> }[] = []

beforeAll(async () => {
  ;({ product, chain } = await openShop())
  await product.settled()
  browser = await openBrowser()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})
afterEach(async () => {
  const faults = opened.flatMap((it) => it.faults)
  await Promise.all(opened.splice(0).map((it) => it.close()))
  expect(faults).toEqual([])
})

async function open(size: { width: number; height: number }, address: string): Promise<Page> {
  const made = await openPage(browser, size, 1)
  opened.push(made)
  await made.page.goto(address)
  return made.page
}

/** The console as an operator opens it, past its door. */
async function consoleAs(userid: string, hash = ''): Promise<Page> {
  const page = await open(DESK, `${product.sandbox.webviewUrl}/console/?as=${userid}${hash}`)
  await page.getByRole('button', { name: '用企业微信登录' }).click()
  return page
}

/** The counter of the store, signed in by WeCom. */
async function counterOf(storeId: string): Promise<Page> {
  const guide = chain.guides.find((it) => it.storeId === storeId && it.role === 'guide')
  if (!guide) throw new Error(`no guide in ${storeId}`)
  const code = await oauthCode(product, guide.userid)
  const { body } = await product.post('/wecom/session', { body: { code } })
  const page = await open({ width: 400, height: 860 }, `${product.origin}/sidebar/`)
  await page.evaluate((session) => sessionStorage.setItem('hedian.session', session), JSON.stringify(body))
  await page.goto(`${product.origin}/sidebar/#/desk`)
  await page.reload()
  return page
}

/** A moment so many hours from now as a field for date and time takes it. */
const localTime = (hours: number): string =>
  new Date(now().getTime() + (8 + hours) * 3_600_000).toISOString().slice(0, 16)

describe('an operator makes a coupon (OP-2, CO-2, CO-3, ST-5)', () => {
  it('makes and schedules it, a shopper claims it by the store’s QR, the counter redeems it, results follow', async () => {
    const desk = await consoleAs('hejing', '#/coupons')
    await desk.getByRole('link', { name: '新建券' }).click()
    const form = desk.locator('form')
    await form.getByRole('radio', { name: '兑换' }).click()
    await form.getByLabel('送什么').fill('桂花糕 1 份')
    await desk.getByRole('button', { name: '存草稿' }).click()
    await form.getByText('给券起个名字').waitFor()
    await form.getByRole('textbox', { name: '名字' }).fill(TITLE)
    await form.getByText('领券中心', { exact: true }).click()
    await form.getByText('扫门店码', { exact: true }).click()
    await form.getByRole('radio', { name: '指定门店' }).click()
    await form.getByRole('button', { name: '选门店' }).click()
    await desk.getByLabel('找门店').fill('静安寺')
    await desk.getByText('SH001').click()
    await desk.getByRole('button', { name: '选好了' }).click()
    await form.getByLabel('领取开始').fill(localTime(-1))
    await form.getByLabel('总量', { exact: true }).last().fill('30')
    await desk.locator('.phone').getByText('静安寺店 · 到店兑换').first().waitFor()
    await keepScreen(desk, 'operator-coupon')
    await desk.getByRole('button', { name: '排期上线' }).click()
    await desk.getByRole('dialog').getByRole('button', { name: '排期上线' }).click()
    await desk.getByText('发放中', { exact: true }).first().waitFor()

    const who = await person(product, { position: FAR })
    const scene = encodeURIComponent('s=SH001')
    const phone = await open(PHONE, `${product.sandbox.webviewUrl}/?as=${who.personId}&scene=${scene}`)
    await phone.getByText('微信一键登录', { exact: true }).first().click()
    const gift = phone.locator('.tk').filter({ hasText: TITLE, visible: true }).first()
    await gift.getByText('领取', { exact: true }).click()
    await gift.getByText('出示', { exact: true }).click()
    await phone.getByText('把这 8 位数报给店员').filter({ visible: true }).first().waitFor()
    await phone.getByLabel('券二维码').waitFor()
    const digits = (await phone.getByLabel('券码', { exact: true }).innerText()).replace(/\s/g, '')
    expect(digits).toMatch(/^\d{8}$/)

    const counter = await counterOf(STORE)
    await counter.getByRole('link', { name: '输码' }).first().click()
    for (const digit of digits) await counter.getByRole('button', { name: digit, exact: true }).click()
    await counter.getByRole('button', { name: '确认核销' }).click()
    await counter.getByText('已核销，可以交付').waitFor()
    await phone.getByText('已使用').filter({ visible: true }).first().waitFor()

    await desk.reload()
    await desk.getByRole('heading', { name: TITLE }).waitFor()
    await desk.getByText('共 30 张，3.3%').waitFor()
    await desk.getByRole('cell', { name: '静安寺店' }).waitFor()
    await keepScreen(desk, 'operator-results')
    await desk.getByRole('button', { name: '暂停', exact: true }).click()
    await desk.getByText('暂停后没人能再领，已经领到的照常能用。').waitFor()
    await desk.getByRole('dialog').getByRole('button', { name: '暂停', exact: true }).click()
    await desk.getByText('已暂停', { exact: true }).first().waitFor()
  })
})

describe('an operator offers a service (OP-2, AP-1)', () => {
  it('is booked on the phone as soon as it is out, moved, and checked in; not any more once it is paused', async () => {
    const desk = await consoleAs('hejing', '#/services/new')
    const form = desk.locator('form')
    await form.getByRole('textbox', { name: '名字' }).fill('岁末妆容咨询')
    await form.getByRole('textbox', { name: '一句话' }).fill('带走一份年会妆')
    await form.getByRole('button', { name: '选门店' }).click()
    await desk.getByLabel('找门店').fill('静安寺')
    await desk.getByText('SH001').click()
    await desk.getByRole('button', { name: '选好了' }).click()
    await form.getByLabel('开放预约').fill(localTime(-1))
    await keepScreen(desk, 'operator-service')
    await desk.getByRole('button', { name: '开放预约' }).click()
    await desk.getByRole('dialog').getByRole('button', { name: '开放预约' }).click()
    // The steps above the form name every state: what may be done next says where it stands.
    await desk.getByRole('button', { name: '暂停', exact: true }).waitFor()
    const serviceId = desk.url().split('/').at(-1)

    const day = localTime(24).slice(0, 10)
    const slots = await product.get(`/stores/${STORE}/services/${serviceId}/slots?day=${day}`)
    const [clock, later] = slots.body.slots
      .filter((it: { state: string }) => it.state === 'free')
      .map((it: { start: string }) =>
        new Date(Date.parse(it.start) + 8 * 3_600_000).toISOString().slice(11, 16),
      )
    const who = await person(product, { position: FAR })
    const path = `pages/booking/book/index?storeId=${STORE}&serviceId=${serviceId}`
    const phone = await open(PHONE, `${product.sandbox.webviewUrl}/?as=${who.personId}#/${path}`)
    const labelled = (label: string | RegExp) => phone.getByLabel(label).filter({ visible: true }).first()
    const shown = (text: string | RegExp) => phone.getByText(text).filter({ visible: true }).first()
    const choose = async (time: string) => {
      await labelled(new RegExp(` ${Number(day.slice(8))} 日 `)).click()
      await labelled(new RegExp(`^${time} 余`)).click()
    }
    await shown('岁末妆容咨询').waitFor()
    await choose(clock)
    await shown(/^确认预约$/).click()
    await phone.getByRole('button', { name: '允许' }).filter({ visible: true }).first().click()
    await shown('已预约').waitFor()
    await shown(/^改约$/).click()
    await shown('原来约在').waitFor()
    await choose(later)
    await shown(/^确认改约$/).click()
    await shown(new RegExp(`${later}$`)).waitFor()

    await desk.reload()
    await desk.locator('.kpi', { hasText: '待到店' }).getByText('1', { exact: true }).waitFor()
    await keepScreen(desk, 'operator-service-results')

    const counter = await counterOf(STORE)
    await counter.goto(`${product.origin}/sidebar/#/appointments/${day}`)
    const slot = counter.getByRole('region', { name: later })
    await slot.getByRole('button').filter({ hasText: '岁末妆容咨询' }).click()
    await counter.getByRole('button', { name: '到店了' }).click()
    await shown('已到店').waitFor()

    await desk.getByRole('button', { name: '暂停', exact: true }).click()
    await desk.getByRole('dialog').getByRole('button', { name: '暂停', exact: true }).click()
    await desk.getByText('已暂停', { exact: true }).first().waitFor()
    const offered = (await product.get(`/stores/${STORE}/services`)).body.services
    expect(offered.some((it: { id: string }) => it.id === serviceId)).toBe(false)
  })
})

describe('the console guards what is in it (OP-6)', () => {
  it('asks before a page with unsaved changes is left, and shows a store operator what is beyond their store', async () => {
    const desk = await consoleAs('hejing', '#/coupons/new')
    await desk.getByRole('textbox', { name: '名字' }).fill('没存的券')
    await desk.getByRole('link', { name: '门店', exact: true }).click()
    await desk.getByRole('dialog', { name: '修改还没有保存' }).waitFor()
    await desk.getByRole('button', { name: '接着改' }).click()
    expect(await desk.getByRole('textbox', { name: '名字' }).inputValue()).toBe('没存的券')
    await desk.getByRole('link', { name: '门店', exact: true }).click()
    await desk.getByRole('button', { name: '不保存，离开' }).click()
    await desk.getByRole('heading', { name: '门店', exact: true }).waitFor()

    const manager = chain.guides.find((it) => it.storeId === STORE && it.role === 'manager')
    const hers = await consoleAs(manager?.userid ?? '', '#/coupons')
    await hers.getByText('静安寺店', { exact: true }).first().waitFor()
    await hers.getByRole('link', { name: '新人满 100 减 30' }).click()
    await hers.getByText('总部管理，只能查看').waitFor()
    expect(await hers.getByRole('link', { name: '修改' }).count()).toBe(0)
    await hers.goto(`${hers.url().split('#')[0]}#/coupons/new`)
    await hers.getByText('你负责的门店；全部门店的券由总部发').waitFor()
    expect(await hers.getByRole('radio', { name: '全部门店' }).count()).toBe(0)
  })
})
