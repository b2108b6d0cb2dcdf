import { now } from '../../kernel/clock'
import { tierOf } from '../members/members.service'
import {
  deliveryFeeOf,
  priceBasket,
  standingPromotions,
  type BasketLine,
  type Price,
  type Promotion,
} from '../pricing/pricing.service'
import type { Way } from './orders.rules'

interface Goods {
  memberId: string
  way: Way
  lines: readonly BasketLine[]
}

/** What goods of a campaign cost at this moment: by its own promotions first, then by what always holds (CA-2, ME-2). */
export async function priceOfCampaign(
  { memberId, way, lines }: Goods,
  promotions: readonly Promotion[],
): Promise<Price> {
  const goods = lines.reduce((sum, it) => sum + it.unitPrice * it.quantity, 0)
  return priceBasket({
    lines,
    promotions: [...promotions, ...standingPromotions()],
    member: { tier: await tierOf(memberId) },
    deliveryFee: deliveryFeeOf(way, goods),
    at: now(),
  })
}
