import { useReachBottom, useRouter } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { usePages } from '../../../api/usePages'
import { EventRow } from '../../../happenings/EventRow'
import type { StoreEvent } from '../../../happenings/types'
import { SignInCard } from '../../../members/SignInCard'
import { useSharedPage } from '../../../sharing/useSharedPage'
import { useCurrentStore } from '../../../stores/currentStore'
import { NavBar } from '../../../ui/NavBar'
import { Chip } from '../../../ui/parts'
import { Bone, EmptyState, ErrorState } from '../../../ui/states'
import { Tabs } from '../../../ui/Tabs'
import { useReturn } from '../../../ui/useReturn'
import { MySignUps } from './MySignUps'
import './index.scss'

type Tab = 'all' | 'mine'
const TABS: [Tab, string][] = [
  ['all', '近期活动'],
  ['mine', '我报的'],
]

/** 门店活动 (AP-2). */
const EventList = () => {
  const { tab: wanted } = useRouter<{ tab?: string }>().params
  const signed = useShared(token)
  const [tab, setTab] = useState<Tab>(wanted === 'mine' ? 'mine' : 'all')
  useSharedPage({ page: 'pages/event/list/index', params: {}, title: '拾禾近期活动，一起去玩' })
  return (
    <View className="screen">
      <NavBar back title="门店活动" foot={<Tabs tabs={TABS} value={tab} onChange={setTab} />} />
      <View className="screen__body screen__safe">
        <View className="stack events">
          {!signed ? (
            <SignInCard title="登录后看活动" text="品鉴会、手作工坊、快闪，报名到店玩" />
          ) : tab === 'all' ? (
            <Coming />
          ) : (
            <MySignUps />
          )}
        </View>
      </View>
    </View>
  )
}
export default EventList

type Where = 'city' | 'store' | 'all'

const Coming = () => {
  const store = useCurrentStore()
  const [where, setWhere] = useState<Where>('city')
  const [visit, setVisit] = useState(0)
  const isPlaced = !store.loading || store.error !== undefined
  const { id: storeId, city, name } = store.data ?? {}
  const query =
    where === 'store' && storeId ? { storeId } : where === 'city' && city ? { city } : ({} as const)
  const list = usePages<StoreEvent, never>(
    isPlaced ? `${visit}|${JSON.stringify(query)}` : null,
    async (cursor) => {
      const { events, next } = await call('GET /store-events', { query: { ...query, cursor, limit: 10 } })
      return { items: events, next }
    },
  )
  useReachBottom(list.more)
  useReturn(() => setVisit((it) => it + 1))
  return (
    <>
      {store.data && (
        <View className="row g8">
          <Chip on={where === 'city'} onClick={() => setWhere('city')}>
            {city}
          </Chip>
          <Chip on={where === 'store'} onClick={() => setWhere('store')}>
            {name}
          </Chip>
          <Chip on={where === 'all'} onClick={() => setWhere('all')}>
            全部
          </Chip>
        </View>
      )}
      {list.items.map((it) => (
        <EventRow key={it.id} event={it} />
      ))}
      {list.items.length === 0 &&
        (list.error ? (
          <ErrorState error={list.error} onRetry={list.reload} />
        ) : list.loading ? (
          <EventBones />
        ) : (
          <EmptyState
            title={where === 'all' ? '近期没有活动' : `${where === 'store' ? name : city}近期没有活动`}
            text={where === 'all' ? '新活动常在周一公布，过几天来看看' : '看看全部，别的店也欢迎你'}
          />
        ))}
    </>
  )
}

export const EventBones = () => (
  <>
    {[1, 0.7].map((opacity) => (
      <View className="card card--flush" key={opacity} style={{ opacity }} aria-hidden>
        <Bone h={144} r={0} />
        <View className="event__b">
          <Bone w="60%" h={20} />
          <View className="m8">
            <Bone w="80%" h={14} />
          </View>
          <View className="m8">
            <Bone w="40%" h={14} />
          </View>
        </View>
      </View>
    ))}
  </>
)
