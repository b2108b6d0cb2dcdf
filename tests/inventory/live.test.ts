import { setTimeout as pause } from 'node:timers/promises'
import { putLive, rebuildLive } from '../../server/features/inventory/inventory.live'
import { redis } from '../../server/kernel/redis'
import { build, HERE } from '../support/build'
import { startProduct, type TestProduct } from '../support/product'
import { until } from '../support/until'
import { feed, line } from './feed'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false, withSandbox: false })
})
afterAll(() => product?.stop())

/** What the shopper at 人民广场 is told of this store, and from where. */
async function look(skuId: string, storeId: string): Promise<{ source: string; available: number }> {
  const { body } = await product.get(`/stock/nearby?skuId=${skuId}&lng=${HERE[0]}&lat=${HERE[1]}&limit=50`)
  const row = body.stores.find((it: { store: { id: string } }) => it.store.id === storeId)
  return { source: body.source, available: row.available }
}
const whenLive = (skuId: string, storeId: string) =>
  until(
    () => look(skuId, storeId),
    (it) => it.source === 'live',
  )
const hashOf = (skuId: string) => `live:{${skuId}}`

/** A shelf whose live copy is complete. */
async function liveShelf(onHand: number) {
  const { skuId, store } = await build.shelf(onHand)
  const locationId = store._id
  expect(await whenLive(skuId, locationId)).toEqual({ source: 'live', available: onHand })
  return { skuId, locationId }
}

describe('the live copy of stock (ST-3)', () => {
  it('shows a change in the very next answer', async () => {
    const { skuId, locationId } = await liveShelf(10)
    for (const left of [9, 8, 7]) {
      await feed(product, [line({ skuId, locationId, quantity: 1 })])
      expect(await look(skuId, locationId)).toEqual({ source: 'live', available: left })
    }
  })
  it('is filled by the first look and used by the next', async () => {
    const { skuId, store } = await build.shelf(10)
    expect(await look(skuId, store._id)).toEqual({ source: 'store', available: 10 })
    expect(await whenLive(skuId, store._id)).toEqual({ source: 'live', available: 10 })
  })
  it('may vanish with all of Redis: the same answers from the database, then live again', async () => {
    const { skuId, locationId } = await liveShelf(10)
    await feed(product, [line({ skuId, locationId, quantity: 3 })])
    await redis().flushdb()
    expect(await look(skuId, locationId)).toEqual({ source: 'store', available: 7 })
    expect(await whenLive(skuId, locationId)).toEqual({ source: 'live', available: 7 })
  })
  it('may lose the hash of one SKU', async () => {
    const [lost, kept] = [await liveShelf(10), await liveShelf(20)]
    await redis().del(hashOf(lost.skuId))
    expect(await look(lost.skuId, lost.locationId)).toEqual({ source: 'store', available: 10 })
    expect(await look(kept.skuId, kept.locationId)).toEqual({ source: 'live', available: 20 })
  })
  it('is not complete with the first change after a loss', async () => {
    const { skuId, locationId } = await liveShelf(10)
    const other = await build.store()
    await build.stock(skuId, other._id, 30)
    await redis().flushdb()
    await feed(product, [line({ skuId, locationId, quantity: 1 })])
    expect(await look(skuId, other._id)).toEqual({ source: 'store', available: 30 })
    expect(await look(skuId, locationId)).toMatchObject({ available: 9 })
  })
  it('never goes back to an older version, however late that comes', async () => {
    const { skuId, locationId } = await liveShelf(10)
    await feed(product, [line({ skuId, locationId, quantity: 4 })])
    await putLive({ skuId, locationId, available: 10, version: 1 })
    await putLive({ skuId, locationId, available: 99, version: 2 })
    expect(await look(skuId, locationId)).toEqual({ source: 'live', available: 6 })
  })
  it('written under a Redis that was restarted is not believed', async () => {
    const { skuId, locationId } = await liveShelf(10)
    await redis().hset(hashOf(skuId), '#', 'another-run', locationId, '99:0')
    expect(await look(skuId, locationId)).toEqual({ source: 'store', available: 10 })
    expect(await whenLive(skuId, locationId)).toEqual({ source: 'live', available: 10 })
  })
  it('includes stock imported after it was complete', async () => {
    const { skuId } = await liveShelf(10)
    const late = await build.store()
    expect(await look(skuId, late._id)).toEqual({ source: 'live', available: 0 })
    await build.stock(skuId, late._id, 8)
    expect(await look(skuId, late._id)).toMatchObject({ available: 8 })
    expect(await whenLive(skuId, late._id)).toEqual({ source: 'live', available: 8 })
  })
  it('that was emptied while it was rebuilt is not taken for complete', async () => {
    const { skuId, locationId } = await liveShelf(10)
    for (let round = 0; round < 12; round++) {
      await redis().del(hashOf(skuId))
      const work = rebuildLive(skuId)
      await pause(round)
      await redis().flushdb()
      await work
      expect(await look(skuId, locationId)).toMatchObject({ available: 10 })
    }
  })
  it('may be rebuilt while the stock changes', async () => {
    const { skuId, locationId } = await liveShelf(30)
    for (let left = 29; left > 19; left--) {
      await redis().del(hashOf(skuId))
      const work = rebuildLive(skuId)
      await feed(product, [line({ skuId, locationId, quantity: 1 })])
      await work
      expect(await look(skuId, locationId)).toMatchObject({ available: left })
    }
    expect(await whenLive(skuId, locationId)).toEqual({ source: 'live', available: 20 })
  })
  it('of one store answers the same after a loss', async () => {
    const [a, b] = [await liveShelf(3), await liveShelf(0)]
    const levels = async () => {
      const path = `/stock/levels?storeId=${a.locationId}&skuIds=${a.skuId},${b.skuId}`
      return (await product.get(path)).body.levels
    }
    const before = await levels()
    await redis().flushdb()
    expect(await levels()).toEqual(before)
    expect(before).toMatchObject([{ available: 3 }, { available: 0 }])
  })
})
