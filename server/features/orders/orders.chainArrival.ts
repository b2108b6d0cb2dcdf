import { crashPoint } from '../../kernel/crashPoint'
import { deliveryIdOf, findList, shareKeyOf, type ListDoc } from '../chains/chains.service'
import { findStock, moveHeld, releaseStock } from '../inventory/inventory.service'
import { bringForChain, transferForOrder } from '../transfers/transfers.service'
import { writeArrived } from './orders.arrivals'
import { settleChain } from './orders.chainEnd'
import { findOrder, type OrderDoc } from './orders.model'
import { refundWhole } from './orders.refunds'
import { holdKeyOf, isOnItsWay } from './orders.rules'
import { letGo } from './orders.saga'

/*
 * The delivery of a chain arrived (GB-2): what came is held together and shared out by number, each order its own pieces
 * under its own key. Where it was too little the last numbers get their money back.
 */

const TRIES = 20
const notArrived = { 'transfer.arrivedAt': { $exists: false } }
const SHORT = { reason: '到货数量不够，货款自动退回', by: 'system' }
const CANCELLED = { reason: '接龙的货没能送出，货款自动退回', by: 'system' }

/** The delivery of a chain moved: once it ended, every order has its goods in the store, or its money goes back. */
export async function followDelivery(chainId: string): Promise<void> {
  const list = await findList(chainId)
  const found = await transferForOrder(deliveryIdOf(chainId))
  if (!list || !found) return
  const isCancelled = found.status === 'cancelled'
  if (found.status !== 'received' && !isCancelled) return
  await settleChain(chainId)
  // The stock first: what arrived is on the shelf, and held, before it is shared out.
  const { _id: id, from, to, lines, reason } = found
  const held = lines.map(({ skuId, quantity }) => ({ skuId, quantity, heldAs: shareKeyOf(chainId, skuId) }))
  await bringForChain({ id, chainId, from, to, lines: held, reason })
  for (const { orderId } of list.entries) await shareOut(orderId, list, isCancelled)
  // What nobody waits for any more is free where it is.
  for (const { skuId, heldAs } of held)
    for (const locationId of isCancelled ? [from] : [to])
      await releaseStock({ skuId, locationId, key: heldAs }, chainId)
}

async function shareOut(orderId: string, list: ListDoc, isCancelled: boolean): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const order = await findOrder(orderId)
    if (order?.status === 'grouping') throw new Error(`order ${orderId} did not go on yet`)
    if (order?.status !== 'paid' || !isOnItsWay(order)) return
    if (isCancelled) await refundWhole(order, CANCELLED, { filter: notArrived })
    else if (await takeShare(order, list)) {
      crashPoint('chain.shared')
      await writeArrived(order, list.storeId)
      crashPoint('chain.arrived')
    } else await refundWhole(order, SHORT, { filter: notArrived })
    const after = await findOrder(orderId)
    if (!after) return
    if (after.status !== 'paid' || after.round !== order.round) return letGo(order, after)
    if (!isOnItsWay(after)) return
  }
  throw new Error(`the share of order ${orderId} found no quiet moment`)
}

/** An order's own pieces of what came, all or none. @returns false when too little is left for it */
async function takeShare(
  { _id, round, lines }: OrderDoc,
  { _id: chainId, storeId }: ListDoc,
): Promise<boolean> {
  const wanted = lines.map(({ key, skuId, quantity }) => ({
    skuId,
    quantity,
    share: { skuId, locationId: storeId, key: shareKeyOf(chainId, skuId) },
    own: holdKeyOf(_id, key, round),
  }))
  for (const { skuId, quantity, share, own } of wanted) {
    const holds = (await findStock(skuId, storeId))?.holds ?? []
    const isOwn = holds.some((it) => it.key === own)
    if (!isOwn && !holds.some((it) => it.key === share.key && it.quantity >= quantity)) return false
  }
  for (const { share, own, quantity } of wanted) if (!(await moveHeld(share, own, quantity))) return false
  return true
}
