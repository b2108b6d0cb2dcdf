import { Text, View } from '@tarojs/components'
import type { Alternative } from '../../../orders/types'
import { Icon } from '../../../ui/Icon'
import type { IconName } from '../../../ui/iconNames'
import type { Checkout } from './useCheckout'

const KINDS: Record<Alternative['kind'], { icon: IconName; text: string; act: string }> = {
  transfer: { icon: 'truck', text: '调货到这家店', act: '调过来' },
  store: { icon: 'store', text: '换一家店取', act: '去那家' },
  delivery: { icon: 'house', text: '不等了，寄到家', act: '寄到家' },
}

/** What else can be done where the chosen store lacks something (IN-4), each with its reason and one tap away. */
export const Alternatives = ({ checkout }: { checkout: Checkout }) => {
  const { preview, isCurrent, take } = checkout
  const ways = (isCurrent && preview?.alternatives) || []
  if (!ways.length) return null
  return (
    <View className="card others">
      <View className="t17">这家店货不齐，可以这样</View>
      {ways.map((it) => (
        <View
          className="row g12 other"
          key={it.kind}
          hoverClass="press"
          aria-role="button"
          onClick={() => take(it)}
        >
          <View className="round">
            <Icon name={KINDS[it.kind].icon} />
          </View>
          <View className="grow">
            <View className="t15 w6">{KINDS[it.kind].text}</View>
            <View className="t13 c2">{it.reason}</View>
          </View>
          <Text className="btn btn--sm btn--tint nowrap">{KINDS[it.kind].act}</Text>
        </View>
      ))}
    </View>
  )
}
