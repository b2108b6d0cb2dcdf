import { z } from 'zod'
import { fen } from '../../kernel/shapes'
import { skuId, spuId } from '../catalog/catalog.contract'
import { couponId, grantId } from '../coupons/coupons.shapes.contract'

/** 到店自提, 3公里1小时达, 同城2小时达, 次日达/快递 (OR-1); `counter` is 自助收银 in the shop (OR-7). */
export const way = z.enum(['pickup', 'local1h', 'city2h', 'express', 'counter'])
/** What an order may be beside that: a coupon that is bought (CO-1), which nobody hands over. */
export const orderWay = z.enum([...way.options, 'voucher'])

/**
 * `unpaid` 待付款 → `paid` 待自提/待发货 → `shipped` 配送中 → `completed` 已完成; `closed` 已关闭 was never paid or its money
 * went back by itself; `refunded` 已退款 was paid and given back whole. `reviving` holds a payment that came after closing.
 * `deposited` 待付尾款: the deposit of a presale is paid, its balance is not yet. `grouping` 待成团: paid, and waits for the
 * other seats of its team (GB-1), or 接龙中: for the end of its chain (GB-2).
 */
export const orderStatus = z.enum([
  'unpaid',
  'deposited',
  'grouping',
  'paid',
  'shipped',
  'completed',
  'closed',
  'reviving',
  'refunded',
])
export const closeReason = z.enum(['unpaid', 'cancelled', 'paid_late', 'out_of_stock'])

export const discount = z.object({ promotionId: z.string(), name: z.string(), amount: fen })

export const orderLine = z.object({
  key: z.string(),
  skuId,
  spuId,
  name: z.string(),
  image: z.string(),
  optionText: z.string(),
  quantity: z.int(),
  unitPrice: fen,
  discounts: z.array(discount),
  /** What the line costs after its discounts. */
  total: fen,
  /** Given in exchange for pieces of that line (OR-6): its total is what was paid for those and not given back. */
  exchangeOf: z.string().optional(),
  /** Pieces given back or exchanged, and what was paid for them. */
  refundedQuantity: z.int(),
  refundedAmount: fen,
})

export const amounts = z.object({
  goods: fen,
  discount: fen,
  deliveryFee: fen,
  total: fen,
  paid: fen,
  refunded: fen,
})

export const refundState = z.enum(['requested', 'succeeded', 'abnormal'])

/** A coupon that is bought (CO-1): its order has no lines. `grantId` comes once it is usable. */
export const orderVoucher = z.object({
  couponId,
  title: z.string(),
  price: fen,
  grantId: grantId.optional(),
  /** Paid, and not used yet: it can be given back. */
  isReturnable: z.boolean(),
})
