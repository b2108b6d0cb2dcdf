import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { fromShanghai, shanghai } from '../../kernel/shanghai'
import { skuOfBarcode } from '../catalog/catalog.service'
import { guideDirectory } from '../guides/guides.service'
import { memberForStaff } from '../members/members.service'
import {
  exchangeGoods,
  findOrder,
  isOnItsWay,
  orderOfPickupCode,
  pageOfOrders,
  redeemOrder,
  returnGoods,
  shipOrder,
  undoRedemption,
  viewOrder,
  whenceOf,
  type OrderDoc,
} from '../orders/orders.service'
import { findLocation } from '../stores/stores.service'
import { handoverContract } from './handover.contract'

const fail = failWith(handoverContract.errors)
type Routes = (typeof handoverContract)['routes']
type Staff = CallerOf<Routes['POST /pickups/redeem']>
type Body<K extends keyof Routes> = Routes[K] extends { body: infer B extends z.ZodType }
  ? z.output<B>
  : never

async function show(order: OrderDoc) {
  const [view, member] = await Promise.all([viewOrder(order, true), memberForStaff(order.memberId)])
  return {
    order: view,
    memberName: member?.name ?? member?.nickname ?? '',
    ...(member?.phone ? { phone: member.phone } : {}),
  }
}

/** Why an order cannot be handed over here; undefined when it can. */
async function refusalOf(order: OrderDoc, { storeId }: Staff) {
  const { pickup } = order
  if (!pickup) return fail('pickup_unknown')
  if (order.status === 'completed') {
    const by = pickup.redeemedBy && (await guideDirectory()).ofId(pickup.redeemedBy)?.name
    const store = order.storeId && (await findLocation(order.storeId))
    return fail('pickup_done', {
      redeemedAt: pickup.redeemedAt?.toISOString(),
      redeemedBy: by ?? '',
      storeName: store ? store.name : '',
      orderId: order._id,
    })
  }
  if (order.status !== 'paid') return fail('pickup_refunded', { orderId: order._id })
  if (pickup.expiresAt <= now()) return fail('pickup_expired', { expiresAt: pickup.expiresAt.toISOString() })
  if (order.storeId !== storeId) {
    const store = order.storeId && (await findLocation(order.storeId))
    return fail('pickup_other_store', store ? { storeName: store.name, address: store.address } : {})
  }
  if (isOnItsWay(order)) return fail('pickup_in_transit', await whenceOf(order))
  return undefined
}

/** The order behind a shown code that can be handed over here and now. @throws the refusals of a pickup */
async function orderFor(code: string, caller: Staff): Promise<OrderDoc> {
  const found = await orderOfPickupCode(code)
  if (found === 'unknown') throw fail('pickup_unknown')
  if (found === 'stale') throw fail('pickup_code_stale')
  if (found === 'exercise') throw fail('exercise_code')
  const refusal = await refusalOf(found, caller)
  if (refusal) throw refusal
  return found
}

/** What a code stands for, before anything is handed over (OR-3). @throws the refusals of a pickup */
export async function lookAtPickup(code: string, caller: Staff, requestId: string) {
  const order = await orderFor(code, caller)
  await audit(caller, 'order.viewed', order._id, { memberId: order.memberId }, requestId)
  return show(order)
}

/** Hands goods over, exactly once however many counters scan the code (OR-3). @throws the refusals of a pickup */
export async function redeemPickup(code: string, caller: Staff, requestId: string) {
  const order = await orderFor(code, caller)
  const redeemed = await redeemOrder(order, caller.storeId, caller.guideId)
  if (!redeemed) {
    // Somebody was faster in this very moment: what the order says now is why.
    const after = await findOrder(order._id)
    throw (after && (await refusalOf(after, caller))) ?? fail('pickup_unknown')
  }
  await audit(caller, 'order.redeemed', order._id, { memberId: order.memberId }, requestId)
  return show(redeemed)
}

/** @throws order_not_found */
async function mustFind(orderId: string): Promise<OrderDoc> {
  const order = await findOrder(orderId)
  if (!order) throw fail('order_not_found')
  return order
}

/** A manager takes a redemption of the own store back (OR-3). @throws order_not_found, undo_too_late, undo_forbidden */
export async function undoPickup(orderId: string, reason: string, caller: Staff, requestId: string) {
  const order = await mustFind(orderId)
  if (order.storeId !== caller.storeId) throw fail('undo_forbidden')
  const undone = await undoRedemption(order)
  if (!undone) throw fail('undo_too_late')
  await audit(caller, 'order.redemptionUndone', orderId, { reason }, requestId)
  return show(undone)
}

type List = z.output<Routes['GET /stores/:storeId/orders']['query']>

const lists: Record<List['list'], () => Record<string, unknown>> = {
  pickup: () => ({ status: 'paid', way: { $in: ['pickup', 'counter'] } }),
  ship: () => ({ status: 'paid', way: { $in: ['local1h', 'city2h', 'express'] } }),
  done: () => ({
    status: { $in: ['completed', 'shipped'] },
    updatedAt: { $gte: fromShanghai(shanghai(now()).date) },
  }),
}

/** A store's own orders for its desk (GU-5). @throws location_forbidden, cursor_invalid */
export async function storeOrders(storeId: string, { list, ...paging }: List, caller: Staff) {
  if (caller.storeId !== storeId) throw fail('location_forbidden')
  const page = await pageOfOrders({ storeId, ...lists[list]() }, paging)
  if (!page) throw fail('cursor_invalid')
  return {
    orders: await Promise.all(page.orders.map(show)),
    ...(page.next ? { next: page.next } : {}),
  }
}

/** Any order, for service in any store (OR-6); every look is audited (OP-6). @throws order_not_found */
export async function orderForStaff(orderId: string, caller: Staff, requestId: string) {
  const order = await mustFind(orderId)
  await audit(caller, 'order.viewed', orderId, { memberId: order.memberId }, requestId)
  return show(order)
}

/** Goods of a delivery leave the caller's store (OR-5). @throws order_not_found, not_shippable, location_forbidden */
export async function ship(
  orderId: string,
  { carrier, trackingNo }: Body<'POST /orders/:orderId/ship'>,
  caller: Staff,
) {
  const order = await mustFind(orderId)
  if (order.storeId !== caller.storeId) throw fail('location_forbidden')
  if (order.pickup) throw fail('not_shippable')
  const shipped = await shipOrder(order, {
    carrier,
    shippedAt: now(),
    by: caller.guideId,
    ...(trackingNo ? { trackingNo } : {}),
  })
  if (!shipped) throw fail('not_shippable')
  return show(shipped)
}

/**
 * Takes goods back in the caller's store, wherever they were bought or collected (OR-6).
 * @throws order_not_found, return_not_possible, return_too_many, key_reused
 */
export async function takeReturn(
  orderId: string,
  { key, lines, reason }: Body<'POST /orders/:orderId/returns'>,
  caller: Staff,
  requestId: string,
) {
  const { guideId: by, storeId } = caller
  const result = await returnGoods(orderId, { key, lines, reason, storeId, by })
  if (!('order' in result)) throw fail(result.outcome)
  if (result.outcome === 'returned')
    await audit(caller, 'order.returned', orderId, { lines, reason }, requestId)
  return show(result.order)
}

/**
 * Gives goods of the caller's store for goods that come back (OR-6).
 * @throws order_not_found, return_not_possible, return_too_many, key_reused, sku_not_found, exchange_dearer, exchange_out_of_stock
 */
export async function exchange(
  orderId: string,
  { key, line, skuId, barcode, reason }: Body<'POST /orders/:orderId/exchanges'>,
  caller: Staff,
  requestId: string,
) {
  const wanted = skuId ?? (barcode ? await skuOfBarcode(barcode) : undefined)
  if (!wanted) throw fail('sku_not_found')
  const { guideId: by, storeId } = caller
  const result = await exchangeGoods(orderId, { key, line, skuId: wanted, reason, storeId, by })
  if (!('order' in result)) throw fail(result.outcome, result.details)
  if (result.outcome === 'exchanged')
    await audit(caller, 'order.exchanged', orderId, { line, skuId: wanted, reason }, requestId)
  return show(result.order)
}
