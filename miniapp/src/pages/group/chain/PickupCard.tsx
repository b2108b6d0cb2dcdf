import { Text, View } from '@tarojs/components'
import type { Chain } from '../../../chains/types'
import { arrivalText } from '../../../chains/words'
import { openStore } from '../../../stores/open'
import { Icon } from '../../../ui/Icon'

/** Where and from when on everybody collects. */
export const PickupCard = ({ chain }: { chain: Chain }) => (
  <View
    className="card row g12"
    hoverClass="press"
    aria-role="button"
    onClick={() => openStore(chain.store.id)}
  >
    <View className="round">
      <Icon name="store" />
    </View>
    <View className="grow">
      <View className="t15 w6 cut">{chain.store.name}</View>
      <View className="t13 c2 cut">{chain.store.address}</View>
      <Text className="t13 cb w5">{arrivalText(chain)}</Text>
    </View>
    <Icon name="chevron-right" className="c2" />
  </View>
)
