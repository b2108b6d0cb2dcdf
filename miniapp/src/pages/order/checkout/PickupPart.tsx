import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { useLoad } from '../../../api/useLoad'
import { StoreThumb } from '../../../stores/StoreThumb'
import { distanceText } from '../../../stores/words'
import { Icon } from '../../../ui/Icon'
import { Bone } from '../../../ui/states'
import { StoreSheet } from './StoreSheet'
import type { Checkout } from './useCheckout'

/** The store to pick up in, and the way to another one. */
export const PickupPart = ({ checkout }: { checkout: Checkout }) => {
  const { storeId, stores, setStoreId, hasPoint } = checkout
  const [open, setOpen] = useState(false)
  const { data: store } = useLoad(storeId ?? null, () =>
    call('GET /stores/:storeId', { params: { storeId: storeId ?? '' }, query: {} }),
  )
  const near = stores.data?.stores.find((it) => it.store.id === storeId)
  const shown = store && store.id === storeId ? store : undefined
  const waiting = storeId ? !shown : hasPoint && !stores.data && !stores.error
  return (
    <>
      <View className="row g12 way__row" onClick={() => setOpen(true)}>
        {waiting ? (
          <>
            <Bone w={48} h={48} r={10} />
            <View className="grow">
              <Bone w={96} h={20} />
              <View className="m4">
                <Bone w="80%" h={16} />
              </View>
            </View>
          </>
        ) : shown ? (
          <>
            <StoreThumb art={shown.art} size={48} />
            <View className="grow">
              <View className="row g8">
                <Text className="t17 cut">{shown.name}</Text>
                {near?.store.distance !== undefined && (
                  <Text className="t13 c2 num">{distanceText(near.store.distance)}</Text>
                )}
              </View>
              <View className="t13 c2 cut">{shown.address}</View>
            </View>
          </>
        ) : (
          <>
            <View className="round">
              <Icon name="store" />
            </View>
            <View className="grow t15 w6">选一家店取货</View>
          </>
        )}
        <View className="row t13 c2 hit nowrap" aria-role="button">
          {shown ? '换一家' : '去选'}
          <Icon name="chevron-right" size={16} />
        </View>
      </View>
      {near && !near.complete && <View className="t13 w5 m8 cw">{near.reason}</View>}
      {open && (
        <StoreSheet
          checkout={checkout}
          onClose={() => setOpen(false)}
          onChoose={(id) => {
            setStoreId(id)
            setOpen(false)
          }}
        />
      )}
    </>
  )
}
