import type { Browser } from 'playwright-core'
import type { TestProduct } from '../support/product'
import { DESK, keepScreen, openBrowser, openPage } from './browser'
import { openShop } from './shop'

jest.setTimeout(120_000)

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

const personOf = (phoneEnd: string) =>
  product.sandbox.core.people.persons().find((it) => it.phone.endsWith(phoneEnd))

describe('a guide in WeCom (GU-1)', () => {
  it('sees who is in the open chat, and the next customer after switching', async () => {
    const lin = personOf('6021')
    const { page, close } = await openPage(browser, DESK, 1)
    await page.goto(`${product.sandbox.url}/?guide=zhoumin&person=${lin?.personId}`)
    const sidebar = page.frameLocator('[data-testid=sidebar]')
    await sidebar.getByText('138****6021').first().waitFor()
    await sidebar.getByText('金卡').first().waitFor()
    await sidebar.getByText('敏感肌').first().waitFor()
    await sidebar.getByText('最近到店').first().waitFor()
    await page.frameLocator('[data-testid=miniapp]').getByText('静安寺店').first().waitFor()
    await keepScreen(page, 'sandbox')
    const other = product.sandbox.core.people
      .customersOf('zhoumin')
      .map((it) => it.person)
      .find((it) => it.personId !== lin?.personId)
    const { body } = await product.sandbox.post('/__sandbox/window', {
      userid: 'zhoumin',
      personId: other?.personId,
    })
    expect(body).toBeUndefined()
    await sidebar
      .getByText(other?.phone.slice(-4) ?? '?')
      .first()
      .waitFor()
    await close()
  })

  it('tags and remarks in one tap, WeCom follows, and what is changed in WeCom comes back (GU-2, CD-2)', async () => {
    const lin = personOf('6021')
    const { page, faults, close } = await openPage(browser, DESK, 1)
    await page.goto(`${product.sandbox.url}/?guide=zhoumin&person=${lin?.personId}`)
    const sidebar = page.frameLocator('[data-testid=sidebar]')
    await sidebar.locator('footer').getByRole('button', { name: '记标签' }).click()
    const sheet = sidebar.getByRole('dialog', { name: /记标签/ })
    const cat = sheet.getByRole('button', { name: /养猫/ })
    await cat.click()
    await sheet.getByText('企微里也是这样').waitFor()
    await sheet.getByLabel('备注').fill('林女士 爱送礼')
    await sheet.getByRole('button', { name: '改备注' }).click()
    await sheet.getByText('企微里也是这样').waitFor()
    await keepScreen(page, 'sidebar-tags')
    const follower = () => lin?.followers.find((it) => it.userid === 'zhoumin')
    await product.settled()
    expect(follower()?.tags.map((it) => it.tag_name)).toContain('养猫')
    expect(follower()?.remark).toBe('林女士 爱送礼')
    await sheet.getByRole('button', { name: '好了' }).click()
    await sidebar.getByText('备注：林女士 爱送礼').waitFor()

    await page.locator('.wc header').getByRole('button', { name: '聊天与开关' }).click()
    await page.getByRole('button', { name: '改备注和标签' }).click()
    const inWecom = page.getByRole('dialog', { name: '备注和标签' })
    await inWecom.getByLabel('备注名').fill('林晓雯 金卡')
    await inWecom.getByText('养猫', { exact: true }).click()
    await inWecom.getByText('养狗', { exact: true }).click()
    await keepScreen(page, 'wecom-tags')
    await inWecom.getByRole('button', { name: '保存' }).click()
    await product.sandbox.core.callbacks.settled()
    await product.settled()
    await page.getByRole('button', { name: '刷新侧边栏' }).click()
    await sidebar.getByText('备注：林晓雯 金卡').waitFor()
    await sidebar.getByText(/^养狗/).first().waitFor()
    expect(faults).toEqual([])
    await close()
  })

  it('sends a coupon into the chat, which the customer claims on the phone; the guide sees it claimed (CO-2, GU-3)', async () => {
    const lin = personOf('6021')
    const { page, faults, close } = await openPage(browser, DESK, 1)
    await page.goto(`${product.sandbox.url}/?guide=zhoumin&person=${lin?.personId}`)
    const sidebar = page.frameLocator('[data-testid=sidebar]')
    await sidebar.getByText('还没给这位顾客发过券').waitFor()
    await sidebar.locator('footer').getByRole('button', { name: '发券' }).click()
    await sidebar.getByRole('button', { name: /老友到店满 199 减 40/ }).click()
    await sidebar.getByText('顾客会收到').waitFor()
    await keepScreen(page, 'sidebar-send-coupon')
    await sidebar.getByRole('button', { name: '发到聊天' }).click()
    await sidebar.getByText('发 1 · 领 0 · 用 0').waitFor()
    await keepScreen(page, 'sidebar-coupon-sent')
    await page.getByTestId('card').last().click()
    const phone = page.frameLocator('[data-testid=miniapp]')
    await phone
      .getByText('微信一键登录')
      .filter({ visible: true })
      .click({ timeout: 5_000 })
      .catch(() => undefined)
    await phone.getByText('周敏送你一张券').filter({ visible: true }).waitFor()
    await keepScreen(page, 'phone-coupon-card')
    await phone.getByText('领取', { exact: true }).filter({ visible: true }).click()
    await phone.getByText('去用', { exact: true }).filter({ visible: true }).waitFor()
    await sidebar.getByText('发 1 · 领 1 · 用 0').waitFor()
    await keepScreen(page, 'sidebar-coupon-claimed')
    expect(faults).toEqual([])
    await close()
  })

  it('sends goods into the chat; the customer buys them on the phone, and the guide sees that it is theirs (GU-3, GU-6)', async () => {
    const lin = personOf('6021')
    const { page, faults, close } = await openPage(browser, DESK, 1)
    await page.goto(`${product.sandbox.url}/?guide=zhoumin&person=${lin?.personId}`)
    const sidebar = page.frameLocator('[data-testid=sidebar]')
    await sidebar.getByText('还没发过商品').waitFor()
    await sidebar.locator('footer').getByRole('button', { name: '发商品' }).click()
    const goods = sidebar.getByRole('dialog', { name: '发商品' })
    // Dear enough to be paid for, whatever coupons the customer has.
    const rows = goods
      .getByRole('listitem')
      .filter({ hasText: '本店有货' })
      .filter({ hasText: /¥\d{3}\D/ })
    await rows.first().getByRole('button').click()
    await goods.getByText('顾客会收到').waitFor()
    await keepScreen(page, 'sidebar-send-goods')
    await goods.getByRole('button', { name: '发到聊天' }).click()
    await sidebar.getByText('已发，还没点开').waitFor()
    const phone = page.frameLocator('[data-testid=miniapp]')
    const seen = (text: string | RegExp) => phone.getByText(text).filter({ visible: true }).first()
    await seen('我的').click()
    await seen('微信一键登录').click()
    await seen('优惠券').waitFor()
    await page.getByTestId('card').last().click()
    await seen('周敏推荐给你').waitFor()
    await keepScreen(page, 'phone-goods-card')
    await seen('立即购买').click()
    await seen('价格明细').waitFor()
    await seen('提交订单').click()
    await phone.getByRole('button', { name: '允许', exact: true }).click()
    await phone.getByRole('button', { name: '确认支付' }).click()
    await seen('待自提').waitFor()
    await keepScreen(page, 'phone-goods-paid')
    await product.settled()

    await sidebar.getByText('下单了', { exact: true }).waitFor()
    await page.getByRole('button', { name: '刷新侧边栏' }).click()
    await sidebar.getByText('业绩归你 · 顾客点了你发的卡片，7 天内下单').first().waitFor()
    await keepScreen(page, 'sidebar-goods-bought')
    expect(faults).toEqual([])
    await close()
  })

  it('is told to use WeCom when the sidebar is opened in a plain browser', async () => {
    const { page, close } = await openPage(browser, { width: 400, height: 860 })
    await page.goto(`${product.origin}/sidebar/`)
    await page
      .getByText(/企业微信/)
      .first()
      .waitFor()
    await keepScreen(page, 'sidebar-plain')
    await close()
  })

  it('is told by the console that it is for operators; headquarters is let in with WeCom (OP-6)', async () => {
    const { page, close } = await openPage(browser, DESK, 1)
    await page.goto(`${product.sandbox.webviewUrl}/console/?as=zhoumin`)
    await page.getByRole('button', { name: /登录/ }).click()
    await page.getByRole('heading', { name: '还没有开通控制台' }).waitFor()
    await keepScreen(page, 'console-not-opened')
    await page.goto(`${product.sandbox.webviewUrl}/console/?as=hejing`)
    await page.getByRole('button', { name: /登录/ }).click()
    await page.getByText('总部 · 全部门店').waitFor()
    await keepScreen(page, 'console')
    await page.getByRole('link', { name: '券与优惠' }).click()
    await page.getByRole('tab', { name: '发放中' }).click()
    await page.getByRole('heading', { name: '券与优惠' }).waitFor()
    await keepScreen(page, 'console-coupons')
    await close()
  })
})
