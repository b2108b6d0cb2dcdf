import { CITIES, WAREHOUSES, type City } from './data/places'
import { addDays, newYearOf } from './days'
import { idOf, randomOf, type Random } from './random'
import {
  SERVICES,
  STORE_ARTS,
  type DemoStore,
  type DemoWarehouse,
  type Hours,
  type HoursException,
  type Position,
  type Service,
} from './types'

const STORES_PER_SCALE = 300
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
/** Words that tell a further shop of the same place from the first. */
const BRANCHES = ['二', '东区', '西区', '地铁', '街角', '南广场', '北广场', '社区', '公园']

const CODES: Record<string, string> = {
  上海: 'SH', 北京: 'BJ', 广州: 'GZ', 深圳: 'SZ', 杭州: 'HZ', 成都: 'CD', 重庆: 'CQ', 武汉: 'WH', 南京: 'NJ',
  苏州: 'SU', 西安: 'XA', 长沙: 'CS', 天津: 'TJ', 青岛: 'QD', 宁波: 'NB', 无锡: 'WX', 厦门: 'XM', 福州: 'FZ',
  合肥: 'HF', 郑州: 'ZZ', 济南: 'JN', 大连: 'DL', 沈阳: 'SY', 昆明: 'KM', 佛山: 'FS', 东莞: 'DG',
} // prettier-ignore

type Spot = {
  city: City
  name: string
  district: string
  address: string
  landmark?: string
  position: Position
}

function spotsOf(city: City): Spot[] {
  return city.rows
    .trim()
    .split('\n')
    .map((line) => {
      const [name, district, address, landmark, at] = line.trim().split('|')
      const [lng, lat] = (at ?? '').split(',').map(Number)
      if (!name || !district || !address || lng === undefined || lat === undefined)
        throw new Error(`place not understood: ${line}`)
      const ending = landmark && !/[口场]/.test(landmark.slice(-3)) ? `${landmark}旁` : landmark
      const position: Position = [lng, lat]
      return { city, name, district, address, ...(ending ? { landmark: ending } : {}), position }
    })
}

/** The first 300 keep every city's share; the places left over follow. */
function basePlaces(): Spot[] {
  const cities = CITIES.map((city) => ({ spots: spotsOf(city), keep: 0 }))
  const total = cities.reduce((sum, { spots }) => sum + spots.length, 0)
  const exact = (spots: Spot[]) => (spots.length * STORES_PER_SCALE) / total
  for (const city of cities) city.keep = Math.floor(exact(city.spots))
  const missing = STORES_PER_SCALE - cities.reduce((sum, { keep }) => sum + keep, 0)
  const byFraction = [...cities].sort((a, b) => (exact(b.spots) % 1) - (exact(a.spots) % 1))
  for (const city of byFraction.slice(0, missing)) city.keep++
  return [
    ...cities.flatMap(({ spots, keep }) => spots.slice(0, keep)),
    ...cities.flatMap(({ spots, keep }) => spots.slice(keep)),
  ]
}

const metres = (a: Position, b: Position) =>
  Math.hypot((a[0] - b[0]) * Math.cos((a[1] * Math.PI) / 180), a[1] - b[1]) * 111_320

/** A further shop of a place, 0.3–1.3 km off towards the next known place, on its street or that one's. */
function branchOf(spot: Spot, round: number, spots: Spot[], seed: number): Spot {
  const random = randomOf(seed, `branch/${spot.city.name}/${spot.name}/${round}`)
  const near = spots
    .filter((other) => other !== spot && other.district === spot.district)
    .sort((a, b) => metres(spot.position, a.position) - metres(spot.position, b.position))[0]
  const street = (near && random.chance(0.4) ? near : spot).address.replace(/ .*$/, '')
  const angle = random.next() * 2 * Math.PI
  const reach = near ? Math.min(0.45, random.int(300, 1300) / metres(spot.position, near.position)) : 0
  const towards = (i: 0 | 1) => (near ? (near.position[i] - spot.position[i]) * reach : 0)
  const word = BRANCHES[(round - 1) % BRANCHES.length] ?? ''
  const lap = Math.floor((round - 1) / BRANCHES.length)
  return {
    city: spot.city,
    name: `${spot.name}${word}${lap > 0 ? lap + 1 : ''}`,
    district: spot.district,
    address: `${street} ${random.int(8, 990)} 号 ${random.pick(['1F', '2F', 'B1', 'L1'])}`,
    position: [
      Number((spot.position[0] + towards(0) + Math.cos(angle) * 0.0035).toFixed(6)),
      Number((spot.position[1] + towards(1) + Math.sin(angle) * 0.003).toFixed(6)),
    ],
  }
}

function hoursOf(random: Random): Hours[] {
  const late = random.next()
  if (late < 0.5) return [{ days: EVERY_DAY, open: '10:00', close: '22:00' }]
  if (late < 0.62) return [{ days: EVERY_DAY, open: '09:30', close: '21:30' }]
  if (late < 0.72) return [{ days: EVERY_DAY, open: '08:00', close: '22:00' }]
  const weekend = late < 0.94 ? '22:30' : '24:30'
  return [
    { days: [1, 2, 3, 4], open: '10:00', close: late < 0.94 ? '22:00' : '23:00' },
    { days: [5, 6, 7], open: '10:00', close: weekend },
  ]
}

function exceptionsOf(random: Random, day: string): HoursException[] {
  const { eve, newYear } = newYearOf(day)
  const close = random.pick(['24:30', '24:30', '23:30'])
  return [
    ...(random.chance(0.08)
      ? [{ date: addDays(day, random.int(1, 20)), closed: true as const, reason: '盘点' }]
      : []),
    { date: eve, open: '10:00', close, reason: '跨年夜' },
    { date: newYear, open: '11:00', close: '22:00', reason: '元旦' },
  ]
}

function servicesOf(random: Random): Service[] {
  const odds: Record<Service, number> = {
    pickup: 1, delivery: 0.72, booking: 0.6, returns: 0.97, makeup: 0.45, tea: 0.35, nursing: 0.4, parking: 0.4,
    alteration: 0.3, pets: 0.15, showroom: 0.22,
  } // prettier-ignore
  return SERVICES.filter((service) => random.chance(odds[service]))
}

/** What the mock-ups show of the six Shanghai stores. */
function drawn(day: string, eve: string): Record<string, Partial<DemoStore>> {
  const tillTen = [{ days: EVERY_DAY, open: '10:00', close: '22:00' }]
  return {
    静安寺店: {
      hours: [
        { days: [1, 2, 3, 4], open: '10:00', close: '21:30' },
        { days: [5, 6, 7], open: '10:00', close: '22:00' },
      ],
      exceptions: [{ date: eve, open: '10:00', close: '24:30', reason: '跨年夜' }],
      services: ['pickup', 'delivery', 'booking', 'returns', 'makeup', 'tea', 'nursing', 'parking'],
    },
    新天地店: {
      hours: [{ days: EVERY_DAY, open: '10:00', close: '22:30' }],
      services: ['pickup', 'delivery', 'booking', 'returns', 'alteration', 'pets'],
    },
    中山公园店: { hours: tillTen, services: ['pickup', 'delivery', 'returns', 'nursing', 'parking'] },
    徐家汇店: {
      hours: tillTen,
      exceptions: [{ date: day, open: '10:00', close: '20:00', reason: '提前打烊' }],
      services: ['pickup', 'booking', 'returns', 'makeup', 'showroom'],
    },
    五角场店: {
      hours: tillTen,
      exceptions: [{ date: day, open: '16:00', close: '22:00', reason: '盘点' }],
      services: ['pickup', 'booking', 'returns', 'makeup', 'parking'],
    },
    世纪大道店: { hours: tillTen, services: ['pickup', 'returns', 'tea', 'nursing'] },
  }
}

/** 300 × scale stores; the first 300 are the same at every scale. */
export function buildStores(seed: number, scale: number, day: string): DemoStore[] {
  const base = basePlaces()
  const byCity = new Map(CITIES.map((city) => [city.name, base.filter((spot) => spot.city === city)]))
  const all = [...base]
  for (let round = 1; all.length < STORES_PER_SCALE * scale; round++)
    all.push(...base.map((spot) => branchOf(spot, round, byCity.get(spot.city.name) ?? [], seed)))
  const counters = new Map<string, number>()
  const special = drawn(day, newYearOf(day).eve)
  return all.slice(0, STORES_PER_SCALE * scale).map((spot, index): DemoStore => {
    const { city } = spot
    const random = randomOf(seed, `store/${index}`)
    const count = (counters.get(city.name) ?? 0) + 1
    counters.set(city.name, count)
    const name = `${city.name === '上海' ? '' : city.name}${spot.name}店`
    return {
      id: idOf('sto', index + 1, 4),
      code: `${CODES[city.name]}${String(count).padStart(3, '0')}`,
      kind: 'store',
      name,
      city: city.name,
      province: city.province,
      district: spot.district,
      address: spot.address,
      ...(spot.landmark ? { landmark: spot.landmark } : {}),
      position: spot.position,
      phone: `${city.areaCode}-${random.pick([5, 6, 8])}${random.int(1000000, 9999999)}`,
      hours: hoursOf(random),
      exceptions: exceptionsOf(random, day),
      services: servicesOf(random),
      art: STORE_ARTS[index < STORE_ARTS.length ? index : random.int(0, STORE_ARTS.length - 1)] ?? 'jas',
      ...special[name],
    }
  })
}

export function buildWarehouses(): DemoWarehouse[] {
  return WAREHOUSES.map((warehouse) => ({ ...warehouse, position: [...warehouse.position] as Position }))
}
