import Taro, { useReachBottom } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { call } from '../../api/call'
import { useShared } from '../../api/shared'
import { usePages } from '../../api/usePages'
import { useDebounced } from '../../ui/useDebounced'
import type { StoreSummary } from '../../stores/currentStore'
import { chosenStore, chooseStore } from '../../stores/entry'
import { openCityPicker, openStore, picking } from '../../stores/open'
import { keyOf, locateAgain, LOCATE_FAILED, locateFailure, place, storeQueryOf } from '../../stores/place'
import { StoreCard, StoreCardBones } from '../../stores/StoreCard'
import { Icon } from '../../ui/Icon'
import { NavBar } from '../../ui/NavBar'
import { EmptyState, ErrorState } from '../../ui/states'
import { StoresBar, type StoreFilter } from './StoresBar'
import './index.scss'

const PAGE = 20

const Stores = () => {
  const where = useShared(place)
  const failure = useShared(locateFailure)
  const chosen = useShared(chosenStore)
  const pick = useShared(picking)
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim(), 250)
  const [filter, setFilter] = useState<StoreFilter>({ openNow: false })
  const { openNow, service } = filter
  const key = where.kind === 'locating' ? null : [keyOf(where), q, openNow, service].join('|')

  useEffect(() => {
    if (where.kind === 'nowhere') openCityPicker(where.why)
  }, [where])

  const list = usePages<StoreSummary, number>(key, async (cursor) => {
    const offset = Number(cursor ?? 0)
    const { stores, total } = await call('GET /stores', {
      query: {
        ...storeQueryOf(where),
        q,
        service,
        ...(openNow ? { openNow: 'true' } : {}),
        limit: PAGE,
        offset,
      },
    })
    const end = offset + stores.length
    return { items: stores, first: total, ...(end < total && stores.length > 0 ? { next: String(end) } : {}) }
  })
  useReachBottom(list.more)

  const plain = !openNow && !service
  const onStore = (id: string): void => {
    if (!pick) return openStore(id)
    chooseStore(id)
    picking.set(false)
    void Taro.switchTab({ url: '/pages/home/index' })
  }
  const first = list.items.length === 0

  return (
    <View className="screen">
      <NavBar
        title={pick ? '选择门店' : '门店'}
        foot={
          <StoresBar place={where} typed={typed} onType={setTyped} filter={filter} onFilter={setFilter} />
        }
      />
      <View className="screen__body">
        <View className="stack stores__list">
          {pick && (
            <View className="note">
              <Icon name="store" size={16} />
              <Text className="grow">点一家店，首页就看这家店今天有什么</Text>
              <View className="hit w6" aria-role="button" onClick={() => picking.set(false)}>
                不换了
              </View>
            </View>
          )}
          <View className="row between t13 c2">
            <Text>
              {where.kind === 'locating'
                ? '正在按你的位置找店'
                : where.kind === 'located'
                  ? '按离你的距离排列'
                  : where.kind === 'city'
                    ? `${where.name}的门店`
                    : LOCATE_FAILED[failure ?? 'unavailable']}
            </Text>
            <View className="row g4 cb w5 hit" aria-role="button" onClick={() => void locateAgain()}>
              <Icon name="locate-fixed" size={16} />
              重新定位
            </View>
          </View>
          {list.items.map((it, at) => (
            <StoreCard
              key={it.id}
              store={it}
              on={
                it.id === chosen?.storeId ||
                (!chosen && at === 0 && where.kind === 'located' && plain && q === '')
              }
              note={it.id === chosen?.storeId ? (chosen.via === 'scan' ? '扫码进店' : '正在逛') : undefined}
              onClick={() => onStore(it.id)}
            />
          ))}
          {first && list.error && <ErrorState error={list.error} onRetry={list.reload} />}
          {first && !list.error && list.loading && <StoreCardBones />}
          {first && !list.error && !list.loading && (
            <EmptyState
              title={q ? `没有找到「${q}」` : '这里还没有合适的门店'}
              text={plain ? '换个词，或换一座城市看看' : '少选一个条件试试'}
            />
          )}
          {!first && (
            <View className="t13 c2 center">
              {list.loading
                ? '正在取下一页'
                : list.next
                  ? '往上滑看更多'
                  : `共 ${list.first ?? list.items.length} 家店`}
            </View>
          )}
        </View>
      </View>
    </View>
  )
}
export default Stores
