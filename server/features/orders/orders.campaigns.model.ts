import { orderModel } from './orders.model'

export interface CampaignResults {
  orders: number
  pieces: number
  /** Fen paid and not given back. */
  gmv: number
}

/** What came of group buys: paid orders, what was paid, and of that what went back, fen. */
export async function groupBuyOrderResults(groupBuyIds: readonly string[]) {
  const rows = await orderModel.aggregate<{
    _id: string
    orders: number
    pieces: number
    gmv: number
    refunded: number
  }>([
    { $match: { allotmentId: { $in: [...groupBuyIds] }, 'amounts.paid': { $gt: 0 } } },
    {
      $group: {
        _id: '$allotmentId',
        orders: { $sum: 1 },
        pieces: { $sum: { $sum: '$lines.quantity' } },
        gmv: { $sum: '$amounts.paid' },
        refunded: { $sum: '$amounts.refunded' },
      },
    },
  ])
  return new Map(rows.map(({ _id, ...it }) => [_id, it]))
}

/** What came of the stock of campaigns: paid orders, and what is left of their money. */
export async function campaignResults(
  allotmentIds: readonly string[],
): Promise<Map<string, CampaignResults>> {
  if (!allotmentIds.length) return new Map()
  const rows = await orderModel.aggregate<CampaignResults & { _id: string }>([
    { $match: { allotmentId: { $in: [...allotmentIds] }, 'amounts.paid': { $gt: 0 } } },
    {
      $group: {
        _id: '$allotmentId',
        orders: { $sum: 1 },
        pieces: { $sum: { $sum: '$lines.quantity' } },
        gmv: { $sum: { $subtract: ['$amounts.paid', '$amounts.refunded'] } },
      },
    },
  ])
  return new Map(rows.map(({ _id, ...it }) => [_id, it]))
}
