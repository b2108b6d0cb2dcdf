import type { Request } from 'autocannon'
import type { Sample } from './sample'

/** One thing measured: the requests, and whether an answer of the product is what the case means to measure. */
export interface Case {
  name: string
  requests: (sample: Sample) => Request[]
  isAnswer: (body: unknown) => boolean
  /** The product's status where the case measures refusals; 200 unless told. */
  status?: number
}

const of = <T>(list: readonly T[], at: number): T => list[at % list.length] as T
const VARIANTS = 200

let serial = 0
/** A request that sends a new body each time, as a new order is. */
const fresh = (path: string, token: string, bodyOf: (at: number) => object): Request => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const body = () => JSON.stringify(bodyOf((serial += 1)))
  return {
    method: 'POST',
    path,
    headers,
    body: body(),
    setupRequest: (request) => ({ ...request, body: body() }),
  }
}
const run = Date.now().toString(36)

/** Orders of one piece; each from the next of these shelves. */
const orders = (tokens: readonly string[], shelves: Sample['shelves']): Request[] =>
  tokens.map((token) =>
    fresh('/api/orders', token, (at) => {
      const { skuId, storeId } = of(shelves, at)
      return { key: `bench-${run}-${at}`, lines: [{ skuId, quantity: 1 }], way: 'pickup', storeId }
    }),
  )
const isOrder = (body: unknown) => (body as { status?: string }).status === 'unpaid'

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
  {
    name: 'placeOrder',
    requests: ({ tokens, shelves }) => orders(tokens, shelves),
    isAnswer: isOrder,
  },
  {
    name: 'flashAccepted',
    requests: ({ tokens, hot }) => orders(tokens, [hot]),
    isAnswer: isOrder,
  },
  {
    name: 'flashRefused',
    requests: ({ tokens, soldOut }) => orders(tokens, [soldOut]),
    isAnswer: (body) => (body as { error?: { code: string } }).error?.code === 'out_of_stock',
    status: 409,
  },
  {
    name: 'orderPage',
    requests: ({ orders: placed }) =>
      placed.map(({ id, token }) => ({
        path: `/api/orders/${id}`,
        headers: { authorization: `Bearer ${token}` },
      })),
    isAnswer: isOrder,
  },
  {
    name: 'basketStores',
    requests: ({ skuIds, positions }) =>
      Array.from({ length: VARIANTS }, (_, at) => {
        const [lng, lat] = of(positions, at * 3)
        const lines = Array.from({ length: 10 }, (__, nth) => ({
          skuId: of(skuIds, at * 7 + nth * 11),
          quantity: 1,
        }))
        const unique = [...new Map(lines.map((it) => [it.skuId, it])).values()]
        return {
          method: 'POST' as const,
          path: '/api/baskets/stores',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ lines: unique, lng, lat }),
        }
      }),
    isAnswer: (body) => (body as { stores: unknown[] }).stores.length > 0,
  },
]
