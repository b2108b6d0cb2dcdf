import { View } from '@tarojs/components'
import type { StoreSummary } from '../../../stores/currentStore'
import { StoreThumb } from '../../../stores/StoreThumb'
import { distanceText } from '../../../stores/words'
import { Icon } from '../../../ui/Icon'
import { Bone } from '../../../ui/states'

/** Where it will be, and the way to another store. */
export const StoreHead = ({ store, onChange }: { store: StoreSummary; onChange: () => void }) => (
  <View className="bkhead" hoverClass="press" aria-role="button" aria-label="换门店" onClick={onChange}>
    <StoreThumb art={store.art} size={48} />
    <View className="grow">
      <View className="t15 w6 cut">{store.name}</View>
      <View className="t13 c2 cut">
        {[store.distance !== undefined && distanceText(store.distance), store.address]
          .filter(Boolean)
          .join(' · ')}
      </View>
    </View>
    <View className="row t13 c2 nowrap">
      换门店
      <Icon name="chevron-right" size={16} />
    </View>
  </View>
)

export const StoreHeadBones = () => (
  <View className="bkhead" aria-hidden>
    <Bone w={48} h={48} r={10} />
    <View className="grow">
      <Bone w={80} h={16} />
      <View className="m8">
        <Bone w={180} h={14} />
      </View>
    </View>
  </View>
)
