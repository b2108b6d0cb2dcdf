import type { z } from 'zod'
import { partOfFen } from '../../kernel/money'
import type { tier } from '../members/members.contract'

/** One line of a basket at the price all channels and stores have in common (CA-2). */
export interface BasketLine {
  /** Names the line; once per basket. */
  key: string
  skuId: string
  spuId: string
  categoryId: string
  /** Pieces, 1 or more. */
  quantity: number
  /** Fen per piece. */
  unitPrice: number
}

/** What promotions may know of the buyer. */
export interface BuyerFacts {
  tier: z.infer<typeof tier>
}

/** A line with what the promotions before left of it, in fen. */
export interface PricedLine extends BasketLine {
  subtotal: number
  left: number
}

/** The basket as one promotion sees it: the lines open to it, and what is left of the delivery fee (fen). */
export interface PricedSoFar {
  lines: readonly PricedLine[]
  deliveryFee: number
}

/** Names the delivery fee among the keys of what a promotion takes off; no line has this key. */
export const DELIVERY = 'delivery'

/** Fen to take off one line, or off the delivery fee. An amount of 0 only claims the line (see `excludes`). */
export interface Reduction {
  key: string
  amount: number
}

/** A named difference from the common price (CA-2): condition and effect in one pure function. */
export interface Promotion {
  id: string
  /** As the shopper reads it on the order line, e.g. `金卡会员 9 折`. */
  name: string
  /** e.g. `member`, `shipping`, `amountOff` */
  kind: string
  /** Kinds of later promotions that no longer see the lines this one named. */
  excludes?: readonly string[]
  discount(basket: PricedSoFar, buyer: BuyerFacts, at: Date): readonly Reduction[]
}

export interface AppliedDiscount {
  promotionId: string
  name: string
  /** Fen, above 0. */
  amount: number
}

export interface Price {
  /** In the order given. */
  lines: {
    key: string
    skuId: string
    quantity: number
    unitPrice: number
    subtotal: number
    discounts: AppliedDiscount[]
    /** subtotal − Σ discounts, never below 0 */
    total: number
  }[]
  /** Σ subtotals */
  goods: number
  /** Σ discounts of lines */
  discount: number
  /** Before its discounts. */
  deliveryFee: number
  deliveryDiscounts: AppliedDiscount[]
  /** Σ line totals + delivery fee − Σ delivery discounts */
  total: number
}

interface Question {
  lines: readonly BasketLine[]
  /** In the order in which they apply, each to what those before left. */
  promotions: readonly Promotion[]
  member: BuyerFacts
  /** Fen, before discounts. */
  deliveryFee: number
  at: Date
}

const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0)
const totalOf = (discounts: readonly AppliedDiscount[]): number => sum(discounts.map((it) => it.amount))
const isAmount = (value: number, least: number) => Number.isSafeInteger(value) && value >= least

function check(lines: readonly BasketLine[], deliveryFee: number): void {
  const keys = new Set([DELIVERY, ...lines.map((it) => it.key)])
  if (keys.size !== lines.length + 1) throw new RangeError('two lines with one key')
  const isPriced = lines.every((it) => isAmount(it.quantity, 1) && isAmount(it.unitPrice, 0))
  if (!isPriced || !isAmount(deliveryFee, 0)) throw new RangeError('a quantity or price is no whole number')
}

interface Open {
  line: PricedLine
  discounts: AppliedDiscount[]
  /** Kinds of promotions this line is closed to. */
  closedTo: Set<string>
}

/**
 * The price of a basket with every difference named (CA-2, OR-1): for preview, checkout and the split of a refund.
 * Promotions work in their order on what is left; one that takes more than is left takes what is left. All amounts
 * are whole fen and the sums hold exactly; the order of the lines changes nothing but the order of the answer.
 * @throws RangeError for two lines with one key, and for quantities and prices that are no whole numbers
 */
export function priceBasket({ lines, promotions, member, deliveryFee, at }: Question): Price {
  check(lines, deliveryFee)
  const open = new Map<string, Open>()
  for (const it of lines) {
    const subtotal = it.quantity * it.unitPrice
    open.set(it.key, { line: { ...it, subtotal, left: subtotal }, discounts: [], closedTo: new Set() })
  }
  // By key, so that fen that cannot be split fall on the same line however the basket is sorted.
  const sorted = [...open.values()].sort((a, b) => (a.line.key < b.line.key ? -1 : 1))
  const delivery = { left: deliveryFee, discounts: [] as AppliedDiscount[] }
  for (const promotion of promotions) {
    const seen = sorted.filter((it) => !it.closedTo.has(promotion.kind))
    const basket = { lines: seen.map((it) => ({ ...it.line })), deliveryFee: delivery.left }
    for (const { key, amount } of promotion.discount(basket, member, at)) {
      const line = open.get(key)
      if (line?.closedTo.has(promotion.kind)) continue
      const from = key === DELIVERY ? delivery : line?.line
      if (!from) continue
      const taken = Math.min(from.left, Math.max(0, Math.floor(amount)))
      from.left -= taken
      if (taken > 0)
        (line ?? delivery).discounts.push({ promotionId: promotion.id, name: promotion.name, amount: taken })
      for (const kind of promotion.excludes ?? []) line?.closedTo.add(kind)
    }
  }
  const priced = [...open.values()].map(({ line, discounts }) => ({
    key: line.key,
    skuId: line.skuId,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    subtotal: line.subtotal,
    discounts,
    total: line.left,
  }))
  return {
    lines: priced,
    goods: sum(priced.map((it) => it.subtotal)),
    discount: sum(priced.map((it) => totalOf(it.discounts))),
    deliveryFee,
    deliveryDiscounts: delivery.discounts,
    total: sum(priced.map((it) => it.total)) + delivery.left,
  }
}

/**
 * The part of a line's total to give back for `refunded` pieces after `before` pieces were refunded already, in fen.
 * Exact: however the pieces are refunded, all of them together give back the total, never more.
 * @throws RangeError when more pieces come back than were bought, or less than none
 */
export function refundShare(
  { total, quantity }: { total: number; quantity: number },
  before: number,
  refunded: number,
): number {
  if (refunded < 0 || before + refunded > quantity) throw new RangeError('more pieces refunded than bought')
  return partOfFen(total, before + refunded, quantity) - partOfFen(total, before, quantity)
}
