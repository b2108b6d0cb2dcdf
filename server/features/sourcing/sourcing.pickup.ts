import { now } from '../../kernel/clock'
import { storesAround, warehousesFrom } from '../stores/stores.service'
import { NEAREST, planDelivery, stocked } from './sourcing.plan'
import { arrivalOf, metres, momentText, needOf, take, type Need, type Wanted } from './sourcing.rules'

type Point = [number, number]

/** What else can be done where a chosen store lacks something (IN-4). */
export interface Alternative {
  kind: 'transfer' | 'store' | 'delivery'
  /** Where it is brought from, the other store, or the first place that sends. */
  location: { id: string; name: string }
  /** Metres from the chosen store; of a delivery from the receiver. */
  distance: number
  /** Of a transfer: by when it is in the chosen store. */
  expectedAt?: Date
  /** In the shop's words. */
  reason: string
}

/**
 * What can be done where a store does not have a whole basket (IN-4): have what it lacks brought from the nearest place
 * that has all of it, collect everything in the nearest other store, or have everything sent. Promises nothing.
 * @param short what the store lacks, whole lines
 * @param receiver where a delivery would go, if that is known; else it is weighed from the store
 */
export async function alternativesTo(
  store: { _id: string; position: Point },
  basket: readonly Wanted[],
  short: readonly Wanted[],
  receiver: Point = store.position,
): Promise<Alternative[]> {
  const at = now()
  const [stores, warehouses] = await Promise.all([
    storesAround(store.position, NEAREST, at),
    warehousesFrom(store.position, at),
  ])
  const all = await stocked([...stores, ...warehouses], basket)
  const places = all
    .filter((it) => it.id !== store._id)
    .sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1))
  const having = (need: Need) => places.filter((it) => !take(need, it).rest.size)
  const [giver] = having(needOf(short))
  const other = having(needOf(basket)).find(
    ({ place }) => place.kind === 'store' && place.services.includes('pickup'),
  )
  const plan = await planDelivery(basket, receiver, 'express')
  const found: Alternative[] = []
  if (giver) {
    const { id, name, distance } = giver
    const expectedAt = arrivalOf(at, distance)
    const reason = `「${name}」有货，距门店 ${metres(distance)}，预计 ${momentText(expectedAt)} 前到店`
    found.push({ kind: 'transfer', location: { id, name }, distance, expectedAt, reason })
  }
  if (other) {
    const { id, name, distance } = other
    const reason = `「${name}」整单有货，距这家店 ${metres(distance)}，付款后就能取`
    found.push({ kind: 'store', location: { id, name }, distance, reason })
  }
  if (plan.outcome === 'sourced') {
    const [first] = plan.parts
    const sender = all.find((it) => it.id === first?.locationId)
    const location = { id: first?.locationId ?? '', name: sender?.name ?? '' }
    found.push({ kind: 'delivery', location, distance: first?.distance ?? 0, reason: plan.reason })
  }
  return found
}
