import { advanceClock, freezeClock, now, resetClock } from '../../server/kernel/clock'
import { build } from '../support/build'
import { signInOperator } from '../support/people'
import { MACHINE, startProduct, type TestProduct } from '../support/product'
import { codeOf, salon } from './support'

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
