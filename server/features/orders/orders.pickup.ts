import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { emit } from '../../kernel/outbox'
import { rollingCode } from '../../kernel/rollingCode'
import { orderHandedOver, redemptionUndone } from './orders.events'
import { findOrder, findOrderByDigits, inTheStore, moveOrder, type OrderDoc } from './orders.model'
import { ownOrder } from './orders.payment'
import { fail } from './orders.quote'
import { isOnItsWay, UNDO_MS } from './orders.rules'
import { settlePaid } from './orders.saga'
import { whenceOf } from './orders.view'

const pickupCode = rollingCode<OrderDoc>({
  mark: 'HD1',
  prefix: 'ord',
  purpose: 'pickup',
  byId: findOrder,
  byDigits: findOrderByDigits,
  digitsOf: ({ pickup }) => pickup?.digits,
})

/**
 * The code a shopper shows (OR-3): digits to be read aloud, and a QR text of this half minute.
 * @throws order_not_found (also while it is not paid), pickup_done, pickup_refunded, pickup_in_transit, pickup_expired
 */
export async function pickupCodeOf(orderId: string, memberId: string) {
  const order = await ownOrder(orderId, memberId)
  const { pickup, status } = order
  if (!pickup) throw fail('order_not_found')
  if (status === 'completed') throw fail('pickup_done')
  if (status !== 'paid') throw fail('pickup_refunded')
  const at = now()
  if (isOnItsWay(order)) throw fail('pickup_in_transit', await whenceOf(order))
  if (pickup.expiresAt <= at) throw fail('pickup_expired')
  return { ...pickupCode.show(orderId, pickup.digits, at), expiresAt: pickup.expiresAt.toISOString() }
}

/** The order a shown code stands for; `stale` for a QR text of an earlier minute. */
export const orderOfPickupCode = (code: string) => pickupCode.find(code, now())

/** Hands a paid order over at its store, once. @returns null when it was no longer to be handed over */
export async function redeemOrder(
  { _id, round }: OrderDoc,
  storeId: string,
  by: string,
): Promise<OrderDoc | null> {
  await settlePaid(_id)
  const redeemed = await moveOrder(_id, 'paid', 'completed', {
    filter: { storeId, round, 'pickup.expiresAt': { $gt: now() }, ...inTheStore },
    set: { 'pickup.redeemedAt': now(), 'pickup.redeemedBy': by },
    event: emit(orderHandedOver, { orderId: _id, round }),
  })
  crashPoint('order.handedOver')
  return redeemed
}

/** Takes a redemption back within its time, once; the goods are held anew. @returns null when it was too late */
export const undoRedemption = ({ _id, round }: OrderDoc): Promise<OrderDoc | null> =>
  moveOrder(_id, 'completed', 'paid', {
    filter: {
      round,
      'pickup.redeemedAt': { $gt: new Date(now().getTime() - UNDO_MS) },
      'amounts.refunded': 0,
      // Nothing came back or was exchanged since.
      refunds: { $size: 0 },
    },
    set: { round: round + 1 },
    unset: ['pickup.redeemedAt', 'pickup.redeemedBy'],
    event: emit(redemptionUndone, { orderId: _id, round }),
  })

/** Goods of a delivery leave the shop, once. */
export async function shipOrder(
  { _id, round, status }: OrderDoc,
  delivery: NonNullable<OrderDoc['delivery']>,
): Promise<OrderDoc | null> {
  if (status !== 'paid') return null
  await settlePaid(_id)
  return moveOrder(_id, 'paid', 'shipped', {
    filter: { round },
    set: { delivery },
    event: emit(orderHandedOver, { orderId: _id, round }),
  })
}
