import { Text, View } from '@tarojs/components'
import { call } from '../../../api/call'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import { OpenLabel } from '../../../stores/OpenLabel'
import { openCityPicker } from '../../../stores/open'
import { keyOf, place, storeQueryOf } from '../../../stores/place'
import { StoreThumb } from '../../../stores/StoreThumb'
import { distanceText } from '../../../stores/words'
import { StockLineBones } from '../../../stock/StockLines'
import { Icon } from '../../../ui/Icon'
import { Sheet } from '../../../ui/Sheet'
import { EmptyState, ErrorState } from '../../../ui/states'

interface Props {
  storeId: string | undefined
  onChoose: (storeId: string) => void
  onClose: () => void
}

const MOST = 20

/** Stores that take bookings, nearest first. */
export const BookingStores = ({ storeId, onChoose, onClose }: Props) => {
  const where = useShared(place)
  const isPlaced = where.kind === 'located' || where.kind === 'city'
  const { data, error, reload } = useLoad(isPlaced ? keyOf(where) : null, () =>
    call('GET /stores', {
      query: { ...(isPlaced ? storeQueryOf(where) : {}), service: 'booking', limit: MOST },
    }),
  )
  return (
    <Sheet title="选一家店" hint="能预约的店，按远近排列" onClose={onClose}>
      {!isPlaced ? (
        <EmptyState small title="看不到附近的店" text="允许使用位置，或选一座城市">
          <View className="btn btn--brand" aria-role="button" onClick={() => openCityPicker()}>
            选择城市
          </View>
        </EmptyState>
      ) : error && !data ? (
        <ErrorState small error={error} onRetry={reload} />
      ) : !data ? (
        <StockLineBones count={4} />
      ) : data.stores.length === 0 ? (
        <EmptyState small title="这里还没有能预约的店" text="换一座城市看看" />
      ) : (
        data.stores.map((it) => (
          <View
            className={`card bkstore${it.id === storeId ? ' bkstore--on' : ''}`}
            key={it.id}
            hoverClass="press"
            aria-role="radio"
            onClick={() => onChoose(it.id)}
          >
            <StoreThumb art={it.art} size={48} />
            <View className="grow">
              <View className="row g8">
                <Text className="t15 w6 cut">{it.name}</Text>
                {it.distance !== undefined && <Text className="t13 c2 num">{distanceText(it.distance)}</Text>}
              </View>
              <OpenLabel open={it.open} />
              <View className="t13 c2 cut">{it.address}</View>
            </View>
            {it.id === storeId && <Icon name="circle-check" size={24} className="cb" />}
          </View>
        ))
      )}
    </Sheet>
  )
}
