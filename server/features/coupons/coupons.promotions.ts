import {
  amountOff,
  deliveryOff,
  percentOff,
  type BasketLine,
  type Promotion,
} from '../pricing/pricing.service'
import type { Benefit, Scope, Stacking } from './coupons.rules'

/** What the pricing of a basket needs of one grant and its coupon. */
export interface Usable {
  grantId: string
  couponId: string
  title: string
  benefit: Benefit
  scope: Scope
  stacking: Stacking
  expiresAt: Date
}

/** All categories below one, and itself. */
export type Family = (categoryId: string) => ReadonlySet<string> | undefined

/** Whether a coupon is for the goods of a line (CO-1): one of its SKUs or in one of its categories; every line without either. */
export function appliesTo({ skuIds, categoryIds }: Scope, family: Family): (line: BasketLine) => boolean {
  if (!skuIds && !categoryIds) return () => true
  const skus = new Set(skuIds)
  const families = (categoryIds ?? []).map((it) => family(it) ?? new Set([it]))
  return ({ skuId, categoryId }) => skus.has(skuId) || families.some((it) => it.has(categoryId))
}

/** 满减 first, then 折扣 on what it left, then the delivery fee. */
const order: readonly Benefit['kind'][] = ['amountOff', 'percentOff', 'freeShipping']
export const inOrder = <T extends { benefit: Benefit }>(coupons: readonly T[]): T[] =>
  [...coupons].sort((a, b) => order.indexOf(a.benefit.kind) - order.indexOf(b.benefit.kind))

/**
 * A coupon as a promotion of the pricing engine (CO-4), named by its grant; of kind `coupon`, so that a promotion before
 * it can close its lines to coupons. Undefined for what is only redeemed in the shop.
 */
export function promotionOf(it: Usable, family: Family): Promotion | undefined {
  const { benefit, stacking } = it
  const of = { id: it.grantId, name: it.title, appliesTo: appliesTo(it.scope, family) }
  const excludes = stacking.member ? {} : { excludes: ['member'] }
  const most = 'most' in benefit && benefit.most ? { most: benefit.most } : {}
  switch (benefit.kind) {
    case 'amountOff':
      return {
        ...amountOff({ ...of, ...excludes, threshold: benefit.threshold, off: benefit.off }),
        kind: 'coupon',
      }
    case 'percentOff': {
      const { percent, threshold } = benefit
      return { ...percentOff({ ...of, ...excludes, ...most, percent, threshold }), kind: 'coupon' }
    }
    case 'freeShipping':
      return { ...deliveryOff({ ...of, ...most, threshold: benefit.threshold }), kind: 'coupon' }
    case 'gift':
    case 'experience':
      return undefined
  }
}
