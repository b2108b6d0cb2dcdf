import { boughtGrant } from '../coupons/coupons.service'
import type { OrderDoc } from './orders.model'

/** Who bought which coupon by an order; undefined for an order of goods. */
export const buyerOf = ({ _id: orderId, memberId, voucher, round }: OrderDoc) =>
  voucher && { couponId: voucher.couponId, memberId, orderId, round }

/** The bought copy as its shopper sees it with the order; nothing for another order. */
export async function voucherView(order: OrderDoc) {
  const buyer = buyerOf(order)
  if (!buyer || !order.voucher) return {}
  const { couponId, title, price } = order.voucher
  const grant = order.status === 'unpaid' ? null : await boughtGrant(buyer)
  const isReady = grant && grant.status !== 'reserved' && grant.status !== 'void'
  return {
    voucher: {
      couponId,
      title,
      price,
      ...(isReady ? { grantId: grant._id } : {}),
      isReturnable: order.status === 'paid' || (order.status === 'completed' && grant?.status === 'held'),
    },
  }
}
