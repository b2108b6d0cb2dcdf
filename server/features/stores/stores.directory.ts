import { around } from 'geokdbush'
import KDBush from 'kdbush'
import { pinyin } from 'pinyin-pro'
import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import type { storeSummary } from './stores.contract'
import { allLocations, lastChange, type LocationDoc } from './stores.model'
import { globeOf, type Globe } from './stores.nearest'
import { distanceBetween, openStateAt } from './stores.rules'

export type StoreSummary = z.infer<typeof storeSummary>
export interface City {
  name: string
  initial: string
  pinyin: string
  stores: number
  position: [number, number]
}

interface Directory {
  changedAt: number
  locations: Map<string, LocationDoc>
  stores: LocationDoc[]
  warehouses: LocationDoc[]
  byCode: Map<string, LocationDoc>
  cities: City[]
  index: KDBush
  globe: Globe
}

const CHECK_MS = 2000
let directory: Promise<Directory> | undefined
let checkedAt = 0

const pinyinOf = (name: string) => pinyin(name, { toneType: 'none', separator: '' })

function citiesOf(stores: readonly LocationDoc[]): City[] {
  const groups = new Map<string, LocationDoc[]>()
  for (const store of stores) groups.set(store.city, [...(groups.get(store.city) ?? []), store])
  const centre = (group: LocationDoc[], axis: 0 | 1) =>
    group.reduce((sum, it) => sum + it.position[axis], 0) / group.length
  return [...groups]
    .map(([name, group]) => {
      const spelt = name === '重庆' ? 'chongqing' : name === '厦门' ? 'xiamen' : pinyinOf(name)
      return {
        name,
        pinyin: spelt,
        initial: spelt.charAt(0).toUpperCase(),
        stores: group.length,
        position: [centre(group, 0), centre(group, 1)] as [number, number],
      }
    })
    .sort((a, b) => a.pinyin.localeCompare(b.pinyin))
}

async function build(changedAt: number): Promise<Directory> {
  const all = await allLocations()
  const stores = all.filter((it) => it.kind === 'store').sort((a, b) => a._id.localeCompare(b._id))
  const index = new KDBush(stores.length)
  for (const { position } of stores) index.add(...position)
  index.finish()
  logger.info({ stores: stores.length }, 'store directory built')
  return {
    changedAt,
    locations: new Map(all.map((it) => [it._id, it])),
    stores,
    warehouses: all.filter((it) => it.kind !== 'store'),
    byCode: new Map(stores.map((it) => [it.code, it])),
    cities: citiesOf(stores),
    index,
    globe: globeOf(stores.map((it) => it.position)),
  }
}

async function refresh(): Promise<Directory> {
  const before = await directory?.catch(() => undefined)
  const changedAt = (await lastChange())?.getTime() ?? 0
  return before && before.changedAt === changedAt ? before : build(changedAt)
}

/**
 * All locations in process memory with a spatial index; a change elsewhere is seen within 2 s. While the
 * database is away the last known state serves on.
 */
export async function storeDirectory(): Promise<Directory> {
  const at = Date.now()
  if (!directory || at - checkedAt > CHECK_MS) {
    const before = directory
    checkedAt = at
    const next: Promise<Directory> = refresh().catch((error: unknown) => {
      checkedAt = 0
      if (before) return before
      if (directory === next) directory = undefined
      throw error
    })
    // The known state answers while the check runs, so that no request waits for it. What was forgotten
    // meanwhile stays forgotten: the check may have read the database before the write.
    if (before)
      void next.then((it) => {
        if (directory === before) directory = Promise.resolve(it)
      })
    else directory = next
  }
  return directory as Promise<Directory>
}

/** Makes the next look-up read the database again (after a write in this process). */
export const forgetDirectory = (): void => {
  directory = undefined
}

/** The few stores nearest to a point, nearest first. */
export const nearestFew = (
  { globe, stores }: Directory,
  from: [number, number],
  limit: number,
): LocationDoc[] => globe.nearest(from, limit).map((at) => stores[at] as LocationDoc)

/** Stores that fit by distance from a point, nearest first, at most `limit`. */
export function nearest(
  { index, stores }: Directory,
  [lng, lat]: [number, number],
  limit: number,
  filter: (store: LocationDoc) => boolean,
): LocationDoc[] {
  const wanted = (at: number) => filter(stores[at] as LocationDoc)
  return around(index, lng, lat, limit, Infinity, wanted).map((at) => stores[at] as LocationDoc)
}

/** A store as shoppers see it at this instant. */
export function summarise(store: LocationDoc, from?: [number, number], at = now()): StoreSummary {
  return {
    id: store._id,
    code: store.code,
    name: store.name,
    city: store.city,
    district: store.district,
    address: store.address,
    ...(store.landmark ? { landmark: store.landmark } : {}),
    position: store.position,
    phone: store.phone,
    services: store.services,
    art: store.art,
    open: openStateAt(at, store.hours, store.exceptions),
    ...(from ? { distance: distanceBetween(from, store.position) } : {}),
  }
}
