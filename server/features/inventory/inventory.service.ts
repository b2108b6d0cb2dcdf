import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { readOffset, writeCursor } from '../../kernel/cursor'
import { catalogView, hasSku } from '../catalog/catalog.service'
import { findLocation, getStore } from '../stores/stores.service'
import { applyChange, fail } from './inventory.changes'
import type { inventoryContract, stockRecord } from './inventory.contract'
import { readLiveOfLocation } from './inventory.live'
import { availableInLocation, entriesOf, findStock, type StockDoc } from './inventory.model'
import { levelOf } from './inventory.rules'

export { applyFeed } from './inventory.changes'
export { applyCsv } from './inventory.csv'
export {
  holdStock,
  keepStock,
  moveHeld,
  releaseStock,
  sellHeld,
  takeBack,
  unsellHeld,
  type Held,
} from './inventory.holds'
export { stockNearby } from './inventory.nearby'
export { availableOfSku, findStock, putEntry } from './inventory.model'
export { soldOf, soldSince } from './inventory.sales.model'
export { movable, moveIn, moveOut } from './inventory.transfers'
export { stockForStaff } from './inventory.staff'
export { importOpeningStock, reconcile } from './inventory.upkeep'
export { readLive, readLiveGrid } from './inventory.live'

type Routes = (typeof inventoryContract)['routes']

/** Several SKUs in one store, live. @throws store_not_found */
export async function stockLevels(storeId: string, skuIds: readonly string[]) {
  await getStore(storeId)
  const found = await readLiveOfLocation(storeId, skuIds)
  return {
    levels: skuIds.map((skuId) => ({ skuId, ...levelOf(found.get(skuId) ?? 0) })),
    asOf: now().toISOString(),
  }
}

/** A store's goods, in stock first; searched and filtered as the catalog is. @throws store_not_found, cursor_invalid */
export async function stockOfStore(
  storeId: string,
  query: { q?: string; category?: string; cursor?: string; limit: number },
) {
  const offset = readOffset(query.cursor)
  if (offset === undefined) throw fail('cursor_invalid')
  await getStore(storeId)
  const [view, stock] = await Promise.all([catalogView(), availableInLocation(storeId)])
  const family = query.category ? (view.family(query.category) ?? new Set<string>()) : undefined
  const scores = query.q ? view.search(query.q) : undefined
  const pieces = new Map<string, number>()
  const cards = new Map<string, NonNullable<ReturnType<typeof view.cardOfSku>>>()
  for (const { skuId, available } of stock) {
    const card = view.cardOfSku(skuId)
    if (!card || (family && !family.has(view.categoryOfSku(skuId) ?? ''))) continue
    if (scores && !scores.has(card.id)) continue
    cards.set(card.id, card)
    pieces.set(card.id, (pieces.get(card.id) ?? 0) + Math.max(0, available))
  }
  const score = (id: string) => scores?.get(id) ?? 0
  const items = [...cards.values()]
    .map((product) => ({ product, ...levelOf(pieces.get(product.id) ?? 0) }))
    .sort(
      (a, b) =>
        Number(b.available > 0) - Number(a.available > 0) ||
        score(b.product.id) - score(a.product.id) ||
        b.product.soldCount - a.product.soldCount ||
        a.product.id.localeCompare(b.product.id),
    )
  const end = offset + query.limit
  return {
    items: items.slice(offset, end),
    total: items.length,
    ...(end < items.length ? { next: writeCursor(end) } : {}),
    asOf: now().toISOString(),
  }
}

const recordOf = (it: StockDoc): z.input<typeof stockRecord> => ({
  skuId: it.skuId,
  locationId: it.locationId,
  onHand: it.onHand,
  reserved: it.reserved,
  safety: it.safety,
  available: it.available,
  version: it.version,
  updatedAt: it.updatedAt.toISOString(),
})

/** @throws sku_not_found, location_not_found */
export async function stockRecordOf(skuId: string, locationId: string) {
  if (!(await hasSku(skuId))) throw fail('sku_not_found')
  if (!(await findLocation(locationId))) throw fail('location_not_found')
  const none = {
    skuId,
    locationId,
    onHand: 0,
    reserved: 0,
    safety: 0,
    available: 0,
    version: 0,
    updatedAt: now(),
  }
  return recordOf((await findStock(skuId, locationId)) ?? { ...none, _id: '', outbox: [] })
}

export async function ledgerOf(skuId: string, locationId: string, limit: number) {
  const entries = await entriesOf(skuId, locationId, limit)
  return {
    entries: entries.map(({ _id, key, kind, quantity, onHandAfter, reason, source, at }) => ({
      id: _id,
      key,
      kind,
      quantity,
      onHandAfter,
      source,
      at: at.toISOString(),
      ...(reason ? { reason } : {}),
    })),
  }
}

type StaffChange = z.output<Routes['POST /stores/:storeId/stock/changes']['body']>

/** A count or adjustment by the store's manager (IN-6). @throws location_forbidden and the refusals of a change */
export async function changeByStaff(
  storeId: string,
  body: StaffChange,
  caller: CallerOf<Routes['POST /stores/:storeId/stock/changes']>,
) {
  if (caller.storeId !== storeId) throw fail('location_forbidden')
  const result = await applyChange({ ...body, locationId: storeId }, caller.guideId)
  if (result.outcome === 'refused') throw fail(result.code)
  return recordOf(result.stock)
}
