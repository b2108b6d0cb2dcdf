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

describe('a guide who shops for a customer, in the sandbox (GU-3, GU-6)', () => {
  it('puts two goods into the bag with a word; the shopper finds them by the card and keeps them', async () => {
    const lin = product.sandbox.core.people.persons().find((it) => it.phone.endsWith('6021'))
    const { page, faults, close } = await openPage(browser, DESK, 1)
    await page.goto(`${product.sandbox.url}/?guide=zhoumin&person=${lin?.personId}`)
    const sidebar = page.frameLocator('[data-testid=sidebar]')
    await sidebar.locator('footer').getByRole('button', { name: '发商品' }).click()
    await sidebar.getByRole('dialog', { name: '发商品' }).getByRole('button', { name: '加购' }).click()
    const bag = sidebar.getByRole('dialog', { name: '代客加购' })
    const rows = bag.getByRole('listitem').filter({ hasText: '本店有货' })
    await rows.nth(0).getByRole('button').click()
    await rows.nth(1).getByRole('button').first().click()
    await bag.getByLabel('搭配名').fill('周末这一套')
    await bag.getByLabel('说一句话').fill('你上次问的颜色到了')
    await bag.getByRole('button', { name: '存成搭配' }).click()
    await bag.getByText('存好了，下次在「搭配」里直接用').waitFor()
    await keepScreen(page, 'sidebar-fill-bag')
    await bag.getByRole('button', { name: /放进购物袋/ }).click()
    await sidebar.getByRole('region', { name: '代客加购' }).getByText('周末这一套').waitFor()

    const phone = page.frameLocator('[data-testid=miniapp]')
    const seen = (text: string | RegExp) => phone.getByText(text).filter({ visible: true }).first()
    await seen('我的').click()
    await seen('微信一键登录').click()
    await seen('优惠券').waitFor()
    await page.getByTestId('card').last().click()
    await seen('导购周敏为你加了 2 样').waitFor()
    await seen('你上次问的颜色到了').waitFor()
    await keepScreen(page, 'phone-filled-bag')
    await seen('留下').click()
    await seen('导购周敏为你加的').waitFor()
    await phone.getByText('导购周敏为你加了 2 样').waitFor({ state: 'hidden' })
    await keepScreen(page, 'phone-kept-bag')
    expect(faults).toEqual([])
    await close()
  })

  it('takes an outfit of the library: what the store lacks in another size, into the bag', async () => {
    const lin = product.sandbox.core.people.persons().find((it) => it.phone.endsWith('6021'))
    const { page, faults, close } = await openPage(browser, DESK, 1)
    await page.goto(`${product.sandbox.url}/?guide=zhoumin&person=${lin?.personId}`)
    const sidebar = page.frameLocator('[data-testid=sidebar]')
    await sidebar.locator('footer').getByRole('button', { name: '发商品' }).click()
    await sidebar.getByRole('dialog', { name: '发商品' }).getByRole('button', { name: '搭配' }).click()
    const library = sidebar.getByRole('dialog', { name: '搭配' })
    await library.getByText('周末泡茶').waitFor()
    await keepScreen(page, 'sidebar-outfits')
    await library.getByText('林小姐的冬天').click()
    await library.getByRole('button', { name: /放进购物袋/ }).waitFor()
    for (const choices of await library.getByRole('group', { name: /换一个$/ }).all())
      await choices.getByRole('button').first().click()
    await keepScreen(page, 'sidebar-outfit')
    await library.getByRole('button', { name: /放进购物袋/ }).click()
    await sidebar.getByRole('region', { name: '代客加购' }).getByText('林小姐的冬天').waitFor()
    expect(faults).toEqual([])
    await close()
  })

  it('sends an appointment as a card; the shopper sees who invites, and the page to book on', async () => {
    const lin = product.sandbox.core.people.persons().find((it) => it.phone.endsWith('6021'))
    const { page, faults, close } = await openPage(browser, DESK, 1)
    await page.goto(`${product.sandbox.url}/?guide=zhoumin&person=${lin?.personId}`)
    const sidebar = page.frameLocator('[data-testid=sidebar]')
    await sidebar.locator('footer').getByRole('button', { name: '发商品' }).click()
    await sidebar
      .getByRole('dialog', { name: '发商品' })
      .getByRole('button', { name: '活动', exact: true })
      .click()
    const activities = sidebar.getByRole('dialog', { name: '发活动' })
    await activities.getByRole('listitem').filter({ hasText: '预约 ·' }).first().getByRole('button').click()
    await keepScreen(page, 'sidebar-send-activity')
    await activities.getByRole('button', { name: '发到聊天' }).click()
    await sidebar.getByText('已发，还没点开').first().waitFor()
    const phone = page.frameLocator('[data-testid=miniapp]')
    const seen = (text: string | RegExp) => phone.getByText(text).filter({ visible: true }).first()
    await seen('我的').click()
    await seen('微信一键登录').click()
    await seen('优惠券').waitFor()
    await page.getByTestId('card').last().click()
    await seen('预约到店').waitFor()
    await seen('周敏推荐给你').waitFor()
    await keepScreen(page, 'phone-activity-card')
    expect(faults).toEqual([])
    await close()
  })
})
