import { buildChain } from '../../config/demo/chain'
import { buildCoupons, buildGrants } from '../../config/demo/coupons'
import { problemOf } from '../../server/features/couponConsole/couponConsole.rules'
import { importCoupons, importGrants, resultsOf } from '../../server/features/coupons/coupons.service'
import { freezeClock } from '../../server/kernel/clock'
import { memberSession } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { couponsOf } from '../coupons/support'

const at = new Date('2026-11-24T04:00:00Z')
const chain = buildChain({ now: at })
const coupons = buildCoupons(chain)
const grants = buildGrants(chain, coupons)

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false, withSandbox: false })
  freezeClock(at)
})
afterAll(() => product?.stop())

describe('coupons of the demo chain (CO-1)', () => {
  it('are sound, and of every kind that is claimed, in every state', () => {
    const problems = coupons.map((it) =>
      problemOf({
        ...it,
        claim: { from: it.claim.from.toISOString(), until: it.claim.until.toISOString() },
      }),
    )
    expect(problems).toEqual(coupons.map(() => undefined))
    expect(new Set(coupons.map((it) => it.benefit.kind)).size).toBeGreaterThanOrEqual(4)
    expect(new Set(coupons.map((it) => it.status))).toEqual(new Set(['live', 'scheduled', 'paused', 'ended']))
    for (const way of ['page', 'scene', 'arrival', 'guide'] as const)
      expect(coupons.some((it) => it.ways.includes(way) && it.status === 'live')).toBe(true)
  })

  it('can be loaded twice, and claimed from where their grants end', async () => {
    for (let times = 0; times < 2; times++) {
      await importCoupons(coupons)
      await importGrants(grants)
    }
    const [first] = coupons
    const count = grants.filter((it) => it.couponId === first?._id).length
    const claimed = async () => (await resultsOf([first!._id])).get(first!._id)?.claimed
    expect(count).toBeGreaterThan(0)
    expect(await claimed()).toBe(count)
    const { token } = await memberSession()
    expect((await couponsOf(product).claim(token, first!._id)).status).toBe(200)
    expect(await claimed()).toBe(count + 1)
  })
})
