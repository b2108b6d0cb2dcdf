import { deliveryIdOf } from '../../server/features/deliveries/deliveries.model'
import { followShipping, openDelivery } from '../../server/features/deliveries/deliveries.saga'
import { transitions } from '../../server/features/deliveries/deliveries.rules'
import { advanceClock, freezeClock, resetClock } from '../../server/kernel/clock'
import { shipOrder, findOrder } from '../../server/features/orders/orders.service'
import { startShop, type Shop } from '../orders/support'
import { build } from '../support/build'
import { deliveriesOf } from './support'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())
afterEach(resetClock)

/** A paid delivery of a store with a manager and two guides. */
async function underWay() {
  freezeClock(new Date())
  const shelf = await build.shelf(3, { store: { services: ['pickup', 'delivery'], hours: allDay } })
  const buyer = await shop.shopper()
  const orderId = await deliveriesOf(shop).paid(buyer, shelf, 'local1h')
  const staffOf = (role: 'guide' | 'manager') => shop.staff(shelf.store._id, role)
  const [manager, courier, other] = [await staffOf('manager'), await staffOf('guide'), await staffOf('guide')]
  const deliveryId = deliveryIdOf(orderId)
  const act = (who: { token: string }, path: string, body?: object) =>
    shop.product.post(`/deliveries/${deliveryId}/${path}`, { token: who.token, ...(body ? { body } : {}) })
  const mine = async () =>
    (await shop.product.get(`/orders/${orderId}/delivery`, { token: buyer.token })).body
  const assign = (to: { guide: { _id: string } }) => act(manager, 'assign', { courierId: to.guide._id })
  return { shelf, buyer, orderId, deliveryId, manager, courier, other, act, mine, assign }
}
const allDay = [{ days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' }]
const codeOf = (it: { body: { error?: { code: string } } }) => it.body.error?.code ?? 'done'

describe('a guide of the store brings it (OR-5)', () => {
  it('from waiting to the receiver, proved by the four digits; the order is completed and its stock sold', async () => {
    const it = await underWay()
    const listed = await shop.product.get(`/stores/${it.shelf.store._id}/deliveries`, {
      token: it.courier.token,
    })
    expect(listed.body.deliveries).toMatchObject([{ delivery: { id: it.deliveryId, state: 'waiting' } }])
    expect(await it.mine()).not.toHaveProperty('receiverCode')
    const assigned = await it.assign(it.courier)
    expect(assigned.body).toMatchObject({
      delivery: { state: 'assigned', courier: { name: it.courier.guide.name } },
      order: { receiver: { name: '王**' } },
    })
    const seen = await shop.product.get(`/deliveries/${it.deliveryId}`, { token: it.courier.token })
    expect(seen.body.order.receiver).toMatchObject({ name: '王禾', phone: it.buyer.who.phone })
    const picked = await Promise.all([1, 2, 3].map(() => it.act(it.courier, 'pick-up')))
    expect(picked.map(codeOf)).toContain('done')
    expect((await it.act(it.courier, 'pick-up')).body.delivery.state).toBe('pickedUp')
    expect(await shop.orderOf(it.buyer, it.orderId)).toMatchObject({
      status: 'shipped',
      delivery: { carrier: '门店配送' },
    })
    const { receiverCode } = await it.mine()
    const done = await it.act(it.courier, 'deliver', { code: receiverCode })
    expect(done.body.delivery).toMatchObject({ state: 'delivered', proof: { kind: 'code' } })
    expect(done.body.delivery.steps.map((step: { state: string }) => step.state)).toEqual([
      'waiting',
      'assigned',
      'pickedUp',
      'delivered',
    ])
    await shop.product.settled()
    expect((await shop.orderOf(it.buyer, it.orderId)).status).toBe('completed')
    expect(await shop.stockOf(it.shelf.skuId, it.shelf.store._id)).toMatchObject({ onHand: 2, reserved: 0 })
    expect(await it.mine()).not.toHaveProperty('receiverCode')
  })

  it('wrong digits are counted however many guess at once; then only a photo proves', async () => {
    const it = await underWay()
    await it.assign(it.courier)
    await it.act(it.courier, 'pick-up')
    const { receiverCode } = await it.mine()
    const wrong = receiverCode === '0000' ? '1111' : '0000'
    const guesses = await Promise.all(
      Array.from({ length: 9 }, () => it.act(it.courier, 'deliver', { code: wrong })),
    )
    const codes = guesses.map(codeOf)
    expect(codes.filter((code) => code === 'code_wrong')).toHaveLength(5)
    expect(codes.filter((code) => code === 'code_locked')).toHaveLength(4)
    expect(codeOf(await it.act(it.courier, 'deliver', { code: receiverCode }))).toBe('code_locked')
    expect(codeOf(await it.act(it.courier, 'deliver', {}))).toBe('proof_required')
    const photo = 'https://media.example.com/door.jpg'
    expect((await it.act(it.courier, 'deliver', { photo })).body.delivery.proof).toEqual({
      kind: 'photo',
      photo,
    })
  })

  it('only by staff of the store, by the one it was given to, and no one who left', async () => {
    const it = await underWay()
    const stranger = await shop.staff((await build.store())._id, 'manager')
    const gone = await build.guide({ storeId: it.shelf.store._id, active: false })
    expect(codeOf(await it.act(stranger, 'assign', { courierId: it.courier.guide._id }))).toBe(
      'delivery_forbidden',
    )
    for (const courierId of [stranger.guide._id, gone._id, 'gui_nobody'])
      expect(codeOf(await it.act(it.manager, 'assign', { courierId }))).toBe('courier_unknown')
    expect(codeOf(await it.act(it.courier, 'pick-up'))).toBe('delivery_moved')
    await it.assign(it.courier)
    expect(codeOf(await it.act(it.other, 'pick-up'))).toBe('delivery_forbidden')
    await it.assign(it.other)
    expect(codeOf(await it.act(it.courier, 'pick-up'))).toBe('delivery_forbidden')
    expect(codeOf(await it.act(it.other, 'deliver', { photo: 'https://a.example/b.jpg' }))).toBe(
      'delivery_moved',
    )
    const stealing = await shop.product.get(`/orders/${it.orderId}/delivery`, {
      token: (await shop.shopper()).token,
    })
    expect(codeOf(stealing)).toBe('delivery_not_found')
    const list = await shop.product.get(`/stores/${it.shelf.store._id}/deliveries`, { token: stranger.token })
    expect(codeOf(list)).toBe('location_forbidden')
  })

  it('nobody there: the reason is kept, and somebody else tries again', async () => {
    const it = await underWay()
    await it.assign(it.courier)
    await it.act(it.courier, 'pick-up')
    const failed = await it.act(it.courier, 'fail', { reason: '家里没人' })
    expect(failed.body.delivery).toMatchObject({ state: 'failed', reason: '家里没人' })
    await it.assign(it.other)
    expect((await it.act(it.other, 'pick-up')).body.delivery.state).toBe('pickedUp')
    await it.act(it.other, 'deliver', { code: (await it.mine()).receiverCode })
    await shop.product.settled()
    expect((await shop.orderOf(it.buyer, it.orderId)).status).toBe('completed')
  })

  it('cancelled or picked up: exactly one of the two, whichever comes first', async () => {
    for (let turn = 0; turn < 3; turn++) {
      const it = await underWay()
      await it.assign(it.courier)
      const [cancelled, picked] = await Promise.all([
        shop.product.post(`/orders/${it.orderId}/cancel`, { token: it.buyer.token, body: {} }),
        it.act(it.courier, 'pick-up'),
      ])
      expect([cancelled, picked].filter((answer) => answer.status === 200)).toHaveLength(1)
      await shop.product.settled()
      const { status } = await shop.orderOf(it.buyer, it.orderId)
      expect([status, (await it.mine()).delivery.state]).toEqual(
        picked.status === 200 ? ['shipped', 'pickedUp'] : ['refunded', 'cancelled'],
      )
      if (picked.status !== 200) expect(codeOf(await it.assign(it.other))).toBe('not_deliverable')
    }
  })

  it('what a dead process left is made up for; told twice and late, nothing changes', async () => {
    const it = await underWay()
    await it.assign(it.courier)
    const order = await findOrder(it.orderId)
    await shipOrder(order!, { carrier: '门店配送', shippedAt: new Date(), by: it.courier.guide._id })
    await shop.product.settled()
    expect((await it.mine()).delivery).toMatchObject({
      state: 'pickedUp',
      courier: { id: it.courier.guide._id },
    })
    advanceClock(1000)
    await Promise.all([followShipping(it.orderId), openDelivery(it.orderId), followShipping(it.orderId)])
    expect((await it.mine()).delivery.steps).toHaveLength(3)
  })

  it('sent by hand with a carrier’s number, the delivery says so', async () => {
    const it = await underWay()
    const body = { carrier: '顺丰速运', trackingNo: 'SF1234567890' }
    await shop.product.post(`/orders/${it.orderId}/ship`, { token: it.courier.token, body })
    await shop.product.settled()
    expect((await it.mine()).delivery).toMatchObject({
      state: 'pickedUp',
      carrier: { name: '顺丰速运', trackingNo: 'SF1234567890' },
    })
  })

  it('ends where its table ends', () => {
    expect(
      Object.entries(transitions)
        .filter(([, to]) => to.length === 0)
        .map(([from]) => from),
    ).toEqual(['returned', 'delivered', 'cancelled'])
  })
})
