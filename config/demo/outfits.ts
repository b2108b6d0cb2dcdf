import type { importOutfits } from '../../server/features/outfits/outfits.service'
import { addDays, instantOf } from './days'
import type { DemoChain } from './types'

type Row = Parameters<typeof importOutfits>[0][number]

/** What goes together: a name, a word to say, and goods by name; the last are the first guide's own. */
const SETS: [name: string, note: string, goods: string[]][] = [
  ['通勤一身', '开会、见客户都撑得住，里外三件就够', ['棉麻西装外套', '圆领羊毛衫', '羊毛针织背心']],
  [
    '周末泡茶',
    '一壶茶配刚烤的牛角，周末就这么过',
    ['茜红珐琅茶壶套装', '桂花乌龙茶包 15 袋', '现烤黄油牛角'],
  ],
  ['秋冬妆一套', '底妆轻、颜色暖，十分钟出门', ['轻雾气垫粉底', '奶油腮红', '山茶唇膏', '纤长睫毛膏']],
  ['林小姐的冬天', '大衣她试过，围巾一点红，口红同色', ['燕麦羊毛双面大衣', '本命红羊绒围巾', '山茶唇膏']],
]

/** Outfits to send and to put into bags (GU-3). */
export function buildOutfits(chain: DemoChain): Row[] {
  const [first] = chain.guides
  const outfits = SETS.map(([name, note, goods], nth) => ({
    _id: `oft_${String(nth + 1).padStart(4, '0')}`,
    ...(nth === SETS.length - 1 && first ? { guideId: first.id } : {}),
    ...{ name, note },
    // Middle sizes, which a shop is out of first.
    skuIds: goods.flatMap((it) => {
      const skus = chain.products.find((one) => one.name === it)?.skus ?? []
      return skus[Math.min(1, skus.length - 1)]?.id ?? []
    }),
    createdAt: new Date(instantOf(addDays(chain.day, -10 + nth), 10 * 60)),
  }))
  return outfits.filter((it) => it.skuIds.length > 1)
}
