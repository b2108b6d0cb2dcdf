import type { Browser } from 'playwright-core'
import { advanceClock, now } from '../../server/kernel/clock'
import type { TestProduct } from '../support/product'
import { openBrowser } from './browser'
import { openCounter, type Counter } from './counter'
import { openShop } from './shop'

jest.setTimeout(180_000)

let product: TestProduct
let browser: Browser
let shopper: { personId: string; name: string }
let counter: Counter

beforeAll(async () => {
  product = (await openShop()).product
  browser = await openBrowser()
  const lin = product.sandbox.core.people.persons().find((it) => it.phone.endsWith('6021'))
  if (!lin) throw new Error('the shop lacks the people of this story')
  shopper = lin
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

describe('a presale on the phone (CA-4)', () => {
  it('the deposit with its rule, the balance in its window, and the code for the goods', async () => {
    const { phone, keep } = counter
    const { body } = await product.get('/presales')
    const offer = body.presales.find(
      (it: { phase: string; worth: number; deposit: number }) => it.phase === 'deposit',
    )
    await phone.sees('先付定金，到货优先拿')
    await keep('presale-home')
    await phone.tap(offer.name)
    await phone.sees('付定金中')
    await keep('presale-product')
    await phone.tap('付定金')
    await phone.sees('怎么拿货')
    await phone.sees('分两次付')
    await keep('presale-deposit')
    await phone.tap('我看过了，同意定金不退')
    await keep('presale-agreed')
    await phone.tap('付定金')
    await phone.press('允许')
    await phone.button('确认支付').waitFor()
    await keep('presale-sheet')
    await phone.press('确认支付')
    await phone.sees('待付尾款')
    await keep('presale-deposited')
    const ms = Date.parse(offer.balanceFrom) - now().getTime() + 60_000
    advanceClock(ms)
    await product.sandbox.advance(Math.round(ms / 1000))
    await phone.tap(/^付尾款 ¥/)
    await keep('presale-balance')
    await phone.press('允许')
    await phone.press('确认支付')
    await phone.sees('待自提')
    await keep('presale-paid')
    await phone.tap('出示取货码')
    await phone.sees(/取货码/)
    await keep('presale-code')
  })
})
