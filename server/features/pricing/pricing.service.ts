export {
  amountOff,
  deliveryOff,
  depositExpansion,
  flashPrice,
  chainPrice,
  groupPrice,
  freeShipping,
  memberDiscount,
  percentOff,
  standingPromotions,
} from './pricing.promotions'
export { DELIVERY, priceBasket, refundShare } from './pricing.rules'
export type {
  AppliedDiscount,
  BasketLine,
  BuyerFacts,
  Price,
  PricedLine,
  PricedSoFar,
  Promotion,
  Reduction,
} from './pricing.rules'

/** What delivery costs in fen by the way the goods go (OR-1); free from `freeFrom` fen of goods on, before discounts. */
export const DELIVERY_FEES = {
  /** 到店自提 */
  pickup: { fee: 0 },
  /** 自助收银 (OR-7) */
  counter: { fee: 0 },
  /** A coupon that is bought (CO-1). */
  voucher: { fee: 0 },
  /** 3 公里 1 小时达 */
  local1h: { fee: 600 },
  /** 同城 2 小时达 */
  city2h: { fee: 1200 },
  /** 次日达 / 快递 */
  express: { fee: 800, freeFrom: 9900 },
} as const satisfies Record<string, { fee: number; freeFrom?: number }>
export type Way = keyof typeof DELIVERY_FEES

/** The delivery fee in fen for goods worth `goods` fen, before promotions. */
export function deliveryFeeOf(way: Way, goods: number): number {
  const { fee, freeFrom = Infinity }: { fee: number; freeFrom?: number } = DELIVERY_FEES[way]
  return goods >= freeFrom ? 0 : fee
}
