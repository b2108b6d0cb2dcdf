import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { findProducts, getProduct, skuOf } from '../catalog/catalog.service'
import { guidesOf } from '../guides/guides.service'
import { reaches } from '../operators/operators.service'
import { allStores, allWarehouses, type LocationDoc } from '../stores/stores.service'
import type { choosableSku, consoleDirectoryContract } from './consoleDirectory.contract'

type Routes = (typeof consoleDirectoryContract)['routes']
type Operator = CallerOf<Routes['GET /console/stores']>
type StoreQuery = z.output<Routes['GET /console/stores']['query']>
type GuideQuery = z.output<Routes['GET /console/guides']['query']>
type SkuQuery = z.output<Routes['GET /console/skus']['query']>
type Sku = z.input<typeof choosableSku>

const named = ({ _id, code, name, city, district }: LocationDoc) => ({ id: _id, code, name, city, district })

function countedCities(stores: readonly LocationDoc[]) {
  const counts = new Map<string, number>()
  for (const { city } of stores) counts.set(city, (counts.get(city) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, stores: count })).sort((a, b) => b.stores - a.stores)
}

/** The stores somebody may decide for, in the chain's order (OP-6); ids beyond their reach are named all the same. */
export async function storesWithin({ q, city, ids, limit, offset }: StoreQuery, caller: Operator) {
  const all = await allStores()
  const mayAll = caller.kind === 'machine' || reaches(caller, undefined)
  const within = caller.kind === 'machine' || mayAll ? all : all.filter((it) => reaches(caller, [it._id]))
  const wanted = ids && new Set(ids.split(','))
  const words = q?.toLowerCase()
  const found = wanted
    ? all.filter((it) => wanted.has(it._id))
    : within.filter(
        (it) =>
          (!city || it.city === city) &&
          (!words || `${it.name}${it.code}${it.city}${it.district}`.toLowerCase().includes(words)),
      )
  return {
    stores: found.slice(offset, offset + limit).map(named),
    total: found.length,
    cities: countedCities(within),
    warehouses: mayAll ? (await allWarehouses()).map((it) => ({ id: it._id, name: it.name })) : [],
  }
}

/** Who works in the stores somebody may decide for, by name (OP-6); ids beyond their reach are named all the same. */
export async function guidesWithin({ q, storeId, ids, limit }: GuideQuery, caller: Operator) {
  const stores = new Map((await allStores()).map((it) => [it._id, it]))
  const mayAll = caller.kind === 'machine' || reaches(caller, undefined)
  const own = caller.kind === 'machine' || mayAll ? undefined : [...(caller.storeIds ?? [])]
  const wanted = ids && new Set(ids.split(','))
  const words = q?.toLowerCase()
  const all = await guidesOf(wanted ? undefined : own)
  const found = wanted
    ? all.filter((it) => wanted.has(it._id))
    : all.filter(
        (it) =>
          (!storeId || it.storeId === storeId) &&
          (!words || `${it.name}${stores.get(it.storeId)?.name ?? ''}`.toLowerCase().includes(words)),
      )
  return {
    guides: found.slice(0, limit).map(({ _id: id, name, role, avatar, storeId: at }) => ({
      ...{ id, name, role, storeName: stores.get(at)?.name ?? '' },
      ...(avatar ? { avatar } : {}),
    })),
    total: found.length,
  }
}

async function skusOfProduct(spuId: string): Promise<Sku[]> {
  const { skus } = await getProduct(spuId)
  const found = await Promise.all(skus.map((it) => skuOf(it.id)))
  return found.flatMap((it) => (it ? [shown(it)] : []))
}
const shown = ({ categoryId: _, ...it }: NonNullable<Awaited<ReturnType<typeof skuOf>>>): Sku => it

/** SKUs to choose from: of the products that fit, the best first; or those asked for by id, where they are sold (CA-1). */
export async function skusFor({ q, ids, limit }: SkuQuery): Promise<{ skus: Sku[]; total: number }> {
  if (ids) {
    const found = await Promise.all(ids.split(',').map((it) => skuOf(it)))
    const skus = found.flatMap((it) => (it ? [shown(it)] : []))
    return { skus, total: skus.length }
  }
  const { products, total } = await findProducts({ sort: 'relevance', limit, ...(q ? { q } : {}) })
  const lists = await Promise.all(products.map((it) => skusOfProduct(it.id)))
  return { skus: lists.flat(), total }
}
