import { randomInt } from 'node:crypto'
import { now } from '../../kernel/clock'
import { freeDeliverySlot } from '../deliverySlots/deliverySlots.service'
import { completeDelivery, findOrder, refundUndelivered, type OrderDoc } from '../orders/orders.service'
import { cancelBooking } from './deliveries.carriers'
import {
  deliveryIdOf,
  findDelivery,
  insertDelivery,
  moveDelivery,
  type DeliveryDoc,
} from './deliveries.model'
import { isDeliverable } from './deliveries.moves'
import { mayBecome } from './deliveries.rules'

/*
 * What follows for a delivery when its order changes. Each step reads both as they stand, so that it may run twice, late
 * or after others.
 */

const MAX_TRIES = 8

const isBrought = ({ way }: OrderDoc): boolean => way !== 'pickup' && way !== 'counter' && way !== 'voucher'

/** Paid: a delivery waits for somebody to bring it. */
export async function openDelivery(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  if (!order || !isBrought(order) || !isDeliverable(order)) return
  const at = now()
  await insertDelivery({
    _id: deliveryIdOf(orderId),
    orderId,
    memberId: order.memberId,
    locationId: order.storeId ?? '',
    way: order.way as DeliveryDoc['way'],
    state: 'waiting',
    attempt: 1,
    code: String(randomInt(10_000)).padStart(4, '0'),
    codeTries: 0,
    steps: [{ state: 'waiting', at, by: 'system' }],
    version: 1,
    createdAt: at,
    outbox: [],
  })
  // Given back between the look and the writing: what followed that found no delivery yet.
  await cancelIfGivenBack(orderId)
}

/** Given back whole: nobody brings it any more, and its place in the hour is free. */
export async function cancelIfGivenBack(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  if (order?.status !== 'refunded' && order?.status !== 'closed') return
  await freeDeliverySlot(orderId)
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const delivery = await findDelivery(deliveryIdOf(orderId))
    if (!delivery || !mayBecome(delivery.state, 'cancelled')) {
      if (delivery?.state === 'cancelled') await cancelBooking(delivery)
      return
    }
    await moveDelivery(delivery, 'cancelled', 'system')
  }
}

/** Goods left by hand or by a courier whose process died: the delivery says so too. */
export async function followShipping(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  if (!order?.delivery || (order.status !== 'shipped' && order.status !== 'completed')) return
  const { carrier: name, trackingNo, by } = order.delivery
  const delivery = await findDelivery(deliveryIdOf(orderId))
  if (!delivery || !mayBecome(delivery.state, 'pickedUp')) return
  const byHand = delivery.state === 'waiting'
  await moveDelivery(delivery, 'pickedUp', by, {
    set: byHand ? { carrier: { name, ...(trackingNo ? { trackingNo } : {}) } } : {},
  })
}

/** Handed over: the order is completed (OR-5). */
export async function settleDone(orderId: string): Promise<void> {
  await completeDelivery(orderId)
}

/** Back for good: what was paid goes back, and the goods are where they were sent from (OR-6). */
export async function settleReturned(deliveryId: string): Promise<void> {
  const delivery = await findDelivery(deliveryId)
  if (delivery?.state !== 'returned') return
  await refundUndelivered(delivery.orderId, delivery.reason ?? '')
}
