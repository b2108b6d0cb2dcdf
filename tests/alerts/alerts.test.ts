import fc from 'fast-check'
import { alertsJobs } from '../../server/features/alerts/alerts.jobs'
import { findWatch } from '../../server/features/alerts/alerts.model'
import { isLow, thresholdOf } from '../../server/features/alerts/alerts.rules'
import { followSales, judge, lookAtChange } from '../../server/features/alerts/alerts.watch'
import { findStock } from '../../server/features/inventory/inventory.service'
import { now, resetClock, freezeClock } from '../../server/kernel/clock'
import { shanghai } from '../../server/kernel/shanghai'
import { feed, line } from '../inventory/feed'
import { build } from '../support/build'
import { forgetLimits } from '../support/limits'
import { signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterEach(resetClock)
afterAll(() => product?.stop())

async function shelf(onHand: number, safety = 0) {
  await forgetLimits()
  const { guide, token } = await signInGuide(product, { role: 'manager' })
  const skuId = (await build.product()).skus[0]?.id ?? ''
  const locationId = guide.storeId
  await build.stock(skuId, locationId, onHand, safety)
  return {
    skuId,
    locationId,
    token,
    change: async (kind: string, quantity: number) => {
      await feed(product, [line({ skuId, locationId, kind, quantity })])
      await product.settled()
    },
    set: (threshold?: number, as = token) =>
      product.call('PUT', `/stores/${locationId}/thresholds/${skuId}`, {
        token: as,
        body: threshold === undefined ? {} : { threshold },
      }),
    alerts: async (as = token) => (await product.get(`/stores/${locationId}/alerts`, { token: as })).body,
  }
}

describe('a low stock alert (IN-5)', () => {
  it('is raised once while low and closes by itself when goods are there again', async () => {
    const it = await shelf(12, 2)
    expect((await it.set(5)).body).toEqual({ skuId: it.skuId, threshold: 5, isOwn: true })
    await it.change('sale', 4)
    expect(await it.alerts()).toEqual({ alerts: [] })
    await it.change('sale', 1)
    const [first] = (await it.alerts()).alerts
    expect(first).toMatchObject({ skuId: it.skuId, available: 5, threshold: 5, isOwn: true, incoming: 0 })
    await it.change('sale', 2)
    const [second] = (await it.alerts()).alerts
    expect(second).toMatchObject({ available: 3, raisedAt: first.raisedAt })
    await it.change('receipt', 3)
    expect(await it.alerts()).toEqual({ alerts: [] })
  })

  it('follows a threshold that staff set or take off, at once', async () => {
    const it = await shelf(8)
    await it.set(9)
    expect((await it.alerts()).alerts).toHaveLength(1)
    expect((await it.set(3)).body.threshold).toBe(3)
    expect((await it.alerts()).alerts).toEqual([])
    expect((await it.set()).body).toEqual({ skuId: it.skuId, threshold: 0, isOwn: false })
  })

  it('is raised by default at three days of sales, as they are read in the morning', async () => {
    const it = await shelf(40)
    await it.change('sale', 28)
    const [schedule] = alertsJobs.schedules
    freezeClock(new Date(`${shanghai(now()).date}T04:30:00+08:00`))
    await schedule?.run()
    expect((await it.alerts()).alerts).toEqual([])
    await it.change('sale', 9)
    expect((await it.alerts()).alerts).toMatchObject([{ available: 3, threshold: 3, isOwn: false }])
    freezeClock(new Date(now().getTime() + 29 * 86_400_000))
    await followSales(shanghai(now()).date)
    expect((await findWatch(it.skuId, it.locationId))?.sold).toBe(0)
  })

  it('counts what is on the way', async () => {
    const it = await shelf(1)
    await it.set(3)
    const other = await signInGuide(product, { role: 'manager' })
    await build.stock(it.skuId, other.guide.storeId, 9)
    const body = {
      key: 'alerts-transfer',
      from: other.guide.storeId,
      lines: [{ skuId: it.skuId, quantity: 4 }],
      reason: '补货',
    }
    const { id } = (await product.post('/transfers', { token: it.token, body })).body
    await product.post(`/transfers/${id}/approve`, { token: other.token })
    await product.post(`/transfers/${id}/ship`, { token: other.token, body: {} })
    expect((await it.alerts()).alerts).toMatchObject([{ incoming: 4 }])
    await product.post(`/transfers/${id}/receive`, { token: it.token, body: {} })
    await product.settled()
    expect(await it.alerts()).toEqual({ alerts: [] })
  })

  it('belongs to the own store, and thresholds to its manager', async () => {
    const it = await shelf(1)
    const [stranger, guide] = [
      await signInGuide(product, { role: 'manager' }),
      await signInGuide(product, { storeId: it.locationId }),
    ]
    expect((await it.alerts(stranger.token)).error.code).toBe('location_forbidden')
    expect((await it.alerts(guide.token)).alerts).toEqual([])
    expect((await it.set(1, stranger.token)).body.error.code).toBe('location_forbidden')
    expect((await it.set(1, guide.token)).status).toBe(403)
    const unknown = await product.call('PUT', `/stores/${it.locationId}/thresholds/sku_nothing`, {
      token: it.token,
      body: { threshold: 1 },
    })
    expect(unknown.body.error.code).toBe('sku_not_found')
  })

  it('is listed page by page, the latest first', async () => {
    const it = await shelf(1)
    await it.set(3)
    const skuIds = [it.skuId]
    for (const threshold of [2, 3]) {
      const skuId = (await build.product()).skus[0]?.id ?? ''
      await build.stock(skuId, it.locationId, 1)
      await product.call('PUT', `/stores/${it.locationId}/thresholds/${skuId}`, {
        token: it.token,
        body: { threshold },
      })
      skuIds.unshift(skuId)
    }
    const page = (cursor = '') =>
      product.get(`/stores/${it.locationId}/alerts?limit=2${cursor}`, { token: it.token })
    const first = await page()
    const rest = await page(`&cursor=${first.body.next}`)
    const ids = [...first.body.alerts, ...rest.body.alerts].map((one: { skuId: string }) => one.skuId)
    expect(ids).toEqual(skuIds)
    expect((await page('&cursor=odd')).body.error.code).toBe('cursor_invalid')
  })

  it('agrees with the stock over any history, with what was told twice, late and out of order', async () => {
    const moves = fc.array(fc.record({ quantity: fc.integer({ min: -4, max: 6 }), late: fc.nat(9) }), {
      maxLength: 10,
    })
    const { skuId, locationId, set } = await shelf(6)
    await set(4)
    await fc.assert(
      fc.asyncProperty(moves, async (all) => {
        const told: { skuId: string; locationId: string; available: number; late: number }[] = []
        for (const { quantity, late } of all) {
          await feed(product, [line({ skuId, locationId, kind: 'adjustment', quantity })])
          const available = (await findStock(skuId, locationId))?.available ?? 0
          told.push({ skuId, locationId, available, late })
        }
        const order = [...told, ...told].sort((a, b) => a.late - b.late)
        await Promise.all(order.map((it) => lookAtChange(it)))
        await Promise.all([judge(skuId, locationId), product.settled()])
        const stock = await findStock(skuId, locationId)
        const watch = await findWatch(skuId, locationId)
        expect(watch?.state === 'open').toBe(isLow(stock?.available ?? 0, watch ?? {}))
      }),
      { numRuns: 15 },
    )
  })
})

describe('the threshold (IN-5)', () => {
  it.each([
    [{}, 0],
    [{ sold: 28 }, 3],
    [{ sold: 1 }, 1],
    [{ sold: -5 }, 0],
    [{ sold: 28, own: 9 }, 9],
    [{ sold: 28, own: 0 }, 0],
  ])('of %j is %d', (limits, threshold) => {
    expect(thresholdOf(limits)).toBe(threshold)
  })
})
