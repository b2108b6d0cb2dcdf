import {
  CarrierNewsForged,
  carriers,
  openCarrierNews,
  type Booking,
  type CarrierNews,
  type Errand,
} from '../../integrations/carriers/carriers'
import { PlatformError, refusalBy } from '../../integrations/http'
import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { emit } from '../../kernel/outbox'
import { findOrder, receiverOfOrder } from '../orders/orders.service'
import { findLocation } from '../stores/stores.service'
import { deliveryDone } from './deliveries.events'
import {
  findDelivery,
  moveDelivery,
  noteHeard,
  quietDeliveries,
  waitingInWarehouses,
  type DeliveryDoc,
} from './deliveries.model'
import { fail, isDeliverable, mustFind, sendOff, written, type Found, type Staff } from './deliveries.moves'
import { mayBecome, nextBy, QUIET_MS } from './deliveries.rules'

/** Who did what carriers say. */
const CARRIER = 'carrier'
const BATCH = 50
const MAX_STEPS = 8

const refusalOf = (error: unknown): unknown =>
  refusalBy(
    error,
    () => fail('carriers_unavailable'),
    ({ text }) => fail('carrier_refused', { reason: text }),
  )

/** @throws not_deliverable without a sender or receiver */
async function errandOf({ delivery, order }: Found): Promise<Errand> {
  const sender = await findLocation(delivery.locationId)
  const to = receiverOfOrder(order)
  if (!sender || !to) throw fail('not_deliverable')
  const { name, phone, province, city, district, address } = sender
  return {
    // What a store would bring itself within the hour goes by the carriers' fastest.
    service: delivery.way === 'express' ? 'express' : 'city2h',
    from: { name, phone, address: `${province}${city}${district}${address}` },
    to,
    goods: order.lines
      .map((it) => it.name)
      .join('、')
      .slice(0, 100),
    pieces: order.lines.reduce((sum, it) => sum + it.quantity, 0),
  }
}

/** What carriers ask for a delivery. @throws delivery_not_found, delivery_forbidden, not_deliverable, carrier_refused, carriers_unavailable */
export async function quotesFor(deliveryId: string, caller: Staff) {
  const errand = await errandOf(await mustFind(deliveryId, caller))
  const quotes = await carriers.quote(errand).catch((error: unknown) => {
    throw refusalOf(error)
  })
  return { quotes }
}

/**
 * A carrier shall bring it (OR-5). The booking's reference follows from delivery and attempt, so that two who press at
 * once, or one who presses again after a crash, have one courier.
 * @throws delivery_not_found, delivery_forbidden, delivery_moved, not_deliverable, carrier_refused, carriers_unavailable
 */
export async function bookCarrier(
  deliveryId: string,
  wanted: string | undefined,
  caller: Staff,
): Promise<Found> {
  const found = await mustFind(deliveryId, caller)
  return { ...found, delivery: written(await book(found, wanted, caller.guideId)) }
}

async function book(found: Found, wanted: string | undefined, by: string): Promise<DeliveryDoc | null> {
  const { delivery, order } = found
  if (!isDeliverable(order)) throw fail('not_deliverable')
  if (!mayBecome(delivery.state, 'booked')) throw fail('delivery_moved')
  const errand = await errandOf(found)
  try {
    const carrier = wanted ?? (await carriers.quote(errand))[0]?.carrier ?? ''
    const booking = await carriers.book({ ...errand, carrier, reference: referenceOf(delivery) })
    return (await takeBooking(delivery, booking, by)) ?? (await giveBack(delivery, booking))
  } catch (error) {
    throw refusalOf(error)
  }
}

const referenceOf = ({ _id, attempt }: DeliveryDoc) => `${_id}.${attempt}`

const takeBooking = (delivery: DeliveryDoc, { id: bookingId, name, trackingNo, fee }: Booking, by: string) =>
  moveDelivery(delivery, 'booked', by, {
    set: { carrier: { name, bookingId, trackingNo, fee }, heardAt: now() },
    unset: ['courierId', 'reason'],
  })

/** Somebody was faster: the same booking by another press stands; a courier nobody wants any more is sent home. */
async function giveBack({ _id }: DeliveryDoc, booking: Booking): Promise<DeliveryDoc | null> {
  const after = await findDelivery(_id)
  if (after?.carrier?.bookingId === booking.id) return after
  await carriers.cancel(booking.id)
  return null
}

/** Sends a carrier home that has not come yet; that it is too late is for a person. */
export async function cancelBooking({ _id, carrier }: DeliveryDoc): Promise<void> {
  if (!carrier?.bookingId) return
  await carriers.cancel(carrier.bookingId).catch((error: unknown) => {
    if (!(error instanceof PlatformError)) throw error
    logger.error({ delivery: _id, error: error.message }, 'a carrier comes for an order that was given back')
  })
}

/** News of the carriers, once or many times, in any order (OR-5). @throws news_forged */
export async function takeCarrierNews(signature: string, body: string): Promise<void> {
  let news: CarrierNews
  try {
    news = openCarrierNews(signature, body)
  } catch (error) {
    throw error instanceof CarrierNewsForged ? fail('news_forged') : error
  }
  await follow(news)
}

/** Brings a delivery to where the carrier says it is. What is said of an earlier booking counts for nothing. */
async function follow({ bookingId, reference, status, reason }: CarrierNews): Promise<void> {
  const [deliveryId = '', attempt] = reference.split('.')
  for (let step = 0; step < MAX_STEPS; step++) {
    const delivery = await findDelivery(deliveryId)
    if (!delivery || String(delivery.attempt) !== attempt) break
    if (delivery.state === 'waiting' && status !== 'cancelled' && status !== 'failed') {
      // The process that booked it died before it wrote so.
      await takeBooking(delivery, await carriers.track(bookingId), CARRIER)
      continue
    }
    if (delivery.carrier?.bookingId !== bookingId) break
    await noteHeard(deliveryId)
    const next = nextBy(delivery.state, status)
    if (!next) {
      if (delivery.state === 'cancelled' && status === 'pickedUp')
        logger.error({ delivery: deliveryId }, 'a carrier took goods of an order that was given back')
      return
    }
    if (next === 'pickedUp') await pickedUpByCarrier(delivery)
    else if (next === 'delivered')
      await moveDelivery(delivery, 'delivered', CARRIER, {
        set: { proof: { kind: 'carrier' } },
        event: emit(deliveryDone, { deliveryId, orderId: delivery.orderId }),
      })
    else
      await moveDelivery(delivery, next, CARRIER, {
        set: { attempt: delivery.attempt + 1, reason: reason ?? '配送公司取消了' },
        unset: ['carrier', 'heardAt'],
      })
  }
}

async function pickedUpByCarrier(delivery: DeliveryDoc): Promise<void> {
  const order = await findOrder(delivery.orderId)
  const { name = '', trackingNo } = delivery.carrier ?? {}
  const after =
    order &&
    (await sendOff({ delivery, order }, { carrier: name, ...(trackingNo ? { trackingNo } : {}) }, CARRIER))
  if (!after && order && !isDeliverable(order))
    logger.error({ delivery: delivery._id }, 'a carrier took goods of an order that was given back')
}

/** Asks carriers about what nothing was heard of: their news may be lost. */
export async function askCarriers(): Promise<void> {
  for (const { _id, attempt, carrier } of await quietDeliveries(
    new Date(now().getTime() - QUIET_MS),
    BATCH,
  )) {
    if (!carrier?.bookingId) continue
    await carriers
      .track(carrier.bookingId)
      .then(({ id, status, reason }) =>
        follow({ bookingId: id, reference: `${_id}.${attempt}`, status, ...(reason ? { reason } : {}) }),
      )
      .catch((error: unknown) => logger.warn({ delivery: _id, error: String(error) }, 'carrier not asked'))
  }
}

/** Books the cheapest carrier for what leaves a warehouse: no desk waits for it there. */
export async function bookForWarehouses(): Promise<void> {
  for (const delivery of await waitingInWarehouses(BATCH)) {
    const order = await findOrder(delivery.orderId)
    if (!order || !isDeliverable(order)) continue
    await book({ delivery, order }, undefined, 'system').catch((error: unknown) =>
      logger.warn({ delivery: delivery._id, error: String(error) }, 'no carrier booked; tried again'),
    )
  }
}
