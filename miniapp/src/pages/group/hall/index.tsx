import { useRouter } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { useLoad } from '../../../api/useLoad'
import { ChainRow } from '../../../chains/ChainRow'
import { useSharedPage } from '../../../sharing/useSharedPage'
import { useCurrentStore } from '../../../stores/currentStore'
import { NavBar } from '../../../ui/NavBar'
import { Chip } from '../../../ui/parts'
import { EmptyState, ErrorState } from '../../../ui/states'
import { Tabs } from '../../../ui/Tabs'
import { useReturn } from '../../../ui/useReturn'
import { GroupCard, GroupCardBones } from './GroupCard'
import { MyTeams } from './MyTeams'
import './index.scss'

type Tab = 'all' | 'mine'
const TABS: [Tab, string][] = [
  ['all', '正在拼'],
  ['mine', '我的团'],
]

/** 拼团大厅 (GB-1). */
const Hall = () => {
  const wanted = useRouter<{ tab?: string }>().params.tab
  const [tab, setTab] = useState<Tab>(wanted === 'mine' ? 'mine' : 'all')
  useSharedPage({ page: 'pages/group/hall/index', params: {}, title: '这些正在拼，一起更便宜' })
  return (
    <View className="screen">
      <NavBar back title="一起拼" foot={<Tabs tabs={TABS} value={tab} onChange={setTab} />} />
      <View className="screen__body screen__safe">
        <View className="stack hall">{tab === 'all' ? <Running /> : <MyTeams />}</View>
      </View>
    </View>
  )
}
export default Hall

/** All that runs, or what can be collected in the store the shopper is near. */
const Running = () => {
  const store = useCurrentStore()
  const [near, setNear] = useState(false)
  const storeId = near ? store.data?.id : undefined
  const { data, error, reload } = useLoad(`${storeId}`, () =>
    call('GET /group-buys', { query: storeId ? { storeId } : {} }),
  )
  useReturn(reload)
  const list = data?.groupBuys
  const waiting = list?.reduce((sum, it) => sum + it.openTeams, 0) ?? 0
  return (
    <>
      {store.data && (
        <View className="row between g8">
          <View className="row g8">
            <Chip on={!near} onClick={() => setNear(false)}>
              全部
            </Chip>
            <Chip on={near} onClick={() => setNear(true)}>
              {store.data.name}可取
            </Chip>
          </View>
          {waiting > 0 && <View className="t13 c2 num nowrap">{waiting} 个团在等人</View>}
        </View>
      )}
      <ChainRow storeId={store.data?.id} />
      {list ? (
        list.length > 0 ? (
          list.map((it) => <GroupCard key={it.id} groupBuy={it} onEnd={reload} />)
        ) : (
          <EmptyState
            title={near ? '这家店现在没有拼团' : '现在没有拼团'}
            text={near ? '看看全部，快递到家的也能拼' : '新的拼团常在周末开，过几天来看看'}
          />
        )
      ) : error ? (
        <ErrorState error={error} onRetry={reload} />
      ) : (
        <GroupCardBones />
      )}
    </>
  )
}
