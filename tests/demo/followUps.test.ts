import { buildChain } from '../../config/demo/chain'
import { buildFollowUps } from '../../config/demo/followUps'
import { importFollowUps } from '../../server/features/followUps/followUps.service'
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

describe('follow-ups of the demo chain (GU-5)', () => {
  it('can be loaded twice; what became of them stays', async () => {
    const [guide] = chain.guides
    if (!guide) throw new Error('no guide')
    const { id: guideId, userid, storeId } = guide
    const { token } = await openSession({ kind: 'guide', guideId, userid, storeId })
    const list = async () => (await product.get('/follow-ups', { token })).body
    await importFollowUps(buildFollowUps(chain))
    const first = await list()
    expect(first).toMatchObject({ dueToday: 2, overdue: 1 })
    expect(first.followUps).toHaveLength(4)
    const { id } = first.followUps[0]
    await product.post(`/follow-ups/${id}/done`, { token, body: { version: 0 } })
    await importFollowUps(buildFollowUps(chain))
    expect((await list()).followUps).toHaveLength(3)
  })
})
