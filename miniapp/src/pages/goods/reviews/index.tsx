import { useReachBottom, useRouter } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { call } from '../../../api/call'
import { usePages } from '../../../api/usePages'
import { ReviewItem } from '../../../catalog/ReviewItem'
import type { Review } from '../../../catalog/types'
import { NavBar } from '../../../ui/NavBar'
import { Bone, EmptyState, ErrorState } from '../../../ui/states'

const Reviews = () => {
  const id = useRouter<{ id: string }>().params.id ?? ''
  const list = usePages<Review, number>(id, async (cursor) => {
    const { reviews, total, next } = await call('GET /products/:spuId/reviews', {
      params: { spuId: id },
      query: { cursor, limit: 20 },
    })
    return { items: reviews, first: total, next }
  })
  useReachBottom(list.more)
  const first = list.items.length === 0
  return (
    <View className="screen">
      <NavBar back title={list.first ? `评价 ${list.first}` : '评价'} />
      <View className="screen__body">
        <View className="stack m12">
          {!first && (
            <View className="card">
              {list.items.map((it) => (
                <ReviewItem key={it.id} review={it} />
              ))}
            </View>
          )}
          {first && list.error && <ErrorState error={list.error} onRetry={list.reload} />}
          {first && !list.error && list.loading && <Bone h={320} r={12} />}
          {first && !list.error && !list.loading && <EmptyState title="还没有人评价" />}
        </View>
      </View>
    </View>
  )
}
export default Reviews
