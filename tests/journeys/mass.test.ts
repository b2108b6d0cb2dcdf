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

it('a guide sends a mass message: whom, what, whom it reaches; confirms it in WeCom, a customer opens it, results are seen (GU-4)', async () => {
  const { people } = product.sandbox.core
  const lin = people.persons().find((it) => it.phone.endsWith('6021'))
  const { page, faults, close } = await openPage(browser, DESK, 1)
  await page.goto(`${product.sandbox.url}/?guide=zhoumin&person=${lin?.personId}`)
  const sidebar = page.frameLocator('[data-testid=sidebar]')
  await sidebar.getByRole('link', { name: '工作台' }).click()
  await sidebar.getByRole('link', { name: /^群发/ }).click()
  await sidebar.getByText('还没有群发过').waitFor()
  await sidebar.getByRole('link', { name: '群发给我的客户' }).click()
  await sidebar.getByRole('button', { name: '金卡' }).click()
  await sidebar.getByRole('button', { name: '银卡' }).click()
  await keepScreen(page, 'mass-who')
  await sidebar.getByRole('button', { name: /^下一步 · 选中 \d+ 人/ }).click()
  await sidebar.getByLabel('说什么').fill('周末会员日，店里有茶歇，过来坐坐。')
  await sidebar.getByRole('button', { name: '选商品' }).click()
  const goods = sidebar.getByRole('dialog', { name: '选货' })
  await goods.getByRole('listitem').filter({ hasText: '1 个规格' }).first().getByRole('button').click()
  await goods.getByRole('button', { name: /^选好了 · 1 样/ }).click()
  await keepScreen(page, 'mass-what')
  await sidebar.getByRole('button', { name: '下一步 · 看能发给谁' }).click()
  await sidebar.getByText('会收到', { exact: true }).waitFor()
  await keepScreen(page, 'mass-check')
  await sidebar.getByRole('button', { name: /^去企微确认 · \d+ 人/ }).click()
  await sidebar.getByRole('heading', { name: '待确认' }).waitFor()
  await keepScreen(page, 'mass-waiting')

  await page.getByRole('button', { name: '群发助手' }).click()
  await page.getByTestId('mass-task').first().click()
  const assistant = page.getByRole('dialog', { name: '群发助手' })
  await assistant.getByText(/^发送给 \d+ 人/).waitFor()
  // The guide leaves one out.
  const others = assistant.getByTestId('mass-target').filter({ hasNotText: lin?.name ?? '' })
  await others.first().getByRole('checkbox').uncheck()
  await keepScreen(page, 'wecom-mass')
  await assistant.getByRole('button', { name: /^发送给 \d+ 人/ }).click()
  await page.getByTestId('mass-task').filter({ hasText: '已发送' }).waitFor()
  await page.getByRole('button', { name: '关闭', exact: true }).click()
  await page.getByTestId('guide-chat').getByText('周末会员日').waitFor()

  const phone = page.frameLocator('[data-testid=miniapp]')
  const seen = (text: string | RegExp) => phone.getByText(text).filter({ visible: true }).first()
  await seen('我的').click()
  await seen('微信一键登录').click()
  await seen('优惠券').waitFor()
  await page.getByTestId('guide-chat').getByTestId('card').last().click()
  await seen('周敏推荐给你').waitFor()
  await keepScreen(page, 'phone-mass-card')
  await sidebar.getByRole('heading', { name: '已发出' }).waitFor()
  await page.getByRole('button', { name: '刷新侧边栏' }).click()
  await sidebar.getByRole('link', { name: '工作台' }).click()
  await sidebar.getByRole('link', { name: /^群发/ }).click()
  await sidebar.getByRole('link', { name: /1 人点开/ }).click()
  await sidebar.getByRole('listitem').filter({ hasText: '点开了' }).waitFor()
  await sidebar.getByRole('button', { name: '没有发 1' }).waitFor()
  await keepScreen(page, 'mass-sent')
  expect(faults).toEqual([])
  await close()
})
