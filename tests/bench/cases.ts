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

/** Claims of the next copy of the next coupon, each a new one of its shopper's. */
const claims = (tokens: readonly string[], coupons: readonly string[]): Request[] =>
  tokens.map((token) => {
    let copies = 0
    const next = fresh(`/api/coupons/${coupons[0]}/claim`, token, () => ({}))
    return {
      ...next,
      setupRequest: (request) => {
        const at = (copies += 1)
        return {
          ...request,
          path: `/api/coupons/${of(coupons, at)}/claim`,
          body: JSON.stringify({ nth: (Math.floor(at / coupons.length) % 20) + 1 }),
        }
      },
    }
  })

/** Each shopper books the next slot they have none of. */
const bookings = (tokens: readonly string[], { storeId, serviceId, starts }: Sample['booking']): Request[] =>
  tokens.map((token, nth) => {
    let slots = nth * 7
    return fresh('/api/appointments', token, (at) => {
      const start = of(starts, (slots += 1))
      return { key: `bench-${run}-${at}`, storeId, serviceId, start }
    })
  })

/** Asks of a running session for a piece of the next of these items. */
const grabs = (tokens: readonly string[], sessionId: string, items: Sample['flash']['items']): Request[] =>
  tokens.map((token) =>
    fresh(`/api/flash-sales/sessions/${sessionId}/orders`, token, (at) => ({
      key: `bench-${run}-${at}`,
      way: 'pickup',
      ...of(items, at),
    })),
  )

/** Each shopper joins the next team they are not in: nine of them each. */
const seats = (tokens: readonly string[], { rows, skuId, storeId, price }: Sample['teams']): Request[] =>
  tokens.map((token, nth) => {
    let joined = -1
    const body = (at: number) => ({
      key: `bench-${run}-${at}`,
      ...{ way: 'pickup', quantity: 1, skuId, storeId, expectedTotal: price },
    })
    const teamOf = (row: readonly string[]) => of(row, Math.floor(nth / 9))
    const next = fresh('', token, body)
    const path = () => `/api/teams/${teamOf(of(rows, (joined += 1)))}/orders`
    return {
      ...next,
      path: path(),
      setupRequest: (request) => ({
        ...request,
        path: path(),
        body: JSON.stringify(body((serial += 1))),
      }),
    }
  })

let redeemed = 0
/** Each from an address of its own, as no counter redeems so fast. */
const redemptions = (tokens: readonly string[], codes: readonly string[]): Request[] =>
  tokens.map((token) => ({
    ...fresh('/api/coupon-codes/redeem', token, () => ({ code: of(codes, 0) })),
    setupRequest: (request) => {
      const at = (redeemed += 1)
      const address = `10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`
      return {
        ...request,
        headers: { ...request.headers, 'x-forwarded-for': address },
        body: JSON.stringify({ code: of(codes, at) }),
      }
    },
  }))

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
    name: 'hotOrder',
    requests: ({ tokens, hot }) => orders(tokens, [hot]),
    isAnswer: isOrder,
  },
  {
    name: 'soldOutOrder',
    requests: ({ tokens, soldOut }) => orders(tokens, [soldOut]),
    isAnswer: (body) => (body as { error?: { code: string } }).error?.code === 'out_of_stock',
    status: 409,
  },
  {
    name: 'flashAccepted',
    requests: ({ tokens, flash }) => grabs(tokens, flash.sessionId, flash.items),
    isAnswer: isOrder,
  },
  {
    name: 'flashRefused',
    requests: ({ tokens, flash }) => grabs(tokens, flash.sessionId, [flash.soldOut]),
    isAnswer: (body) => (body as { error?: { code: string } }).error?.code === 'flash_sold_out',
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
    name: 'claimCoupon',
    requests: ({ tokens, coupons }) => claims(tokens, coupons),
    isAnswer: (body) => (body as { state?: string }).state === 'usable',
  },
  {
    name: 'claimRefused',
    requests: ({ tokens, claimedOut }) =>
      tokens.map((it) => fresh(`/api/coupons/${claimedOut}/claim`, it, () => ({}))),
    isAnswer: (body) => (body as { error?: { code: string } }).error?.code === 'coupon_sold_out',
    status: 409,
  },
  {
    name: 'redeemCoupon',
    requests: ({ guideTokens, codes }) => redemptions(guideTokens, codes),
    isAnswer: (body) => (body as { grant?: { state: string } }).grant?.state === 'used',
  },
  {
    name: 'bookSlot',
    requests: ({ tokens, booking }) => bookings(tokens, booking),
    isAnswer: (body) => (body as { status?: string }).status === 'booked',
  },
  {
    name: 'joinTeam',
    requests: ({ tokens, teams }) => seats(tokens, teams),
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
