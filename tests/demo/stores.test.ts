import { buildChain } from '../../config/demo/chain'
import { CITIES } from '../../config/demo/data/places'
import { SERVICES, STORE_ARTS, type DemoStore } from '../../config/demo/types'

const now = new Date('2026-11-22T06:26:00Z')
const chain = buildChain({ now, scale: 2 })
const stores = chain.locations.filter((location): location is DemoStore => location.kind === 'store')
const base = stores.slice(0, 300)
const centers = new Map(CITIES.map((city) => [city.name, city.center]))

function kilometres(
  [lng1, lat1]: readonly [number, number],
  [lng2, lat2]: readonly [number, number],
): number {
  const rad = Math.PI / 180
  const a =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lng2 - lng1) * rad) / 2) ** 2
  return 2 * 6371 * Math.asin(Math.sqrt(a))
}

describe('stores of the demo chain (ST-1)', () => {
  it('are 300 in at least 20 cities, with one central and two regional warehouses', () => {
    const one = buildChain({ now })
    expect(one.locations.map(({ kind }) => kind).filter((kind) => kind === 'store')).toHaveLength(300)
    expect(one.locations.slice(300).map(({ kind }) => kind)).toEqual(['central', 'regional', 'regional'])
    expect(one.locations[300]?.id).toBe('whs_c01')
    expect(new Set(base.map((store) => store.city)).size).toBeGreaterThanOrEqual(20)
  })

  it('open with those of the mock-ups', () => {
    const names = ['静安寺店', '新天地店', '中山公园店', '徐家汇店', '五角场店', '世纪大道店']
    expect(stores.slice(0, 6).map((store) => store.name)).toEqual(names)
    expect(stores[0]).toMatchObject({
      id: 'sto_0001',
      code: 'SH001',
      address: '南京西路 1618 号 B1',
      art: 'jas',
    })
  })

  it('have ids, codes, names and places of their own', () => {
    for (const key of ['id', 'code', 'name'] as const)
      expect(new Set(stores.map((store) => store[key])).size).toBe(stores.length)
    expect(new Set(stores.map((store) => store.position.join())).size).toBe(stores.length)
  })

  it('lie in China within 80 km of their city, each city in its own place', () => {
    const astray = chain.locations.filter(({ city, position }) => {
      const [lng, lat] = position
      const center = centers.get(city)
      const inChina = lng > 73 && lng < 135.1 && lat > 18 && lat < 53.6
      return !inChina || !center || kilometres(center, position) >= 80
    })
    expect(astray).toEqual([])
  })

  it('stand within 5 km of the place a branch is named after', () => {
    const branches = stores.slice(349).map((branch) => {
      const parent = base.find((store) => branch.name === store.name.replace(/店$/, '二店'))
      return parent ? kilometres(parent.position, branch.position) : 0
    })
    expect(branches.filter((distance) => distance > 0).length).toBeGreaterThan(200)
    expect(Math.max(...branches)).toBeLessThan(5)
  })

  it('fit a QR scene of 32 characters', () => {
    const unfit = stores.filter(({ code }) => !/^[A-Z]{2}\d{3,6}$/.test(code) || `s=${code}`.length > 32)
    expect(unfit).toEqual([])
  })

  it('say their hours for every weekday once, and what differs', () => {
    const weekdays = (store: DemoStore) =>
      store.hours
        .flatMap((hours) => hours.days)
        .sort()
        .join('')
    expect(stores.filter((store) => weekdays(store) !== '1234567')).toEqual([])
    const hours = stores.flatMap((store) => store.hours)
    expect(hours.filter(({ open, close }) => !/^\d\d:[03]0$/.test(open) || close <= open)).toEqual([])
    const past = stores.filter(({ exceptions }) => exceptions.some(({ date }) => date < chain.day))
    expect(past).toEqual([])
    expect(stores.filter(({ exceptions }) => exceptions.length === 0)).toEqual([])
  })

  it('have an address, a telephone, a drawing and services of the list', () => {
    const odd = stores.filter(
      ({ address, phone, art, services }) =>
        address.length < 5 ||
        !/^0\d{2,3}-\d{8}$/.test(phone) ||
        !STORE_ARTS.includes(art) ||
        services.some((service) => !SERVICES.includes(service)),
    )
    expect(odd).toEqual([])
  })
})

describe('stock of the demo chain (IN-1)', () => {
  const one = buildChain({ now })
  const skuCount = one.products.reduce((sum, product) => sum + product.skus.length, 0)
  const rows = one.locations.map((location) => ({ location, stock: [...one.stockOf(location)] }))

  it('lets warehouses carry every SKU and stores an assortment', () => {
    const counts = rows.filter(({ location }) => location.kind === 'store').map(({ stock }) => stock.length)
    const warehouses = rows.filter(({ location }) => location.kind !== 'store')
    expect(warehouses.map(({ stock }) => stock.length)).toEqual(warehouses.map(() => skuCount))
    const average = counts.reduce((sum, count) => sum + count, 0) / counts.length
    expect(average).toBeGreaterThan(180)
    expect(average).toBeLessThan(330)
    expect(Math.min(...counts)).toBeGreaterThan(60)
  })

  it('has one row per SKU and location, whole pieces, never below nothing', () => {
    const twice = rows.filter(({ stock }) => new Set(stock.map((row) => row.skuId)).size !== stock.length)
    expect(twice).toEqual([])
    const wrong = rows
      .flatMap(({ stock }) => stock)
      .filter(
        ({ onHand, safety }) => !Number.isInteger(onHand) || onHand < 0 || safety < 0 || safety > onHand,
      )
    expect(wrong).toEqual([])
  })

  it('has sold-out and nearly sold-out rows in a sensible share', () => {
    const pieces = rows.flatMap(({ location, stock }) => (location.kind === 'store' ? stock : []))
    const share = (test: (onHand: number) => boolean) =>
      pieces.filter(({ onHand }) => test(onHand)).length / pieces.length
    expect(share((onHand) => onHand === 0)).toBeGreaterThan(0.04)
    expect(share((onHand) => onHand === 0)).toBeLessThan(0.15)
    expect(share((onHand) => onHand >= 1 && onHand <= 3)).toBeGreaterThan(0.1)
  })

  it('puts the hero goods into every Shanghai store, as the mock-ups show them', () => {
    const heroes = one.products.slice(0, 3).flatMap((product) => product.skus.map((sku) => sku.id))
    for (const { location, stock } of rows) {
      if (location.kind !== 'store' || location.city !== '上海') continue
      const carried = new Set(stock.map((row) => row.skuId))
      expect(heroes.filter((id) => !carried.has(id))).toEqual([])
    }
    const pot = one.products[0]?.skus[0]
    expect(pot?.options).toEqual({ 釉色: '茜红', 规格: '一壶两杯' })
    expect(rows[0]?.stock.find((row) => row.skuId === pot?.id)).toEqual({
      skuId: pot?.id,
      onHand: 12,
      safety: 0,
    })
  })

  it('is the same every time it is asked for', () => {
    const [store] = one.locations
    expect(store && [...one.stockOf(store)]).toEqual(rows[0]?.stock)
  })
})
