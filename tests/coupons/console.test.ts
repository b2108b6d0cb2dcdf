import { freezeClock, resetClock, advanceClock, now } from '../../server/kernel/clock'
import { followClock } from '../../server/features/coupons/coupons.give'
import { findCoupon } from '../../server/features/coupons/coupons.service'
import { build } from '../support/build'
import { memberSession, signInGuide, signInOperator } from '../support/people'
import { MACHINE, startProduct, type TestProduct } from '../support/product'
import { couponsOf } from './support'

let product: TestProduct
let shop: ReturnType<typeof couponsOf>
beforeAll(async () => {
  product = await startProduct()
  shop = couponsOf(product)
})
beforeEach(() => freezeClock(new Date()))
afterEach(() => resetClock())
afterAll(() => product?.stop())

const HOUR = 3600_000
const iso = (hours: number) => new Date(now().getTime() + hours * HOUR).toISOString()
const draftOf = (overrides: object = {}) => ({
  title: '初冬围炉满减券',
  benefit: { kind: 'amountOff', threshold: 30_000, off: 6000 },
  scope: { channels: ['online', 'store'] },
  audience: { newOnly: false },
  claim: { from: iso(1), until: iso(48) },
  ways: ['page'],
  validity: { kind: 'days', days: 7 },
  quota: { total: 3, perPerson: 1 },
  stacking: { member: true, coupons: true },
  ...overrides,
})
const make = (overrides: object = {}) =>
  product.post('/console/coupons', { token: MACHINE, body: draftOf(overrides) })
const step = (id: string, name: string) => product.post(`/console/coupons/${id}/${name}`, { token: MACHINE })
const change = (id: string, body: object) =>
  product.call('PUT', `/console/coupons/${id}`, { token: MACHINE, body })
const ownFields = ({
  id: _i,
  status: _s,
  statusText: _t,
  actions: _a,
  face: _f,
  createdAt: _c,
  createdBy: _b,
  updatedAt: _u,
  results: _r,
  ...it
}: Record<string, unknown>) => it

describe('a coupon made in the console (OP-2, CO-1)', () => {
  it('is drafted, scheduled, goes live by the clock, pauses, resumes and ends', async () => {
    const { body } = await make()
    expect(body).toMatchObject({
      status: 'draft',
      statusText: '草稿',
      actions: ['change', 'schedule', 'copy'],
      face: { big: '¥60', small: '满 300 可用' },
      results: { claimed: 0, used: 0, locked: 0, gmv: 0, off: 0 },
    })
    const { token } = await memberSession()
    expect((await shop.claim(token, body.id)).body.error.code).toBe('coupon_not_found')
    expect((await step(body.id, 'pause')).body.error.code).toBe('coupon_step_refused')
    expect((await step(body.id, 'schedule')).body.status).toBe('scheduled')
    expect((await shop.claim(token, body.id)).body.error.code).toBe('coupon_not_live')
    advanceClock(HOUR)
    await followClock()
    expect((await findCoupon(body.id))?.status).toBe('live')
    expect((await step(body.id, 'pause')).body.status).toBe('paused')
    expect((await shop.claim(token, body.id)).body.error.code).toBe('coupon_not_live')
    expect((await step(body.id, 'resume')).body.status).toBe('live')
    await shop.have(token, body.id)
    const ended = await step(body.id, 'end')
    expect(ended.body).toMatchObject({ status: 'ended', actions: ['copy'], results: { claimed: 1 } })
    expect((await shop.claim((await memberSession()).token, body.id)).body.error.code).toBe('coupon_not_live')
    expect((await shop.wallet(token)).counts.usable).toBe(1)
  })

  it('ends by the clock, and resumes as scheduled before its time', async () => {
    const { body } = await make()
    await step(body.id, 'schedule')
    await step(body.id, 'pause')
    expect((await step(body.id, 'resume')).body.status).toBe('scheduled')
    advanceClock(48 * HOUR)
    const list = (await product.get('/console/coupons?status=ended', { token: MACHINE })).body.coupons
    expect(list.map((it: { id: string }) => it.id)).toContain(body.id)
    await followClock()
    expect((await findCoupon(body.id))?.status).toBe('ended')
  })

  it('changes in everything while it is a draft, afterwards only in words, quota and end', async () => {
    const { body } = await make()
    const fields = ownFields(body)
    const free = await change(body.id, {
      ...fields,
      benefit: { kind: 'percentOff', percent: 85, threshold: 0 },
    })
    expect(free.body).toMatchObject({ version: 2, face: { big: '8.5折' } })
    expect((await change(body.id, fields)).body.error.code).toBe('coupon_changed')
    const scheduled = ownFields((await step(body.id, 'schedule')).body)
    advanceClock(HOUR)
    const people = await Promise.all(Array.from({ length: 5 }, () => memberSession()))
    for (const { token } of people.slice(0, 3)) await shop.have(token, body.id)
    expect((await shop.claim(people[3]!.token, body.id)).body.error.code).toBe('coupon_sold_out')
    const locked = await change(body.id, {
      ...scheduled,
      benefit: { kind: 'percentOff', percent: 50, threshold: 0 },
    })
    expect(locked.body.error.code).toBe('coupon_locked_fields')
    const fewer = await change(body.id, { ...scheduled, quota: { total: 2, perPerson: 1 } })
    expect(fewer.body.error.code).toBe('coupon_locked_fields')
    const more = await change(body.id, { ...scheduled, title: '加量', quota: { total: 4, perPerson: 1 } })
    expect(more.body).toMatchObject({ title: '加量', quota: { total: 4 } })
    expect((await shop.claim(people[3]!.token, body.id)).status).toBe(200)
    expect((await shop.claim(people[4]!.token, body.id)).body.error.code).toBe('coupon_sold_out')
  })

  it.each([
    ['领取结束要晚于开始', () => ({ claim: { from: iso(2), until: iso(1) } })],
    ['减的金额不能超过门槛', () => ({ benefit: { kind: 'amountOff', threshold: 100, off: 200 } })],
    ['每人限领不能超过总量', () => ({ quota: { total: 1, perPerson: 2 } })],
    [
      '兑换和体验要在门店使用',
      () => ({ benefit: { kind: 'gift', gift: '小样' }, scope: { channels: ['online'] } }),
    ],
    [
      '体验券要付款购买，不能直接领取',
      () => ({ benefit: { kind: 'experience', price: 990, service: '护肤体验' } }),
    ],
    ['同一项选了两次', () => ({ ways: ['page', 'page'] })],
  ])('is refused with %s', async (text, overrides) => {
    const { status, body } = await make(overrides())
    expect([status, body.error.code, body.error.details.text]).toEqual([422, 'coupon_invalid', text])
  })

  it('is copied as a draft, and listed page by page', async () => {
    const { body } = await make({ title: '原券' })
    const copy = await product.post(`/console/coupons/${body.id}/copy`, { token: MACHINE })
    expect(copy.body).toMatchObject({ status: 'draft', title: '原券 副本', version: 1 })
    const first = (await product.get('/console/coupons?limit=1', { token: MACHINE })).body
    const second = (await product.get(`/console/coupons?limit=1&cursor=${first.next}`, { token: MACHINE }))
      .body
    expect([first.coupons.length, second.coupons.length]).toEqual([1, 1])
    expect(first.coupons[0].id).not.toBe(second.coupons[0].id)
    expect((await product.get('/console/coupons?cursor=no', { token: MACHINE })).status).toBe(400)
  })

  it('is copied with a window that lies ahead, however long ago the old one was over, and can be scheduled', async () => {
    const { body } = await make({
      validity: { kind: 'fixed', from: iso(1), until: iso(96) },
    })
    advanceClock(60 * 24 * HOUR)
    const copied = (await product.post(`/console/coupons/${body.id}/copy`, { token: MACHINE })).body
    const from = Date.parse(copied.claim.from)
    expect(from).toBeGreaterThan(now().getTime())
    expect(from - now().getTime()).toBeLessThanOrEqual(24 * HOUR)
    expect((from - Date.parse(body.claim.from)) % (24 * HOUR)).toBe(0)
    expect(Date.parse(copied.claim.until) - from).toBe(47 * HOUR)
    expect(Date.parse(copied.validity.until) - Date.parse(copied.validity.from)).toBe(95 * HOUR)
    expect((await step(copied.id, 'schedule')).body.status).toBe('scheduled')
  })

  it('gets a new window while it is a draft whose window has passed', async () => {
    const { body } = await make()
    advanceClock(60 * 24 * HOUR)
    const late = await step(body.id, 'schedule')
    expect([late.body.error.code, late.body.error.details.at]).toEqual(['coupon_invalid', 'claim'])
    const changed = await change(body.id, { ...ownFields(body), claim: { from: iso(1), until: iso(9) } })
    expect(changed.status).toBe(200)
    expect((await step(body.id, 'schedule')).body.status).toBe('scheduled')
  })

  it('is seen as shoppers will before anything is kept, with what is wrong and where', async () => {
    const before = (await product.get('/console/coupons?limit=100', { token: MACHINE })).body.coupons.length
    const look = (over: object) =>
      product.post('/console/coupons/preview', { token: MACHINE, body: draftOf(over) })
    expect((await look({})).body).toMatchObject({ face: { big: '¥60', small: '满 300 可用' } })
    const wrong = await look({ benefit: { kind: 'amountOff', threshold: 100, off: 200 } })
    expect(wrong.body.problem).toEqual({ at: 'benefit', text: '减的金额不能超过门槛' })
    const after = (await product.get('/console/coupons?limit=100', { token: MACHINE })).body.coupons.length
    expect(after).toBe(before)
  })

  it('shows what came of it by Shanghai day and by store', async () => {
    // One minute before midnight in Shanghai: the next use falls on another day.
    freezeClock(new Date('2026-11-24T15:59:00Z'))
    const store = await build.store()
    const { body } = await make({ claim: { from: iso(-48), until: iso(48) } })
    await step(body.id, 'schedule')
    const course = async () =>
      (await product.get(`/console/coupons/${body.id}/results`, { token: MACHINE })).body
    expect(await course()).toEqual({ days: [], stores: [], online: { used: 0, gmv: 0, off: 0 } })
    const [one, two] = [await memberSession(), await memberSession()]
    const grantId = await shop.have(one.token, body.id)
    advanceClock(120_000)
    await shop.have(two.token, body.id)
    const { token } = await signInGuide(product, { storeId: store._id })
    const { digits } = await shop.code(one.token, grantId)
    expect((await shop.redeem(token, digits, 40_000)).status).toBe(200)
    const { days, stores } = await course()
    expect(days).toEqual([
      { date: '2026-11-24', claimed: 1, used: 0 },
      { date: '2026-11-25', claimed: 1, used: 1 },
    ])
    expect(stores).toMatchObject([{ storeId: store._id, name: store.name, used: 1, off: 6000 }])
  })

  it('is found by a part of its title, sign by sign', async () => {
    await make({ title: '围炉(满减)' })
    const found = async (q: string) =>
      (await product.get(`/console/coupons?q=${encodeURIComponent(q)}`, { token: MACHINE })).body.coupons.map(
        (it: { title: string }) => it.title,
      )
    expect(await found('炉(满')).toEqual(['围炉(满减)'])
    expect(await found('炉.满')).toEqual([])
  })

  it('is decided by headquarters everywhere, by others for their own stores (OP-6)', async () => {
    const [own, other] = [await build.store(), await build.store()]
    const { token } = await signInOperator(product, { role: 'store', storeId: own._id })
    const hers = (body: object) => product.post('/console/coupons', { token, body })
    const scope = (...storeIds: string[]) => ({ scope: { channels: ['store'], storeIds } })
    for (const beyond of [{}, scope(other._id), scope(own._id, other._id)])
      expect((await hers(draftOf(beyond))).body.error.code).toBe('coupon_out_of_reach')
    const mine = await hers(draftOf(scope(own._id)))
    expect(mine.body.actions).toContain('schedule')
    const [everywhere, foreign] = [await make(), await make(scope(other._id))]
    const get = (id: string) => product.get(`/console/coupons/${id}`, { token })
    expect((await get(everywhere.body.id)).body.actions).toEqual([])
    expect((await get(foreign.body.id)).status).toBe(404)
    const refused = await product.post(`/console/coupons/${everywhere.body.id}/schedule`, { token })
    expect(refused.body.error.code).toBe('coupon_out_of_reach')
    const wider = { ...ownFields(mine.body), ...scope(own._id, other._id) }
    const changed = await product.call('PUT', `/console/coupons/${mine.body.id}`, { token, body: wider })
    expect(changed.body.error.code).toBe('coupon_out_of_reach')
    const seen = (await product.get('/console/coupons?limit=100', { token })).body.coupons
    const ids = seen.map((it: { id: string }) => it.id)
    expect([
      ids.includes(mine.body.id),
      ids.includes(everywhere.body.id),
      ids.includes(foreign.body.id),
    ]).toEqual([true, true, false])
    const head = await signInOperator(product, { role: 'headquarters' })
    const all = await product.post(`/console/coupons/${foreign.body.id}/schedule`, { token: head.token })
    expect(all.body.status).toBe('scheduled')
  })
})
