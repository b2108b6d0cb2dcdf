import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { findProducts, getProduct, skuOf } from '../catalog/catalog.service'
import { reaches } from '../operators/operators.service'
import { allStores, allWarehouses, type LocationDoc } from '../stores/stores.service'
import type { choosableSku, consoleDirectoryContract } from './consoleDirectory.contract'

type Routes = (typeof consoleDirectoryContract)['routes']
type Operator = CallerOf<Routes['GET /console/stores']>
type StoreQuery = z.output<Routes['GET /console/stores']['query']>
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
