import { now } from '../../kernel/clock'
import { grantModel, type GrantDoc } from './coupons.grants.model'

/** The copy an order reserved or bought (CO-1). */
export const grantOfOrder = (memberId: string, couponId: string, orderId: string): Promise<GrantDoc | null> =>
  grantModel.findOne({ memberId, couponId, 'purchase.orderId': orderId }).lean<GrantDoc>()

/** Takes a reservation away, its number with it. @returns false when it is none (any more) */
export const dropReserved = async (grantId: string, orderId: string, round: number): Promise<boolean> =>
  (
    await grantModel.deleteOne({
      _id: grantId,
      status: 'reserved',
      'purchase.orderId': orderId,
      'purchase.round': { $lte: round },
    })
  ).deletedCount === 1

/** Reservations past their time: their order may never have been written. */
export const overdueReserved = (limit: number): Promise<GrantDoc[]> =>
  grantModel
    .find({ status: 'reserved', 'purchase.until': { $lte: now() } })
    .sort({ 'purchase.until': 1 })
    .limit(limit)
    .lean<GrantDoc[]>()
