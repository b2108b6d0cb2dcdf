import { build } from '../support/build'
import { MACHINE, type Reply } from '../support/product'
import { codeOf, HOUR, startGroupBuys, type GroupBuys } from './support'

let shop: GroupBuys
beforeAll(async () => {
  shop = await startGroupBuys()
})
afterAll(() => shop?.product.stop())

async function aDraft(more: object = {}) {
  const store = await build.store()
  const goods = await build.product({ skus: [build.sku({ price: 10_000 })] })
  const skuId = goods.skus[0]?.id ?? ''
  await build.stock(skuId, store._id, 10)
  const second = Math.floor(Date.now() / 1000) * 1000
  const after = (hours: number) => new Date(second + hours * HOUR).toISOString()
  return {
    title: '两人团',
    spuId: goods._id,
    skus: [{ skuId, groupPrice: 6000 }],
    size: 2,
    hours: 24,
    perMember: 2,
    from: after(-1),
    until: after(48),
    ways: ['pickup'],
    pickupAt: 'leaderStore',
    places: [{ skuId, locationId: store._id, quota: 6 }],
    ...more,
  }
}
type Draft = Awaited<ReturnType<typeof aDraft>>

const create = (draft: object) => shop.product.post('/console/group-buys', { token: MACHINE, body: draft })
const step = (id: string, name: string): Promise<Reply> =>
  shop.product.post(`/console/group-buys/${id}/${name}`, { token: MACHINE, body: {} })
const change = (id: string, draft: object): Promise<Reply> =>
  shop.product.call('PUT', `/console/group-buys/${id}`, { token: MACHINE, body: draft })
const stockOf = ({ skus, places }: Draft) => shop.stockOf(skus[0]!.skuId, places[0]!.locationId)

describe('group buys at the console (OP-2, GB-1)', () => {
  it('a draft is scheduled with its pieces set apart, sells, and tells its results', async () => {
    const draft = await aDraft()
    const { body: made } = await create(draft)
    expect(made).toMatchObject({ status: 'draft', actions: ['change', 'schedule', 'copy'] })
    expect((await shop.product.get(`/group-buys/${made.id}`)).status).toBe(404)
    expect((await step(made.id, 'schedule')).body).toMatchObject({ status: 'live', face: { left: 6 } })
    expect(await stockOf(draft)).toEqual({ onHand: 10, reserved: 6, available: 4 })
    const store = { _id: draft.places[0]!.locationId }
    const of = { id: made.id, skuId: draft.skus[0]!.skuId, store } as never
    const { teamId } = await shop.opened(of)
    const friend = await shop.shopper()
    const { body } = await shop.join(friend, teamId, of)
    await shop.pay(friend, body.id)
    await shop.whenStatus(friend, body.id, 'paid')
    const { body: shown } = await shop.product.get(`/console/group-buys/${made.id}`, { token: MACHINE })
    expect(shown.results).toEqual({
      opened: 1,
      formed: 1,
      failed: 0,
      orders: 2,
      pieces: 2,
      gmv: 12_000,
      refunded: 0,
    })
  })

  it('says what is wrong with it, and keeps nothing', async () => {
    const draft = await aDraft()
    const { skuId } = draft.skus[0]!
    const wrong: [object, RegExp][] = [
      [{ until: draft.from }, /结束要晚于开始/],
      [{ formFrom: 2 }, /自动成团/],
      [{ skus: [{ skuId, groupPrice: 10_000 }] }, /拼团价要低于原价/],
      [{ ways: ['pickup', 'express'] }, /快递要给仓库留名额/],
      [{ size: 9 }, /成不了团/],
      [{ places: [...draft.places, ...draft.places] }, /填了两次/],
    ]
    for (const [more, text] of wrong) {
      const { status, body } = await create({ ...draft, ...more })
      expect([status, body.error.code]).toEqual([422, 'group_buy_invalid'])
      expect(body.error.details.text).toMatch(text)
    }
    const { body: made } = await create({ ...draft, places: [{ ...draft.places[0], quota: 11 }] })
    expect(codeOf(await step(made.id, 'schedule'))).toEqual([409, 'out_of_stock'])
    expect(await stockOf(draft)).toEqual({ onHand: 10, reserved: 0, available: 10 })
    // With fewer pieces it can be scheduled after all.
    const { body: less } = await change(made.id, { ...draft, version: made.version })
    expect((await step(less.id, 'schedule')).body.status).toBe('live')
  })

  it('once scheduled keeps its price and places; its name and a later end may change', async () => {
    const draft = await aDraft()
    const { body: made } = await create(draft)
    const { body: live } = await step(made.id, 'schedule')
    const dearer = { ...draft, skus: [{ ...draft.skus[0], groupPrice: 7000 }], version: live.version }
    expect(codeOf(await change(made.id, dearer))).toEqual([409, 'group_buy_locked_fields'])
    const until = new Date(Date.parse(draft.until) + HOUR).toISOString()
    // The same start in other letters is the same start.
    const from = draft.from.replace('.000Z', 'Z')
    const longer = { ...draft, title: '加一天', from, until, version: live.version }
    expect((await change(made.id, longer)).body).toMatchObject({ title: '加一天', until })
    expect(codeOf(await change(made.id, longer))).toEqual([409, 'group_buy_changed'])
  })

  it('is paused, resumed, ended and copied', async () => {
    const draft = await aDraft()
    const { body: made } = await create(draft)
    const early = await step(made.id, 'pause')
    expect(codeOf(early)).toEqual([409, 'group_buy_step_refused'])
    await step(made.id, 'schedule')
    expect((await step(made.id, 'pause')).body.status).toBe('paused')
    const buyer = await shop.shopper()
    const of = {
      id: made.id,
      skuId: draft.skus[0]!.skuId,
      store: { _id: draft.places[0]!.locationId },
    } as never
    expect(codeOf(await shop.open(buyer, of))).toEqual([409, 'group_buy_not_open'])
    expect((await step(made.id, 'resume')).body.status).toBe('live')
    expect((await shop.open(buyer, of)).status).toBe(200)
    expect((await step(made.id, 'end')).body).toMatchObject({ status: 'ended', actions: ['copy'] })
    expect(codeOf(await shop.open(await shop.shopper(), of))).toEqual([409, 'group_buy_not_open'])
    const { body: twin } = await step(made.id, 'copy')
    expect(twin).toMatchObject({ status: 'draft', title: '两人团 副本', version: 1 })
    const all = await shop.product.get('/console/group-buys?status=ended', { token: MACHINE })
    expect(all.body.groupBuys.map((it: { id: string }) => it.id)).toContain(made.id)
  })
})
