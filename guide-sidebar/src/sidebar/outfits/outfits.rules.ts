import type { Api } from '../../../../server/api'
import type { Choice } from '../goods/goods.rules'

export type Outfit = Api['GET /outfits']['response']['outfits'][number]
export type Item = Outfit['items'][number]

export const WHOSE: Record<Outfit['whose'], string> = { mine: '我的', store: '本店', chain: '总部' }

/** How a piece stands: there, to be replaced by another size, only elsewhere, or sold no more. */
export type Standing = 'here' | 'other' | 'away' | 'gone'
export const standingOf = ({ goods, others }: Item): Standing => {
  if (goods && goods.here > 0) return 'here'
  if (others.length > 0) return 'other'
  return goods ? 'away' : 'gone'
}

/** `4 样都有`, `4 样里 1 样缺货、1 样已下架`. */
export const stockText = ({ items }: Pick<Outfit, 'items'>): [text: string, tone: string] => {
  const gone = items.filter((it) => standingOf(it) === 'gone').length
  const short = items.filter((it) => standingOf(it) !== 'here').length - gone
  if (gone + short === 0) return [`${items.length} 样本店都有`, 'ok']
  const parts = [short > 0 && `${short} 样缺货`, gone > 0 && `${gone} 样已下架`].filter(Boolean)
  return [`${items.length} 样里 ${parts.join('、')}`, 'warn']
}

/** What was chosen in place of pieces, by their SKU; `false` leaves one out. */
export type Swaps = Readonly<Record<string, string | false>>

/** The goods of a piece as they would be sent: itself, or what was chosen instead; undefined leaves it out. */
export const chosenOf = (item: Item, swaps: Swaps): Choice | undefined => {
  const swap = swaps[item.skuId]
  if (swap === false) return undefined
  if (swap !== undefined) return item.others.find((it) => it.skuId === swap)
  return standingOf(item) === 'here' ? item.goods : undefined
}

/** All that would be sent, each SKU once. */
export const chosenIn = ({ items }: Pick<Outfit, 'items'>, swaps: Swaps): Choice[] => {
  const all = items.flatMap((it) => chosenOf(it, swaps) ?? [])
  return [...new Map(all.map((it) => [it.skuId, it])).values()]
}
