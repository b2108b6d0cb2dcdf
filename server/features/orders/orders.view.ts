import type { z } from 'zod'
import { decryptField, maskPhone } from '../../kernel/fieldCrypto'
import { guideDirectory } from '../guides/guides.service'
import { findLocation } from '../stores/stores.service'
import type { orderView } from './orders.contract'
import { groupView } from './orders.groupView'
import type { OrderDoc } from './orders.model'
import { presaleView } from './orders.presale'
import { isOnItsWay, statusText } from './orders.rules'
import { voucherView } from './orders.voucherView'

const iso = (at: Date): string => at.toISOString()

interface Receiver {
  name: string
  phone: string
  address: string
}

function receiverOf({ receiver }: OrderDoc, isMasked: boolean): Receiver | undefined {
  if (!receiver) return undefined
  const it = JSON.parse(decryptField(receiver)) as Receiver
  return isMasked ? { ...it, name: `${[...it.name][0] ?? ''}**`, phone: maskPhone(it.phone) } : it
}

/** Whence goods are brought to the store and when they should be there (IN-4): for shoppers and staff alike. */
export async function whenceOf({ transfer }: OrderDoc) {
  if (!transfer) return undefined
  const { expectedAt, arrivedAt } = transfer
  return {
    fromName: (await findLocation(transfer.from))?.name ?? '',
    expectedAt: iso(expectedAt),
    ...(arrivedAt ? { arrivedAt: iso(arrivedAt) } : {}),
  }
}

/** Who receives a delivery, in the clear: for who brings it. */
export const receiverOfOrder = (order: OrderDoc): Receiver | undefined => receiverOf(order, false)

const pickupOf = ({ expiresAt, redeemedAt }: NonNullable<OrderDoc['pickup']>, redeemedBy?: string) => ({
  expiresAt: iso(expiresAt),
  ...(redeemedAt ? { redeemedAt: iso(redeemedAt) } : {}),
  ...(redeemedBy ? { redeemedBy } : {}),
})
const shipmentOf = ({ carrier, shippedAt, trackingNo }: NonNullable<OrderDoc['delivery']>) => ({
  carrier,
  shippedAt: iso(shippedAt),
  ...(trackingNo ? { trackingNo } : {}),
})

/** An order as its shopper sees it; for staff the receiver is masked. */
export async function viewOrder(order: OrderDoc, isMasked = false): Promise<z.input<typeof orderView>> {
  const store = order.storeId ? await findLocation(order.storeId) : undefined
  const receiver = receiverOf(order, isMasked)
  const transfer = await whenceOf(order)
  const redeemedBy = order.pickup?.redeemedBy && (await guideDirectory()).ofId(order.pickup.redeemedBy)?.name
  const { pickup, delivery, payment, channel, guideId, remark, closedAt, closeReason } = order
  const refunds = await Promise.all(
    order.refunds.map(async ({ id, amount, reason, state, requestedAt, storeId, stage, exchangedFor }) => {
      const at = storeId ? await findLocation(storeId) : undefined
      return {
        id,
        amount,
        reason,
        state,
        requestedAt: iso(requestedAt),
        ...(at ? { storeName: at.name } : {}),
        ...(exchangedFor ? { exchangedFor } : {}),
        ...(stage ? { stage } : {}),
      }
    }),
  )
  return {
    id: order._id,
    status: order.status,
    statusText: statusText(order.status, order.way, {
      isPresale: order.presale !== undefined,
      isBrought: isOnItsWay(order),
      isChain: order.chain !== undefined,
    }),
    way: order.way,
    lines: order.lines,
    amounts: order.amounts,
    deliveryDiscounts: order.deliveryDiscounts,
    ...(order.coupons ? { coupons: order.coupons } : {}),
    createdAt: iso(order.createdAt),
    payBy: iso(order.payBy),
    refunds,
    ...(store?.kind === 'store'
      ? { store: { id: store._id, name: store.name, address: store.address, phone: store.phone } }
      : {}),
    ...(receiver ? { receiver } : {}),
    ...(remark ? { remark } : {}),
    ...(channel ? { channel } : {}),
    ...(guideId ? { guideId } : {}),
    ...(payment ? { paidAt: iso(payment.paidAt) } : {}),
    ...(closedAt ? { closedAt: iso(closedAt) } : {}),
    ...(closeReason ? { closeReason } : {}),
    ...(pickup ? { pickup: pickupOf(pickup, redeemedBy) } : {}),
    ...presaleView(order),
    ...groupView(order),
    ...(await voucherView(order)),
    ...(transfer ? { transfer } : {}),
    ...(delivery ? { delivery: shipmentOf(delivery) } : {}),
  }
}
