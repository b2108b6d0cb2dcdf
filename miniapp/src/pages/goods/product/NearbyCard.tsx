import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useShared } from '../../../api/shared'
import { StockLineBones, StockLines } from '../../../stock/StockLines'
import type { useNearbyStock } from '../../../stock/useNearbyStock'
import { openCityPicker } from '../../../stores/open'
import { hasDistance, locateAgain, place } from '../../../stores/place'
import { Head } from '../../../ui/parts'
import { EmptyState, ErrorState } from '../../../ui/states'

interface NearbyCardProps {
  nearby: ReturnType<typeof useNearbyStock>
  skuId: string
  what: string
}

/** Three stores: those that have it first, nearest first among them. */
const three = (stores: NonNullable<NearbyCardProps['nearby']['data']>['stores']) =>
  [...stores].sort((a, b) => Number(a.level === 'out') - Number(b.level === 'out')).slice(0, 3)

/** 附近有货: live, changes while one looks at it (ST-3). */
export const NearbyCard = ({ nearby: { data, error, reload }, skuId, what }: NearbyCardProps) => {
  const where = useShared(place)
  const all = (): void =>
    void Taro.navigateTo({ url: `/pages/goods/nearby/index?sku=${skuId}&what=${encodeURIComponent(what)}` })
  const nowhere = where.kind === 'nowhere'
  const has = data?.stores.some((it) => it.level !== 'out')
  return (
    <View className="card" id="nearby">
      <Head
        title={where.kind === 'city' ? `${where.name}哪家店有` : '附近有货'}
        hint={data ? `${data.at} 更新` : what}
        {...(data && data.stores.length > 3 ? { more: `${data.stores.length} 家店`, onMore: all } : {})}
      />
      {nowhere ? (
        <EmptyState small title="看不到附近的店" text="允许使用位置，或选一座城市，就能看到哪家店有货">
          <View className="row g8">
            <View className="btn btn--brand" aria-role="button" onClick={() => openCityPicker()}>
              选择城市
            </View>
            <View className="btn btn--tint" aria-role="button" onClick={() => void locateAgain()}>
              重新定位
            </View>
          </View>
        </EmptyState>
      ) : data ? (
        data.stores.length > 0 ? (
          <>
            {!has && (
              <View className="note note--warn nearby__none">
                附近 {data.stores.length} 家店都缺货了，可以打电话问问到货时间
              </View>
            )}
            <StockLines stores={three(data.stores)} far={hasDistance(where)} />
            {error && <View className="t13 cw m12">库存暂时没连上，上面是 {data.at} 的，会自动再试</View>}
          </>
        ) : (
          <EmptyState small title="附近还没有门店" text="换一座城市看看">
            <View className="btn btn--tint" aria-role="button" onClick={() => openCityPicker()}>
              选择城市
            </View>
          </EmptyState>
        )
      ) : error ? (
        <ErrorState small error={error} onRetry={reload} />
      ) : (
        <StockLineBones />
      )}
    </View>
  )
}
