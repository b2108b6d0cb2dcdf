import type { Api } from '../../../server/api'
import { call } from '../api/call'
import { useShared } from '../api/shared'
import { useLoad } from '../api/useLoad'
import { chosenStore } from './entry'
import { keyOf, place, pointOf, storeQueryOf } from './place'

export type StoreSummary = Api['GET /stores']['response']['stores'][number]

/** The store whose goods the pages show: the scanned or chosen one, else the nearest. Undefined data: none here. */
export const useCurrentStore = () => {
  const where = useShared(place)
  const chosen = useShared(chosenStore)
  const key = chosen ? `${chosen.storeId}@${keyOf(where)}` : where.kind === 'locating' ? null : keyOf(where)
  const loaded = useLoad<StoreSummary | undefined>(key, async () => {
    if (chosen)
      return call('GET /stores/:storeId', {
        params: { storeId: chosen.storeId },
        query: where.kind === 'located' ? pointOf(where) : {},
      })
    if (where.kind === 'nowhere') return undefined
    return (await call('GET /stores', { query: { ...storeQueryOf(where), limit: 1 } })).stores[0]
  })
  return { ...loaded, where, chosen }
}
