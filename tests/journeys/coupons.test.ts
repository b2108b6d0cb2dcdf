import type { Browser, Page } from 'playwright-core'
import { person, signInGuide, type TestPerson } from '../support/people'
import { MACHINE, type TestProduct } from '../support/product'
import { keepScreen, openBrowser, openPage, PHONE } from './browser'
import { openShop } from './shop'

jest.setTimeout(120_000)

/** Where no store gives a 到店礼, and in the middle of those that do. */
const FAR: [number, number] = [116.45, 39.92]
const NEAR: [number, number] = [121.441, 31.222]

let product: TestProduct
let browser: Browser
let open: Awaited<ReturnType<typeof openPage>>
let page: Page

beforeAll(async () => {
  product = (await openShop()).product
  browser = await openBrowser()
}, 240_000)
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

const visit = (who: TestPerson, path = '', query = '') =>
  page.goto(`${product.sandbox.webviewUrl}/?as=${who.personId}${query}${path ? `#/${path}` : ''}`)
const shown = (text: string | RegExp, exact = false) =>
  page.getByText(text, { exact }).filter({ visible: true }).first()
const sees = (text: string | RegExp) => shown(text).waitFor()
const tap = (text: string) => shown(text, true).click()
const press = (name: string) => page.getByRole('button', { name }).filter({ visible: true }).first().click()
const keep = (name: string, full = false) => keepScreen(page, `coupon-${name}`, full)
const ticket = (title: string) => page.locator('.tk').filter({ hasText: title, visible: true }).first()
const signIn = () => tap('微信一键登录')

describe('coupons on the phone (CO-2, CO-3, CO-4, ST-4, ST-5)', () => {
  it("opens by a store's QR, claims its gift, shows the code, and sees it used", async () => {
    const who = await person(product, { position: FAR })
    await visit(who, '', `&scene=${encodeURIComponent('s=SH001')}`)
    await sees('登录后看静安寺店今天送你什么')
    await keep('scan')
    await signIn()
    await sees('静安寺店送你')
    await keep('gift')
    const gift = ticket('桂花奶茶兑换券')
    await gift.getByText('领取', { exact: true }).click()
    await gift.getByText('出示', { exact: true }).click()
    await sees('把这 8 位数报给店员')
    await page.getByLabel('券二维码').waitFor()
    await sees(/\d+ 秒/)
    const digits = (await page.getByLabel('券码', { exact: true }).innerText()).replace(/\s/g, '')
    expect(digits).toMatch(/^\d{8}$/)
    await keep('code')
    const { token } = await signInGuide(product, { storeId: 'sto_0001' })
    const redeemed = await product.post('/coupon-codes/redeem', { token, body: { code: digits } })
    expect(redeemed.status).toBe(200)
    await sees('已使用')
    await sees(/在静安寺店用过/)
    await keep('used')
    await tap('看看别的券')
    await sees('可用 0')
    await tap('已用 1')
    await sees('桂花奶茶兑换券 1 杯')
    await keep('wallet-used')
  })

  it('claims in the centre, is given the best choice at checkout, pays, and gets it back with the money', async () => {
    const stock = await product.get('/stores/sto_0001/stock?limit=40')
    const goods = stock.body.items.map((it: { product: { price: number } }) => it.product)
    const item = goods.find((it: { price: number }) => it.price >= 12_000)
    const count = { key: 'coupon-1', skuId: item.skuId, locationId: 'sto_0001', kind: 'count', quantity: 30 }
    await product.post('/stock/changes', { token: MACHINE, body: { changes: [count] } })

    const who = await person(product, { position: FAR })
    await visit(who, 'pages/coupon/centre/index')
    await sees('登录后领券')
    await signIn()
    await sees('新人满 100 减 30')
    await keep('centre', true)
    const offer = ticket('新人满 100 减 30')
    await offer.getByText('领取', { exact: true }).click()
    await offer.getByText('已领 1 张').waitFor()
    // Once in a visit: may one be told before a coupon ends?
    await press('允许')
    await ticket('1 小时达运费券').getByText('领取', { exact: true }).click()
    await ticket('新天地店开业券').getByText('领取', { exact: true }).click()
    await ticket('新天地店开业券').getByText('已领 1 张').waitFor()
    await keep('claimed', true)
    await tap('我的券')
    await sees('可用 3')
    await keep('wallet', true)

    await visit(who, `pages/goods/product/index?id=${item.id}`, `&scene=${encodeURIComponent('s=SH001')}`)
    await sees('附近有货')
    await tap('立即购买')
    await sees(/已为你选最省的搭配，省 ¥\d+/)
    await keep('checkout', true)
    await tap('优惠券')
    await sees('这单用不了')
    await sees('只能到店用')
    await keep('choose')
    await tap('这次不用券')
    await sees('这次没用券')
    await tap('选最省的')
    await sees(/^省 ¥30.00/)
    await page.getByLabel('关闭').filter({ visible: true }).last().click()
    await tap('提交订单')
    await press('允许')
    await press('确认支付')
    await sees('待自提')
    await ticketOfOrder('已使用')
    await keep('order', true)
    await tap('取消订单')
    await sees('钱会原路退回，一般几分钟到账')
    await shown('取消订单', true).waitFor()
    await page.getByText('取消订单', { exact: true }).last().click()
    await sees('已退款')
    await ticketOfOrder('已退回')
  })

  it('is offered the gift of a store come near to once, and none without a position', async () => {
    const who = await person(product, { position: NEAR })
    await visit(who, 'pages/me/index')
    await signIn()
    await sees('优惠券')
    await keep('me')
    await visit(who)
    await sees('静安寺店')
    await sees(/送你$/)
    await keep('arrival')
    await page.getByLabel('关闭').filter({ visible: true }).last().click()
    await page.reload()
    await sees('静安寺店今天有的')
    await keep('home', true)
    expect(await page.locator('.sheet').count()).toBe(0)
  })
})

const ticketOfOrder = (state: string) =>
  page.locator('.card').filter({ hasText: '我的券' }).getByText(state, { exact: true }).first().waitFor()
