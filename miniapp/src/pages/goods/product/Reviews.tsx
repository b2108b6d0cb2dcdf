import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { call } from '../../../api/call'
import { useLoad } from '../../../api/useLoad'
import { ReviewItem } from '../../../catalog/ReviewItem'
import type { ProductDetail } from '../../../catalog/types'
import { Head } from '../../../ui/parts'
import { Bone, EmptyState, ErrorState } from '../../../ui/states'

export const Reviews = ({ product: { id: spuId, rating, ratingCount } }: { product: ProductDetail }) => {
  const { data, error, reload } = useLoad(spuId, () =>
    call('GET /products/:spuId/reviews', { params: { spuId }, query: { limit: 2 } }),
  )
  const all = (): void => void Taro.navigateTo({ url: `/pages/goods/reviews/index?id=${spuId}` })
  return (
    <View className="card">
      <Head
        title="大家怎么说"
        {...(ratingCount > 0 ? { hint: `${rating.toFixed(1)} 分 · ${ratingCount} 人评价` } : {})}
        {...(data && data.total > data.reviews.length ? { more: `${data.total} 条`, onMore: all } : {})}
      />
      {data?.reviews.map((it) => (
        <ReviewItem key={it.id} review={it} />
      ))}
      {data?.reviews.length === 0 && (
        <EmptyState small title="还没有人评价" text="买过的人说的话会出现在这里" />
      )}
      {!data && error && <ErrorState small error={error} onRetry={reload} />}
      {!data && !error && <Bone h={80} r={10} />}
    </View>
  )
}
