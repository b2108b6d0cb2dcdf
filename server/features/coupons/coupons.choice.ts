import type { Price, Promotion } from '../pricing/pricing.service'
import { inOrder, promotionOf, type Family, type Usable } from './coupons.promotions'

/** Prices the basket at hand with these coupons among its promotions. */
export type PriceWith = (coupons: readonly Promotion[]) => Price

export interface Choice {
  coupons: Usable[]
  price: Price
}

/** The price with some coupons, in their order. */
export function priceOf(coupons: readonly Usable[], priceWith: PriceWith, family: Family): Choice {
  const sorted = inOrder(coupons)
  return { coupons: sorted, price: priceWith(sorted.flatMap((it) => promotionOf(it, family) ?? [])) }
}

/** What one grant took off a basket, in fen. */
export const takenBy = (grantId: string, { lines, deliveryDiscounts }: Price): number =>
  [...lines.flatMap((it) => it.discounts), ...deliveryDiscounts].reduce(
    (sum, it) => sum + (it.promotionId === grantId ? it.amount : 0),
    0,
  )

/** The cheaper one; of equals the one with fewer coupons, then the one whose coupons end sooner. */
function better(a: Choice, b: Choice): Choice {
  if (a.price.total !== b.price.total) return a.price.total < b.price.total ? a : b
  if (a.coupons.length !== b.coupons.length) return a.coupons.length < b.coupons.length ? a : b
  const ends = ({ coupons }: Choice) => coupons.reduce((sum, it) => sum + it.expiresAt.getTime(), 0)
  return ends(a) <= ends(b) ? a : b
}

/** Of each coupon only the copy that ends first: the others do the same. */
function firstCopies(candidates: readonly Usable[]): Usable[] {
  const byCoupon = new Map<string, Usable>()
  for (const it of candidates) {
    const held = byCoupon.get(it.couponId)
    if (!held || it.expiresAt < held.expiresAt) byCoupon.set(it.couponId, it)
  }
  return [...byCoupon.values()]
}

/**
 * The choice of coupons with the lowest total among all that may be used together (CO-4), also none. What a delivery
 * coupon takes off does not depend on the others, so the best of them is found apart: pairs of 满减 and 折扣 are priced,
 * not triples.
 */
export function chooseBest(candidates: readonly Usable[], priceWith: PriceWith, family: Family): Choice {
  const price = (coupons: readonly Usable[]) => priceOf(coupons, priceWith, family)
  const copies = firstCopies(candidates)
  const none = price([])
  // One that changes nothing alone may still be worth it with another; one that never applies is not tried.
  let best = copies.filter((it) => !it.stacking.coupons).reduce((held, it) => better(held, price([it])), none)
  const stackable = copies.filter((it) => it.stacking.coupons)
  const of = (kind: Usable['benefit']['kind']) => stackable.filter((it) => it.benefit.kind === kind)
  const delivery = of('freeShipping')
    .map((it) => price([it]))
    .reduce(better, none).coupons
  for (const amount of [undefined, ...of('amountOff')])
    for (const percent of [undefined, ...of('percentOff')]) {
      const coupons = [amount, percent].flatMap((it) => it ?? [])
      best = better(best, price([...coupons, ...delivery]))
    }
  return best
}
