import type { Browser } from 'playwright-core'
import { befriend, person } from '../support/people'
import type { TestProduct } from '../support/product'
import { until } from '../support/until'
import { DESK, keepScreen, openBrowser, openPage } from './browser'
import { openShop } from './shop'

jest.setTimeout(180_000)

let product: TestProduct
let browser: Browser
beforeAll(async () => {
  product = (await openShop()).product
  browser = await openBrowser()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const CODE = '静安寺店收银台台卡'

describe('a new friend in the sandbox (GU-6b, JO-3, GU-2, GU-3, GU-6)', () => {
  it('scans a live code, is welcomed with a coupon and tagged, is sent goods, buys them; the guide sees it as theirs', async () => {
    const ways = async () =>
      (await product.sandbox.get('/__sandbox/contact-ways')).ways as { remark: string }[]
    await until(ways, (all) => all.some((it) => it.remark === CODE))
    const who = await person(product, { name: '何小满' })

    // The phone: WeChat's scanner, then the chat with the guide.
    const { page, faults, close } = await openPage(browser, DESK, 1)
    await page.goto(`${product.sandbox.url}/?guide=zhoumin&person=${who.personId}`)
    await page.getByRole('button', { name: '微信', exact: true }).click()
    await page.getByRole('button', { name: '扫一扫' }).click()
    await page.getByTestId('scannable').filter({ hasText: CODE }).click()
    const welcome = page.getByText(/我是静安寺店的周敏。送你一张券/)
    await welcome.first().waitFor()
    await keepScreen(page, 'friend-welcome')

    // The sidebar beside the new chat: who it is, by which code, with the code's tag.
    await page.getByTestId('chat').filter({ hasText: who.name }).click()
    const sidebar = page.frameLocator('[data-testid=sidebar]')
    await sidebar.getByText(who.name).first().waitFor()
    await sidebar.getByText('周末到店').first().waitFor()
    await keepScreen(page, 'friend-tagged')

    // The phone: the coupon of the welcome.
    const phone = page.frameLocator('[data-testid=miniapp]')
    const seen = (text: string | RegExp) => phone.getByText(text).filter({ visible: true }).first()
    await page.getByTestId('phone-chat').getByTestId('card').last().click()
    await seen('微信一键登录').click()
    await seen('领取').click()
    await phone.getByRole('button', { name: '允许', exact: true }).click()
    await seen('去用').waitFor()
    await keepScreen(page, 'friend-coupon')

    // The guide sends goods; the friend buys them with the coupon.
    await page.getByRole('button', { name: '刷新侧边栏' }).click()
    await sidebar.locator('footer').getByRole('button', { name: '发商品' }).click()
    const goods = sidebar.getByRole('dialog', { name: '发商品' })
    const rows = goods
      .getByRole('listitem')
      .filter({ hasText: '本店有货' })
      .filter({ hasText: /¥\d{3}\D/ })
    await rows.first().getByRole('button').click()
    await goods.getByRole('button', { name: '发到聊天' }).click()
    await sidebar.getByText('已发，还没点开').waitFor()
    await page.getByTestId('card').last().click()
    await seen('周敏推荐给你').waitFor()
    await seen('立即购买').click()
    await seen('价格明细').waitFor()
    await seen('提交订单').click()
    await phone.getByRole('button', { name: '允许', exact: true }).click()
    await phone.getByRole('button', { name: '确认支付' }).click()
    await seen('待自提').waitFor()
    await keepScreen(page, 'friend-paid')
    await product.settled()

    // The guide: the order, and that it counts as theirs.
    await page.getByRole('button', { name: '刷新侧边栏' }).click()
    await sidebar.getByText('业绩归你 · 顾客点了你发的卡片，7 天内下单').first().waitFor()
    await keepScreen(page, 'friend-theirs')
    expect(faults).toEqual([])
    await close()
  })
})

describe('a friend WeCom says nothing about, in the sandbox (ME-1)', () => {
  it('scans the code beside the chat, says it is them, and the guide sees the member', async () => {
    const who = await person(product, { name: '沈知秋', unionid: '' })
    await befriend(product, who.personId, 'zhoumin')
    await product.sandbox.core.callbacks.settled()
    const { page, faults, close } = await openPage(browser, DESK, 1)
    await page.goto(`${product.sandbox.url}/?guide=zhoumin&person=${who.personId}`)
    const sidebar = page.frameLocator('[data-testid=sidebar]')
    await sidebar.getByText('One-ID 未匹配').waitFor()
    await sidebar.getByRole('button', { name: '出示对会员的码' }).click()
    await sidebar.getByAltText('对会员的小程序码').waitFor()
    await keepScreen(page, 'link-code')
    await page.getByRole('button', { name: '微信', exact: true }).click()
    await page.getByRole('button', { name: '返回' }).first().click()
    await page.getByRole('button', { name: '扫一扫' }).click()
    await page.getByTestId('scannable').filter({ hasText: /^b=/ }).first().click()
    const phone = page.frameLocator('[data-testid=miniapp]')
    const seen = (text: string | RegExp) => phone.getByText(text).filter({ visible: true }).first()
    await seen('微信一键登录').click()
    await seen('周敏的微信好友「沈知秋」是你吗').waitFor()
    await keepScreen(page, 'link-asked')
    await phone.getByText('是我', { exact: true }).filter({ visible: true }).click()
    await seen('周敏认得你了').waitFor()
    await sidebar.getByText('One-ID 已匹配').waitFor()
    await keepScreen(page, 'link-done')
    expect(faults).toEqual([])
    await close()
  })
})
