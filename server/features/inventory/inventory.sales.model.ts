import { ledgerModel } from './inventory.model'

/** Pieces of one SKU sold per location since an instant, from the ledger (IN-5). */
export async function soldOf(skuId: string, since: Date): Promise<Map<string, number>> {
  const rows = await ledgerModel.aggregate<{ _id: string; sum: number }>([
    { $match: { skuId, kind: 'sale', at: { $gte: since } } },
    { $group: { _id: '$locationId', sum: { $sum: '$quantity' } } },
  ])
  return new Map(rows.map((it) => [it._id, -it.sum]))
}

/** The SKUs that were sold anywhere since an instant. */
export const soldSince = (since: Date): Promise<string[]> =>
  ledgerModel.distinct('skuId', { kind: 'sale', at: { $gte: since } })
