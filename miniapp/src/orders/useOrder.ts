import { useCallback } from 'react'
import { call } from '../api/call'
import { useWatched } from '../api/useWatched'
import { isDelivery } from './words'
import type { Order } from './types'

/** Milliseconds until an order is looked at again; undefined when nothing more happens to it by itself. */
export const nextLookAt = (it: Order): number | undefined => {
  if (it.refunds.some(({ state }) => state === 'requested')) return 4000
  switch (it.status) {
    case 'reviving':
      return 2000
    case 'unpaid':
      return 4000
    case 'paid':
      return isDelivery(it.way) ? 15_000 : 4000
    case 'deposited':
    case 'grouping':
    case 'shipped':
      return 15_000
    // Its code may be before a guide's scanner, to give goods back.
    case 'completed':
      return 5000
    default:
      return undefined
  }
}

/**
 * One order, looked at again while the page is seen for as long as something may happen to it. The last answer stays
 * while the server is silent; `keep` takes an answer that came another way.
 */
export const useOrder = (id: string, every: (it: Order) => number | undefined = nextLookAt) => {
  const ask = useCallback(() => call('GET /orders/:orderId', { params: { orderId: id } }), [id])
  const { answer: order, error, reload, keep } = useWatched(ask, every, '没能打开订单')
  return { order, error, reload, keep }
}
