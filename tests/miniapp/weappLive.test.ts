import { advanceClock, now, resetClock } from '../../server/kernel/clock'
import { addDays, fromShanghai, shanghai } from '../../server/kernel/shanghai'
import { openShop } from '../journeys/shop'
import { person, signInGuide } from '../support/people'
import { MACHINE, type TestProduct } from '../support/product'
import { describeBuying } from './support/buying'
import { describeCoupons } from './support/coupons'
import { factsOf, type Facts } from './support/facts'
import { describeJourney } from './support/journey'
import { HERE } from './support/weapp'

jest.setTimeout(120_000)

let product: TestProduct
let facts: Facts
let staff: string
let personId: string
let newcomer: string

/** Noon in Shanghai, today or tomorrow: which store a page proposes depends on which are open. */
async function untilNoon(): Promise<void> {
  const { date } = shanghai(now())
  const [today, tomorrow] = [date, addDays(date, 1)].map((it) => fromShanghai(it, 12 * 60)) as [Date, Date]
  const ms = (today > now() ? today : tomorrow).getTime() - now().getTime()
  advanceClock(ms)
  await product.sandbox.advance(Math.ceil(ms / 1000))
}

beforeAll(async () => {
  product = (await openShop()).product
  await untilNoon()
  facts = await factsOf(product.origin, HERE)
  const [sku] = facts.detail.skus
  const change = {
    key: 'buying-1',
    skuId: sku?.id,
    locationId: facts.nearest.id,
    kind: 'count',
    quantity: 40,
  }
  await product.post('/stock/changes', { token: MACHINE, body: { changes: [change] } })
  await product.settled()
  staff = (await signInGuide(product, { storeId: facts.nearest.id })).token
  newcomer = (await person(product)).personId
  personId = product.sandbox.core.people.persons()[0]?.personId ?? ''
}, 240_000)
afterAll(() => product?.stop())
afterAll(resetClock)

describeJourney('the real server with the demo chain', () => product?.origin ?? '')

describeBuying('the real server and the sandbox', () => ({
  origin: product.origin,
  works: {
    login: async () => ({ code: await product.sandbox.loginCode(personId) }),
    requestPayment: async (options) => {
      const prepayId = String(options.package).replace('prepay_id=', '')
      await product.sandbox.post('/__sandbox/pay', { prepayId, outcome: 'success' })
      return {}
    },
  },
  spuId: facts.product.id,
  name: facts.detail.name,
  storeName: facts.nearest.name,
  redeem: (digits) => product.post('/pickups/redeem', { token: staff, body: { code: digits } }),
}))

describeCoupons('the real server and the sandbox', () => ({
  origin: product.origin,
  works: { login: async () => ({ code: await product.sandbox.loginCode(newcomer) }) },
  redeem: (digits) =>
    product.post('/coupon-codes/redeem', { token: staff, body: { code: digits, amount: 30_000 } }),
}))
