import { Text, View } from '@tarojs/components'
import { editAddress, openAddresses } from '../../../orders/open'
import { maskedPhone } from '../../../orders/words'
import { StoreThumb } from '../../../stores/StoreThumb'
import { distanceText } from '../../../stores/words'
import { Icon } from '../../../ui/Icon'
import { Chip, Head } from '../../../ui/parts'
import { Bone, ErrorState } from '../../../ui/states'
import type { Deposit } from './useDeposit'

/** Where a presale is collected or sent: only places that set pieces apart for it. */
export const Where = ({ deposit }: { deposit: Deposit }) => {
  const { way, setWay, isCollected, isSent } = deposit
  return (
    <View className="card">
      <Head title="怎么拿货" />
      <View className="chips">
        {isCollected && (
          <Chip on={way === 'pickup'} onClick={() => setWay('pickup')}>
            <Icon name="store" size={16} />
            <Text>到店自提</Text>
          </Chip>
        )}
        {isSent && (
          <Chip on={way === 'express'} onClick={() => setWay('express')}>
            <Icon name="truck" size={16} />
            <Text>快递到家</Text>
          </Chip>
        )}
      </View>
      <View className="m12">
        {way === 'pickup' ? <Stores deposit={deposit} /> : <Address deposit={deposit} />}
      </View>
    </View>
  )
}

const Stores = ({ deposit }: { deposit: Deposit }) => {
  const { stores, storeId, setStoreId, leftIn, quantity } = deposit
  if (!stores.data && stores.error) return <ErrorState small error={stores.error} onRetry={stores.reload} />
  if (!stores.data) return <Bone h={72} r={10} />
  return (
    <>
      {stores.data.map((it) => {
        const left = leftIn(it.id)
        const few = left < quantity
        return (
          <View
            className={`preshop${it.id === storeId ? ' preshop--on' : ''}`}
            key={it.id}
            aria-role="radio"
            onClick={() => setStoreId(it.id)}
          >
            <StoreThumb art={it.art} size={48} />
            <View className="grow">
              <View className="row g8">
                <Text className="t15 w6 cut">{it.name}</Text>
                {it.distance !== undefined && <Text className="t13 c2 num">{distanceText(it.distance)}</Text>}
              </View>
              <View className="t13 c2 cut">{it.address}</View>
              <View className={`t13 w5 ${few ? 'cw' : 'co'}`}>
                {left === 0 ? '这家店名额已满' : `还有 ${left} 个名额`}
              </View>
            </View>
            {it.id === storeId && <Icon name="circle-check" size={24} className="cb" />}
          </View>
        )
      })}
    </>
  )
}

const Address = ({ deposit: { addresses, address } }: { deposit: Deposit }) => {
  if (!addresses.data && !addresses.error) return <Bone h={48} r={10} />
  return (
    <View
      className="row g12 preaddress"
      aria-role="button"
      onClick={() => (addresses.data?.addresses.length === 0 ? editAddress() : openAddresses(true))}
    >
      <View className="round">
        <Icon name="map-pin" />
      </View>
      <View className="grow">
        <View className="t15 w6 cut">{address?.street ?? '加一个收货地址'}</View>
        <View className="t13 c2 cut">
          {address
            ? `${address.name} ${maskedPhone(address.phone)} · ${address.district}`
            : (addresses.error?.message ?? '到货后从仓库发给你')}
        </View>
      </View>
      <Icon name="chevron-right" className="c2" />
    </View>
  )
}
