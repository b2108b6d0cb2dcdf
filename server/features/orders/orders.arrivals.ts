import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { emit } from '../../kernel/outbox'
import { transferForOrder } from '../transfers/transfers.service'
import { orderReady } from './orders.events'
import { changeOrder, findOrder, type OrderDoc } from './orders.model'
import { refundWhole } from './orders.refunds'
import { isOnItsWay, pickupUntil } from './orders.rules'
import { letGo } from './orders.saga'
import { keepGoods, releaseGoods } from './orders.stock'
import { bringGoods, broughtTo } from './orders.transfer'

const TRIES = 20
const notArrived = { 'transfer.arrivedAt': { $exists: false } }

/** Writes that everything is in the store and can be collected. @returns null when the order was changed meanwhile */
export const writeArrived = (order: OrderDoc, storeId: string): Promise<OrderDoc | null> => {
  const arrivedAt = now()
  return changeOrder(order._id, {
    filter: { status: 'paid', version: order.version, ...notArrived },
    set: {
      'transfer.arrivedAt': arrivedAt,
      'pickup.expiresAt': pickupUntil(arrivedAt),
      lines: order.lines.map((it) => ({ ...it, locationId: storeId })),
    },
    event: emit(orderReady, { orderId: order._id }),
  })
}

/** What came is held for the shopper; where it was too little, or never left, the store's own shelf may make up for it. */
async function takeIn(order: OrderDoc, storeId: string, isCancelled: boolean): Promise<void> {
  if (await keepGoods(broughtTo(order, storeId), order.round)) {
    crashPoint('order.brought')
    await writeArrived(order, storeId)
    return
  }
  const reason = isCancelled ? '调货取消，货款自动退回' : '调来的货数量不够，货款自动退回'
  await refundWhole(order, { reason, by: 'system' }, { filter: notArrived })
}

/**
 * The transfer of an order moved (IN-4): once it ended, the order has its goods in the store, or its money goes back.
 * May run twice, late or beside itself.
 */
export async function followTransfer(orderId: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const order = await findOrder(orderId)
    const { transfer, storeId } = order ?? {}
    const moved = transfer && (await transferForOrder(transfer.id))
    if (!order || !storeId || !moved) return
    const isOver = moved.status === 'received' || moved.status === 'cancelled'
    if (!isOver) return
    // The stock first: what arrived is on the shelf, and held, before anybody counts on it.
    await bringGoods(order)
    if (order.status === 'paid' && isOnItsWay(order))
      await takeIn(order, storeId, moved.status === 'cancelled')
    const after = await findOrder(orderId)
    if (!after) return
    if (after.status !== 'paid' || after.round !== order.round) return letGo(order, after)
    if (isOnItsWay(after)) continue
    // The store made up for it: what never left is free where it is.
    if (moved.status === 'cancelled') await releaseGoods(broughtTo(after, moved.from), after.round)
    return
  }
  throw new Error(`the arrival of order ${orderId} found no quiet moment`)
}
