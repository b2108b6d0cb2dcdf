import type { Browser } from 'playwright-core'
import { MACHINE, type TestProduct } from '../support/product'
import { openBrowser } from './browser'
import { openCounter, type Counter } from './counter'
import { openShop } from './shop'

jest.setTimeout(120_000)

let product: TestProduct
let browser: Browser
let shopper: { personId: string; name: string }
let goods: { name: string; skuId: string }
let counter: Counter

beforeAll(async () => {
  product = (await openShop()).product
  browser = await openBrowser()
  const lin = product.sandbox.core.people.persons().find((it) => it.phone.endsWith('6021'))
  if (!lin) throw new Error('nobody has that phone')
  shopper = lin
  const { body } = await product.get('/stores/sto_0001/stock?limit=1')
  goods = body.items[0].product
  const changes = [{ key: 'buy-1', skuId: goods.skuId, locationId: 'sto_0001', kind: 'count', quantity: 30 }]
  await product.post('/stock/changes', { token: MACHINE, body: { changes } })
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

/** From the home page to the pay sheet, picked up in 静安寺店. */
async function order(): Promise<void> {
  const { phone } = counter
  await phone.tap(goods.name)
  await phone.sees('附近有货')
  await phone.sees(/^静安寺店 \d/)
  await counter.keep('product')
  await phone.tap('立即购买')
  await phone.sees('确认订单')
  await phone.sees('价格明细')
  await phone.sees('静安寺店')
  await counter.keep('checkout')
  await phone.tap('提交订单')
  await phone.frame.getByRole('button', { name: '确认支付' }).waitFor()
  await counter.keep('pay-sheet')
}
const digitsShown = async (): Promise<string> => {
  const digits = (await counter.phone.frame.getByLabel('取货码', { exact: true }).innerText()).replace(
    /\s/g,
    '',
  )
  expect(digits).toMatch(/^\d{8}$/)
  return digits
}

describe('buying on the phone, collecting in the store (OR-1, OR-2, OR-3, OR-6)', () => {
  it('chooses a store, pays, collects by digits, and gives back in another store', async () => {
    const { phone, sidebar } = counter
    await phone.tap('换一家')
    await phone.sees('点一家店，首页就看这家店今天有什么')
    await phone.tap('静安寺店')
    await phone.sees('你选的店')
    await order()
    await phone.press('确认支付')
    await phone.sees('待自提')
    await counter.keep('paid')
    await phone.tap('取货码')
    await phone.sees('可以来取了')
    const digits = await digitsShown()
    await counter.keep('pickup-code')

    await sidebar.follow('工作台')
    await sidebar.sees('等着取货')
    await sidebar.sees(/保留到/)
    await counter.keep('desk')
    await sidebar.follow('输码')
    for (const digit of digits) await sidebar.frame.getByRole('button', { name: digit, exact: true }).click()
    await sidebar.sees('核对 1 件')
    await sidebar.sees(goods.name)
    await counter.keep('check')
    await sidebar.press('确认交付 1 件')
    await sidebar.sees('已核销，可以交货')
    await phone.sees('已提货')
    await counter.keep('redeemed')
  })
})
