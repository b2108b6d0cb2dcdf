import { Text, View } from '@tarojs/components'
import { useShared } from '../api/shared'
import { call } from '../api/call'
import { useLoad } from '../api/useLoad'
import { platform } from '../platform'
import { OpenLabel } from '../stores/OpenLabel'
import { navigateToStore, openStore } from '../stores/open'
import { keyOf, place, pointOf } from '../stores/place'
import { StoreThumb } from '../stores/StoreThumb'
import { distanceText } from '../stores/words'
import { Icon } from '../ui/Icon'
import type { Order } from './types'

/** Where the goods are: the order's own words at once, opening state and distance when they come. */
export const StoreRow = ({ store }: { store: NonNullable<Order['store']> }) => {
  const where = useShared(place)
  const { data } = useLoad(`${store.id}@${keyOf(where)}`, () =>
    call('GET /stores/:storeId', {
      params: { storeId: store.id },
      query: where.kind === 'located' ? pointOf(where) : {},
    }),
  )
  return (
    <View className="card">
      <View className="row g12">
        <StoreThumb art={data?.art ?? ''} size={48} />
        <View className="grow" onClick={() => openStore(store.id)}>
          <View className="row g8">
            <Text className="t15 w6 cut">{store.name}</Text>
            {data?.distance !== undefined && (
              <Text className="t13 c2 num">{distanceText(data.distance)}</Text>
            )}
          </View>
          <View className="storerow__open">{data && <OpenLabel open={data.open} />}</View>
          <View className="t13 c2 cut">{store.address}</View>
        </View>
        <View
          className="round"
          aria-label={`导航去${store.name}`}
          aria-role="button"
          onClick={() => (data ? void navigateToStore(data) : openStore(store.id))}
        >
          <Icon name="navigation" />
        </View>
        <View
          className="round"
          aria-label={`打给${store.name}`}
          aria-role="button"
          onClick={() => void platform.callPhone(store.phone)}
        >
          <Icon name="phone" />
        </View>
      </View>
      {data?.landmark && (
        <View className="note note--plain m12">
          <Icon name="map-pin" size={16} />
          <Text className="grow">{data.landmark}</Text>
        </View>
      )}
    </View>
  )
}
