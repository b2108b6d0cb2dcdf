import { call } from '../api/call'
import { shared } from '../api/shared'
import type { LngLat } from '../platform/platform'
import type { StoreSummary } from '../stores/currentStore'
import type { Claim, Offer } from './types'

/** A gift of a store, and how it is claimed there. */
export interface Gift {
  offer: Offer
  store: StoreSummary
  how: Claim
}
/** Gifts that are being offered: of the scanned store (ST-5) and of stores come near to (ST-4). */
export const gifts = shared<Gift[]>([])

export const keyOfGift = ({ offer, store, how }: Gift): string => `${offer.couponId}@${store.id}/${how.way}`

const offer = (more: Gift[]): void => {
  const known = new Set(gifts.get().map(keyOfGift))
  const fresh = more.filter((it) => !known.has(keyOfGift(it)))
  if (fresh.length > 0) gifts.set([...gifts.get(), ...fresh])
}

/** What was asked about already in this visit: by whom and where. */
const asked = new Set<string>()
const once = async (key: string, work: () => Promise<void>): Promise<void> => {
  if (asked.has(key)) return
  asked.add(key)
  // A gift nobody waits for is no reason for a word about the network; it is asked for again next time.
  await work().catch(() => asked.delete(key))
}

/** Offers the 到店礼 of stores within 3 km of the shopper: the shop offers each only once (ST-4). */
export const askArrivals = (who: string, [lng, lat]: LngLat): Promise<void> =>
  once(`${who}|${lng},${lat}`, async () => {
    const { arrivals } = await call('POST /coupons/arrivals', { body: { lng, lat } })
    offer(
      arrivals.map((it) => ({
        ...it,
        how: { way: 'arrival', storeId: it.store.id, lng, lat } satisfies Claim,
      })),
    )
  })

/** Offers the gifts behind a store's QR that the shopper can have now (ST-5). */
export const askScene = (who: string, scene: string): Promise<void> =>
  once(`${who}|${scene}`, async () => {
    const { offers, store } = await call('GET /coupons/scene', { query: { scene } })
    offer(
      offers
        .filter((it) => it.mine.state === 'claimable')
        .map((it) => ({ offer: it, store, how: { way: 'scene', scene } satisfies Claim })),
    )
  })
