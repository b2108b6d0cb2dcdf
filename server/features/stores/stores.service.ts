import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { refusalBy } from '../../integrations/http'
import { createWxacode } from '../../integrations/wechat/wechat'
import { storesContract, type storeDetail } from './stores.contract'
import {
  forgetDirectory,
  nearest,
  storeDirectory,
  summarise,
  type City,
  type StoreSummary,
} from './stores.directory'
import { putLocations, type LocationDoc } from './stores.model'
import { distanceBetween, storeCodeOfScene } from './stores.rules'

export type { LocationDoc } from './stores.model'
export type { StoreSummary } from './stores.directory'
export { linesNear } from './stores.prepared'
export { distanceBetween, hoursOn } from './stores.rules'

const fail = failWith(storesContract.errors)
type Point = [number, number]

interface StoreSearch {
  from?: Point
  city?: string
  q?: string
  service?: LocationDoc['services'][number]
  openNow?: boolean
  limit: number
  offset: number
}

/**
 * Stores near a point or of a city, nearest first (ST-1). Without a point, the city's own centre orders them.
 * @throws city_not_found
 */
export async function findStores(search: StoreSearch): Promise<{ stores: StoreSummary[]; total: number }> {
  const directory = await storeDirectory()
  const city = search.city && directory.cities.find((it) => it.name === search.city)
  if (search.city && !city) throw fail('city_not_found')
  const at = now()
  const words = search.q?.toLowerCase()
  const matches = (it: LocationDoc) =>
    (!search.city || it.city === search.city) &&
    (!search.service || it.services.includes(search.service)) &&
    (!words || `${it.name}${it.district}${it.address}${it.landmark ?? ''}`.toLowerCase().includes(words)) &&
    (!search.openNow || ['open', 'closingSoon'].includes(summarise(it, undefined, at).open.state))
  const origin = search.from ?? (city ? city.position : undefined)
  const found = origin ? nearest(directory, origin, Infinity, matches) : directory.stores.filter(matches)
  const shown = found.slice(search.offset, search.offset + search.limit)
  return { stores: shown.map((it) => summarise(it, search.from, at)), total: found.length }
}

/** The stores of these provinces, for whoever answers for them (OP-6). */
export const storesOfProvinces = async (provinces: readonly string[]): Promise<LocationDoc[]> =>
  (await storeDirectory()).stores.filter((it) => provinces.includes(it.province))

/** Every warehouse. */
export const allWarehouses = async (): Promise<readonly LocationDoc[]> => (await storeDirectory()).warehouses

/** Every store, by code. */
export const allStores = async (): Promise<readonly LocationDoc[]> => (await storeDirectory()).stores

export const listCities = async (): Promise<City[]> => (await storeDirectory()).cities

/** @throws store_not_found */
export async function getStore(storeId: string): Promise<LocationDoc> {
  const store = (await storeDirectory()).locations.get(storeId)
  if (store?.kind !== 'store') throw fail('store_not_found')
  return store
}

/** A place that may give goods, as it is at an instant; `distance` in metres. */
export type Supplier = StoreSummary & Pick<LocationDoc, 'kind'> & { distance: number }

const suppliers = (found: readonly LocationDoc[], from: Point, at: Date): Supplier[] =>
  found.map((it) => ({
    ...summarise(it, undefined, at),
    kind: it.kind,
    distance: distanceBetween(from, it.position),
  }))

/** At most `limit` stores that fit, nearest first (ST-3b, IN-4). */
export async function storesAround(
  from: Point,
  limit: number,
  at: Date,
  fits: (store: Pick<LocationDoc, 'services'>) => boolean = () => true,
): Promise<Supplier[]> {
  return suppliers(nearest(await storeDirectory(), from, limit, fits), from, at)
}

/** Every warehouse, with how far it is from a point (IN-4). */
export const warehousesFrom = async (from: Point, at: Date): Promise<Supplier[]> =>
  suppliers((await storeDirectory()).warehouses, from, at)

/** Any stock-holding place, or undefined. */
export const findLocation = async (locationId: string): Promise<LocationDoc | undefined> =>
  (await storeDirectory()).locations.get(locationId)

/** @throws store_not_found */
export async function describeStore(storeId: string, from?: Point): Promise<z.infer<typeof storeDetail>> {
  const store = await getStore(storeId)
  return { ...summarise(store, from), hours: store.hours, exceptions: store.exceptions }
}

/** The store a scanned code belongs to (ST-5). @throws scene_unknown */
export async function storeOfScene(scene: string, from?: Point): Promise<StoreSummary> {
  const code = storeCodeOfScene(scene)
  const store = code && (await storeDirectory()).byCode.get(code)
  if (!store) throw fail('scene_unknown')
  return summarise(store, from)
}

/** The store's mini-program code as PNG bytes. @throws store_not_found, platform_unavailable */
export async function storeCodeImage(storeId: string): Promise<Buffer> {
  const { code } = await getStore(storeId)
  try {
    return await createWxacode({ scene: `s=${code}`, page: 'pages/home/index' })
  } catch (error) {
    throw refusalBy(error, (details) => fail('platform_unavailable', details))
  }
}

/** Writes locations whole (import, demo chain). */
export async function importLocations(rows: readonly Omit<LocationDoc, 'updatedAt'>[]): Promise<void> {
  const updatedAt = now()
  await putLocations(rows.map((it) => ({ ...it, updatedAt })))
  forgetDirectory()
}
