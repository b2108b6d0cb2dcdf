import { useState } from 'react'
import { call } from '../../../api/call'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import { useCurrentStore, type StoreSummary } from '../../../stores/currentStore'
import { keyOf, place, pointOf, storeQueryOf } from '../../../stores/place'

/**
 * The store a booking is for: the one asked for or chosen here, else the one being browsed if it takes bookings, else the
 * nearest that does. Undefined data after loading: none around.
 */
export const useBookingStore = (asked: string | undefined) => {
  const where = useShared(place)
  const current = useCurrentStore()
  const [chosen, choose] = useState(asked)
  const isKnown = chosen !== undefined || !current.loading || current.error !== undefined
  const key = isKnown && where.kind !== 'locating' ? `${chosen}|${current.data?.id}|${keyOf(where)}` : null
  const loaded = useLoad<StoreSummary | undefined>(key, async () => {
    if (chosen)
      return call('GET /stores/:storeId', {
        params: { storeId: chosen },
        query: where.kind === 'located' ? pointOf(where) : {},
      })
    if (current.data?.services.includes('booking')) return current.data
    if (where.kind === 'nowhere') return undefined
    const query = { ...storeQueryOf(where), service: 'booking' as const, limit: 1 }
    return (await call('GET /stores', { query })).stores[0]
  })
  return { ...loaded, choose }
}
