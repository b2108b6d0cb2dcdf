import { buildAttributions } from '../../config/demo/attributions'
import { buildChain } from '../../config/demo/chain'
import { importAttributions } from '../../server/features/attributions/attributions.service'
import { importGuides } from '../../server/features/guides/guides.service'
import { freezeClock } from '../../server/kernel/clock'
import { openSession } from '../../server/kernel/sessions'
import { startProduct, type TestProduct } from '../support/product'

const at = new Date('2026-11-24T04:00:00Z')
const chain = buildChain({ now: at })
let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false, withSandbox: false })
  freezeClock(at)
})
afterAll(() => product?.stop())

describe('what counts for guides in the demo chain (GU-5, GU-6)', () => {
  it('can be loaded twice and stands once in the numbers', async () => {
    const [guide] = chain.guides
    if (!guide) throw new Error('no guide')
    const { id: guideId, userid, storeId, name, role } = guide
    await importGuides([{ _id: guideId, userid, storeId, name, role, active: true }])
    const rows = buildAttributions(chain)
    const monthStart = new Date('2026-10-31T16:00:00Z')
    const mine = rows.filter((it) => it.guideId === guideId && it.at >= monthStart)
    expect(mine.length).toBeGreaterThan(0)
    for (let times = 0; times < 2; times++) await importAttributions(rows)
    const { token } = await openSession({ kind: 'guide', guideId, userid, storeId })
    expect((await product.get('/me/numbers', { token })).body.month).toEqual({
      orders: mine.length,
      amount: mine.reduce((sum, it) => sum + it.amount - it.refunded, 0),
    })
  })
})
