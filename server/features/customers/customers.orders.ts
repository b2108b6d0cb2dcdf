import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import { guideDirectory } from '../guides/guides.service'
import { pageOfOrders, viewOrder } from '../orders/orders.service'
import { pageOfPosOrders, viewPosOrder } from '../posOrders/posOrders.service'
import { writeMark, type Mark } from '../../kernel/cursor'
import { memberOfContact } from './customers.contacts'
import type { customersContract } from './customers.contract'
import { contactFor, fail, type Caller } from './customers.reach'
import { newestFirst } from './customers.rules'

type Route = (typeof customersContract)['routes']['GET /customers/:externalUserId/orders']
type Row = z.input<Route['response']>['orders'][number]

/**
 * What the person in the guide's open chat bought, online and at tills, newest first (GU-1, OR-7). Every look is audited
 * (OP-6); receivers are masked.
 * @throws not_allowed, customer_not_found, customer_not_yours, platform_unavailable, cursor_invalid
 */
export async function ordersOfCustomer(
  externalUserId: string,
  paging: z.output<Route['query']>,
  caller: Caller,
  requestId: string,
): Promise<z.input<Route['response']>> {
  const { contact } = await contactFor(externalUserId, caller, await guideDirectory())
  const memberId = await memberOfContact(contact)
  await audit(caller, 'customer.ordersViewed', memberId ?? externalUserId, { externalUserId }, requestId)
  if (!memberId) return { orders: [] }
  const [online, inStore] = await Promise.all([
    pageOfOrders({ memberId }, paging),
    pageOfPosOrders({ memberId }, paging),
  ])
  if (!online || !inStore) throw fail('cursor_invalid')
  const all: (Mark & { view: () => Promise<Row> })[] = [
    ...online.orders.map((it) => ({
      at: it.createdAt,
      id: it._id,
      view: async (): Promise<Row> => ({ channel: 'online', order: await viewOrder(it, true) }),
    })),
    ...inStore.orders.map((it) => ({
      at: it.at,
      id: it._id,
      view: async (): Promise<Row> => ({ channel: 'store', order: await viewPosOrder(it) }),
    })),
  ]
  const shown = newestFirst(all).slice(0, paging.limit)
  const last = shown.at(-1)
  const hasMore = all.length > shown.length || Boolean(online.next ?? inStore.next)
  return {
    orders: await Promise.all(shown.map((it) => it.view())),
    ...(hasMore && last ? { next: writeMark(last) } : {}),
  }
}
