import { View } from '@tarojs/components'
import { call } from '../../api/call'
import { useLoad } from '../../api/useLoad'
import { GoodsGrid, GoodsGridBones, type Good } from '../../catalog/GoodsGrid'
import { openSearch } from '../../catalog/open'
import type { useCurrentStore } from '../../stores/currentStore'
import { openStore } from '../../stores/open'
import { Head } from '../../ui/parts'
import { EmptyState, ErrorState } from '../../ui/states'

/** What the store has today, with its stock on each card; without a store, what sells best. */
export const TodayGoods = ({ store }: { store: ReturnType<typeof useCurrentStore> }) => {
  const shop = store.data
  const key = shop ? shop.id : store.loading || store.error ? null : 'none'
  const { data, error, reload } = useLoad<Good[]>(key, async () => {
    if (!shop) {
      const { products } = await call('GET /products', { query: { sort: 'sold', limit: 6 } })
      return products.map((product) => ({ product }))
    }
    const { items } = await call('GET /stores/:storeId/stock', {
      params: { storeId: shop.id },
      query: { limit: 6 },
    })
    return items.map(({ product, ...stock }) => ({ product, stock }))
  })
  // The card above says what went wrong and has the way to try again.
  if (!shop && store.error) return null
  return (
    <View>
      <Head
        out
        title={shop ? `${shop.name}今天有的` : store.loading ? '店里今天有的' : '大家都在买'}
        more="看全部"
        onMore={() => (shop ? openStore(shop.id) : openSearch({ sort: 'sold' }))}
      />
      {data ? (
        data.length > 0 ? (
          <GoodsGrid goods={data} />
        ) : (
          <EmptyState small title="这家店今天还没上架" text="换一家附近的店看看" />
        )
      ) : error ? (
        <View className="card">
          <ErrorState error={error} onRetry={reload} small />
        </View>
      ) : (
        <GoodsGridBones />
      )}
    </View>
  )
}
