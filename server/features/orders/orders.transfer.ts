import { crashPoint } from '../../kernel/crashPoint'
import { bringForOrder, callOffForOrder, transferForOrder } from '../transfers/transfers.service'
import { findOrder, type OrderDoc } from './orders.model'
import { holdKeyOf, isOnItsWay } from './orders.rules'
import { releaseGoods } from './orders.stock'

/*
 * What the store lacks is brought there (IN-4). The order holds the pieces under one key all the way: at the place they
 * come from until they leave, on no shelf while they travel, in the store from the moment they arrive. The transfer moves
 * them; the order decides whether anybody still waits for them.
 */

/** The brought lines, as if their goods were in one place. */
export const broughtTo = ({ _id, transfer, lines }: OrderDoc, locationId: string) => ({
  _id,
  lines: lines.filter((it) => transfer?.lines.includes(it.key)).map((it) => ({ ...it, locationId })),
})

/**
 * Whether the transfer has an order's goods in hand, so that holding them is no longer the order's business. Of a chain its
 * one delivery has (GB-2).
 */
export const isUnderWay = async (order: OrderDoc): Promise<boolean> =>
  order.transfer !== undefined &&
  isOnItsWay(order) &&
  (order.chain !== undefined || !!(await transferForOrder(order.transfer.id)))

/**
 * Paid and held: what the store lacks sets out. Asked again it brings the stock to where the transfer is, and frees what
 * somebody late has held a second time.
 */
export async function bringGoods(order: OrderDoc): Promise<void> {
  const { _id: orderId, transfer, storeId, round } = order
  if (!transfer || !storeId || order.chain) return
  await bringForOrder({
    id: transfer.id,
    orderId,
    from: transfer.from,
    to: storeId,
    lines: broughtTo(order, transfer.from).lines.map(({ key, skuId, quantity }) => ({
      skuId,
      quantity,
      heldAs: holdKeyOf(orderId, key, round),
    })),
    reason: '顾客已付款，等着到店自提',
  })
  crashPoint('order.sentFor')
  const after = await findOrder(orderId)
  // Given back between the look and the writing: what followed that found no transfer yet.
  if (after?.status === 'refunded') await letTransferGo(after)
}

/** Nobody waits for it: what has not left is free where it is, what travels is free in the store when it arrives. */
export async function letTransferGo(order: OrderDoc): Promise<void> {
  const { transfer, storeId, round } = order
  if (!transfer || !storeId) return
  // Others wait for the delivery of a chain: what was to be this order's is free when it arrives.
  if (!order.chain) await callOffForOrder(transfer.id, '订单已退款')
  await releaseGoods(broughtTo(order, transfer.from), round)
  await releaseGoods(broughtTo(order, storeId), round)
}
