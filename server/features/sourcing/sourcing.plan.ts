import { now } from '../../kernel/clock'
import { readLiveGrid } from '../inventory/inventory.service'
import { storesAround, warehousesFrom, type Supplier } from '../stores/stores.service'
import { sourceDelivery, type DeliveryPlan, type Sender, type SourcingOptions } from './sourcing.delivery'
import type { Wanted } from './sourcing.rules'

type Point = [number, number]

/** How many stores around a point are asked. */
export const NEAREST = 60

/** What each way of delivery asks of the places that send (OR-1). */
export const WAYS = {
  /** 3 公里 1 小时达: a store that delivers by itself. */
  local1h: { within: 3000, mustBeOpen: true, mostParts: 1, warehouses: false },
  /** 同城 2 小时达 */
  city2h: { within: 15_000, mustBeOpen: true, mostParts: 1, warehouses: false },
  /** 次日达 / 快递 */
  express: { within: Infinity, mustBeOpen: false, mostParts: 3, warehouses: true },
} as const satisfies Record<string, SourcingOptions>
export type DeliveryWay = keyof typeof WAYS

const isOpen = ({ open }: Supplier) => open.state === 'open' || open.state === 'closingSoon'

/** Places with their live stock of some lines, by one read for all SKUs and places. */
export async function stocked(
  places: readonly Supplier[],
  lines: readonly Wanted[],
  loads?: ReadonlyMap<string, number>,
): Promise<(Sender & { place: Supplier })[]> {
  const grid = await readLiveGrid(
    [...new Set(lines.map((it) => it.skuId))],
    places.map((it) => it.id),
  )
  return places.map((place) => ({
    place,
    id: place.id,
    name: place.name,
    kind: place.kind === 'store' ? 'store' : 'warehouse',
    distance: place.distance,
    isOpen: isOpen(place),
    load: loads?.get(place.id) ?? 0,
    stock: grid.get(place.id) ?? new Map<string, number>(),
  }))
}

/**
 * Where a delivery order is sent from (IN-4): `local1h` from one store with delivery within 3 km that is open now,
 * `city2h` from one open store within 15 km, `express` from up to three stores or warehouses. Promises nothing: the
 * stock is still to be reserved.
 * @param position GCJ-02 of the receiver
 * @param loads orders each place still has to get ready
 */
export async function planDelivery(
  lines: readonly Wanted[],
  position: Point,
  way: DeliveryWay,
  loads?: ReadonlyMap<string, number>,
): Promise<DeliveryPlan> {
  const at = now()
  const fits =
    way === 'local1h'
      ? ({ services }: Pick<Supplier, 'services'>) => services.includes('delivery')
      : undefined
  const stores = await storesAround(position, NEAREST, at, fits)
  const warehouses = WAYS[way].warehouses ? await warehousesFrom(position, at) : []
  return sourceDelivery(lines, await stocked([...stores, ...warehouses], lines, loads), WAYS[way])
}
