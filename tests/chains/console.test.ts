import { build } from '../support/build'
import { forgetLimits } from '../support/limits'
import { signInGuide, signInOperator } from '../support/people'
import { MACHINE, type Reply } from '../support/product'
import { codeOf, HOUR, startChains, type Chain, type Chains } from './support'

let shop: Chains
beforeAll(async () => {
  shop = await startChains()
})
beforeEach(forgetLimits)
afterAll(() => shop?.product.stop())

async function aDraft(more: object = {}) {
  const [store, source] = [await build.store(), await build.store()]
  const goods = await build.product({ skus: [build.sku({ price: 10_000 })] })
  const skuId = goods.skus[0]?.id ?? ''
  await build.stock(skuId, source._id, 10)
  const second = Math.floor(Date.now() / 1000) * 1000
  const after = (hours: number) => new Date(second + hours * HOUR).toISOString()
  return {
    title: '秋味接龙',
    lines: [{ skuId, chainPrice: 8000, quota: 6 }],
    sourceId: source._id,
    storeId: store._id,
    perMember: 3,
    from: after(-1),
    until: after(48),
    arrivesAt: after(72),
    ...more,
  }
}
type Draft = Awaited<ReturnType<typeof aDraft>>

const create = (draft: object, token = MACHINE) =>
  shop.product.post('/console/chains', { token, body: draft })
const step = (id: string, name: string, body: object = {}): Promise<Reply> =>
  shop.product.post(`/console/chains/${id}/${name}`, { token: MACHINE, body })
const change = (id: string, draft: object): Promise<Reply> =>
  shop.product.call('PUT', `/console/chains/${id}`, { token: MACHINE, body: draft })
const stockOf = ({ lines, sourceId }: Draft) => shop.stockOf(lines[0]!.skuId, sourceId)

describe('chains at the console (OP-2, GB-2)', () => {
  it('a draft is scheduled with its pieces set apart, sells, tells its results, is paused, ended and copied', async () => {
    const draft = await aDraft()
    const { body: made } = await create(draft)
    expect(made).toMatchObject({ status: 'draft', actions: ['change', 'schedule', 'copy'] })
    expect((await shop.product.get(`/chains/${made.id}`)).status).toBe(404)
    expect((await step(made.id, 'schedule')).body).toMatchObject({ status: 'live', face: { left: 6 } })
    expect(await stockOf(draft)).toEqual({ onHand: 10, reserved: 6, available: 4 })
    const of = { id: made.id, skuId: draft.lines[0]!.skuId } as Chain
    await shop.joined(of, 2)
    const { body: shown } = await shop.product.get(`/console/chains/${made.id}`, { token: MACHINE })
    expect(shown.results).toEqual({ people: 1, orders: 1, pieces: 2, gmv: 16_000, refunded: 0, collected: 0 })
    expect(shown.days).toMatchObject([{ orders: 1, pieces: 2, paid: 16_000 }])
    expect((await step(made.id, 'pause')).body.status).toBe('paused')
    const other = await shop.shopper()
    expect(codeOf(await shop.join(other, of))).toEqual([409, 'chain_not_open'])
    expect((await step(made.id, 'resume')).body.status).toBe('live')
    expect((await step(made.id, 'end')).body).toMatchObject({ status: 'ended', actions: ['copy', 'callOff'] })
    const { body: twin } = await step(made.id, 'copy')
    expect(twin).toMatchObject({ status: 'draft', title: '秋味接龙 副本', version: 1 })
    const all = await shop.product.get('/console/chains?status=ended', { token: MACHINE })
    expect(all.body.chains.map((it: { id: string }) => it.id)).toContain(made.id)
  })

  it('says what is wrong, locks what was promised, and lets a later end be', async () => {
    const draft = await aDraft()
    const line = draft.lines[0]!
    const wrong: [object, RegExp][] = [
      [{ until: draft.from }, /截单要晚于开始/],
      [{ arrivesAt: draft.from }, /到店时间要晚于截单/],
      [{ lines: [line, line] }, /选了两次/],
      [{ lines: [{ ...line, chainPrice: 10_001 }] }, /不能高于原价/],
      [{ leaderId: 'gui_nobody' }, /团长要是自提门店的导购/],
    ]
    for (const [more, text] of wrong) {
      const { status, body } = await create({ ...draft, ...more })
      expect([status, body.error.code]).toEqual([422, 'chain_invalid'])
      expect(body.error.details.text).toMatch(text)
    }
    const { body: greedy } = await create({ ...draft, lines: [{ ...line, quota: 11 }] })
    expect(codeOf(await step(greedy.id, 'schedule'))).toEqual([409, 'out_of_stock'])
    expect(await stockOf(draft)).toEqual({ onHand: 10, reserved: 0, available: 10 })
    const { body: made } = await create(draft)
    const { body: live } = await step(made.id, 'schedule')
    const dearer = { ...draft, lines: [{ ...line, chainPrice: 9000 }], version: live.version }
    expect(codeOf(await change(made.id, dearer))).toEqual([409, 'chain_locked_fields'])
    const until = new Date(Date.parse(draft.until) + HOUR).toISOString()
    const longer = { ...draft, title: '多等一小时', until, version: live.version }
    expect((await change(made.id, longer)).body).toMatchObject({ title: '多等一小时', until })
    expect(codeOf(await change(made.id, longer))).toEqual([409, 'chain_changed'])
  })

  it('is decided for own stores only, in the console and at the desk', async () => {
    const draft = await aDraft()
    const { token } = await signInOperator(shop.product, { role: 'store', storeId: draft.storeId })
    expect(codeOf(await create(draft, token))).toEqual([403, 'chain_out_of_reach'])
    const { body: made } = await create(draft)
    await step(made.id, 'schedule')
    const seen = await shop.product.get(`/console/chains/${made.id}`, { token })
    expect(seen.body.actions).toEqual([])
    const stranger = await signInGuide(shop.product)
    const look = await shop.product.get(`/staff/chains/${made.id}`, { token: stranger.token })
    expect(codeOf(look)).toEqual([403, 'chain_forbidden'])
  })
})

describe('chains at the desk (GB-2)', () => {
  it('are opened by a guide for the own store, live at once, and once per key', async () => {
    const { store, skuId } = await build.shelf(10)
    const { token } = await signInGuide(shop.product, { storeId: store._id })
    const chat = { id: 'wrGroup1', name: '秋味尝鲜群' }
    const body = {
      key: 'desk-chain-1',
      title: '崇明蟹接龙',
      lines: [{ skuId, chainPrice: 0, quota: 4 }],
      sourceId: store._id,
      perMember: 2,
      until: new Date(Date.now() + HOUR).toISOString(),
      arrivesAt: new Date(Date.now() + 2 * HOUR).toISOString(),
      chat,
    }
    const { body: found } = await shop.product.get(`/staff/chains/sources?skuIds=${skuId}`, { token })
    expect(found.sources[0]).toMatchObject({
      id: store._id,
      kind: 'store',
      available: [{ skuId, available: 10 }],
    })
    const { body: sku } = await shop.product.get(`/staff/stock/${skuId}`, { token })
    const at = (percent: number) => ({
      ...body,
      lines: [{ skuId, chainPrice: Math.floor((sku.price * percent) / 100), quota: 4 }],
    })
    const open = (it: object) => shop.product.post('/staff/chains', { token, body: it })
    expect((await open(at(50))).body.error.details.text).toMatch(/店长/)
    const both = await Promise.all([open(at(80)), open(at(80))])
    expect(both.map((it) => it.status)).toEqual([200, 200])
    expect(both[0]!.body).toMatchObject({ phase: 'open', chat, left: 4, actions: ['close', 'callOff'] })
    expect(codeOf(await open({ ...at(80), title: '别的接龙' }))).toEqual([409, 'key_reused'])
    const { body: listed } = await shop.product.get('/staff/chains?chatId=wrGroup1', { token })
    expect(listed.chains.map((it: { id: string }) => it.id)).toEqual([both[0]!.body.id])
    expect(await shop.stockOf(skuId, store._id)).toEqual({ onHand: 10, reserved: 4, available: 6 })
  })
})
