import { Text, View } from '@tarojs/components'
import { Icon } from '../../../ui/Icon'
import { DeliveryPart } from './DeliveryPart'
import { PickupPart } from './PickupPart'
import type { Checkout } from './useCheckout'

const SIDES = [
  { pickup: true, icon: 'store', text: '到店自提', hint: '免运费，备好就能取' },
  { pickup: false, icon: 'bike', text: '送到家', hint: '最快 1 小时送到' },
] as const

/** How the goods change hands: in a store or at an address, and what the server says to that. */
export const WayCard = ({ checkout }: { checkout: Checkout }) => {
  const { isPickup, setIsPickup, preview, isCurrent } = checkout
  const { problem, fulfilment } = (isCurrent && preview) || {}
  return (
    <View className="card card--flush">
      <View className="seg">
        {SIDES.map(({ pickup, icon, text, hint }) => (
          <View
            key={text}
            className={`seg__s${pickup === isPickup ? ' seg__s--on' : ''}`}
            aria-role="tab"
            onClick={() => setIsPickup(pickup)}
          >
            <Icon name={icon} />
            <View>
              <View className="seg__t">{text}</View>
              <View className="seg__h">{hint}</View>
            </View>
          </View>
        ))}
      </View>
      <View className="way">
        {isPickup ? <PickupPart checkout={checkout} /> : <DeliveryPart checkout={checkout} />}
        <View className={`note m12 ${problem ? 'note--warn' : 'note--plain'}`}>
          <Icon name={problem ? 'circle-alert' : 'info'} size={16} />
          <Text className="grow">
            {problem?.text ??
              fulfilment?.text ??
              (isPickup ? '备好了发微信通知，凭取货码取货' : '下单后马上备货，发出时告诉你')}
          </Text>
        </View>
      </View>
    </View>
  )
}
