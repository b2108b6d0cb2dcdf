import Taro, { useReachBottom } from '@tarojs/taro'
import { ScrollView, View } from '@tarojs/components'
import { useState } from 'react'
import type { Api } from '../../../../server/api'
import { call } from '../../api/call'
import { useLoad } from '../../api/useLoad'
import { useCategories, wantedCategory } from '../../catalog/categories'
import { GoodCard, type Good } from '../../catalog/GoodsGrid'
import { openSearch } from '../../catalog/open'
import { withStock } from '../../stock/levels'
import { Head } from '../../ui/parts'
import { Bone } from '../../ui/states'

interface RowProps {
  title: string
  hint?: string
  query: Api['GET /products']['query']
  storeId: string | undefined
  onMore: () => void
}

const Row = ({ title, hint, query, storeId, onMore }: RowProps) => {
  const { data, error } = useLoad<Good[]>(`${title}:${storeId}`, async () => {
    const { products } = await call('GET /products', { query: { ...query, limit: 8 } })
    return withStock(products, storeId)
  })
  if (error || data?.length === 0) return null
  return (
    <View>
      <Head out title={title} {...(hint ? { hint } : {})} onMore={onMore} />
      <ScrollView scrollX enhanced showScrollbar={false} className="rail hide-bar">
        <View className="rail__in">
          {data
            ? data.map((it) => <GoodCard key={it.product.id} good={it} slim />)
            : [0, 1, 2].map((at) => <Bone key={at} w={112} h={172} r={12} />)}
        </View>
      </ScrollView>
    </View>
  )
}

/** New arrivals, then a row for each kind of goods; further rows are asked for when the page's end is near. */
export const Rows = ({ storeId, ready }: { storeId: string | undefined; ready: boolean }) => {
  const [shown, setShown] = useState(1)
  const roots = useCategories(storeId).data?.filter((it) => it.parentId === undefined) ?? []
  useReachBottom(() => setShown((it) => Math.min(it + 2, roots.length)))
  if (!ready) return null
  return (
    <>
      <Row
        title="新到"
        hint="这几天上架的"
        query={{ sort: 'newest' }}
        storeId={storeId}
        onMore={() => openSearch({ sort: 'newest' })}
      />
      {roots.slice(0, shown).map((it) => (
        <Row
          key={it.id}
          title={it.name}
          hint="大家常买"
          query={{ category: it.id, sort: 'sold' }}
          storeId={storeId}
          onMore={() => {
            wantedCategory.set(it.id)
            void Taro.switchTab({ url: '/pages/category/index' })
          }}
        />
      ))}
    </>
  )
}
