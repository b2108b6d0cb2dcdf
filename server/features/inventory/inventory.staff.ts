import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { skuOf } from '../catalog/catalog.service'
import { findLocation, storesAround, warehousesFrom } from '../stores/stores.service'
import { fail } from './inventory.changes'
import type { inventoryContract } from './inventory.contract'
import { readLive } from './inventory.live'
import { levelOf } from './inventory.rules'

type Answer = z.input<(typeof inventoryContract)['routes']['GET /staff/stock/:skuId']['response']>

/** How many stores around are looked at. */
const MOST_STORES = 30

/**
 * Where goods are, as seen from a store (GU-5): itself, the stores around it nearest first, and the warehouses.
 * @throws sku_not_found, store_not_found
 */
export async function stockForStaff(skuId: string, storeId: string): Promise<Answer> {
  const [sku, own] = await Promise.all([skuOf(skuId), findLocation(storeId)])
  if (!sku) throw fail('sku_not_found')
  if (!own) throw fail('store_not_found')
  const asOf = now()
  const [around, warehouses] = await Promise.all([
    storesAround(own.position, MOST_STORES + 1, asOf),
    warehousesFrom(own.position, asOf),
  ])
  const stores = around.filter((it) => it.id !== storeId).slice(0, MOST_STORES)
  const ids = [storeId, ...stores.map((it) => it.id), ...warehouses.map((it) => it.id)]
  const live = await readLive(skuId, ids)
  const pieces = new Map(ids.map((id, at) => [id, live.available[at] ?? 0]))
  const shown = ({
    id,
    name,
    phone,
    distance,
  }: {
    id: string
    name: string
    phone: string
    distance: number
  }) => ({
    id,
    name,
    phone,
    distance,
    ...levelOf(pieces.get(id) ?? 0),
  })
  return {
    skuId,
    name: sku.name,
    image: sku.image,
    optionText: sku.optionText,
    price: sku.price,
    own: shown({ id: storeId, name: own.name, phone: own.phone, distance: 0 }),
    stores: stores.map(shown),
    warehouses: warehouses.map(shown),
    asOf: asOf.toISOString(),
  }
}
