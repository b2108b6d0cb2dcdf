import { takeBackInWarehouses } from '../../server/features/deliveries/deliveries.couriers'
import { deliveryIdOf, findDelivery } from '../../server/features/deliveries/deliveries.model'
import { BACK_MS } from '../../server/features/deliveries/deliveries.rules'
import { settleReturned } from '../../server/features/deliveries/deliveries.saga'
import { reconcile } from '../../server/features/inventory/inventory.service'
import { noticesOf } from '../../server/features/notices/notices.service'
import { startShop, type Shop } from '../orders/support'
import { build } from '../support/build'
import { until } from '../support/until'
import { deliveriesOf } from './support'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())

const allDay = [{ days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' }]

/** A paid delivery of one of three pieces, with the courier's and the carrier's deeds. */
async function underWay() {
  const shelf = await build.shelf(3, { store: { services: ['pickup', 'delivery'], hours: allDay } })
  const buyer = await shop.shopper()
  const orderId = await deliveriesOf(shop).paid(buyer, shelf, 'city2h')
  const courier = await shop.staff(shelf.store._id)
  const deliveryId = deliveryIdOf(orderId)
  const act = (path: string, body?: object) =>
    shop.product.post(`/deliveries/${deliveryId}/${path}`, {
      token: courier.token,
      ...(body ? { body } : {}),
    })
  return {
    shelf,
    buyer,
    orderId,
    deliveryId,
    act,
    /** On its way with a courier, and not handed over. */
    async failed() {
      await act('assign', { courierId: courier.guide._id })
      await act('pick-up')
      return act('fail', { reason: '无人签收' })
    },
    /** For good. */
    back: () => act('return', { reason: '联系不上收件人' }),
    says: (status: string, more: object = {}, attempt = 1) =>
      shop.product.sandbox.post('/__sandbox/carriers', {
        booking: `${deliveryId}.${attempt}`,
        status,
        ...more,
      }),
    order: () => shop.orderOf(buyer, orderId),
    async ends() {
      await shop.product.settled()
      return { stock: await shop.stockOf(shelf.skuId, shelf.store._id), wrong: await reconcile() }
    },
  }
}
type Story = Awaited<ReturnType<typeof underWay>>
const refundsOf = async (orderId: string) => {
  const all = (await shop.product.sandbox.get('/__sandbox/payments')) as unknown as {
    refunds: { outTradeNo: string }[]
  }
  return all.refunds.filter((it) => it.outTradeNo === orderId).length
}
const given = async (it: Story) => {
  await shop.product.settled()
  const order = await until(
    () => it.order(),
    (one) => one.refunds[0]?.state === 'succeeded',
  )
  const { status, amounts, refunds } = order
  return {
    status,
    all: amounts.refunded === amounts.paid,
    refunds: refunds.length,
    sent: await refundsOf(it.orderId),
  }
}
const once = { status: 'refunded', all: true, refunds: 1, sent: 1 }
const full = { stock: { onHand: 3, reserved: 0, available: 3 }, wrong: [] }

describe('a delivery that fails for good (OR-5, OR-6)', () => {
  it('gives the money back, delivery fee and all, puts the goods back, and the shopper is told', async () => {
    const it = await underWay()
    expect((await it.failed()).body.delivery.state).toBe('failed')
    expect((await it.order()).status).toBe('shipped')
    const { body } = await it.back()
    expect([body.delivery.state, body.delivery.stateText]).toEqual(['returned', '未送达，已退回'])
    expect(await given(it)).toEqual(once)
    expect(await it.ends()).toEqual(full)
    const { refunds } = await it.order()
    expect(refunds[0].reason).toBe('未能送达（联系不上收件人），货款全额退回')
    const told = (await noticesOf(it.orderId)).filter(({ kind }) => kind === 'refund')
    expect(told.map(({ channel }) => channel).sort()).toEqual(['sms', 'subscribe'])
  })

  it('many presses and the event told again are one refund', async () => {
    const it = await underWay()
    await it.failed()
    await Promise.all([it.back(), it.back(), it.back(), it.back()])
    await Promise.all([1, 2, 3].map(() => settleReturned(it.deliveryId)))
    expect(await given(it)).toEqual(once)
    expect((await it.back()).status).toBe(200)
    expect(await it.ends()).toEqual(full)
  })

  it('is either tried again or given up', async () => {
    const it = await underWay()
    await it.failed()
    const [again, back] = await Promise.all([it.act('book', { carrier: 'sf_city' }), it.back()])
    expect([again.status, back.status].filter((status) => status === 200)).toHaveLength(1)
    await shop.product.settled()
    expect((await it.order()).status).toBe(back.status === 200 ? 'refunded' : 'shipped')
  })

  it('only what failed can be taken back', async () => {
    const it = await underWay()
    expect((await it.back()).body.error.code).toBe('delivery_moved')
    const elsewhere = await shop.staff((await build.store())._id)
    await it.failed()
    const other = await shop.product.post(`/deliveries/${it.deliveryId}/return`, {
      token: elsewhere.token,
      body: { reason: '联系不上' },
    })
    expect(other.body.error.code).toBe('delivery_forbidden')
    expect((await it.order()).status).toBe('shipped')
  })

  it('news of a carrier that come late, doubled or overtaken change nothing any more', async () => {
    const it = await underWay()
    await it.act('book', { carrier: 'sf_city' })
    await it.says('pickedUp')
    await it.says('failed', { reason: '收件人拒收', copies: 3 })
    expect((await findDelivery(it.deliveryId))!.state).toBe('failed')
    expect((await it.back()).body.delivery.state).toBe('returned')
    await it.says('delivered', { copies: 2 })
    await it.says('failed', { copies: 2 })
    expect(await given(it)).toEqual(once)
    expect((await findDelivery(it.deliveryId))!.state).toBe('returned')
    expect(await it.ends()).toEqual(full)
  })

  it('a receipt confirmed by mistake does not keep the money', async () => {
    const it = await underWay()
    await it.failed()
    const confirm = () => shop.product.post(`/orders/${it.orderId}/received`, { token: it.buyer.token })
    await Promise.all([confirm(), it.back()])
    expect(await given(it)).toEqual(once)
    expect((await confirm()).body.error.code).toBe('not_shippable')
    expect(await it.ends()).toEqual(full)
  })

  it('to a warehouse it is back after some days, by itself', async () => {
    const warehouse = await build.store({
      _id: `whs_t${Date.now()}`,
      kind: 'central',
      services: [],
      hours: allDay,
    })
    const skuId = (await build.product()).skus[0]!.id
    await build.stock(skuId, warehouse._id, 3)
    const buyer = await shop.shopper()
    const shelf = { store: warehouse, skuId } as Awaited<ReturnType<typeof build.shelf>>
    const orderId = await deliveriesOf(shop).paid(buyer, shelf, 'express')
    const deliveryId = deliveryIdOf(orderId)
    await until(
      () => findDelivery(deliveryId),
      (it) => it?.state === 'booked',
    )
    const says = (status: string) =>
      shop.product.sandbox.post('/__sandbox/carriers', { booking: `${deliveryId}.1`, status })
    await says('pickedUp')
    await says('failed')
    await takeBackInWarehouses()
    expect((await findDelivery(deliveryId))!.state).toBe('failed')
    await shop.pass(BACK_MS + 60_000)
    await takeBackInWarehouses()
    await shop.whenStatus(buyer, orderId, 'refunded')
    await shop.product.settled()
    expect(await shop.stockOf(skuId, warehouse._id)).toEqual({ onHand: 3, reserved: 0, available: 3 })
  }, 60_000)
})
