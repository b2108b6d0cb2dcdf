import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { isSame } from '../../kernel/oneId'
import { catalogView } from '../catalog/catalog.service'
import type { BasketLine, Price } from '../pricing/pricing.service'
import { chooseBest, priceOf, takenBy, type PriceWith } from './coupons.choice'
import type { checkoutCoupons, orderCoupon } from './coupons.shapes.contract'
import { findGrants, unusedGrants, type GrantDoc } from './coupons.grants.model'
import type { CouponDoc } from './coupons.model'
import { appliesTo, type Family, type Usable } from './coupons.promotions'
import { grantStateAt, mayStack, type Channel } from './coupons.rules'
import { viewGrant, withCoupons } from './coupons.view'
import { momentWords, yuan } from './coupons.words'

export type OrderCoupon = z.infer<typeof orderCoupon>
type Checkout = z.input<typeof checkoutCoupons>

/** A basket that coupons may be used on. */
export interface Basket {
  memberId: string
  lines: readonly BasketLine[]
  channel: Channel
  storeId?: string | undefined
  deliveryFee: number
  priceWith: PriceWith
}
interface Row {
  grant: GrantDoc
  coupon: CouponDoc
}

const usableOf = ({ grant, coupon }: Row): Usable => ({
  grantId: grant._id,
  couponId: coupon._id,
  title: coupon.title,
  benefit: coupon.benefit,
  scope: coupon.scope,
  stacking: coupon.stacking,
  expiresAt: grant.expiresAt,
})

/** Why a grant cannot be used on a basket, in the shop's words; undefined when it can. */
function whyNot(
  { grant, coupon }: Row,
  basket: Basket,
  family: Family,
  orderId?: string,
): string | undefined {
  const state = grantStateAt(grant, now())
  const isOwn = state === 'locked' && grant.lock?.orderId === orderId
  if (state === 'locked' && !isOwn) return '待付款订单占用'
  if (state === 'used') return '已经用过'
  if (state === 'expired') return '已过期'
  if (state === 'notYet') return `${momentWords(grant.validFrom)} 起可用`
  const { benefit, scope } = coupon
  if (benefit.kind === 'gift' || benefit.kind === 'experience') return '到店兑换，下单时不能抵'
  if (!scope.channels.includes(basket.channel))
    return basket.channel === 'online' ? '只能到店用' : '只能线上下单用'
  if (scope.storeIds && !(basket.storeId && scope.storeIds.includes(basket.storeId))) return '这家门店不能用'
  const chosen = basket.lines.filter(appliesTo(scope, family))
  if (!chosen.length) return '没有可用的商品'
  if (benefit.kind === 'freeShipping' && !basket.deliveryFee) return '这单不用运费'
  const goods = chosen.reduce((sum, it) => sum + it.quantity * it.unitPrice, 0)
  return goods < benefit.threshold ? `还差 ${yuan(benefit.threshold - goods)} 可用` : undefined
}

const familyOf = async (): Promise<Family> => (await catalogView()).family

const chosenOf = (coupons: readonly Usable[], price: Price): OrderCoupon[] =>
  coupons.map(({ grantId, couponId, title }) => ({
    grantId,
    couponId,
    title,
    amount: takenBy(grantId, price),
  }))

/**
 * The price of a basket with the grants a shopper chose (CO-4).
 * @returns undefined when one of them cannot be used on it, or not together; `orderId` may hold them already
 */
export async function priceChosen(
  basket: Basket,
  grantIds: readonly string[],
  orderId?: string,
): Promise<{ price: Price; chosen: OrderCoupon[] } | undefined> {
  if (!grantIds.length) return { price: basket.priceWith([]), chosen: [] }
  const family = await familyOf()
  const rows = await withCoupons(await findGrants(grantIds))
  const fits = rows.every(
    (it) => isSame(it.grant.memberId, basket.memberId) && !whyNot(it, basket, family, orderId),
  )
  if (rows.length !== grantIds.length || !fits || !mayStack(rows.map((it) => it.coupon))) return undefined
  const { coupons, price } = priceOf(rows.map(usableOf), basket.priceWith, family)
  const chosen = chosenOf(coupons, price)
  // A coupon that takes nothing off would be spent for nothing.
  return chosen.every((it) => it.amount > 0) ? { price, chosen } : undefined
}

const MOST = 60

/**
 * A shopper's coupons on a basket, as checkout shows them: with the grants they chose, or with the best choice (CO-4).
 * @returns undefined when what they chose cannot be used
 */
export async function couponsForBasket(
  basket: Basket,
  grantIds: readonly string[] | undefined,
): Promise<{ price: Price; coupons: Checkout } | undefined> {
  const [found, family] = await Promise.all([unusedGrants(basket.memberId, now(), MOST), familyOf()])
  const rows = (await withCoupons(found)).map((it) => ({ ...it, why: whyNot(it, basket, family) }))
  const fitting = rows.filter((it) => !it.why)
  const best = chooseBest(fitting.map(usableOf), basket.priceWith, family)
  const mine = grantIds
    ? await priceChosen(basket, grantIds)
    : { price: best.price, chosen: chosenOf(best.coupons, best.price) }
  if (!mine) return undefined
  const isBest = mine.price.total === best.price.total
  const saved = basket.priceWith([]).total - mine.price.total
  const alone = new Map(
    fitting.map((it) => [
      it.grant._id,
      takenBy(it.grant._id, priceOf([usableOf(it)], basket.priceWith, family).price),
    ]),
  )
  const isUsable = ({ grant }: Row) =>
    Boolean(alone.get(grant._id)) || mine.chosen.some((it) => it.grantId === grant._id)
  const usable = rows.filter(isUsable)
  const unusable = rows.filter((it) => !isUsable(it))
  return {
    price: mine.price,
    coupons: {
      chosen: mine.chosen,
      isBest,
      ...(saved > 0
        ? { text: isBest ? `已为你选最省的搭配，省 ${yuan(saved)}` : `这样用省 ${yuan(saved)}` }
        : {}),
      usable: (
        await Promise.all(
          usable.map(async ({ grant, coupon }) => ({
            ...(await viewGrant(grant, coupon)),
            saves: alone.get(grant._id) ?? 0,
          })),
        )
      ).sort((a, b) => b.saves - a.saves),
      unusable: await Promise.all(
        unusable.map(async ({ grant, coupon, why }) => ({
          ...(await viewGrant(grant, coupon)),
          why: why ?? '已有更优惠的价格',
        })),
      ),
    },
  }
}
