import Taro, { useReachBottom, useRouter, useShareAppMessage } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import { openScan } from '../../../orders/open'
import { GiftSheet } from '../../../coupons/GiftSheet'
import { StoreEvents } from '../../../happenings/StoreEvents'
import { platform } from '../../../platform'
import { chosenStore, chooseStore } from '../../../stores/entry'
import { hourLines, untilClose } from '../../../stores/hours'
import { OpenLabel } from '../../../stores/OpenLabel'
import { navigateToStore } from '../../../stores/open'
import { keyOf, place, pointOf } from '../../../stores/place'
import { distanceText, SERVICES, walkText } from '../../../stores/words'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { Tag } from '../../../ui/parts'
import { ErrorState } from '../../../ui/states'
import { Bookable } from './Bookable'
import { DetailBones } from './DetailBones'
import { Front } from './Front'
import { StoreGoods } from './StoreGoods'
import './index.scss'

const StoreDetail = () => {
  const id = useRouter<{ id: string }>().params.id ?? ''
  const where = useShared(place)
  const chosen = useShared(chosenStore)
  const { data, error, reload } = useLoad(`${id}@${keyOf(where)}`, () =>
    call('GET /stores/:storeId', {
      params: { storeId: id },
      query: where.kind === 'located' ? pointOf(where) : {},
    }),
  )
  const [ends, setEnds] = useState(0)
  useReachBottom(() => setEnds((it) => it + 1))
  useShareAppMessage(() => ({
    title: data ? `${data.name} · 看看店里今天有什么` : '拾禾生活',
    path: `/pages/store/detail/index?id=${id}`,
  }))

  if (!data)
    return (
      <View className="screen">
        <NavBar back title="门店" />
        {error ? <ErrorState error={error} onRetry={reload} /> : <DetailBones />}
      </View>
    )
  const now = new Date()
  const left = untilClose(data.open, now)
  const way = [
    data.distance !== undefined && distanceText(data.distance),
    data.distance !== undefined && walkText(data.distance),
  ].filter(Boolean)
  return (
    <View className="screen">
      <NavBar over tone="clear" back />
      <View className="front">
        <Front art={data.art} />
      </View>
      <View className="screen__body">
        <View className="stack store-page">
          <View className="card">
            <View className="row between g8">
              <Text className="t20 cut">{data.name}</Text>
              {chosen?.storeId === data.id && <Tag>{chosen.via === 'scan' ? '扫码进店' : '正在逛'}</Tag>}
            </View>
            <View className="m4">
              <OpenLabel open={data.open} detail={[data.open.detail, left].filter(Boolean).join('，')} />
            </View>
            <View className="hr" />
            <View className="row g12">
              <View className="grow">
                <View className="t15">{data.address}</View>
                <View className="t13 c2">
                  {way.length > 0 ? way.join(' · ') : `${data.city} ${data.district}`}
                </View>
                {data.landmark && <View className="t13 c2">{data.landmark}</View>}
              </View>
              <View
                className="round"
                aria-label="导航"
                aria-role="button"
                onClick={() => void navigateToStore(data)}
              >
                <Icon name="navigation" />
              </View>
              <View
                className="round"
                aria-label="打电话"
                aria-role="button"
                onClick={() => void platform.callPhone(data.phone)}
              >
                <Icon name="phone" />
              </View>
            </View>
            <View className="hr" />
            {hourLines(data, now).map((it) => (
              <View key={it.label} className={`hours${it.today ? ' hours--today' : ''}`}>
                <View className="row g4">
                  {it.label}
                  {it.today && <Tag>今天</Tag>}
                </View>
                <Text className={it.special ? 'cw w5' : ''}>{it.time}</Text>
              </View>
            ))}
          </View>
          {data.services.length > 0 && (
            <View className="card svcs">
              {data.services.map((it) => (
                <View className="svc" key={it}>
                  <Icon name={SERVICES[it].icon} size={24} className="cb" />
                  {SERVICES[it].text}
                </View>
              ))}
            </View>
          )}
          {data.services.includes('booking') && <Bookable storeId={data.id} />}
          <StoreEvents storeId={data.id} />
          <StoreGoods storeId={data.id} ends={ends} />
        </View>
      </View>
      <View className="actionbar">
        <View className="icobtn" aria-role="button" onClick={() => openScan(data.id)}>
          <Icon name="scan-line" />
          扫码购
        </View>
        <View
          className="btn btn--tint grow"
          aria-role="button"
          onClick={() => {
            chooseStore(data.id)
            void Taro.switchTab({ url: '/pages/home/index' })
          }}
        >
          就逛这家
        </View>
        <View className="btn btn--main grow" aria-role="button" onClick={() => void navigateToStore(data)}>
          <Icon name="navigation" size={16} />
          导航去店里
        </View>
      </View>
      <GiftSheet />
    </View>
  )
}
export default StoreDetail
