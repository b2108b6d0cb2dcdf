import type { NearbyStore } from '../../../stock/useNearbyStock'

/**
 * The store to pick up in: the one the shopper chose or is in if it has enough, else the nearest that has; stores that
 * are open now before those that are not. Undefined when none near has enough to hand out.
 */
export const placeToBuy = (
  stores: NearbyStore[] | undefined,
  quantity: number,
  chosenId: string | undefined,
): NearbyStore | undefined => {
  const able = (stores ?? []).filter(
    (it) => it.level !== 'out' && it.available >= quantity && it.store.services.includes('pickup'),
  )
  const isOpen = (it: NearbyStore): boolean =>
    it.store.open.state === 'open' || it.store.open.state === 'closingSoon'
  return able.find((it) => it.store.id === chosenId) ?? able.find(isOpen) ?? able[0]
}
