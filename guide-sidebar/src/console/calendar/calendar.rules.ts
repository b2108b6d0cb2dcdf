import type { Api } from '../../../../server/api'
import type { IconName } from '../../ui/icons'
import type { Status } from '../campaigns/campaign.rules'

const DAY = 86_400_000
/** Asia/Shanghai has had no summer time since 1991. */
const SHANGHAI = 8 * 3_600_000

export type KindName = 'coupon' | 'groupBuy' | 'chain' | 'flashSale' | 'storeEvent'
export const KINDS: Record<KindName, { name: string; icon: IconName; page: string; hint: string }> = {
  flashSale: { name: '秒杀', icon: 'zap', page: 'flash-sales', hint: '每天定点，单场限量' },
  groupBuy: { name: '拼团', icon: 'users', page: 'group-buys', hint: '2–10 人成团' },
  chain: { name: '接龙', icon: 'list-ordered', page: 'chains', hint: '一起买，一次送到店' },
  coupon: { name: '券', icon: 'ticket', page: 'coupons', hint: '满减、折扣、兑换' },
  storeEvent: { name: '到店活动', icon: 'calendar-check', page: 'store-events', hint: '品鉴会、工坊、快闪' },
}
/** The kinds that are shown and can be made from here. */
export const KIND_NAMES: readonly KindName[] = ['flashSale', 'groupBuy', 'chain', 'coupon', 'storeEvent']

/** Something of the calendar, whatever its kind. */
export interface Item {
  kind: KindName
  id: string
  title: string
  note: string
  status: Status
  statusText: string
  /** ms */
  from: number
  until: number
  /** Where it holds; undefined for every store. */
  storeIds: readonly string[] | undefined
}

export interface Lists {
  coupons?: Api['GET /console/coupons']['response']['coupons'] | undefined
  groupBuys?: Api['GET /console/group-buys']['response']['groupBuys'] | undefined
  chains?: Api['GET /console/chains']['response']['chains'] | undefined
  flashSales?: Api['GET /console/flash-sales']['response']['flashSales'] | undefined
  events?: Api['GET /console/store-events']['response']['events'] | undefined
}

/** The instant (ms) of a Shanghai day's wall clock. */
const wall = (day: string, clock: string): number => Date.parse(`${day}T${clock}:00Z`) - SHANGHAI

/** Stores among places; undefined where pieces also lie elsewhere, so that everybody may have them. */
const storesOf = (places: readonly string[]): string[] | undefined =>
  places.every((it) => it.startsWith('sto_')) ? [...new Set(places)] : undefined

/** Everything of the lists as it stands in the calendar. */
export const itemsOf = ({
  coupons = [],
  groupBuys = [],
  chains = [],
  flashSales = [],
  events = [],
}: Lists): Item[] => [
  ...coupons.map(({ id, title, face, status, statusText, claim, scope }) => ({
    kind: 'coupon' as const,
    id,
    title,
    note: `${face.big} ${face.small}`,
    status,
    statusText,
    from: Date.parse(claim.from),
    until: Date.parse(claim.until),
    storeIds: scope.storeIds,
  })),
  ...groupBuys.map(({ id, title, size, status, statusText, from, until, places }) => ({
    kind: 'groupBuy' as const,
    id,
    title,
    note: `${size} 人团`,
    status,
    statusText,
    from: Date.parse(from),
    until: Date.parse(until),
    storeIds: storesOf(places.map((it) => it.locationId)),
  })),
  ...chains.map(({ id, title, status, statusText, from, until, storeId, lines }) => ({
    kind: 'chain' as const,
    id,
    title,
    note: `${lines.length} 样商品`,
    status,
    statusText,
    from: Date.parse(from),
    until: Date.parse(until),
    storeIds: [storeId],
  })),
  ...flashSales.map(({ id, title, status, statusText, days, times, minutes, items }) => ({
    kind: 'flashSale' as const,
    id,
    title,
    note: `每天 ${times.join('、')}`,
    status,
    statusText,
    from: wall(days.from, times[0] ?? '00:00'),
    until: wall(days.until, times.at(-1) ?? '00:00') + minutes * 60_000,
    storeIds: storesOf(items.flatMap((it) => it.places.map((place) => place.locationId))),
  })),
  ...events.map(({ id, title, status, statusText, start, end, storeId, face, quota }) => ({
    kind: 'storeEvent' as const,
    id,
    title,
    note: `${face.kindText} · ${quota} 位`,
    status,
    statusText,
    from: Date.parse(start),
    until: Date.parse(end),
    storeIds: [storeId],
  })),
]

/** The start (ms) of the Shanghai day an instant lies in. */
export const dayStart = (at: number): number => Math.floor((at + SHANGHAI) / DAY) * DAY - SHANGHAI
/** The start of the week, from Monday. */
export const weekStart = (at: number): number => {
  const day = dayStart(at)
  const weekday = (new Date(day + SHANGHAI).getUTCDay() + 6) % 7
  return day - weekday * DAY
}
export const addDays = (at: number, days: number): number => at + days * DAY

/** The weeks a month's page shows: from the week of its first day to that of its last. */
export const weeksOfMonth = (at: number): number[] => {
  const local = new Date(at + SHANGHAI)
  const first = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 1) - SHANGHAI
  const next = Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 1) - SHANGHAI
  const weeks: number[] = []
  for (let week = weekStart(first); week < next; week = addDays(week, 7)) weeks.push(week)
  return weeks
}
/** The same day of another month, at most its first. */
export const monthFrom = (at: number, months: number): number => {
  const local = new Date(at + SHANGHAI)
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months, 1) - SHANGHAI
}

export interface Laid {
  item: Item
  /** Columns from 0 to 6, both included. */
  first: number
  last: number
  lane: number
}

/**
 * What of a week is shown where: what lasts a few days lies on top, what runs on and on (coupons mostly) below; nothing
 * covers anything else.
 */
export const layOut = (items: readonly Item[], week: number): Laid[] => {
  const end = addDays(week, 7)
  const columns = ({ from, until }: Item) => ({
    first: Math.max(0, Math.floor((from - week) / DAY)),
    last: Math.min(6, Math.floor((until - 1 - week) / DAY)),
  })
  const within = items
    .filter((it) => it.from < end && it.until > week)
    .sort(
      (a, b) =>
        Number(a.kind === 'coupon') - Number(b.kind === 'coupon') ||
        Number(a.status === 'ended') - Number(b.status === 'ended') ||
        a.from - b.from ||
        b.until - a.until ||
        a.id.localeCompare(b.id),
    )
  const lanes: { first: number; last: number }[][] = []
  return within.map((item) => {
    const { first, last } = columns(item)
    const found = lanes.findIndex((taken) => taken.every((it) => it.last < first || it.first > last))
    const lane = found < 0 ? lanes.length : found
    lanes[lane] = [...(lanes[lane] ?? []), { first, last }]
    return { item, first, last, lane }
  })
}

export interface Row {
  key: string
  name: string
  note: string
  items: Item[]
}
/** The items by where they hold: every store, several, and each store with something of its own. */
export const rowsOf = (items: readonly Item[], nameOf: (storeId: string) => string): Row[] => {
  const all = items.filter((it) => !it.storeIds)
  const several = items.filter((it) => it.storeIds && it.storeIds.length > 1)
  const ones = new Map<string, Item[]>()
  for (const it of items) {
    const [only, ...others] = it.storeIds ?? []
    if (only && others.length === 0) ones.set(only, [...(ones.get(only) ?? []), it])
  }
  return [
    { key: 'all', name: '全部门店', note: '到店和线上', items: all },
    { key: 'several', name: '部分门店', note: '两家以上', items: several },
    ...[...ones].map(([storeId, own]) => ({
      key: storeId,
      name: nameOf(storeId),
      note: `${own.length} 场`,
      items: own,
    })),
  ].filter((it) => it.items.length > 0)
}

/** `11/23`. */
export const dateText = (at: number): string => {
  const local = new Date(at + SHANGHAI)
  return `${local.getUTCMonth() + 1}/${String(local.getUTCDate()).padStart(2, '0')}`
}
export const dayNumber = (at: number): number => new Date(at + SHANGHAI).getUTCDate()
export const monthText = (at: number): string => {
  const local = new Date(at + SHANGHAI)
  return `${local.getUTCFullYear()} 年 ${local.getUTCMonth() + 1} 月`
}
