import { Text, View } from '@tarojs/components'
import { editAddress, openAddresses } from '../../../orders/open'
import { DELIVERIES, maskedPhone, WAYS } from '../../../orders/words'
import { Icon } from '../../../ui/Icon'
import { Chip } from '../../../ui/parts'
import { Bone } from '../../../ui/states'
import type { Checkout } from './useCheckout'

/** Where to, and how soon. */
export const DeliveryPart = ({ checkout }: { checkout: Checkout }) => {
  const { addresses, address, delivery, setDelivery } = checkout
  const waiting = !addresses.data && !addresses.error
  return (
    <>
      <View
        className="row g12 way__row"
        aria-role="button"
        onClick={() => (addresses.data?.addresses.length === 0 ? editAddress() : openAddresses(true))}
      >
        <View className="round">
          <Icon name="map-pin" />
        </View>
        <View className="grow">
          {waiting ? (
            <>
              <Bone w="80%" h={20} />
              <View className="m4">
                <Bone w={140} h={16} />
              </View>
            </>
          ) : address ? (
            <>
              <View className="t15 w6 cut">{address.street}</View>
              <View className="t13 c2 cut">
                {address.name} {maskedPhone(address.phone)} · {address.district}
              </View>
            </>
          ) : (
            <>
              <View className="t15 w6">{addresses.error ? '地址没能打开' : '加一个收货地址'}</View>
              <View className="t13 c2">
                {addresses.error ? addresses.error.message : '附近的店 1 小时就能送到'}
              </View>
            </>
          )}
        </View>
        <Icon name="chevron-right" className="c2" />
      </View>
      <View className="t13 c2 m12">什么时候要</View>
      <View className="chips m8">
        {DELIVERIES.map((it) => (
          <Chip key={it} on={delivery === it} onClick={() => setDelivery(it)}>
            <Icon name={WAYS[it].icon} size={16} />
            <Text>{WAYS[it].text}</Text>
          </Chip>
        ))}
      </View>
    </>
  )
}
