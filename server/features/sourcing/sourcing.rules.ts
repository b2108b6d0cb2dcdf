import { addDays, fromShanghai, shanghai } from '../../kernel/shanghai'

export interface Wanted {
  skuId: string
  quantity: number
}
/** Pieces per SKU. */
export type Need = ReadonlyMap<string, number>
/** A SKU of which less can be had than is wanted, in pieces. */
export interface Missing {
  skuId: string
  wanted: number
  available: number
}
/** A place with the pieces it can promise; a SKU that is not named has none. */
export interface Stocked {
  id: string
  name: string
  /** Metres from the shopper. */
  distance: number
  stock: Need
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
export const metres = (distance: number): string =>
  distance < 1000 ? `${distance} 米` : `${(distance / 1000).toFixed(1)} 公里`

/** What is wanted per SKU, in the order of the basket; two lines of one SKU are wanted together. */
export function needOf(basket: readonly Wanted[]): Map<string, number> {
  const need = new Map<string, number>()
  for (const { skuId, quantity } of basket) need.set(skuId, (need.get(skuId) ?? 0) + quantity)
  return need
}

/** What a place gives of a need, and what is missing then. */
export function take(need: Need, { stock }: Pick<Stocked, 'stock'>) {
  const given: Wanted[] = []
  const rest = new Map<string, number>()
  for (const [skuId, quantity] of need) {
    const taken = Math.min(quantity, Math.max(0, stock.get(skuId) ?? 0))
    if (taken > 0) given.push({ skuId, quantity: taken })
    if (taken < quantity) rest.set(skuId, quantity - taken)
  }
  return { given, rest }
}

export const missingOf = (need: Need, rest: Need): Missing[] =>
  [...rest].map(([skuId, missing]) => {
    const wanted = need.get(skuId) ?? 0
    return { skuId, wanted, available: wanted - missing }
  })
export const piecesOf = (rest: Need): number => sum([...rest.values()])

export interface RankedStore {
  id: string
  distance: number
  /** Has the whole basket. */
  complete: boolean
  missing: Missing[]
  /** Why it stands here, e.g. `整单有货，距您 320 米`. */
  reason: string
}

/**
 * 整单可取 (ST-3b): the stores that have the whole basket, nearest first; then those that have part of it: the fewest
 * SKUs missing first, then the fewest pieces, then the nearest. Stores that have nothing of it are left out.
 */
export function rankStores(basket: readonly Wanted[], stores: readonly Stocked[]): RankedStore[] {
  const need = needOf(basket)
  return stores
    .map((store) => ({ store, ...take(need, store) }))
    .filter((it) => it.given.length > 0)
    .sort(
      (a, b) =>
        a.rest.size - b.rest.size ||
        piecesOf(a.rest) - piecesOf(b.rest) ||
        a.store.distance - b.store.distance ||
        (a.store.id < b.store.id ? -1 : 1),
    )
    .map(({ store: { id, distance }, rest }) => {
      const has = rest.size
        ? `${need.size} 种商品中 ${need.size - rest.size} 种齐，共缺 ${piecesOf(rest)} 件`
        : '整单有货'
      return {
        id,
        distance,
        complete: rest.size === 0,
        missing: missingOf(need, rest),
        reason: `${has}，距您 ${metres(distance)}`,
      }
    })
}

/** How goods travel between the chain's own places: a round leaves each day, and arrives in the evening. */
export const ROUND = {
  /** Minutes since midnight: what is asked for before leaves the same day, … */
  closes: 12 * 60,
  /** … and is in the store by then. */
  arrives: 20 * 60,
  /** Metres a round covers on the day it leaves; every further day as much as `furtherDay`. */
  firstDay: 80_000,
  furtherDay: 600_000,
} as const

/** By when goods from a place so many metres away are in the store (IN-4). */
export function arrivalOf(asked: Date, distance: number): Date {
  const { date, minute } = shanghai(asked)
  const onTheWay = Math.ceil(Math.max(0, distance - ROUND.firstDay) / ROUND.furtherDay)
  return fromShanghai(addDays(date, onTheWay + (minute < ROUND.closes ? 0 : 1)), ROUND.arrives)
}

/** `10月3日 20:00` in China. */
export function momentText(at: Date): string {
  const { date, minute } = shanghai(at)
  const [, month, day] = date.split('-').map(Number)
  return `${month}月${day}日 ${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
}
