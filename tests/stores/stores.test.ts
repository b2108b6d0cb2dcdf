import fc from 'fast-check'
import { distanceBetween } from '../../server/features/stores/stores.rules'
import { importLocations } from '../../server/features/stores/stores.service'
import { freezeClock, resetClock } from '../../server/kernel/clock'
import { build, HERE, next, northOf } from '../support/build'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false, withSandbox: false })
})
afterAll(() => product?.stop())
afterEach(resetClock)

interface Found {
  stores: { id: string; name: string; distance?: number; open: { state: string; label: string } }[]
  total: number
}
const find = async (query: Record<string, string | number | boolean>): Promise<Found> => {
  const words = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
  const { status, body } = await product.get(`/stores?${words}`)
  expect(status).toBe(200)
  return body
}
const ids = ({ stores }: Found) => stores.map((it) => it.id)
const [lng, lat] = HERE

const china = fc.tuple(
  fc.double({ min: 80, max: 130, noNaN: true }),
  fc.double({ min: 19, max: 50, noNaN: true }),
)

describe('stores by distance (ST-1)', () => {
  it('come in the order a plain sort by great-circle distance gives, from anywhere', async () => {
    const city = '排序城'
    const spots = fc.sample(china, { numRuns: 40, seed: 7 })
    const stores = spots.map((position, at) => ({ _id: `sto_order${at}`, city, position }))
    for (const it of stores) await build.store(it)
    const law = fc.asyncProperty(china, async (from) => {
      const found = await find({ lng: from[0], lat: from[1], city, limit: 50 })
      const expected = stores.map((it) => distanceBetween(from, it.position)).sort((a, b) => a - b)
      expect(found.stores.map((it) => it.distance)).toEqual(expected)
      for (const it of found.stores)
        expect(it.distance).toBe(distanceBetween(from, stores.find((s) => s._id === it.id)!.position))
    })
    await fc.assert(law, { numRuns: 20 })
  })
  it('have no distance when the shopper gave no place', async () => {
    const city = '无定位城'
    await build.store({ city })
    const [store] = (await find({ city })).stores
    expect(store).toBeDefined()
    expect(store).not.toHaveProperty('distance')
  })
  it('of a city start from its middle when the shopper gave no place', async () => {
    const city = '中心城'
    const far = await build.store({ city, position: northOf(HERE, 9000) })
    const middle = await build.store({ city, position: northOf(HERE, 5000) })
    await build.store({ city, position: northOf(HERE, 0) })
    const found = ids(await find({ city }))
    expect(found[0]).toBe(middle._id)
    expect(found).toContain(far._id)
  })
  it('are paged without gaps or repeats', async () => {
    const city = '翻页城'
    for (let i = 0; i < 7; i++) await build.store({ city })
    const walk: string[] = []
    for (let offset = 0; offset < 9; offset += 3) {
      const page = await find({ city, lng, lat, limit: 3, offset })
      expect(page.total).toBe(7)
      walk.push(...ids(page))
    }
    expect(walk).toEqual(ids(await find({ city, lng, lat })))
    expect(new Set(walk).size).toBe(7)
  })
  it('do not count warehouses', async () => {
    const city = '仓库城'
    const store = await build.store({ city })
    await build.store({ _id: `whs_t${next()}`, kind: 'central', city })
    expect(ids(await find({ city }))).toEqual([store._id])
  })
  it.each(['lng=181&lat=31', 'limit=51', 'limit=0', 'offset=-1', 'service=flying', 'openNow=perhaps'])(
    'refuse %s',
    async (query) => {
      const { status, body } = await product.get(`/stores?${query}`)
      expect([status, body.error.code]).toEqual([400, 'request_invalid'])
    },
  )
})

describe('the list of stores can be narrowed (ST-1)', () => {
  const city = '筛选城'
  let pets: string, tea: string, late: string
  beforeAll(async () => {
    pets = (await build.store({ city, name: '滨江天街店', services: ['pickup', 'pets'] }))._id
    tea = (await build.store({ city, landmark: '地铁 2 号线 B 口', services: ['tea'] }))._id
    const hours = [{ days: [1, 2, 3, 4, 5, 6, 7], open: '18:00', close: '26:00' }]
    late = (await build.store({ city, district: '长宁区', address: '愚园路 88 号', hours }))._id
  })

  it('to a service', async () => expect(ids(await find({ city, service: 'pets' }))).toEqual([pets]))
  it.each([
    ['a name', '滨江', () => pets],
    ['a landmark, in any case', '2 号线 b 口', () => tea],
    ['an address', '愚园路', () => late],
  ])('by %s', async (_, q, expected) => expect(ids(await find({ city, q }))).toEqual([expected()]))
  it('to nothing, calmly, when no store has such words', async () =>
    expect(await find({ city, q: '不存在的地方' })).toEqual({ stores: [], total: 0 }))
  it('to those open now', async () => {
    freezeClock(new Date('2026-11-25T11:00:00+08:00'))
    expect(ids(await find({ city, openNow: true })).sort()).toEqual([pets, tea].sort())
    freezeClock(new Date('2026-11-26T01:00:00+08:00'))
    expect(ids(await find({ city, openNow: true }))).toEqual([late])
  })
  it('to a city we know, or the answer says that there is none', async () => {
    const { status, body } = await product.get(`/stores?city=${encodeURIComponent('亚特兰蒂斯')}`)
    expect([status, body.error.code]).toEqual([404, 'city_not_found'])
  })
})

describe('the cities (ST-1)', () => {
  it('come by pinyin with how many stores and where their middle is', async () => {
    for (const city of ['重庆', '厦门', '长沙']) await build.store({ city, position: [100, 30] })
    await build.store({ city: '长沙', position: [102, 32] })
    const { cities } = (await product.get('/stores/cities')).body
    const named = (name: string) => cities.find((it: { name: string }) => it.name === name)
    expect(named('重庆')).toMatchObject({ pinyin: 'chongqing', initial: 'C', stores: 1 })
    expect(named('厦门')).toMatchObject({ pinyin: 'xiamen', initial: 'X' })
    expect(named('长沙')).toMatchObject({ pinyin: 'changsha', stores: 2, position: [101, 31] })
    const spelt = cities.map((it: { pinyin: string }) => it.pinyin)
    expect(spelt).toEqual([...spelt].sort((a, b) => a.localeCompare(b)))
  })
})

describe('one store', () => {
  it('is shown with hours, exceptions, services and distance (ST-1)', async () => {
    const exceptions = [{ date: '2026-11-25', closed: true, reason: '盘点中' }]
    const store = await build.store({ exceptions, services: ['pickup', 'booking'] })
    freezeClock(new Date('2026-11-25T11:00:00+08:00'))
    const { status, body } = await product.get(`/stores/${store._id}?lng=${lng}&lat=${lat}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id: store._id,
      code: store.code,
      hours: store.hours,
      exceptions,
      services: ['pickup', 'booking'],
      open: { state: 'paused', label: '盘点中' },
      distance: distanceBetween(HERE, store.position),
    })
  })
  it.each(['/stores/sto_nowhere', '/stores/sto_nowhere/stock'])('%s is not found', async (path) => {
    const { status, body } = await product.get(path)
    expect([status, body.error.code]).toEqual([404, 'store_not_found'])
  })
  it('is not a warehouse', async () => {
    const warehouse = await build.store({ _id: `sto_w${next()}`, kind: 'regional' })
    expect((await product.get(`/stores/${warehouse._id}`)).status).toBe(404)
  })
  it('opens by the scene of its code, as scanned or decoded (ST-5)', async () => {
    const store = await build.store()
    for (const scene of [`s=${store.code}`, encodeURIComponent(`s=${store.code}`)]) {
      const { body } = await product.get(`/stores/scene?scene=${encodeURIComponent(scene)}`)
      expect(body.store.id).toBe(store._id)
    }
  })
  it.each(['s=NOWHERE', 'x=1', 'hello', '%E0%A4'])('does not open by the scene %p (ST-5)', async (scene) => {
    const { status, body } = await product.get(`/stores/scene?scene=${encodeURIComponent(scene)}`)
    expect([status, body.error.code]).toEqual([404, 'scene_unknown'])
  })
  it('is shown as changed in the very next look-up of the process that changed it', async () => {
    const store = await build.store({ name: '旧名店' })
    await product.get(`/stores/${store._id}`)
    await importLocations([{ ...store, name: '新名店' }])
    expect((await product.get(`/stores/${store._id}`)).body.name).toBe('新名店')
  })
})
