import { partOfFen, splitFen } from '../../kernel/money'
import {
  DELIVERY,
  type BasketLine,
  type BuyerFacts,
  type PricedLine,
  type Promotion,
  type Reduction,
} from './pricing.rules'

const sumOfLeft = (lines: readonly PricedLine[]): number => lines.reduce((sum, it) => sum + it.left, 0)

/** Takes an amount off some lines in proportion to what is left of them, exact to the fen. */
const spread = (lines: readonly PricedLine[], amount: number): Reduction[] => {
  const shares = splitFen(
    amount,
    lines.map((it) => it.left),
  )
  return lines.map(({ key }, at) => ({ key, amount: shares[at] ?? 0 }))
}

/** 会员折扣 (ME-2): members of a tier pay `percent` of what is left, e.g. 90 for 9 折; rounded for the shopper. */
export const memberDiscount = (to: BuyerFacts['tier'], percent: number, name: string): Promotion => ({
  id: `member-${to}`,
  name,
  kind: 'member',
  discount({ lines }, buyer) {
    if (buyer.tier !== to || !lines.length) return []
    const left = sumOfLeft(lines)
    return spread(lines, left - partOfFen(left, percent, 100))
  },
})

/** 会员免邮 (ME-2): members of a tier pay no delivery fee. */
export const freeShipping = (to: BuyerFacts['tier'], name: string): Promotion => ({
  id: `shipping-${to}`,
  name,
  kind: 'shipping',
  discount: ({ deliveryFee }, buyer) =>
    buyer.tier === to && deliveryFee > 0 ? [{ key: DELIVERY, amount: deliveryFee }] : [],
})

interface AmountOff extends Pick<Promotion, 'id' | 'name' | 'excludes'> {
  /** Fen that must be left of the lines it applies to. */
  threshold: number
  /** Fen. */
  off: number
  appliesTo?: (line: BasketLine) => boolean
  /** Runs from this instant on. */
  from?: Date
  /** Runs before this instant. */
  until?: Date
}

/** 满减: `off` fen less from `threshold` fen on, over the lines it applies to. */
export const amountOff = ({ threshold, off, appliesTo = () => true, ...rest }: AmountOff): Promotion => ({
  id: rest.id,
  name: rest.name,
  kind: 'amountOff',
  ...(rest.excludes ? { excludes: rest.excludes } : {}),
  discount({ lines }, _, at) {
    if ((rest.from && at < rest.from) || (rest.until && at >= rest.until)) return []
    const chosen = lines.filter(appliesTo)
    const left = sumOfLeft(chosen)
    return left === 0 || left < threshold ? [] : spread(chosen, Math.min(off, left))
  },
})

/** 定金膨胀 (CA-4): the deposit of a presale counts for `perPiece` fen more than it is. */
export const depositExpansion = (presaleId: string, perPiece: number): Promotion => ({
  id: `deposit-${presaleId}`,
  name: '定金膨胀',
  kind: 'presale',
  discount: ({ lines }) => lines.map(({ key, quantity }) => ({ key, amount: perPiece * quantity })),
})

interface FlashPrice extends Pick<Promotion, 'id' | 'name'> {
  /** Fen a piece costs; one that costs less already keeps its price. */
  price: number
  /** 会员折扣 comes on top. */
  withMember: boolean
}

const atPrice =
  (price: number): Promotion['discount'] =>
  ({ lines }) =>
    lines.map(({ key, quantity, unitPrice }) => ({ key, amount: Math.max(0, unitPrice - price) * quantity }))

/** 拼团价 (GB-1): every piece at one price, closed to every other reduction of goods. */
export const groupPrice = ({ price, ...rest }: Omit<FlashPrice, 'withMember'>): Promotion => ({
  ...rest,
  kind: 'groupBuy',
  excludes: ['amountOff', 'percentOff', 'coupon', 'member'],
  discount: atPrice(price),
})

/** 接龙价 (GB-2): each SKU at its own price, closed to every other reduction of goods. */
export const chainPrice = ({
  priceOf,
  ...rest
}: Pick<Promotion, 'id' | 'name'> & {
  /** Fen per piece; undefined for what is not in the chain. */
  priceOf: (skuId: string) => number | undefined
}): Promotion => ({
  ...rest,
  kind: 'chain',
  excludes: ['amountOff', 'percentOff', 'coupon', 'member'],
  discount: ({ lines }) =>
    lines.map(({ key, skuId, quantity, unitPrice }) => ({
      key,
      amount: Math.max(0, unitPrice - (priceOf(skuId) ?? unitPrice)) * quantity,
    })),
})

/** 秒杀价 (SO-2): every piece at one price, closed to 满减, 折扣 and coupons, and to 会员折扣 where the sale says so. */
export const flashPrice = ({ price, withMember, ...rest }: FlashPrice): Promotion => ({
  ...rest,
  kind: 'flashSale',
  excludes: ['amountOff', 'percentOff', 'coupon', ...(withMember ? [] : ['member'])],
  discount: atPrice(price),
})

interface PercentOff extends Pick<Promotion, 'id' | 'name' | 'excludes'> {
  /** What is paid of it, e.g. 85 for 8.5 折; rounded for the shopper. */
  percent: number
  /** Fen that must be left of the lines it applies to. */
  threshold: number
  /** Fen it takes off at most. */
  most?: number
  appliesTo?: (line: BasketLine) => boolean
}

/** 折扣: `percent` of what is left of the lines it applies to, from `threshold` fen on. */
export const percentOff = ({
  percent,
  threshold,
  most = Infinity,
  appliesTo = () => true,
  ...rest
}: PercentOff): Promotion => ({
  ...rest,
  kind: 'percentOff',
  discount({ lines }) {
    const chosen = lines.filter(appliesTo)
    const left = sumOfLeft(chosen)
    if (left === 0 || left < threshold) return []
    return spread(chosen, Math.min(most, left - partOfFen(left, percent, 100)))
  },
})

interface DeliveryOff extends Pick<Promotion, 'id' | 'name'> {
  /** Fen of goods before discounts, as for free delivery itself. */
  threshold: number
  most?: number
  appliesTo?: (line: BasketLine) => boolean
}

/** 免邮: the delivery fee, or `most` fen of it. */
export const deliveryOff = ({
  threshold,
  most = Infinity,
  appliesTo = () => true,
  ...rest
}: DeliveryOff): Promotion => ({
  ...rest,
  kind: 'shipping',
  discount({ lines, deliveryFee }) {
    const chosen = lines.filter(appliesTo)
    const goods = chosen.reduce((sum, it) => sum + it.subtotal, 0)
    if (!chosen.length || goods < threshold || deliveryFee === 0) return []
    return [{ key: DELIVERY, amount: Math.min(most, deliveryFee) }]
  },
})

/** Gold members pay this percentage of what promotions leave (ME-2). */
const GOLD_PERCENT = 90

const standing: readonly Promotion[] = [
  memberDiscount('gold', GOLD_PERCENT, '金卡会员 9 折'),
  freeShipping('gold', '金卡会员免邮'),
]

/** What always holds, applied after every other promotion (ME-2). */
export const standingPromotions = (): Promotion[] => [...standing]
