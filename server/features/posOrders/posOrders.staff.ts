import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { readPage } from '../../kernel/cursor'
import { memberForStaff } from '../members/members.service'
import type { posOrdersContract } from './posOrders.contract'
import { findPosOrder, listPosOrders, type PosOrderDoc } from './posOrders.model'
import { fail } from './posOrders.take'
import { viewPosOrder } from './posOrders.view'

type Route = (typeof posOrdersContract)['routes']['GET /stores/:storeId/pos-orders']
type Staff = CallerOf<Route>

/** Purchases of a member or a store after a paging mark, newest first. @returns undefined for a mark that is none of ours */
export async function pageOfPosOrders(
  filter: Parameters<typeof listPosOrders>[0],
  paging: { cursor?: string | undefined; limit: number },
): Promise<{ orders: PosOrderDoc[]; next?: string } | undefined> {
  const page = await readPage(
    paging,
    (after, count) => listPosOrders(filter, after, count),
    (it) => it.at,
  )
  return page && { orders: page.rows, ...page.more }
}

async function show(order: PosOrderDoc) {
  const [view, member] = await Promise.all([
    viewPosOrder(order),
    order.memberId ? memberForStaff(order.memberId) : undefined,
  ])
  return {
    order: view,
    memberName: member?.name ?? member?.nickname ?? '',
    ...(member?.phone ? { phone: member.phone } : {}),
  }
}

/** What the tills of the own store sold, newest first (OR-7, GU-5). @throws location_forbidden, cursor_invalid */
export async function storePosOrders(storeId: string, paging: z.output<Route['query']>, caller: Staff) {
  if (caller.storeId !== storeId) throw fail('location_forbidden')
  const page = await pageOfPosOrders({ storeId }, paging)
  if (!page) throw fail('cursor_invalid')
  return { orders: await Promise.all(page.orders.map(show)), ...(page.next ? { next: page.next } : {}) }
}

/** One purchase, for service in any store (OR-6); every look is audited (OP-6). @throws pos_order_not_found */
export async function posOrderForStaff(posOrderId: string, caller: Staff, requestId: string) {
  const order = await findPosOrder(posOrderId)
  if (!order) throw fail('pos_order_not_found')
  await audit(caller, 'posOrder.viewed', posOrderId, { memberId: order.memberId }, requestId)
  return show(order)
}
