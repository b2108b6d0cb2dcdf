import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { emit } from '../../kernel/outbox'
import { isPlatformTrouble } from '../../integrations/http'
import type { ordersContract } from './orders.contract'
import { orderReceived } from './orders.events'
import { leaveOthers } from './orders.gathering'
import { listOrders, moveOrder, type OrderDoc } from './orders.model'
import { closeOrder, ownOrder } from './orders.payment'
import { placeOrder, type Buyer } from './orders.place'
import { fail } from './orders.quote'
import { refundWhole } from './orders.refunds'
import { isOnItsWay, UNDO_MS } from './orders.rules'
import { viewOrder } from './orders.view'
import { giveVoucherBack } from './orders.voucher'

export type { OrderDoc } from './orders.model'
export { findOrder } from './orders.model'
export { beginPayment, checkPayment, takeNotification } from './orders.payment'
export { orderOfPickupCode, pickupCodeOf, redeemOrder, shipOrder, undoRedemption } from './orders.pickup'
export { campaignResults, type CampaignResults } from './orders.campaigns.model'
export { placeFlash, previewFlash } from './orders.flashPlace'
export { joinTeam, placeLeader, previewSeat } from './orders.groupPlace'
export { settleChain } from './orders.chainEnd'
export { chainDays, chainOrderResults, ordersOfChain, type ChainOrderResults } from './orders.chain.model'
export { joinChain, myJoins, previewJoin } from './orders.chainPlace'
export { placeOrder } from './orders.place'
export { placeDeposit, previewDeposit } from './orders.presalePlace'
export { previewOrder } from './orders.quote'
export { exchangeGoods } from './orders.exchange'
export { refundUndelivered, returnGoods } from './orders.refunds'
export { isOnItsWay, UNDO_MS }
export { placeVoucher } from './orders.voucher'
export { receiverOfOrder, viewOrder, whenceOf } from './orders.view'

type Routes = (typeof ordersContract)['routes']
type Query = z.output<Routes['GET /orders']['query']>

const DELIVERIES = ['local1h', 'city2h', 'express']
/** What the tabs of the order list mean. */
const tabs: Record<NonNullable<Query['status']>, Record<string, unknown>> = {
  unpaid: { status: { $in: ['unpaid', 'deposited'] } },
  pickup: { status: { $in: ['paid', 'reviving', 'grouping'] }, way: { $in: ['pickup', 'counter'] } },
  delivery: { status: { $in: ['paid', 'shipped', 'grouping'] }, way: { $in: DELIVERIES } },
  done: { status: 'completed' },
  refund: { 'refunds.state': { $in: ['requested', 'succeeded', 'abnormal'] } },
}

/** Orders after a paging mark, newest first. @returns undefined for a mark that is none of ours */
export async function pageOfOrders(
  filter: Record<string, unknown>,
  paging: { cursor?: string | undefined; limit: number },
): Promise<{ orders: OrderDoc[]; next?: string } | undefined> {
  const page = await readPage(
    paging,
    (after, count) => listOrders(filter, after, count),
    (it) => it.createdAt,
  )
  return page && { orders: page.rows, ...page.more }
}

/** Whether an order's goods lie in the store for its shopper; what is paid there is in hand already (OR-7). */
export const waitsInStore = (
  order: OrderDoc,
): order is OrderDoc & { pickup: NonNullable<OrderDoc['pickup']> } =>
  order.status === 'paid' &&
  order.way === 'pickup' &&
  order.pickup !== undefined &&
  !isOnItsWay(order) &&
  order.pickup.expiresAt > now()

const OPEN_SHOWN = 20
/** Orders of a member of which something is still to come: their money, their collecting, or a refund; newest first. */
export const openOrdersOf = (memberId: string): Promise<OrderDoc[]> =>
  listOrders(
    {
      memberId,
      $or: [
        { status: { $in: ['unpaid', 'deposited'] } },
        { status: 'paid', way: { $in: ['pickup', 'counter'] } },
        { 'refunds.state': { $in: ['requested', 'abnormal'] } },
      ],
    },
    undefined,
    OPEN_SHOWN,
  )

/** The shopper's orders, newest first (OR-1). @throws cursor_invalid */
export async function myOrders(memberId: string, { status, ...paging }: Query) {
  const page = await pageOfOrders({ memberId, ...(status ? tabs[status] : {}) }, paging)
  if (!page) throw fail('cursor_invalid')
  const orders = await Promise.all(page.orders.map((it) => viewOrder(it)))
  return { orders, ...(page.next ? { next: page.next } : {}) }
}

/** @throws order_not_found */
export const myOrder = async (orderId: string, memberId: string) =>
  viewOrder(await ownOrder(orderId, memberId))

/**
 * Cancels an order: unpaid ones close (the deposit of a presale stays with the shop, CA-4), paid ones whose goods are still in the shop are given back whole (OR-6).
 * @throws order_not_found, order_not_cancellable, payment_in_doubt, platform_unavailable
 */
export async function cancelOrder(orderId: string, memberId: string, reason: string) {
  const order = await ownOrder(orderId, memberId)
  if (order.status === 'unpaid' || order.status === 'deposited') {
    const closed = await closeOrder(order, 'cancelled').catch((error: unknown) => {
      throw isPlatformTrouble(error) ? fail('payment_in_doubt') : error
    })
    // It was paid in the same moment: the shopper decides again, knowing that.
    if (!closed && (await ownOrder(orderId, memberId)).status !== 'closed')
      throw fail('order_not_cancellable')
  } else if (order.status === 'grouping') {
    if (!(await leaveOthers(order, reason))) throw fail('order_not_cancellable')
  } else if (order.voucher && (order.status === 'paid' || order.status === 'completed')) {
    if (!(await giveVoucherBack(order, reason))) throw fail('order_not_cancellable')
  } else if (order.status === 'paid') {
    // Paid in the shop, the goods are in hand: they are given back there (OR-7).
    if (order.way === 'counter') throw fail('order_not_cancellable')
    // Closed with it, the chain's delivery is on its way (GB-2).
    if (order.chain && isOnItsWay(order)) throw fail('order_not_cancellable')
    if (!(await refundWhole(order, { reason, by: memberId }))) throw fail('order_not_cancellable')
  } else if (order.status !== 'closed' && order.status !== 'refunded') throw fail('order_not_cancellable')
  return myOrder(orderId, memberId)
}

/** An order a guide places for a member, who finds it among the unpaid ones (OR-4). @throws the refusals of placing */
export const placeForMember = (buyer: Buyer, body: Parameters<typeof placeOrder>[1], guideId: string) =>
  placeOrder({ ...buyer, guideId }, body)

/** A courier has handed a delivery over (OR-5). @returns null when it was completed already, or is not under way */
export const completeDelivery = (orderId: string): Promise<OrderDoc | null> =>
  moveOrder(orderId, 'shipped', 'completed', {
    set: { receivedAt: now() },
    event: emit(orderReceived, { orderId }),
  })

/** The shopper has the delivery in hand (OR-5). @throws order_not_found, not_shippable */
export async function confirmReceipt(orderId: string, { memberId }: CallerOf<Routes['GET /orders']>) {
  const order = await ownOrder(orderId, memberId)
  if (order.status === 'completed') return viewOrder(order)
  const completed = await completeDelivery(orderId)
  if (!completed) throw fail('not_shippable')
  return viewOrder(completed)
}
