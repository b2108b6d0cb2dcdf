import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { hasSku } from '../catalog/catalog.service'
import { isWay } from '../stores/stores.contract'
import { storesAround, warehousesFrom } from '../stores/stores.service'
import { sourcingContract } from './sourcing.contract'
import { sourceDelivery, type DeliveryPlan } from './sourcing.delivery'
import { NEAREST, stocked, WAYS } from './sourcing.plan'
import { rankStores } from './sourcing.rules'

export type { DeliveryPlan, Part } from './sourcing.delivery'
export { planDelivery, type DeliveryWay } from './sourcing.plan'
export { alternativesTo, type Alternative } from './sourcing.pickup'
export { arrivalOf, momentText, type Missing, type Wanted } from './sourcing.rules'

const fail = failWith(sourcingContract.errors)
type Route = (typeof sourcingContract)['routes']['POST /baskets/stores']
type Point = [number, number]

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
