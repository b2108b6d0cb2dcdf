import { DELIVERIES_PER_HOUR } from '../../server/features/deliverySlots/deliverySlots.rules'
import {
  freeDeliveries,
  freeDeliverySlot,
  takeDeliverySlot,
} from '../../server/features/deliverySlots/deliverySlots.service'
import { freezeClock, now, resetClock } from '../../server/kernel/clock'
import { startShop, type Shop } from '../orders/support'
import { build } from '../support/build'
import { deliveriesOf } from './support'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())
afterEach(resetClock)

const at = new Date('2026-10-01T04:30:00Z')
const later = new Date('2026-10-01T05:00:00Z')
const open = { services: ['pickup', 'delivery'] as ('pickup' | 'delivery')[] }

describe('what a store’s own couriers can bring in an hour (OR-1, OR-5)', () => {
  it('is taken exactly as often as there are places, one place an order however often it asks', async () => {
    const orders = Array.from({ length: 40 }, (_, n) => `ord_race${n}`)
    const asked = [...orders, ...orders]
    const got = await Promise.all(asked.map((it) => takeDeliverySlot('sto_race', at, it)))
    const winners = new Set(asked.filter((_, n) => got[n]))
    expect(winners.size).toBe(DELIVERIES_PER_HOUR)
    for (const it of orders) expect(await takeDeliverySlot('sto_race', at, it)).toBe(winners.has(it))
    expect(await takeDeliverySlot('sto_race', later, 'ord_other')).toBe(true)
    expect(await takeDeliverySlot('sto_elsewhere', at, 'ord_another')).toBe(true)
  })

  it('a place given back, twice at once, is one place', async () => {
    for (let n = 0; n < DELIVERIES_PER_HOUR; n++) await takeDeliverySlot('sto_back', at, `ord_back${n}`)
    expect(await freeDeliveries('sto_back', at)).toBe(0)
    await Promise.all(Array.from({ length: 4 }, () => freeDeliverySlot('ord_back3')))
    expect(await freeDeliveries('sto_back', at)).toBe(1)
    const got = await Promise.all([0, 1, 2].map((n) => takeDeliverySlot('sto_back', at, `ord_next${n}`)))
    expect(got.filter(Boolean)).toHaveLength(1)
  })

  it('orders beyond it are refused before anything is held; a closed order frees its place', async () => {
    freezeClock(at)
    const shelf = await build.shelf(40, { store: open })
    const deliveries = deliveriesOf(shop)
    const buyers = []
    for (let n = 0; n < DELIVERIES_PER_HOUR + 4; n++) buyers.push(await shop.shopper())
    const placed = await Promise.all(buyers.map((it) => deliveries.place(it, shelf, 'local1h')))
    const won = placed.filter((it) => it.status === 200)
    const codes = placed.filter((it) => it.status !== 200).map((it) => it.body.error.code)
    expect(won).toHaveLength(DELIVERIES_PER_HOUR)
    expect(new Set(codes)).toEqual(new Set(['delivery_full']))
    const { reserved } = await shop.stockOf(shelf.skuId, shelf.store._id)
    expect(reserved).toBe(DELIVERIES_PER_HOUR)

    // The checkout page knows it before anybody presses the button; the other ways stay open.
    const latecomer = await shop.shopper()
    const addressId = await deliveries.addressNear(latecomer, shelf)
    const look = async (way: string) =>
      (
        await shop.product.post('/checkout/preview', {
          token: latecomer.token,
          body: { lines: [{ skuId: shelf.skuId, quantity: 1 }], way, addressId },
        })
      ).body
    const full = await look('local1h')
    expect([full.problem.code, full.problem.text, full.fulfilment]).toEqual([
      'delivery_full',
      '这一小时的配送已经约满，换一种配送方式试试',
      undefined,
    ])
    expect((await look('city2h')).problem).toBeUndefined()

    const winner = placed.findIndex((it) => it.status === 200)
    const { token } = buyers[winner] ?? { token: '' }
    const cancelled = await shop.product.post(`/orders/${placed[winner]?.body.id}/cancel`, {
      token,
      body: {},
    })
    expect(cancelled.body.status).toBe('closed')
    await shop.product.settled()
    expect(await freeDeliveries(shelf.store._id, now())).toBe(1)
    expect((await look('local1h')).problem).toBeUndefined()
    const other = buyers[placed.findIndex((it) => it.status !== 200)]
    expect((await deliveries.place(other!, shelf, 'local1h')).status).toBe(200)
  })

  it('an order refused for its stock leaves no place taken; the same key takes one', async () => {
    freezeClock(at)
    const shelf = await build.shelf(1, { store: open })
    const deliveries = deliveriesOf(shop)
    const [a, b, c] = [await shop.shopper(), await shop.shopper(), await shop.shopper()]
    const key = { key: 'one-place-only' }
    await Promise.all([
      deliveries.place(a, shelf, 'local1h', key),
      deliveries.place(b, shelf, 'local1h'),
      deliveries.place(c, shelf, 'local1h'),
    ])
    expect(await freeDeliveries(shelf.store._id, now())).toBe(DELIVERIES_PER_HOUR - 1)
  })
})
