import type { Browser } from 'playwright-core'
import type { DemoChain } from '../../config/demo/types'
import type { TestProduct } from '../support/product'
import { oauthCode } from '../support/people'
import { keepScreen, openBrowser, openPage } from './browser'
import { openShop } from './shop'

jest.setTimeout(180_000)

const SIDE = { width: 400, height: 860 }
const [OWN, NEIGHBOUR] = ['sto_0001', 'sto_0002']

let product: TestProduct
let chain: DemoChain
let browser: Browser
beforeAll(async () => {
  ;({ product, chain } = await openShop())
  await product.settled()
  browser = await openBrowser()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

/** A colleague's desk in a browser of its own, signed in by WeCom. */
async function deskOf(storeId: string, role: 'guide' | 'manager') {
  const guide = chain.guides.find((it) => it.storeId === storeId && it.role === role)
  if (!guide) throw new Error(`no ${role} in ${storeId}`)
  const { body } = await product.post('/wecom/session', {
    body: { code: await oauthCode(product, guide.userid) },
  })
  const { page, faults, close } = await openPage(browser, SIDE)
  await page.addInitScript((session) => {
    sessionStorage.setItem('hedian.session', session)
  }, JSON.stringify(body))
  const open = async (hash: string) => {
    await page.goto(`${product.origin}/sidebar/${hash}`)
  }
  return { page, faults, close, open, token: body.token as string }
}

/** Something the first store has enough of to give. */
const toGive = (): string => {
  const store = chain.locations.find((it) => it.id === OWN)
  const rows = store ? [...chain.stockOf(store)] : []
  const skuId = rows.filter(({ onHand, safety }) => onHand - safety >= 9).at(-1)?.skuId
  if (!skuId) throw new Error('nothing to give')
  return skuId
}

describe("the desk's other work (GU-5, IN-5)", () => {
  it('brings goods from one store to another: asked, agreed, sent, arrived', async () => {
    const skuId = toGive()
    const asker = await deskOf(NEIGHBOUR, 'guide')
    await asker.open(`#/sku/${skuId}`)
    await asker.page.getByRole('button', { name: /^静安寺店/ }).click()
    await keepScreen(asker.page, 'desk-sku')
    await asker.page.getByRole('button', { name: /调货$/ }).click()
    await asker.page.getByRole('button', { name: '顾客等着要' }).click()
    await keepScreen(asker.page, 'desk-ask')
    await asker.page.getByRole('button', { name: /向静安寺店要/ }).click()
    await asker.page.getByText('等静安寺店店长同意').first().waitFor()
    const transfer = new URL(asker.page.url()).hash
    const sender = await deskOf(OWN, 'manager')
    await sender.open(transfer)
    await sender.page.getByRole('button', { name: '同意调货' }).click()
    await sender.page.getByRole('button', { name: '货已发出' }).click()
    await keepScreen(sender.page, 'desk-count')
    await sender.page.getByRole('button', { name: /货已发出 · 1 件/ }).click()
    await sender.page.getByText('已发出，等对方收货').waitFor()
    await asker.page.reload()
    await asker.page.getByRole('button', { name: '确认收货' }).click()
    await asker.page.getByRole('button', { name: /确认收货 · 1 件/ }).click()
    await asker.page.getByText('已收货，进了本店库存').waitFor()
    await keepScreen(asker.page, 'desk-transfer')
    const { body } = await product.get(`/transfers/${transfer.split('/').at(-1)}`, { token: asker.token })
    expect(body).toMatchObject({ status: 'received', lines: [{ received: 1, difference: 0 }] })
    expect([...asker.faults, ...sender.faults]).toEqual([])
    await Promise.all([asker.close(), sender.close()])
  })

  it('shows what waits in the store: transfers, low stock, things to put by, purchases', async () => {
    const { page, open, faults, close } = await deskOf(OWN, 'manager')
    await open('#/desk')
    await page.getByRole('link', { name: /低库存 \d/ }).waitFor()
    await keepScreen(page, 'desk')
    await page.getByRole('link', { name: /低库存/ }).click()
    await page.getByRole('button', { name: '改预警线' }).first().waitFor()
    await keepScreen(page, 'desk-alerts')
    await open('#/tasks')
    await page.getByRole('button', { name: '备好了，告诉顾客' }).first().click()
    await open('#/tasks/done')
    await page.getByText(/备好/).nth(1).waitFor()
    await keepScreen(page, 'desk-tasks')
    for (const [name, hash] of [
      ['in', '#/transfers/in'],
      ['out', '#/transfers/out'],
      ['sales', '#/sales'],
      ['stock', '#/stock'],
      ['deliveries', '#/deliveries'],
    ] as const) {
      await open(hash)
      await page.locator('.rows li, .state').first().waitFor()
      await keepScreen(page, `desk-${name}`)
    }
    await open('#/sales')
    await page.locator('.rows a').first().click()
    await page.getByText('门店已收').waitFor()
    await keepScreen(page, 'desk-pos')
    expect(faults).toEqual([])
    await close()
  })
})

describe('an exercise on the real screens (GU-8)', () => {
  it('核销 is learnt step by step, on a narrow phone, and the manager sees who has', async () => {
    const { page, open, faults, close } = await deskOf(OWN, 'guide')
    await page.setViewportSize({ width: 320, height: 640 })
    await open('#/desk')
    await page.getByRole('link', { name: '练习' }).click()
    await page.getByRole('link', { name: /^核销/ }).click()
    await page.getByRole('button', { name: '开始练习' }).click()
    const coach = page.getByRole('region', { name: '练习' })
    const enter = async (code: string) => {
      await coach.getByText(`${code.slice(0, 4)} ${code.slice(4)}`, { exact: true }).waitFor()
      await page.getByLabel('8 位取货码').fill(code)
    }
    await keepScreen(page, 'exercise-begun')
    await enter('00001001')
    await coach.getByText('核销 · 2/8 核对并交货').waitFor()
    await keepScreen(page, 'exercise-look')
    await page.getByRole('button', { name: '确认交付 2 件' }).click()
    await coach.getByText('核销 · 3/8 同一个码再来一次').waitFor()
    await page.getByRole('button', { name: '核销下一单' }).click()
    await enter('00001001')
    await page.getByText('这张单已经取过货了').waitFor()
    await coach.getByText('核销 · 4/8 别的门店的单').waitFor()
    await keepScreen(page, 'exercise-refused')
    for (const code of ['00001002', '00001003']) {
      await page.getByRole('button', { name: '核销下一单' }).click()
      await enter(code)
    }
    await coach.getByText('核销 · 6/8 查券码').waitFor()
    await page.getByRole('button', { name: '核销下一单' }).click()
    await enter('00002001')
    await page.getByLabel('小票金额').fill('268')
    await page.getByRole('button', { name: '确认核销' }).click()
    await coach.getByText('核销 · 8/8 用过的券').waitFor()
    await page.getByRole('button', { name: '核销下一张' }).click()
    await enter('00002001')
    await coach.getByText('核销 · 练完了').waitFor()
    await keepScreen(page, 'exercise-done')
    await coach.getByRole('button', { name: '回练习' }).click()
    await page.getByText('已练完').waitFor()
    // In earnest the same code is nobody's.
    await open('#/redeem/digits')
    await page.getByLabel('8 位取货码').fill('00001001')
    await page.getByText('这是练习用的码', { exact: true }).waitFor()
    expect(faults).toEqual([])
    await close()
    const manager = await deskOf(OWN, 'manager')
    await manager.open('#/exercises')
    await manager.page.getByText('核销 已练完').first().waitFor()
    await keepScreen(manager.page, 'exercise-store')
    await manager.close()
  })

  it('添加话术: a script is added, said, and held back where it must not be said', async () => {
    const { page, open, faults, close } = await deskOf(OWN, 'guide')
    await open('#/exercise/scripts')
    await page.getByRole('button', { name: '开始练习' }).click()
    const coach = page.getByRole('region', { name: '练习' })
    const toScripts = () => page.getByRole('button', { name: '话术', exact: true }).click()
    await toScripts()
    await page.getByRole('button', { name: '添加' }).click()
    await page.getByLabel('叫什么').fill('秋茶')
    await page.getByLabel('怎么说').fill('{顾客}，秋茶到了')
    await keepScreen(page, 'exercise-script-form')
    await page.getByRole('button', { name: '保存' }).click()
    await coach.getByText('添加话术 · 2/4 发给顾客').waitFor()
    await page.getByText('许知夏，秋茶到了').click()
    await keepScreen(page, 'exercise-scripts')
    await page.getByRole('button', { name: '发到聊天' }).click()
    await coach.getByText('添加话术 · 3/4 不能说的话').waitFor()
    await page.getByRole('region', { name: '聊天' }).getByText('许知夏，秋茶到了').waitFor()
    await keepScreen(page, 'exercise-chat')
    await toScripts()
    await page.getByText('许知夏，秋茶到了').last().click()
    await page.getByRole('textbox', { name: '要说的话' }).fill('先转账给我')
    await page.getByRole('button', { name: '发到聊天' }).click()
    await coach.getByText('添加话术 · 4/4 找一条总部的').waitFor()
    await page.getByLabel('找话术').fill('到货')
    await page.getByText('许知夏，你问的那件到').click()
    await page.getByRole('button', { name: '发到聊天' }).click()
    await coach.getByText('添加话术 · 练完了').waitFor()
    expect(faults).toEqual([])
    await close()
  })
})

describe("the orders of the chat's customer (GU-1, OR-7)", () => {
  it('are seen beside the chat, and lead to the order', async () => {
    const lin = product.sandbox.core.people.persons().find((it) => it.phone.endsWith('6021'))
    const { page, faults, close } = await openPage(browser, { width: 1440, height: 900 }, 1)
    await page.goto(`${product.sandbox.url}/?guide=zhoumin&person=${lin?.personId}`)
    const sidebar = page.frameLocator('[data-testid=sidebar]')
    await sidebar.getByRole('heading', { name: '最近订单' }).scrollIntoViewIfNeeded()
    // She also takes part in a 接龙 that is under way.
    const rows = sidebar.getByRole('region', { name: '最近订单' }).locator('li a')
    const bought = rows.filter({ hasNotText: '接龙中' }).first()
    await bought.waitFor()
    await keepScreen(page, 'desk-customer-orders')
    await bought.click()
    await sidebar.getByText('门店已收').waitFor()
    await keepScreen(page, 'desk-customer-order')
    expect(faults).toEqual([])
    await close()
  })
})
