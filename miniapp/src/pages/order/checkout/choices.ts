import type { Api } from '../../../../../server/api'
import type { CheckoutCoupons } from '../../../coupons/types'
import type { Preview, PricedLine } from '../../../orders/types'

export type BasketStore = Api['POST /baskets/stores']['response']['stores'][number]

/** The store to begin with: the first one that has everything and hands it out, else the first that hands out. */
export const firstStore = (stores: BasketStore[] | undefined): string | undefined => {
  const open = stores?.filter((it) => it.store.services.includes('pickup')) ?? []
  return (open.find((it) => it.complete) ?? open[0])?.store.id
}

/** `缺 茜红珐琅茶壶套装、桂花乌龙茶包（还有 1 件）` */
export const missingText = (missing: BasketStore['missing'], lines: PricedLine[] | undefined): string =>
  missing
    .map(({ skuId, available }) => {
      const name = lines?.find((it) => it.skuId === skuId)?.name ?? '其中一件'
      return available > 0 ? `${name}（还有 ${available} 件）` : name
    })
    .join('、')

/** Problems that leave it open what is in stock: a place is missing, or none can reach it. */
const PLACELESS = new Set(['store_required', 'address_required', 'delivery_unreachable', 'way_not_offered'])

/** Whether a preview's stock says something about the goods. */
export const knowsStock = ({ problem }: Preview): boolean => !problem || !PLACELESS.has(problem.code)

type Usable = CheckoutCoupons['usable'][number]

/**
 * The coupons after a tap on one: taken off when it was among them, else put in, in the place of another of its kind
 * (an order takes one of each kind). The one just chosen is the last.
 */
export const toggledCoupons = (
  it: Pick<Usable, 'id' | 'kind'>,
  chosen: CheckoutCoupons['chosen'],
  usable: Pick<Usable, 'id' | 'kind'>[],
): string[] => {
  const ids = chosen.map(({ grantId }) => grantId)
  if (ids.includes(it.id)) return ids.filter((id) => id !== it.id)
  const kinds = new Map(usable.map(({ id, kind }) => [id, kind]))
  return [...ids.filter((id) => kinds.get(id) !== it.kind), it.id]
}
