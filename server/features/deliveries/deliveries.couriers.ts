import { timingSafeEqual } from 'node:crypto'
import { now } from '../../kernel/clock'
import { emit } from '../../kernel/outbox'
import { guideDirectory } from '../guides/guides.service'
import { deliveryDone, deliveryReturned } from './deliveries.events'
import { countCodeTry, failedInWarehouses, moveDelivery, type DeliveryDoc } from './deliveries.model'
import { fail, isDeliverable, mustFind, sendOff, written, type Found, type Staff } from './deliveries.moves'
import { BACK_MS, CODE_TRIES, mayBecome } from './deliveries.rules'

/** What an order is shipped by when a guide of the store brings it. */
const OWN = '门店配送'
const BATCH = 100

/** Finds what this courier has in hand. @throws delivery_not_found, delivery_forbidden, delivery_moved */
async function inHand(deliveryId: string, caller: Staff): Promise<Found> {
  const found = await mustFind(deliveryId, caller)
  const { courierId } = found.delivery
  if (!courierId) throw fail('delivery_moved')
  if (caller.kind !== 'manager' && courierId !== caller.guideId) throw fail('delivery_forbidden')
  return found
}

/**
 * A guide of the store shall bring it (OR-5).
 * @throws delivery_not_found, delivery_forbidden, delivery_moved, not_deliverable, courier_unknown
 */
export async function assignCourier(deliveryId: string, courierId: string, caller: Staff): Promise<Found> {
  const { delivery, order } = await mustFind(deliveryId, caller)
  const courier = (await guideDirectory()).ofId(courierId)
  if (!courier?.active || courier.storeId !== delivery.locationId) throw fail('courier_unknown')
  if (!isDeliverable(order)) throw fail('not_deliverable')
  if (!mayBecome(delivery.state, 'assigned')) throw fail('delivery_moved')
  const after = await moveDelivery(delivery, 'assigned', caller.guideId, {
    set: { courierId, attempt: delivery.attempt + 1 },
    unset: ['carrier', 'heardAt', 'reason'],
  })
  return { delivery: written(after), order }
}

/** @throws delivery_not_found, delivery_forbidden, delivery_moved, not_deliverable */
export async function pickUp(deliveryId: string, caller: Staff): Promise<Found> {
  const found = await inHand(deliveryId, caller)
  const { delivery, order } = found
  if (delivery.state === 'pickedUp') return found
  if (delivery.state !== 'assigned') throw fail('delivery_moved')
  if (!isDeliverable(order)) throw fail('not_deliverable')
  const after = await sendOff(found, { carrier: OWN }, caller.guideId)
  return { delivery: written(after), order }
}

const isSame = (given: string, code: string) =>
  given.length === code.length && timingSafeEqual(Buffer.from(given), Buffer.from(code))

/** @returns what proves the handing over. @throws proof_required, code_wrong, code_locked */
async function proofOf(
  delivery: DeliveryDoc,
  { code, photo }: { code?: string; photo?: string },
): Promise<{ proof: NonNullable<DeliveryDoc['proof']>; delivery: DeliveryDoc }> {
  if (code === undefined) {
    if (!photo) throw fail('proof_required')
    return { proof: { kind: 'photo', photo }, delivery }
  }
  const counted = await countCodeTry(delivery._id, CODE_TRIES)
  if (!counted) throw fail('code_locked')
  if (!/^\d{4}$/.test(code) || !isSame(code, counted.code))
    throw fail('code_wrong', { triesLeft: CODE_TRIES - counted.codeTries })
  return { proof: { kind: 'code' }, delivery: counted }
}

/**
 * The courier has handed it over (OR-5); the order is completed by the event.
 * @throws delivery_not_found, delivery_forbidden, delivery_moved, proof_required, code_wrong, code_locked
 */
export async function deliver(
  deliveryId: string,
  given: { code?: string; photo?: string },
  caller: Staff,
): Promise<Found> {
  const found = await inHand(deliveryId, caller)
  if (found.delivery.state === 'delivered') return found
  if (found.delivery.state !== 'pickedUp') throw fail('delivery_moved')
  const { proof, delivery } = await proofOf(found.delivery, given)
  const { orderId } = delivery
  if (delivery.state !== 'pickedUp') throw fail('delivery_moved')
  const after = await moveDelivery(delivery, 'delivered', caller.guideId, {
    set: { proof },
    event: emit(deliveryDone, { deliveryId, orderId }),
  })
  return { delivery: written(after), order: found.order }
}

/** Nobody there, refused, broken: it may be tried again. @throws delivery_not_found, delivery_forbidden, delivery_moved */
export async function giveUp(deliveryId: string, reason: string, caller: Staff): Promise<Found> {
  const { delivery, order } = await inHand(deliveryId, caller)
  if (delivery.state !== 'pickedUp') throw fail('delivery_moved')
  return {
    delivery: written(await moveDelivery(delivery, 'failed', caller.guideId, { set: { reason } })),
    order,
  }
}

/** Written on the version that failed, so that a new try and the giving up of all tries exclude each other. */
const writeReturned = (delivery: DeliveryDoc, by: string, reason?: string) =>
  moveDelivery(delivery, 'returned', by, {
    ...(reason ? { set: { reason } } : {}),
    event: emit(deliveryReturned, { deliveryId: delivery._id, orderId: delivery.orderId }),
  })

/**
 * It failed for good and the goods are back (OR-5, OR-6): by the event the shopper's money goes back, once.
 * @throws delivery_not_found, delivery_forbidden, delivery_moved
 */
export async function takeBackDelivery(deliveryId: string, reason: string, caller: Staff): Promise<Found> {
  const { delivery, order } = await mustFind(deliveryId, caller)
  if (delivery.state === 'returned') return { delivery, order }
  if (delivery.state !== 'failed') throw fail('delivery_moved')
  return { delivery: written(await writeReturned(delivery, caller.guideId, reason)), order }
}

/** What a carrier brings back to a warehouse nobody says at a desk: after a time it counts as back. */
export async function takeBackInWarehouses(): Promise<void> {
  const before = new Date(now().getTime() - BACK_MS)
  for (const delivery of await failedInWarehouses(BATCH))
    if ((delivery.steps.at(-1)?.at ?? before) <= before) await writeReturned(delivery, 'system')
}
