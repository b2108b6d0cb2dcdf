import { env } from '../../config/env'
import { reconcile } from '../../server/features/inventory/inventory.service'
import { build, HERE } from '../support/build'
import { startProduct, type TestProduct } from '../support/product'
import { until } from '../support/until'
import { buildWire, type Wire } from '../support/wire'
import { feed, line } from './feed'

let product: TestProduct
let toRedis: Wire
let toDatabase: Wire
beforeAll(async () => {
  toRedis = await buildWire(env.REDIS_URL)
  toDatabase = await buildWire(env.MONGODB_URI)
  Object.assign(env, { REDIS_URL: toRedis.url, MONGODB_URI: toDatabase.url })
  product = await startProduct({ withSandbox: false })
})
afterAll(async () => {
  await product?.stop()
  await Promise.all([toRedis?.stop(), toDatabase?.stop()])
})

async function look(skuId: string) {
  const { status, body } = await product.get(
    `/stock/nearby?skuId=${skuId}&lng=${HERE[0]}&lat=${HERE[1]}&limit=1`,
  )
  return { status, source: body.source, available: body.stores?.[0]?.available }
}
const whenLive = (skuId: string) =>
  until(
    () => look(skuId),
    (it) => it.source === 'live',
  )
const readiness = async () => (await product.page('/readyz')).body

/** A live shelf in the store nearest to where the shopper stands. */
async function liveShelf(onHand: number) {
  const { skuId, store } = await build.shelf(onHand, {
    store: { _id: 'sto_here', code: 'HERE', position: HERE },
  })
  await whenLive(skuId)
  return { skuId, locationId: store._id }
}

describe('while Redis is away (TR-3, ST-3)', () => {
  it('stock nearby is right, changes are taken, and nothing is lost when it is back', async () => {
    const { skuId, locationId } = await liveShelf(10)
    await toRedis.cut()
    expect(await look(skuId)).toEqual({ status: 200, source: 'store', available: 10 })
    const { body } = await feed(product, [line({ skuId, locationId, quantity: 4 })])
    expect(body).toMatchObject({ applied: 1 })
    expect(await look(skuId)).toEqual({ status: 200, source: 'store', available: 6 })
    expect((await product.page('/readyz')).status).toBe(503)
    expect(await readiness()).toMatchObject({ mongodb: true, redis: false })
    expect((await product.page('/healthz')).status).toBe(200)
    await toRedis.mend()
    await product.settled()
    expect(await whenLive(skuId)).toEqual({ status: 200, source: 'live', available: 6 })
    expect(await reconcile()).toEqual([])
    expect(await until(readiness, (it) => it.redis)).toMatchObject({ status: 'ready' })
  })
  it('a session cannot be checked: the answer is to try again, not that one is a stranger', async () => {
    await toRedis.cut()
    const { status, body, headers } = await product.get('/me', { token: 'some-session' })
    expect([status, body.error.code]).toEqual([503, 'unavailable'])
    expect(headers.get('retry-after')).toBe('1')
    await toRedis.mend()
    const back = await until(
      () => product.get('/me', { token: 'some-session' }),
      (it) => it.status !== 503,
    )
    expect(back.status).toBe(401)
  })
})

describe('while the database is away (TR-3)', () => {
  it('stores, goods and live stock are still shown, changes are asked to come again', async () => {
    const { skuId, locationId } = await liveShelf(10)
    await toDatabase.cut()
    expect(await look(skuId)).toEqual({ status: 200, source: 'live', available: 10 })
    expect((await product.get('/stores?lng=121&lat=31')).status).toBe(200)
    expect((await product.get('/products')).status).toBe(200)
    const change = line({ skuId, locationId, quantity: 1 })
    const refused = await feed(product, [change])
    expect([refused.status, refused.body.error.code]).toEqual([503, 'unavailable'])
    expect(await readiness()).toMatchObject({ status: 'not ready', mongodb: false, redis: true })
    await toDatabase.mend()
    await until(readiness, (it) => it.mongodb)
    expect((await feed(product, [change])).body).toMatchObject({ applied: 1 })
    expect(await look(skuId)).toMatchObject({ available: 9 })
  }, 60_000)
  it('one that takes connections and says nothing is given up, and found again once it speaks', async () => {
    const { skuId, locationId } = await liveShelf(10)
    toDatabase.freeze()
    const change = line({ skuId, locationId, quantity: 1 })
    const refused = await feed(product, [change])
    expect([refused.status, refused.body.error.code]).toEqual([503, 'unavailable'])
    await until(readiness, (it) => !it.mongodb)
    toDatabase.thaw()
    await until(readiness, (it) => it.mongodb)
    expect((await feed(product, [change])).body).toMatchObject({ applied: 1 })
    expect(await look(skuId)).toMatchObject({ available: 9 })
  })
})
