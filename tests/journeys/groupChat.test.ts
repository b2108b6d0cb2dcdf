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

it('a guide beside a group: who is in it, a welcome for newcomers, an activity and goods into the group (GU-7, GU-6b, JO-3)', async () => {
  const { page, faults, close } = await openPage(browser, DESK, 1)
  await page.goto(`${product.sandbox.url}/?guide=zhoumin`)
  const rail = page.getByRole('button', { name: '客户群', exact: true })
  const dialog = page.getByRole('dialog', { name: /^静安寺店 · / })
  await rail.click()
  const [, before = ''] = /（(\d+)）/.exec((await dialog.getAttribute('aria-label')) ?? '') ?? []
  await dialog.getByRole('button', { name: '在旁边打开侧边栏' }).click()

  const sidebar = page.frameLocator('[data-testid=sidebar]')
  await sidebar.getByText(`${before} 人 · 群主 你`).waitFor()
  await keepScreen(page, 'group-sidebar')
  await sidebar.getByRole('button', { name: /^群成员/ }).click()
  const members = sidebar.getByRole('dialog', { name: '群成员' })
  await members.getByText('你的客户').first().waitFor()
  await keepScreen(page, 'group-members')
  await members.getByRole('button', { name: '返回' }).click()

  await sidebar.getByRole('button', { name: /^入群欢迎语/ }).click()
  await sidebar.getByLabel('新人进群时说').fill('欢迎来，每晚八点有秒杀')
  await sidebar.getByRole('button', { name: '保存' }).click()
  await sidebar.getByText(/群主在「群设置/).waitFor()

  await rail.click()
  await dialog.getByRole('button', { name: '选欢迎语' }).click()
  await page
    .getByRole('dialog', { name: '选入群欢迎语' })
    .getByRole('button', { name: /欢迎来/ })
    .click()
  // Somebody leaves and is asked in again.
  await dialog.getByRole('button', { name: '退群' }).click()
  await page.getByRole('dialog', { name: '谁退群' }).getByRole('button').nth(1).click()
  await page.getByRole('dialog', { name: `（${Number(before) - 1}）` }).waitFor()
  await dialog.getByRole('button', { name: '拉人进群' }).click()
  await page.getByRole('dialog', { name: '拉谁进群' }).getByRole('button').nth(1).click()
  await dialog.getByText('欢迎语，只给刚进群的人').waitFor()
  await keepScreen(page, 'group-welcomed')
  await dialog.getByRole('button', { name: '在旁边打开侧边栏' }).click()
  await sidebar.getByText(`${before} 人 · 群主 你`).waitFor()

  await sidebar
    .getByRole('button', { name: /^(发预告|喊一声|发邀请|发领券)：/ })
    .first()
    .click()
  await sidebar.getByText(/发到群里了$/).waitFor()
  await sidebar.getByRole('button', { name: '发商品' }).click()
  const goods = sidebar.getByRole('dialog', { name: '发商品' })
  await goods.getByRole('listitem').first().getByRole('button').click()
  await goods.getByRole('button', { name: '发到聊天' }).click()
  await goods.waitFor({ state: 'hidden' })
  const { messages } = await product.sandbox.get('/__sandbox/groups/wrzhoumin_group/messages')
  const kinds = messages.filter((it) => it.bySidebar === true).map((it) => it.kind)
  expect(kinds).toEqual(['miniprogram', 'text', 'miniprogram'])
  expect(faults).toEqual([])
  await close()
})
