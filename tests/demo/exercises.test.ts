import { buildChain } from '../../config/demo/chain'
import { buildExercises } from '../../config/demo/exercises'
import { importExercises } from '../../server/features/exercises/exercises.service'
import { FLOWS } from '../../server/features/exercises/exercises.rules'
import { importGuides } from '../../server/features/guides/guides.service'
import { openSession } from '../../server/kernel/sessions'
import { startProduct, type TestProduct } from '../support/product'

const chain = buildChain({ now: new Date('2026-11-24T04:00:00Z') })
let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false, withSandbox: false })
})
afterAll(() => product?.stop())

describe('exercises of the demo chain (GU-8)', () => {
  it('can be loaded twice; what became of them stays', async () => {
    const rows = buildExercises(chain)
    for (const it of rows) expect(it.at).toBeLessThanOrEqual(FLOWS[it.flow].steps.length)
    expect(rows.filter((it) => it.finishedAt)).not.toHaveLength(0)
    await importGuides(chain.guides.map(({ id, phone: _, ...it }) => ({ _id: id, ...it, active: true })))
    await importExercises(rows)
    const managerOf = (guideId: string) => {
      const storeId = chain.guides.find((it) => it.id === guideId)?.storeId
      return chain.guides.find((it) => it.storeId === storeId && it.role === 'manager')
    }
    const first = rows.find((it) => !it.finishedAt && managerOf(it.guideId))
    const guide = chain.guides.find((it) => it.id === first?.guideId)
    const manager = first && managerOf(first.guideId)
    if (!first || !guide || !manager) throw new Error('nobody with a manager is on the way')
    const { id: guideId, userid, storeId } = guide
    const { token } = await openSession({ kind: 'guide', guideId, userid, storeId })
    const stand = async () => (await product.get(`/exercises/${first.flow}`, { token })).body
    expect(await stand()).toMatchObject({ state: 'running', at: first.at })
    expect((await product.post(`/exercises/${first.flow}/begin`, { token })).body).toMatchObject({ at: 0 })
    await importExercises(rows)
    expect(await stand()).toMatchObject({ state: 'running', at: 0 })
    const session = await openSession({
      kind: 'manager',
      guideId: manager.id,
      userid: manager.userid,
      storeId,
    })
    const { guides } = (await product.get('/staff/exercises', { token: session.token })).body
    expect(guides).toContainEqual(
      expect.objectContaining({
        id: guideId,
        exercises: expect.arrayContaining([{ flow: first.flow, state: 'running', at: 0 }]),
      }),
    )
  })
})
