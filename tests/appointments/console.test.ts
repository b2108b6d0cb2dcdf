import { importServices } from '../../server/features/appointments/appointments.service'
import { advanceClock, freezeClock, now, resetClock } from '../../server/kernel/clock'
import { addDays, fromShanghai, shanghai } from '../../server/kernel/shanghai'
import { build } from '../support/build'
import { signInOperator } from '../support/people'
import { MACHINE, startProduct, type TestProduct } from '../support/product'
import { codeOf, salon, shopper } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
beforeEach(() => freezeClock(new Date()))
afterEach(() => resetClock())
afterAll(() => product?.stop())

const HOUR = 3_600_000
const iso = (hours: number) => new Date(now().getTime() + hours * HOUR).toISOString()
const draftOf = (storeId: string, overrides: object = {}) => ({
  kind: 'makeup',
  title: '秋冬妆容',
  summary: '带走一份妆容建议',
  storeId,
  minutes: 30,
  price: 0,
  capacity: 2,
  days: [1, 2, 3, 4, 5, 6, 7],
  from: iso(1),
  ...overrides,
})
const post = (body: object, token = MACHINE) => product.post('/console/services', { token, body })
const step = (id: string, name: string, token = MACHINE) =>
  product.post(`/console/services/${id}/${name}`, { token })
const change = (id: string, body: object) =>
  product.call('PUT', `/console/services/${id}`, { token: MACHINE, body })
const offered = async (storeId: string): Promise<string[]> =>
  (await product.get(`/stores/${storeId}/services`)).body.services.map((it: { id: string }) => it.id)
const ownFields = (body: Record<string, unknown>, overrides: object = {}) => {
  const keys = [
    'kind',
    'title',
    'summary',
    'storeId',
    'minutes',
    'price',
    'capacity',
    'days',
    'adviserIds',
    'from',
    'version',
  ]
  return { ...Object.fromEntries(keys.map((key) => [key, body[key]])), ...overrides }
}

describe('a service made in the console (OP-2, AP-1)', () => {
  it('can be booked from its time on, not while it is paused or once it has ended', async () => {
    const store = await build.store({ services: ['booking'] })
    const { body } = await post(draftOf(store._id))
    expect(body).toMatchObject({ status: 'draft', storeName: store.name, isStaffed: false })
    expect(await offered(store._id)).toEqual([])
    expect((await step(body.id, 'schedule')).body.status).toBe('scheduled')
    expect(await offered(store._id)).toEqual([])
    advanceClock(HOUR)
    expect(await offered(store._id)).toEqual([body.id])
    expect((await step(body.id, 'pause')).body.status).toBe('paused')
    expect(await offered(store._id)).toEqual([])
    const days = await product.get(`/stores/${store._id}/services/${body.id}/days`)
    expect(codeOf(days)).toEqual([404, 'service_not_found'])
    expect((await step(body.id, 'resume')).body.status).toBe('live')
    expect(await offered(store._id)).toEqual([body.id])
    expect((await step(body.id, 'end')).body).toMatchObject({ status: 'ended', actions: ['copy'] })
    expect(await offered(store._id)).toEqual([])
    expect(codeOf(await step(body.id, 'resume'))).toEqual([409, 'service_step_refused'])
  })

  it('ends by the clock where it has an end', async () => {
    const store = await build.store({ services: ['booking'] })
    const { body } = await post(draftOf(store._id, { until: iso(5) }))
    await step(body.id, 'schedule')
    advanceClock(5 * HOUR)
    const list = await product.get('/console/services?status=ended', { token: MACHINE })
    expect(list.body.services.map((it: { id: string }) => it.id)).toContain(body.id)
    expect(await offered(store._id)).toEqual([])
  })

  it('changes in everything as a draft, afterwards not in store, kind and length', async () => {
    const store = await build.store({ services: ['booking'] })
    const { body } = await post(draftOf(store._id))
    expect((await change(body.id, ownFields(body, { minutes: 60 }))).body).toMatchObject({
      minutes: 60,
      version: 2,
    })
    expect(codeOf(await change(body.id, ownFields(body)))).toEqual([409, 'service_changed'])
    const out = (await step(body.id, 'schedule')).body
    expect(codeOf(await change(body.id, ownFields(out, { minutes: 30 })))).toEqual([
      409,
      'service_locked_fields',
    ])
    const more = await change(body.id, ownFields(out, { capacity: 4, title: '妆容咨询', until: iso(99) }))
    expect(more.body).toMatchObject({ capacity: 4, title: '妆容咨询', until: iso(99) })
  })

  it('is refused for a store that takes no bookings, and for an end before its beginning', async () => {
    const [shut, open] = [await build.store(), await build.store({ services: ['booking'] })]
    const refused = await post(draftOf(shut._id))
    expect([...codeOf(refused), refused.body.error.details.at]).toEqual([422, 'service_invalid', 'storeId'])
    const backward = await post(draftOf(open._id, { until: iso(0) }))
    expect(backward.body.error.details.at).toBe('until')
  })

  it('shows its appointments, and is only the own store’s to decide (OP-6)', async () => {
    const { shop, service } = await salon(product)
    const own = await signInOperator(product, { role: 'store', storeId: shop._id })
    const other = await signInOperator(product, { role: 'store', storeId: (await build.store())._id })
    const mine = await product.get(`/console/services/${service._id}`, { token: own.token })
    expect(mine.body).toMatchObject({ status: 'live', results: { booked: 0, done: 0 } })
    const theirs = await product.get(`/console/services/${service._id}`, { token: other.token })
    expect(codeOf(theirs)).toEqual([404, 'service_not_found'])
    expect(codeOf(await post(draftOf(shop._id), other.token))).toEqual([403, 'service_out_of_reach'])
    expect((await product.get('/console/services', { token: other.token })).body.services).toEqual([])
    const copied = await product.post(`/console/services/${service._id}/copy`, { token: own.token })
    expect(copied.body).toMatchObject({ status: 'draft', title: '试妆 副本' })
  })
})

describe('advisers’ calendars in the console (AP-1, OP-2, OP-6)', () => {
  const WEEK = [{ days: [1, 2, 3, 4, 5, 6, 7], from: 600, until: 1320 }]
  const listed = (storeId: string, token = MACHINE) =>
    product.get(`/console/advisers?storeId=${storeId}`, { token })
  const put = (guideId: string, body: object, token = MACHINE) =>
    product.call('PUT', `/console/advisers/${guideId}`, { token, body: { exceptions: [], ...body } })

  it('are written at the version they were read; a service bound to a guide is booked in their hours alone', async () => {
    const store = await build.store({ services: ['booking'] })
    const guide = await build.guide({ storeId: store._id })
    const elsewhere = await build.guide()
    const foreign = await post(draftOf(store._id, { adviserIds: [elsewhere._id] }))
    expect([codeOf(foreign), foreign.body.error.details.at]).toEqual([[422, 'service_invalid'], 'adviserIds'])
    const { body } = await post(draftOf(store._id, { adviserIds: [guide._id], from: iso(0) }))
    expect(body).toMatchObject({ isStaffed: true, adviserIds: [guide._id] })
    await step(body.id, 'schedule')
    advanceClock(2 * HOUR)
    const free = async () =>
      (await product.get(`/stores/${store._id}/services/${body.id}/days`)).body.days.filter(
        (it: { free: number }) => it.free > 0,
      ).length
    expect(await free()).toBe(0)
    expect((await listed(store._id)).body.advisers).toMatchObject([{ id: guide._id, week: [], version: 0 }])
    expect((await put(guide._id, { week: WEEK, version: 0 })).body).toMatchObject({
      version: 1,
      services: [body.title],
      outside: 0,
    })
    expect(await free()).toBeGreaterThan(25)
    expect(codeOf(await put(guide._id, { week: [], version: 0 }))).toEqual([409, 'adviser_changed'])
    const backwards = [{ days: [1], from: 900, until: 600 }]
    expect(codeOf(await put(guide._id, { week: backwards, version: 1 }))).toEqual([422, 'adviser_invalid'])
  })

  it('on leave an adviser keeps who has booked, and it is counted; only the own store’s are changed', async () => {
    const it = await salon(product, {})
    await put(it.guide._id, { week: WEEK, version: 0 })
    await importServices([{ ...it.service, adviserIds: [it.guide._id] }])
    const me = await shopper(product)
    const day = addDays(shanghai(now()).date, 2)
    const booked = await me.book(it, fromShanghai(day, 12 * 60))
    expect(booked.body.adviser.id).toBe(it.guide._id)
    const leave = { week: WEEK, exceptions: [{ date: day }], version: 1 }
    const manager = await signInOperator(product, { role: 'store', storeId: it.shop._id })
    expect((await put(it.guide._id, leave, manager.token)).body).toMatchObject({ outside: 1, version: 2 })
    expect((await me.mine())[0]).toMatchObject({ status: 'booked', adviser: { id: it.guide._id } })
    expect(codeOf(await me.book(it, fromShanghai(day, 14 * 60)))).toEqual([422, 'slot_closed'])
    const other = await signInOperator(product, { role: 'store', storeId: (await build.store())._id })
    expect(codeOf(await put(it.guide._id, leave, other.token))).toEqual([403, 'adviser_out_of_reach'])
    expect(codeOf(await listed(it.shop._id, other.token))).toEqual([403, 'adviser_out_of_reach'])
  })
})
