import { buildChain } from '../../config/demo/chain'
import { loadMoments } from '../../config/demo/moments'
import { world } from '../../config/demo/world'
import { importGuides } from '../../server/features/guides/guides.service'
import { carryDue } from '../../server/features/moments/moments.carry'
import { openSession } from '../../server/kernel/sessions'
import { startProduct, type TestProduct } from '../support/product'

const chain = buildChain({ now: new Date() })
const known = world(chain)
let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false, world: known })
  await importGuides(chain.guides.map(({ id, phone: _, ...it }) => ({ _id: id, ...it, active: true })))
  for (let times = 0; times < 2; times += 1) await loadMoments(chain, known.moments)
})
afterAll(() => product?.stop())

const store = chain.guides[0]?.storeId ?? ''
const staff = chain.guides.filter((it) => it.storeId === store && it.role === 'guide')
/** What the manager of a store sees. */
async function momentsOf(storeId: string) {
  const manager = chain.guides.find((it) => it.storeId === storeId && it.role === 'manager')
  if (!manager) throw new Error(`${storeId} has no manager`)
  const { id: guideId, userid } = manager
  const { token } = await openSession({ kind: 'manager', guideId, userid, storeId })
  return (await product.get('/moments', { token })).body.moments as {
    status: string
    pictures: string[]
    link?: object
    tasks: { state: string; likes: number }[]
    sums: { seen: number; likes: number; comments: number }
  }[]
}
const onPhone = async (personId: string) =>
  (await product.sandbox.get(`/__sandbox/moments?personId=${personId}`)).moments as unknown as {
    id: string
    userid: string
    said: { kind: string }[]
  }[]

describe('moments of the demo chain (GU-6b)', () => {
  it('are of two stores, with pictures and links, published, seen and liked', async () => {
    const moments = await momentsOf(store)
    expect(moments.map((it) => it.status)).toEqual(['open', 'published', 'published'])
    expect(moments.map((it) => [it.pictures.length, Boolean(it.link)])).toEqual([
      [1, false],
      [0, true],
      [1, false],
    ])
    expect(moments[0]?.tasks.map((it) => it.state)).toEqual([
      'waiting',
      ...staff.slice(1).map(() => 'published'),
    ])
    expect(moments[2]?.sums.comments).toBe(2)
    for (const { sums } of moments.slice(1)) {
      expect(sums.likes).toBeGreaterThan(2)
      expect(sums.seen).toBeGreaterThan(sums.likes)
    }
    const picture = await fetch(`${product.origin}${moments[0]?.pictures[0]}`)
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    const others = known.moments.flatMap((it) => {
      const guide = chain.guides.find(({ userid }) => userid === it.tasks[0]?.userid)
      return guide && guide.storeId !== store ? [guide.storeId] : []
    })
    expect(others).toHaveLength(1)
    const [there] = await momentsOf(others[0] ?? '')
    expect(there).toMatchObject({ status: 'published', sums: { likes: 1, comments: 1 } })
  })

  it('stand in WeCom as they stand here, and go on there: a like counts, until WeCom begins anew', async () => {
    const before = await momentsOf(store)
    await carryDue()
    expect(await momentsOf(store)).toEqual(before)
    const [lin] = known.persons
    if (!lin) throw new Error('nobody')
    const seen = (await onPhone(lin.personId)).filter((it) => it.userid === 'zhoumin')
    expect(seen.map((it) => it.said.map(({ kind }) => kind))).toEqual([
      ['text', 'news'],
      ['text', 'image'],
    ])
    const [waiting] = known.moments.slice(-1)
    await product.sandbox.post(`/__sandbox/moments/${waiting?.moment_id}/publish`, { userid: 'zhoumin' })
    expect((await onPhone(lin.personId)).filter((it) => it.userid === 'zhoumin')).toHaveLength(3)
    product.sandbox.core.reset()
    expect((await onPhone(lin.personId)).filter((it) => it.userid === 'zhoumin')).toEqual(seen)
  })
})
