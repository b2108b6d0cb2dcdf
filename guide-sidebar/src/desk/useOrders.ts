import { useApi } from '../api/useApi'
import type { Guide } from '../api/storage'
import type { List } from './handover.rules'

const PAGE = 20

/** One page of a list of the guide's store; the desk's tabs and lists share what was read. */
export const useOrders = (guide: Guide, list: List, cursor?: string) =>
  useApi('GET /stores/:storeId/orders', {
    params: { storeId: guide.store.id },
    query: { list, limit: PAGE, cursor },
  })

/** How many there are, as far as the first page tells: `4`, `20+`. */
export const countText = (answer: { orders: readonly unknown[]; next?: string } | undefined): string =>
  answer ? `${answer.orders.length}${answer.next ? '+' : ''}` : ''
