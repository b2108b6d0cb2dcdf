import { deliveryIdOf } from '../../server/features/deliveries/deliveries.model'
import { askCarriers, bookForWarehouses } from '../../server/features/deliveries/deliveries.carriers'
import { nextBy, QUIET_MS, transitions } from '../../server/features/deliveries/deliveries.rules'
import { importLocations } from '../../server/features/stores/stores.service'
import { startShop, type Shop } from '../orders/support'
import { build } from '../support/build'
import { deliveriesOf, type DeliveryWay } from './support'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())

const allDay = [{ days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' }]
const BOOKINGS = '/carriers/v1/bookings'

async function underWay(way: DeliveryWay = 'city2h') {
  const shelf = await build.shelf(3, { store: { hours: allDay } })
  const buyer = await shop.shopper()
  const orderId = await deliveriesOf(shop).paid(buyer, shelf, way)
  const staff = await shop.staff(shelf.store._id)
  const deliveryId = deliveryIdOf(orderId)
  const { product } = shop
  const path = `/deliveries/${deliveryId}`
  return {
    orderId,
    deliveryId,
    buyer,
    shelf,
    book: (carrier?: string) =>
      product.post(`${path}/book`, { token: staff.token, body: carrier ? { carrier } : {} }),
    quotes: () => product.get(`${path}/quotes`, { token: staff.token }),
    /** The carrier moves the booking of an attempt on and tells of it. */
    says: async (status: string, more: object = {}, attempt = 1) =>
      (await product.sandbox.post('/__sandbox/carriers', {
        booking: `${deliveryId}.${attempt}`,
        status,
        ...more,
      })) as unknown as { answers: number[] },
    delivery: async () =>
      (await product.get(`/orders/${orderId}/delivery`, { token: buyer.token })).body.delivery,
    status: async () => (await shop.orderOf(buyer, orderId)).status,
  }
}
type Booked = { id: string; reference: string; status: string }
const bookings = async (deliveryId: string) =>
  ((await shop.product.sandbox.get('/__sandbox/carriers')).bookings as Booked[]).filter((it) =>
    it.reference.startsWith(deliveryId),
  )
const fault = (endpoint: string, more: object) =>
  shop.product.sandbox.post('/__sandbox/fault', { endpoint, times: 1, ...more })

describe('a carrier brings it (OR-5)', () => {
  it('quoted, booked once by many presses, picked up, delivered: the order follows', async () => {
    const it = await underWay()
    expect((await it.quotes()).body.quotes.map((one: { name: string }) => one.name)).toEqual([
      '达达快送',
      '顺丰同城',
    ])
    const presses = await Promise.all([it.book(), it.book(), it.book()])
    for (const { status, body } of presses)
      expect(status === 200 ? body.delivery.carrier.name : body.error.code).toMatch(
        /^(达达快送|delivery_moved)$/,
      )
    expect((await bookings(it.deliveryId)).map((one) => one.status)).toEqual(['accepted'])
    expect(await it.delivery()).toMatchObject({ state: 'booked', carrier: { fee: 1500 } })
    expect((await it.says('pickedUp')).answers).toEqual([204])
    expect(await it.status()).toBe('shipped')
    await it.says('delivered')
    await shop.product.settled()
    expect(await it.status()).toBe('completed')
    expect(await it.delivery()).toMatchObject({ state: 'delivered', proof: { kind: 'carrier' } })
  })

  it('news doubled, overtaken and late ends at the same', async () => {
    const it = await underWay()
    await it.book('sf_city')
    const { answers } = await it.says('delivered', { copies: 4 })
    expect(answers).toEqual([204, 204, 204, 204])
    await Promise.all([it.says('pickedUp', { copies: 3 }), it.says('accepted'), it.says('failed')])
    await shop.product.settled()
    expect(await it.status()).toBe('completed')
    const { steps } = await it.delivery()
    expect(steps.map((step: { state: string }) => step.state)).toEqual([
      'waiting',
      'booked',
      'pickedUp',
      'delivered',
    ])
  })

  it('forged and stale news is refused and changes nothing', async () => {
    const it = await underWay()
    await it.book()
    expect((await it.says('delivered', { isForged: true })).answers).toEqual([401])
    expect((await it.says('delivered', { isStale: true })).answers).toEqual([401])
    const raw = { type: 'application/json', text: '{"bookingId":"x"}' }
    for (const signature of ['', 't=1,v1=00', `t=1,v1=${'0'.repeat(64)}`]) {
      const { status, body } = await shop.product.post('/carriers/news', {
        raw,
        headers: { 'x-carrier-signature': signature },
      })
      expect([status, body.error.code]).toEqual([401, 'news_forged'])
    }
    expect(await it.delivery()).toMatchObject({ state: 'booked' })
  })

  it('a carrier that gives it up before it came: another is booked, and the first has no say any more', async () => {
    const it = await underWay()
    await it.book('dada')
    await it.says('cancelled', { reason: '附近没有骑手' })
    expect(await it.delivery()).toMatchObject({ state: 'waiting', reason: '附近没有骑手' })
    expect((await it.book('sf_city')).body.delivery).toMatchObject({
      state: 'booked',
      carrier: { name: '顺丰同城' },
    })
    await it.says('delivered', {}, 1)
    expect(await it.delivery()).toMatchObject({ state: 'booked' })
    await it.says('pickedUp', {}, 2)
    await it.says('failed', { reason: '电话不通' }, 2)
    expect(await it.delivery()).toMatchObject({ state: 'failed', reason: '电话不通' })
    expect((await it.book()).status).toBe(200)
    await it.says('delivered', {}, 3)
    await shop.product.settled()
    expect(await it.status()).toBe('completed')
  })

  it('news that was lost is asked for', async () => {
    const it = await underWay()
    await it.book()
    await it.says('delivered', { isQuiet: true })
    await askCarriers()
    expect(await it.delivery()).toMatchObject({ state: 'booked' })
    await shop.pass(QUIET_MS + 1000)
    await Promise.all([askCarriers(), askCarriers()])
    await shop.product.settled()
    expect(await it.status()).toBe('completed')
  })

  it('a booking whose answer was lost is the same booking at the next press', async () => {
    const it = await underWay()
    await it.book('nobody')
    expect((await it.book('nobody')).body.error.code).toBe('carrier_refused')
    await fault(BOOKINGS, { http: 503 })
    expect((await it.book()).body.error.code).toBe('carriers_unavailable')
    await fault('/carriers/v1/quotes', { drop: true })
    expect((await it.quotes()).body.error.code).toBe('carriers_unavailable')
    expect((await it.book()).status).toBe(200)
    expect(await bookings(it.deliveryId)).toHaveLength(1)
  })

  it('a cancelled order sends the carrier home; an assigned guide does not stay beside a carrier', async () => {
    const it = await underWay()
    await it.book()
    const body = { reason: '不想要了' }
    await shop.product.post(`/orders/${it.orderId}/cancel`, { token: it.buyer.token, body })
    await shop.product.settled()
    expect(await it.delivery()).toMatchObject({ state: 'cancelled' })
    expect((await bookings(it.deliveryId)).map((one) => one.status)).toEqual(['cancelled'])
    expect((await it.book()).body.error.code).toBe('not_deliverable')
  })

  it('what leaves a warehouse is booked by itself', async () => {
    const shelf = await build.shelf(0)
    const warehouse = {
      ...shelf.store,
      _id: 'whs_far',
      kind: 'central' as const,
      code: 'WFAR',
      name: '中心仓',
    }
    await importLocations([warehouse])
    await build.stock(shelf.skuId, warehouse._id, 5)
    const buyer = await shop.shopper()
    const orderId = await deliveriesOf(shop).paid(buyer, shelf, 'express')
    await Promise.all([bookForWarehouses(), bookForWarehouses()])
    const { body } = await shop.product.get(`/orders/${orderId}/delivery`, { token: buyer.token })
    expect(body.delivery).toMatchObject({ state: 'booked', carrier: { name: '中通快递' } })
    expect(await bookings(deliveryIdOf(orderId))).toHaveLength(1)
  })

  it('what carriers say only ever leads along the table', () => {
    const said = ['accepted', 'pickedUp', 'delivered', 'failed', 'cancelled'] as const
    const moves = (Object.keys(transitions) as (keyof typeof transitions)[]).flatMap((from) =>
      said.map((it) => ({ from, to: nextBy(from, it) })),
    )
    expect(moves.filter(({ from, to }) => to && !transitions[from].includes(to))).toEqual([])
  })
})
