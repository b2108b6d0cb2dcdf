import type { Browser, Page } from 'playwright-core'
import { person, type TestPerson } from '../support/people'
import { MACHINE, type TestProduct } from '../support/product'
import { keepScreen, openBrowser, openPage, PHONE } from './browser'
import { openShop } from './shop'

jest.setTimeout(180_000)

let product: TestProduct
let browser: Browser
let open: Awaited<ReturnType<typeof openPage>>
let page: Page

beforeAll(async () => {
  product = (await openShop()).product
  browser = await openBrowser()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})
beforeEach(async () => {
  open = await openPage(browser, PHONE)
  page = open.page
})
afterEach(async () => {
  const { faults } = open
  await open.close()
  expect(faults).toEqual([])
})

const visit = (who: TestPerson, path: string) =>
  page.goto(`${product.sandbox.webviewUrl}/?as=${who.personId}#/${path}`)
const shown = (text: string | RegExp, exact = false) =>
  page.getByText(text, { exact }).filter({ visible: true }).first()
const sees = (text: string | RegExp) => shown(text).waitFor()
const tap = (text: string) => shown(text, true).click()
const press = (name: string) => page.getByRole('button', { name }).filter({ visible: true }).first().click()
const keep = (name: string) => keepScreen(page, `voucher-${name}`)

describe('a coupon that is bought, and one that a code gives (CO-1, CO-2)', () => {
  it('is bought in the centre, paid, shown in the shop, and given back unused', async () => {
    const who = await person(product, { position: [116.45, 39.92] })
    await visit(who, 'pages/coupon/centre/index')
    await tap('微信一键登录')
    const ticket = page.locator('.tk').filter({ hasText: '护肤体验券', visible: true }).first()
    await ticket.getByText('购买', { exact: true }).click()
    await sees('没用过可以随时退')
    await keep('buy')
    await tap('微信支付 ¥9.90')
    await press('确认支付')
    await sees('已购买')
    await keep('order')
    await tap('出示券码')
    await page.getByLabel('券二维码').filter({ visible: true }).waitFor()
    await keep('code')
    await page.goBack()
    await tap('退券')
    await sees('钱原路退回')
    await page.getByText('退券', { exact: true }).last().click()
    await sees('已退款')
    await keep('returned')
  })

  it('is had by a code, entered in the wallet', async () => {
    const { body } = await product.get('/console/coupons?limit=50', { token: MACHINE })
    const coupon = body.coupons.find((it: { title: string }) => it.title.startsWith('1 小时达运费券'))
    const made = await product.post(`/console/coupons/${coupon.id}/codes`, {
      token: MACHINE,
      body: { key: 'journey-codes', count: 1 },
    })
    const who = await person(product, { position: [116.45, 39.92] })
    await visit(who, 'pages/coupon/wallet/index')
    await tap('微信一键登录')
    await sees('有兑换码')
    await keep('wallet')
    await tap('有兑换码')
    await page.locator('input[placeholder="例如 7K4M-QX9D-2HTP"]').fill(made.body.codes[0].toLowerCase())
    await keep('entry')
    await tap('兑换')
    await sees('可用 1')
    await sees('1 小时达运费券')
    await keep('had')
  })
})
