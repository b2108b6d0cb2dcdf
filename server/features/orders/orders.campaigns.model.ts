import { orderModel } from './orders.model'

export interface CampaignResults {
  orders: number
  pieces: number
  /** Fen that were paid, and what went back of them. */
  paid: number
  refunded: number
}

/** What came of the stock of campaigns: paid orders and their money. */
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
        paid: { $sum: '$amounts.paid' },
        refunded: { $sum: '$amounts.refunded' },
      },
    },
  ])
  return new Map(rows.map(({ _id, ...it }) => [_id, it]))
}
