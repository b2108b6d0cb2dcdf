import { openShop } from '../journeys/shop'
import type { TestProduct } from '../support/product'
import { describeJourney } from './support/journey'

jest.setTimeout(120_000)

let product: TestProduct | undefined
beforeAll(async () => {
  product = (await openShop()).product
}, 240_000)
afterAll(() => product?.stop())

describeJourney('the real server with the demo chain', () => product?.origin ?? '')
