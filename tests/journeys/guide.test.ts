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
