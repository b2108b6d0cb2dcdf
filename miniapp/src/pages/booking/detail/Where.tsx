import { View } from '@tarojs/components'
import { call } from '../../../api/call'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import { platform } from '../../../platform'
import { navigateToStore, openStore } from '../../../stores/open'
import { keyOf, place, pointOf } from '../../../stores/place'
import { StoreThumb } from '../../../stores/StoreThumb'
import { distanceText } from '../../../stores/words'
import { Icon } from '../../../ui/Icon'

/** The store it is in: its name at once, the way there when it comes. */
export const Where = ({ storeId, name }: { storeId: string; name: string }) => {
  const where = useShared(place)
  const { data } = useLoad(`${storeId}@${keyOf(where)}`, () =>
    call('GET /stores/:storeId', {
      params: { storeId },
      query: where.kind === 'located' ? pointOf(where) : {},
    }),
  )
  return (
    <View className="card row g12">
      <StoreThumb art={data?.art ?? ''} size={48} />
      <View className="grow" hoverClass="press" onClick={() => openStore(storeId)}>
        <View className="t15 w6 cut">{name}</View>
        <View className="t13 c2 cut2">
          {data
            ? [data.distance !== undefined && distanceText(data.distance), data.address]
                .filter(Boolean)
                .join(' · ')
            : ' '}
        </View>
      </View>
      <View
        className="round"
        aria-label={`导航去${name}`}
        aria-role="button"
        onClick={() => (data ? void navigateToStore(data) : openStore(storeId))}
      >
        <Icon name="navigation" />
      </View>
      <View
        className="round"
        aria-label={`打给${name}`}
        aria-role="button"
        onClick={() => (data ? void platform.callPhone(data.phone) : openStore(storeId))}
      >
        <Icon name="phone" />
      </View>
    </View>
  )
}
