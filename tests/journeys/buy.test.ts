import type { Browser } from 'playwright-core'
import { MACHINE, type TestProduct } from '../support/product'
import { openBrowser } from './browser'
import { openCounter, type Counter } from './counter'
import { openShop } from './shop'

jest.setTimeout(120_000)

let product: TestProduct
let browser: Browser
let shopper: { personId: string; name: string }
let elsewhere: { name: string; storeName: string }
let goods: { name: string; skuId: string }
let counter: Counter

beforeAll(async () => {
  product = (await openShop()).product
  browser = await openBrowser()
  const { people } = product.sandbox.core
  const lin = people.persons().find((it) => it.phone.endsWith('6021'))
  const other = people.guides().find((it) => it.storeName === '新天地店')
  if (!lin || !other) throw new Error('the shop lacks the people of this story')
  shopper = lin
  elsewhere = other
  const { body } = await product.get('/stores/sto_0001/stock?limit=1')
  goods = body.items[0].product
  const count = { key: 'buy-1', skuId: goods.skuId, locationId: 'sto_0001', kind: 'count', quantity: 30 }
  await product.post('/stock/changes', { token: MACHINE, body: { changes: [count] } })
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})
beforeEach(async () => {
  counter = await openCounter(browser, product, 'zhoumin', shopper.personId)
})
afterEach(async () => {
  const { faults } = counter
  await counter.close()
  expect(faults).toEqual([])
})

/** From the home page to the pay sheet, to be picked up in 静安寺店. */
async function order(): Promise<void> {
  const { phone } = counter
  // Among what the store has: the same goods may be in a flash sale above.
  await phone.frame.locator('.good').filter({ visible: true, hasText: goods.name }).first().click()
  await phone.sees('附近有货')
  await phone.sees(/^静安寺店 \d/)
  await counter.keep('product')
  await phone.tap('立即购买')
  await phone.sees('确认订单')
  await phone.sees('价格明细')
  await phone.sees('静安寺店现货')
  await counter.keep('checkout')
  await phone.tap('提交订单')
  await phone.button('允许').waitFor()
  await counter.keep('messages')
  await phone.press('允许')
  await phone.button('确认支付').waitFor()
}

/** From the order to its pickup code: the eight digits. */
async function showCode(): Promise<string> {
  const { phone } = counter
  await phone.tap('出示取货码')
  await phone.sees('可以来取了')
  const digits = await phone.frame.getByLabel('取货码', { exact: true }).innerText()
  return digits.replace(/\s/g, '')
}

describe('buying on the phone, collecting in the store (OR-1, OR-2, OR-3, OR-6)', () => {
  it('chooses a store, pays, collects by digits, and gives back in another store', async () => {
    const { phone, sidebar, keep } = counter
    await phone.tap('换一家')
    await phone.sees('点一家店，首页就看这家店今天有什么')
    await phone.tap('静安寺店')
    await phone.sees('你选的店')
    await order()
    await keep('pay-sheet')
    await phone.press('确认支付')
    await phone.sees('待自提')
    await keep('paid')
    const digits = await showCode()
    expect(digits).toMatch(/^\d{8}$/)
    await keep('pickup-code')

    await sidebar.follow('工作台')
    await sidebar.sees(/保留到/)
    await keep('desk')
    await sidebar.follow('输码')
    for (const digit of digits) await sidebar.press(digit)
    await sidebar.sees('核对 1 件')
    await sidebar.sees(goods.name)
    await keep('check')
    await sidebar.press('确认交付 1 件')
    await sidebar.sees('已核销，可以交货')
    await phone.sees('已提货')
    await phone.sees('周敏为你核对')
    await keep('collected')

    await counter.serveBy(elsewhere.name, shopper.name)
    await phone.tap('看订单')
    await phone.sees('要退换，给店员扫这个')
    await sidebar.follow('工作台')
    await sidebar.sees('没有等着取货的单')
    await sidebar.follow('查单退货')
    await keep('find')
    await sidebar.press('扫顾客的订单码')
    await keep('scan-order')
    await sidebar.press(`${shopper.name}手机上的订单二维码`)
    await sidebar.press('退货')
    await sidebar.tap('不喜欢了')
    await keep('return')
    await sidebar.press('收货并退款 · 1 件')
    await sidebar.sees('已退货 1 件，货收进本店')
    await phone.sees('已退款')
    await phone.sees('已退回')
    await phone.sees(/不喜欢了 · 新天地店/)
    await keep('returned')
  })

  it('pays later an order whose payment was cancelled, and collects it by the scanned code', async () => {
    const { phone, sidebar, keep } = counter
    await order()
    await phone.press('取消')
    await phone.sees('待付款')
    await keep('unpaid')
    await phone.tap(/^去付款/)
    await phone.press('允许')
    await phone.press('确认支付')
    await phone.sees('待自提')
    await showCode()
    await sidebar.follow('工作台')
    await sidebar.follow(/核销/)
    await sidebar.button(`${shopper.name}手机上的取货二维码`).waitFor()
    await keep('scan')
    await sidebar.press(`${shopper.name}手机上的取货二维码`)
    await sidebar.sees('核对 1 件')
    await sidebar.press('确认交付 1 件')
    await sidebar.sees('已核销，可以交货')
    await phone.sees('已提货')
  })

  it('cancels what was paid and sees the money come back', async () => {
    const { phone, keep } = counter
    await order()
    await phone.press('确认支付')
    await phone.sees('待自提')
    await phone.tap('取消订单')
    await phone.sees('钱会原路退回，一般几分钟到账')
    await keep('cancel')
    await phone.frame.getByText('取消订单', { exact: true }).last().click()
    await phone.sees('已退款')
    await phone.sees('已退回')
    await keep('cancelled')
  })
})
