import type { Request } from 'autocannon'
import type { Sample } from './sample'

/** One thing measured: the requests, and whether an answer of the product is what the case means to measure. */
export interface Case {
  name: string
  requests: (sample: Sample) => Request[]
  isAnswer: (body: unknown) => boolean
}

const of = <T>(list: readonly T[], at: number): T => list[at % list.length] as T
const VARIANTS = 200

export const cases: readonly Case[] = [
  {
    name: 'liveStockNearby',
    requests: ({ skuIds, positions }) =>
      Array.from({ length: VARIANTS }, (_, at) => {
        const [lng, lat] = of(positions, at * 3)
        const where = `lng=${lng.toFixed(5)}&lat=${lat.toFixed(5)}`
        return { path: `/api/stock/nearby?skuId=${of(skuIds, at * 7)}&${where}` }
      }),
    isAnswer: (body) => {
      const { stores, source } = body as { stores: unknown[]; source: string }
      return stores.length === 20 && source === 'live'
    },
  },
  {
    name: 'storePage',
    requests: ({ storeIds }) => storeIds.map((it) => ({ path: `/api/stores/${it}/stock` })),
    isAnswer: (body) => (body as { items: unknown[] }).items.length > 0,
  },
  {
    name: 'sidebarProfile',
    requests: ({ customers }) =>
      customers.map(({ externalUserId, token }) => ({
        path: `/api/customers/${externalUserId}`,
        headers: { authorization: `Bearer ${token}` },
      })),
    isAnswer: (body) => (body as { member?: unknown }).member !== undefined,
  },
]
