import { memberNow } from '../../kernel/oneId'
import { orderModel, type OrderDoc } from './orders.model'
import type { OrderStatus } from './orders.rules'

/** Orders of a chain in one of these states. */
export const chainOrdersIn = (
  chainId: string,
  statuses: readonly OrderStatus[],
  limit: number,
): Promise<OrderDoc[]> =>
  orderModel
    .find({ allotmentId: chainId, status: { $in: [...statuses] } })
    .limit(limit)
    .lean<OrderDoc[]>()

/** Orders of a chain that were or may be paid, in the order of asking. */
export const ordersOfChain = (chainId: string, memberId?: string): Promise<OrderDoc[]> =>
  orderModel
    .find({
      allotmentId: chainId,
      ...(memberId ? { memberId } : {}),
      $or: [{ status: { $ne: 'closed' } }, { 'amounts.paid': { $gt: 0 } }],
    })
    .sort({ createdAt: 1 })
    .lean<OrderDoc[]>()

export interface ChainOrderResults {
  people: number
  orders: number
  pieces: number
  /** Fen. */
  gmv: number
  refunded: number
  /** Pieces. */
  collected: number
  /** Orders that wait for their payment, and their pieces. */
  unpaidOrders: number
  unpaidPieces: number
}

/** What came of chains: paid orders, what was paid, what went back, and what was collected (OP-2). */
export async function chainOrderResults(
  chainIds: readonly string[],
): Promise<Map<string, ChainOrderResults>> {
  if (!chainIds.length) return new Map()
  const pieces = { $sum: '$lines.quantity' }
  const isPaid = { $gt: ['$amounts.paid', 0] }
  const where = (condition: unknown, value: unknown) => ({ $sum: { $cond: [condition, value, 0] } })
  const rows = await orderModel.aggregate<
    Omit<ChainOrderResults, 'people'> & { _id: string; people: (string | null)[] }
  >([
    {
      $match: {
        allotmentId: { $in: [...chainIds] },
        $or: [{ status: 'unpaid' }, { 'amounts.paid': { $gt: 0 } }],
      },
    },
    {
      $group: {
        _id: '$allotmentId',
        people: { $addToSet: { $cond: [isPaid, '$memberId', null] } },
        orders: where(isPaid, 1),
        pieces: where(isPaid, pieces),
        gmv: { $sum: '$amounts.paid' },
        refunded: { $sum: '$amounts.refunded' },
        collected: where({ $eq: ['$status', 'completed'] }, pieces),
        unpaidOrders: where({ $eq: ['$status', 'unpaid'] }, 1),
        unpaidPieces: where({ $eq: ['$status', 'unpaid'] }, pieces),
      },
    },
  ])
  return new Map(
    rows.map(({ _id, people, ...it }) => [
      _id,
      { ...it, people: new Set(people.filter((id) => id !== null).map(memberNow)).size },
    ]),
  )
}

/** Paid orders of a chain by day in Shanghai, first to last (OP-2). */
export async function chainDays(chainId: string) {
  const rows = await orderModel.aggregate<{ _id: string; orders: number; pieces: number; paid: number }>([
    { $match: { allotmentId: chainId, 'payment.paidAt': { $exists: true } } },
    {
      $group: {
        _id: { $dateToString: { date: '$payment.paidAt', format: '%Y-%m-%d', timezone: 'Asia/Shanghai' } },
        orders: { $sum: 1 },
        pieces: { $sum: { $sum: '$lines.quantity' } },
        paid: { $sum: '$amounts.paid' },
      },
    },
    { $sort: { _id: 1 } },
  ])
  return rows.map(({ _id: day, ...it }) => ({ day, ...it }))
}
