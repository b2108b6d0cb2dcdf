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
    for (const location of chain.locations) {
      const [lng, lat] = location.position
      expect(lng > 73 && lng < 135.1 && lat > 18 && lat < 53.6).toBe(true)
      const center = centers.get(location.city)
      expect(center && kilometres(center, location.position)).toBeLessThan(80)
    }
  })

  it('stand within 5 km of the place a branch is named after', () => {
    for (const branch of stores.slice(349)) {
      const parent = base.find((store) => branch.name.startsWith(store.name.slice(0, -1)))
      if (parent) expect(kilometres(parent.position, branch.position)).toBeLessThan(5)
    }
  })

  it('fit a QR scene of 32 characters', () => {
    for (const { code } of stores) {
      expect(code).toMatch(/^[A-Z]{2}\d{3,6}$/)
      expect(`s=${code}`.length).toBeLessThanOrEqual(32)
      expect(code.length).toBeLessThanOrEqual(8)
    }
  })

  it('say their hours for every weekday once, and what differs', () => {
    for (const store of stores) {
      expect(store.hours.flatMap((hours) => hours.days).sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
      for (const { open, close } of store.hours) {
        expect(open).toMatch(/^\d\d:[03]0$/)
        expect(close > open).toBe(true)
      }
      expect(store.exceptions.length).toBeGreaterThan(0)
      for (const exception of store.exceptions) expect(exception.date >= chain.day).toBe(true)
      for (const service of store.services) expect(SERVICES).toContain(service)
      expect(STORE_ARTS).toContain(store.art)
      expect(store.address.length).toBeGreaterThan(4)
      expect(store.phone).toMatch(/^0\d{2,3}-\d{8}$/)
    }
  })
})

describe('stock of the demo chain (IN-1)', () => {
  const one = buildChain({ now })
  const skuCount = one.products.reduce((sum, product) => sum + product.skus.length, 0)
  const rows = one.locations.map((location) => ({ location, stock: [...one.stockOf(location)] }))

  it('lets warehouses carry every SKU and stores an assortment', () => {
    const counts = rows.filter(({ location }) => location.kind === 'store').map(({ stock }) => stock.length)
    for (const { location, stock } of rows)
      if (location.kind !== 'store') expect(stock).toHaveLength(skuCount)
    const average = counts.reduce((sum, count) => sum + count, 0) / counts.length
    expect(average).toBeGreaterThan(180)
    expect(average).toBeLessThan(330)
    expect(Math.min(...counts)).toBeGreaterThan(60)
  })

  it('has one row per SKU and location, whole pieces, never below nothing', () => {
    for (const { stock } of rows) {
      expect(new Set(stock.map((row) => row.skuId)).size).toBe(stock.length)
      for (const { onHand, safety } of stock) {
        expect(Number.isInteger(onHand) && onHand >= 0).toBe(true)
        expect(Number.isInteger(safety) && safety >= 0 && safety <= Math.max(onHand, 0)).toBe(true)
      }
    }
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
      for (const id of heroes) expect(carried.has(id)).toBe(true)
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
