import { ScrollView, View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import type { Api } from '../../../server/api'
import { call } from '../api/call'
import { usePages } from '../api/usePages'
import { useCurrentStore } from '../stores/currentStore'
import { withStock } from '../stock/levels'
import { Chip } from '../ui/parts'
import { ErrorState } from '../ui/states'
import { GoodsGrid, GoodsGridBones, ListEnd, type Good } from './GoodsGrid'

type Query = NonNullable<Api['GET /products']['query']>
type Sort = NonNullable<Query['sort']>
interface First {
  total: number
  brands: { name: string; count: number }[]
}

const SORTS: [Sort, string][] = [
  ['relevance', '推荐'],
  ['sold', '卖得多'],
  ['newest', '新到'],
  ['priceAsc', '价低'],
  ['priceDesc', '价高'],
]

interface GoodsListProps {
  q?: string
  category?: string | undefined
  /** The order to begin with. */
  begin?: string | undefined
  /** Offers the brands among the matches. */
  brands?: boolean
  empty: ReactNode
}

/** Products page by page, sorted, each with the stock of the store the shopper browses. */
export const GoodsList = ({ q, category, begin, brands: withBrands, empty }: GoodsListProps) => {
  const store = useCurrentStore()
  const [sort, setSort] = useState<Sort>(SORTS.find(([it]) => it === begin)?.[0] ?? 'relevance')
  const [brand, setBrand] = useState<string>()
  const shop = store.data?.id
  const key = store.loading && !store.error ? null : [q, category, sort, brand, shop].join('|')
  const list = usePages<Good, First>(key, async (cursor) => {
    const {
      products,
      total,
      next,
      brands = [],
    } = await call('GET /products', {
      query: { q, category, brand, sort, cursor, limit: 20 },
    })
    return { items: await withStock(products, shop), first: { total, brands }, next }
  })
  useReachBottom(list.more)
  const [known, setKnown] = useState<First['brands']>([])
  if (!brand && list.first && list.first.brands !== known) setKnown(list.first.brands)
  const first = list.items.length === 0

  return (
    <View>
      <ScrollView scrollX enhanced showScrollbar={false} className="rail hide-bar listbar">
        <View className="rail__in">
          {SORTS.map(([it, text]) => (
            <Chip key={it} on={sort === it} onClick={() => setSort(it)}>
              {text}
            </Chip>
          ))}
          {withBrands &&
            known.length > 1 &&
            known.slice(0, 8).map((it) => (
              <Chip
                key={it.name}
                on={brand === it.name}
                onClick={() => setBrand(brand === it.name ? undefined : it.name)}
              >
                {it.name}
              </Chip>
            ))}
        </View>
      </ScrollView>
      {shop && !first && (
        <View className="t13 c2 listhint">
          共 {list.first?.total ?? list.items.length} 件，库存看的是{store.data?.name}
        </View>
      )}
      {!first && <GoodsGrid goods={list.items} />}
      {first && list.error && <ErrorState error={list.error} onRetry={list.reload} />}
      {first && !list.error && list.loading && <GoodsGridBones count={6} />}
      {first && !list.error && !list.loading && empty}
      {!first && <ListEnd loading={list.loading} done={!list.next} total={list.first?.total ?? 0} />}
    </View>
  )
}
