import { joinAnew, leaveChain, leaveListOf, settleChainLeaving, settleEntry } from './orders.chain'
import { freeSeatOf, leaveTeam, settleLeaving, settleSeat, sitAnew } from './orders.group'
import { findOrder, type OrderDoc } from './orders.model'

/*
 * Orders that wait for others once they are paid (`grouping`): the seats of a team (GB-1) and the entries of a chain (GB-2).
 */

/** A payment of such an order was heard of. */
export async function settleGathered(orderId: string): Promise<void> {
  await settleSeat(orderId)
  await settleEntry(orderId)
}

/** Its shopper leaves before the others are complete. @returns false when it was too late */
export const leaveOthers = (order: OrderDoc, reason: string): Promise<boolean> =>
  order.chain ? leaveChain(order, reason) : leaveTeam(order, reason)

/** Carries out that its shopper leaves. */
export async function settleLeft(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  await (order?.chain ? settleChainLeaving(orderId) : settleLeaving(orderId))
}

/** Its place among the others and its pieces after a late payment. @returns what is gone; undefined when nothing is */
export async function gatherAnew(order: OrderDoc): Promise<string | undefined> {
  if (order.chain) return (await joinAnew(order)) ? undefined : '接龙已截单或份数不够'
  return (await sitAnew(order)) ? undefined : '团已满员或结束'
}

/** The place it had in a round is free again. */
export async function freePlaceOf(order: OrderDoc, round: number): Promise<void> {
  if (order.group) await freeSeatOf(order, round)
  if (order.chain) await leaveListOf(order, round)
}
