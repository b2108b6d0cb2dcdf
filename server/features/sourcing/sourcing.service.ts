import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { hasSku } from '../catalog/catalog.service'
import { readLiveGrid } from '../inventory/inventory.service'
import { isWay } from '../stores/stores.contract'
import { storesAround, warehousesFrom, type Supplier } from '../stores/stores.service'
import { sourcingContract } from './sourcing.contract'
import { sourceDelivery, type DeliveryPlan, type Sender, type SourcingOptions } from './sourcing.delivery'
import { rankStores, type Wanted } from './sourcing.rules'

export type { DeliveryPlan, Part } from './sourcing.delivery'
export type { Missing, Wanted } from './sourcing.rules'

const fail = failWith(sourcingContract.errors)
type Route = (typeof sourcingContract)['routes']['POST /baskets/stores']
type Point = [number, number]

/** How many stores around the shopper are asked. */
const NEAREST = 60

/** What each way of delivery asks of the places that send (OR-1). */
const WAYS = {
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
async function stocked(
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
 * The stores that have a whole basket, then those that have most of it, and what to choose: pickup at the nearest store
 * that has all, else delivery (ST-3b).
 * @throws sku_not_found
 */
export async function storesForBasket({ lines, lng, lat, limit }: z.output<NonNullable<Route['body']>>) {
  const unknown = []
  for (const { skuId } of lines) if (!(await hasSku(skuId))) unknown.push(skuId)
  if (unknown.length) throw fail('sku_not_found', { skuIds: unknown })
  const from: Point = [lng, lat]
  const at = now()
  const [stores, warehouses] = await Promise.all([storesAround(from, NEAREST, at), warehousesFrom(from, at)])
  const senders = await stocked([...stores, ...warehouses], lines)
  const byId = new Map(senders.map((it) => [it.id, it]))
  const pickups = senders.filter((it) => it.place.kind === 'store' && it.place.services.includes('pickup'))
  const ranked = rankStores(lines, pickups)
  return {
    stores: ranked.slice(0, limit).map(({ id, complete, missing, reason }) => {
      const { place } = byId.get(id) as (typeof senders)[number]
      return { store: { ...place, services: place.services.filter(isWay) }, complete, missing, reason }
    }),
    choice: choiceOf(ranked[0], () => sourceDelivery(lines, senders, WAYS.express)),
    asOf: at.toISOString(),
  }
}

function choiceOf(
  nearest: { id: string; complete: boolean; reason: string } | undefined,
  deliveryOf: () => DeliveryPlan,
): z.input<Route['response']>['choice'] {
  if (nearest?.complete) return { way: 'pickup', locationIds: [nearest.id], reason: nearest.reason }
  const delivery = deliveryOf()
  if (delivery.outcome === 'refused') return { way: 'none', locationIds: [], reason: delivery.reason }
  const locationIds = delivery.parts.map((it) => it.locationId)
  return { way: 'delivery', locationIds, reason: `附近没有一家门店货齐：${delivery.reason}` }
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
