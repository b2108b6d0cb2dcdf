import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import { now } from '../../kernel/clock'
import { isSame } from '../../kernel/oneId'
import { freeDeliveries } from '../deliverySlots/deliverySlots.service'
import { guideDirectory } from '../guides/guides.service'
import { findOrder, viewOrder } from '../orders/orders.service'
import type { deliveryView } from './deliveries.contract'
import { deliveryIdOf, findDelivery, openDeliveriesOf, type DeliveryDoc } from './deliveries.model'
import { fail, mustFind, type Found, type Staff } from './deliveries.moves'
import { stateText } from './deliveries.rules'

export { bookCarrier, quotesFor, takeCarrierNews } from './deliveries.carriers'
export { assignCourier, deliver, giveUp, pickUp, takeBackDelivery } from './deliveries.couriers'

const MOST = 200

async function viewOf(it: DeliveryDoc): Promise<z.input<typeof deliveryView>> {
  const { _id, orderId, way, state, courierId, carrier, proof, reason, steps } = it
  const courier = courierId ? (await guideDirectory()).ofId(courierId) : undefined
  return {
    id: _id,
    orderId,
    way,
    state,
    stateText: stateText(state),
    steps: steps.map((step) => ({
      state: step.state,
      text: stateText(step.state),
      at: step.at.toISOString(),
    })),
    ...(courier ? { courier: { id: courier._id, name: courier.name } } : {}),
    ...(carrier ? { carrier } : {}),
    ...(proof ? { proof } : {}),
    ...(reason ? { reason } : {}),
  }
}

/** Where a delivery is, for its shopper; the code until it is used (OR-5). @throws delivery_not_found */
export async function myDelivery(orderId: string, memberId: string) {
  const delivery = await findDelivery(deliveryIdOf(orderId))
  if (!delivery || !isSame(delivery.memberId, memberId)) throw fail('delivery_not_found')
  const isOpen =
    delivery.state !== 'delivered' && delivery.state !== 'cancelled' && delivery.state !== 'returned'
  return {
    delivery: await viewOf(delivery),
    ...(isOpen && delivery.courierId ? { receiverCode: delivery.code } : {}),
  }
}

/** As staff see it: the receiver in full for who brings it, and each such look is written down (OP-6). */
export async function showDelivery({ delivery, order }: Found, caller: Staff, requestId = '') {
  const isCourier = delivery.courierId === caller.guideId
  if (isCourier) await audit(caller, 'delivery.viewed', order._id, { memberId: order.memberId }, requestId)
  return { delivery: await viewOf(delivery), order: await viewOrder(order, !isCourier) }
}

/** @throws delivery_not_found, delivery_forbidden */
export const deliveryForStaff = async (deliveryId: string, caller: Staff, requestId: string) =>
  showDelivery(await mustFind(deliveryId, caller), caller, requestId)

/** What a store has to bring, oldest first, all receivers masked. @throws location_forbidden */
export async function storeDeliveries(storeId: string, caller: Staff) {
  if (caller.storeId !== storeId) throw fail('location_forbidden')
  const open = await openDeliveriesOf(storeId, MOST)
  const shown = await Promise.all(
    open.map(async (delivery) => {
      const order = await findOrder(delivery.orderId)
      return order ? [{ delivery: await viewOf(delivery), order: await viewOrder(order, true) }] : []
    }),
  )
  return { deliveries: shown.flat(), freeThisHour: await freeDeliveries(storeId, now()) }
}
