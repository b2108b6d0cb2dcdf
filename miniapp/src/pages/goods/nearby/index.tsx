import { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useShared } from '../../../api/shared'
import { StockLineBones, StockLines } from '../../../stock/StockLines'
import { useNearbyStock } from '../../../stock/useNearbyStock'
import { openCityPicker } from '../../../stores/open'
import { hasDistance, locateAgain, place, pointOf } from '../../../stores/place'
import { NavBar } from '../../../ui/NavBar'
import { Chip } from '../../../ui/parts'
import { EmptyState, ErrorState } from '../../../ui/states'
import './index.scss'

/** Every store near with its live stock of one SKU. */
const Nearby = () => {
  const { sku = '', what = '' } = useRouter<{ sku: string; what?: string }>().params
  const where = useShared(place)
  const [onlyHas, setOnlyHas] = useState(false)
  const { data, error, reload } = useNearbyStock(sku, pointOf(where), 50)
  const stores = data?.stores.filter((it) => !onlyHas || it.level !== 'out')
  return (
    <View className="screen">
      <NavBar
        back
        title="附近有货"
        foot={
          <View className="nearby__bar">
            <Chip on={!onlyHas} onClick={() => setOnlyHas(false)}>
              全部{data ? ` ${data.stores.length}` : ''}
            </Chip>
            <Chip on={onlyHas} onClick={() => setOnlyHas(true)}>
              只看有货{data ? ` ${data.stores.filter((it) => it.level !== 'out').length}` : ''}
            </Chip>
            <Text className="t13 c2 nearby__what cut">{decodeURIComponent(what)}</Text>
          </View>
        }
      />
      <View className="screen__body">
        <View className="stack nearby__list">
          {data && (
            <View className={`t13 ${error ? 'cw' : 'c2'}`}>
              {error
                ? `库存暂时没连上，下面是 ${data.at} 的，会自动再试`
                : `${data.at} 更新，库存变了这里会跟着变`}
            </View>
          )}
          {where.kind === 'nowhere' ? (
            <EmptyState title="看不到附近的店" text="允许使用位置，或选一座城市">
              <View className="row g8">
                <View className="btn btn--brand" onClick={() => openCityPicker()}>
                  选择城市
                </View>
                <View className="btn btn--tint" onClick={() => void locateAgain()}>
                  重新定位
                </View>
              </View>
            </EmptyState>
          ) : stores ? (
            stores.length > 0 ? (
              <View className="card">
                <StockLines stores={stores} far={hasDistance(where)} />
              </View>
            ) : (
              <EmptyState title="附近的店都没有了" text="换一座城市看看，或换一个规格" />
            )
          ) : error ? (
            <ErrorState error={error} onRetry={reload} />
          ) : (
            <View className="card">
              <StockLineBones count={6} />
            </View>
          )}
        </View>
      </View>
    </View>
  )
}
export default Nearby
