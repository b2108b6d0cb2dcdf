import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { findOrder, shipOrder, type OrderDoc } from '../orders/orders.service'
import { deliveriesContract } from './deliveries.contract'
import { findDelivery, moveDelivery, type DeliveryDoc } from './deliveries.model'

export const fail = failWith(deliveriesContract.errors)
export type Staff = CallerOf<(typeof deliveriesContract)['routes']['POST /deliveries/:deliveryId/pick-up']>

/** A delivery and its order. */
export interface Found {
  delivery: DeliveryDoc
  order: OrderDoc
}

/** @throws delivery_not_found, delivery_forbidden to staff of another store */
export async function mustFind(deliveryId: string, caller: Staff): Promise<Found> {
  const delivery = await findDelivery(deliveryId)
  const order = delivery && (await findOrder(delivery.orderId))
  if (!delivery || !order) throw fail('delivery_not_found')
  if (delivery.locationId !== caller.storeId) throw fail('delivery_forbidden')
  return { delivery, order }
}

/** What was written, or the refusal that somebody was faster. @throws delivery_moved */
export function written(after: DeliveryDoc | null): DeliveryDoc {
  if (!after) throw fail('delivery_moved')
  return after
}

/** Whether an order's goods may (still) be brought to its shopper. */
export const isDeliverable = ({ status }: OrderDoc): boolean => status === 'paid' || status === 'shipped'

interface Shipment {
  carrier: string
  trackingNo?: string
}

/**
 * The goods leave with who brings them: first the order says so, which decides against a refund of the same moment, then
 * the delivery. A repetition finds the order shipped and goes on where it was left.
 * @returns null when the order was given back, or the delivery was moved by somebody else
 */
export async function sendOff(
  { delivery, order }: Found,
  shipment: Shipment,
  by: string,
): Promise<DeliveryDoc | null> {
  const shipped = await shipOrder(order, { ...shipment, shippedAt: now(), by })
  const after = shipped ?? (await findOrder(order._id))
  const isOut = after?.status === 'shipped' || after?.status === 'completed'
  return isOut ? moveDelivery(delivery, 'pickedUp', by) : null
}
