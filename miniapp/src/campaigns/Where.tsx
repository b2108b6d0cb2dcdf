import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { editAddress, openAddresses } from '../orders/open'
import { maskedPhone } from '../orders/words'
import { StoreThumb } from '../stores/StoreThumb'
import { distanceText } from '../stores/words'
import { Icon } from '../ui/Icon'
import { Chip, Head } from '../ui/parts'
import { Bone, ErrorState } from '../ui/states'
import type { Where } from './useWhere'
import './where.scss'

interface WhereCardProps {
  where: Where
  /** Said under the heading, e.g. that a team collects in one store. */
  hint?: string | undefined
  /** What an address is for where there is none yet. */
  sentFrom: string
}

/** Where a campaign's goods are collected or sent: only places that have pieces of it. */
export const WhereCard = ({ where, hint, sentFrom }: WhereCardProps) => {
  const { way, setWay, isCollected, isSent } = where
  return (
    <View className="card">
      <Head title="怎么拿货" {...(hint ? { hint } : {})} />
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
        {way === 'pickup' ? <Stores where={where} /> : <Address where={where} sentFrom={sentFrom} />}
      </View>
    </View>
  )
}

const FIRST = 3

const Stores = ({ where: { stores, storeId, setStoreId, leftIn, quantity } }: { where: Where }) => {
  const [all, setAll] = useState(false)
  if (!stores.data && stores.error) return <ErrorState small error={stores.error} onRetry={stores.reload} />
  if (!stores.data) return <Bone h={72} r={10} />
  const shown = stores.data.filter((it, at) => all || at < FIRST || it.id === storeId)
  return (
    <>
      {shown.map((it) => {
        const left = leftIn(it.id)
        return (
          <View
            className={`whereshop${it.id === storeId ? ' whereshop--on' : ''}`}
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
              {left !== undefined && (
                <View className={`t13 w5 ${left < quantity ? 'cw' : 'co'}`}>
                  {left === 0 ? '这家店名额已满' : `还有 ${left} 个名额`}
                </View>
              )}
            </View>
            {it.id === storeId && <Icon name="circle-check" size={24} className="cb" />}
          </View>
        )
      })}
      {shown.length < stores.data.length && (
        <View className="linkrow m12" aria-role="button" onClick={() => setAll(true)}>
          另外 {stores.data.length - shown.length} 家店也能取
          <Icon name="chevron-down" size={16} />
        </View>
      )}
    </>
  )
}

const Address = ({ where: { addresses, address }, sentFrom }: { where: Where; sentFrom: string }) => {
  if (!addresses.data && !addresses.error) return <Bone h={48} r={10} />
  return (
    <View
      className="row g12 whereaddress"
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
            : (addresses.error?.message ?? sentFrom)}
        </View>
      </View>
      <Icon name="chevron-right" className="c2" />
    </View>
  )
}
