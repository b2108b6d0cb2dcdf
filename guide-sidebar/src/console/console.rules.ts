import type { Api } from '../../../server/api'

export type City = Api['GET /stores/cities']['response']['cities'][number]
export type Store = Api['GET /stores']['response']['stores'][number]
type Service = Store['services'][number]

/** The services of a store in the shop's words, in the order shown. */
export const SERVICES: Record<Service, string> = {
  pickup: '到店自提',
  delivery: '3 公里配送',
  booking: '体验预约',
  returns: '退换',
  makeup: '试妆',
  tea: '茶歇',
  nursing: '母婴室',
  parking: '停车',
  alteration: '改衣',
  pets: '可带宠物',
  showroom: '样板间',
}

/** `94%`; `—` of nothing. */
export const percent = (part: number, whole: number): string =>
  whole > 0 ? `${Math.round((part / whole) * 100)}%` : '—'

/** The `n` cities with most stores, and what the others add up to. */
export const rankCities = (cities: readonly City[], n: number) => {
  const ranked = [...cities].sort((a, b) => b.stores - a.stores || a.pinyin.localeCompare(b.pinyin))
  const rest = ranked.slice(n)
  return { top: ranked.slice(0, n), rest: { cities: rest.length, stores: sumStores(rest) } }
}

export const sumStores = (cities: readonly City[]): number =>
  cities.reduce((sum, { stores }) => sum + stores, 0)

export interface Dot {
  city: City
  x: number
  y: number
  r: number
  /** The side its name fits on without covering another dot or name; none when it fits on neither. */
  name?: 'left' | 'right'
}

interface Rect {
  left: number
  top: number
  right: number
  bottom: number
}
const hits = (a: Rect, b: Rect) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
const PAD = 28
const LETTER = 13
/** Degrees of longitude are shorter than those of latitude at China's middle latitude. */
const SQUEEZE = Math.cos((33 * Math.PI) / 180)

/**
 * Cities by their position in a box of `width` × `height` px, north up, at one scale; area of a dot ∝ stores.
 * Names are given to the larger cities first, as far as they fit.
 */
export const placeCities = (cities: readonly City[], width: number, height: number): Dot[] => {
  if (cities.length === 0) return []
  const xs = cities.map(({ position }) => position[0] * SQUEEZE)
  const ys = cities.map(({ position }) => -position[1])
  const [west, east] = [Math.min(...xs), Math.max(...xs)]
  const [north, south] = [Math.min(...ys), Math.max(...ys)]
  const right = PAD + 3 * LETTER
  const scale = Math.min(
    (width - PAD - right) / (east - west || 1),
    (height - 2 * PAD) / (south - north || 1),
  )
  const left = (width - right + PAD - (east - west) * scale) / 2
  const top = (height - (south - north) * scale) / 2
  const most = Math.max(...cities.map(({ stores }) => stores), 1)
  const dots = cities.map((city, index): Dot => ({
    city,
    x: left + ((xs[index] ?? 0) - west) * scale,
    y: top + ((ys[index] ?? 0) - north) * scale,
    r: 3 + 10 * Math.sqrt(city.stores / most),
  }))
  const taken: Rect[] = dots.map(({ x, y, r }) => ({ left: x - r, top: y - r, right: x + r, bottom: y + r }))
  // Large before small: the larger are named first, and the smaller are drawn over them.
  dots.sort((a, b) => b.r - a.r)
  for (const dot of dots) {
    const long = dot.city.name.length * LETTER
    for (const side of ['right', 'left'] as const) {
      const near = side === 'right' ? dot.x + dot.r + 3 : dot.x - dot.r - 3 - long
      const box = { left: near, top: dot.y - 8, right: near + long, bottom: dot.y + 8 }
      if (box.left < 0 || box.right > width || taken.some((other) => hits(box, other))) continue
      dot.name = side
      taken.push(box)
      break
    }
  }
  return dots
}
