import type { Api } from '../../../../../server/api'
import type { CartLine } from '../../../cart/cart'
import type { Draft } from '../../../orders/draft'
import type { PricedLine } from '../../../orders/types'

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

/** The lines of the bag an order came from: they leave it, also when the goods are fetched another way in the end. */
export const boughtLines = (bag: CartLine[], { lines, way, storeId }: Draft): CartLine[] =>
  bag.filter(
    (it) =>
      lines.some(({ skuId }) => skuId === it.skuId) &&
      (way === 'pickup' ? it.way === 'pickup' && it.store?.id === storeId : it.way === 'delivery'),
  )
