import { useReachBottom } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { usePages } from '../../../api/usePages'
import { AppointmentCard } from '../../../booking/AppointmentCard'
import { openBook } from '../../../booking/open'
import type { Appointment } from '../../../booking/types'
import { useNow } from '../../../booking/useNow'
import { isComing } from '../../../booking/words'
import { SignInCard } from '../../../members/SignInCard'
import { NavBar } from '../../../ui/NavBar'
import { Head } from '../../../ui/parts'
import { Bone, EmptyState, ErrorState } from '../../../ui/states'
import { useReturn } from '../../../ui/useReturn'
import './index.scss'

const PAGE = 20

/** 我的预约 (AP-1): what comes first, soonest on top, then what was. */
const Appointments = () => {
  const signed = useShared(token)
  const now = useNow()
  const [visit, setVisit] = useState(0)
  const list = usePages<Appointment, never>(signed ? `${signed}|${visit}` : null, async (cursor) => {
    const { appointments, next } = await call('GET /appointments', { query: { cursor, limit: PAGE } })
    return { items: appointments, next }
  })
  useReachBottom(list.more)
  useReturn(() => setVisit((it) => it + 1))

  const coming = list.items.filter((it) => isComing(it, now)).reverse()
  const past = list.items.filter((it) => !isComing(it, now))
  const none = list.items.length === 0
  return (
    <View className="screen">
      <NavBar back title="我的预约" />
      <View className="screen__body">
        <View className="stack appts">
          {!signed && <SignInCard title="登录后看预约" text="约好的时间，到店和手机上都看得到" />}
          {signed && none && list.error && <ErrorState error={list.error} onRetry={list.reload} />}
          {signed && none && !list.error && list.loading && <AppointmentBones />}
          {signed && none && !list.error && !list.loading && (
            <EmptyState title="还没有预约" text="试妆、试穿、护肤咨询，约好时间到店有人等你">
              <View className="btn btn--brand" aria-role="button" onClick={() => openBook()}>
                去预约
              </View>
            </EmptyState>
          )}
          {coming.length > 0 && <Head out title="即将到店" hint={`${coming.length} 个`} />}
          {coming.map((it) => (
            <View className="card" key={it.id}>
              <AppointmentCard appointment={it} now={now} />
            </View>
          ))}
          {past.length > 0 && <Head out title="以往的预约" />}
          {past.map((it) => (
            <View className="card" key={it.id}>
              <AppointmentCard appointment={it} now={now} />
            </View>
          ))}
          {!none && (
            <View className="t13 c2 center appts__end">
              {list.loading ? '正在取下一页' : list.next ? '往上滑看更早的' : '都在这里了'}
            </View>
          )}
        </View>
      </View>
      {signed && !none && (
        <View className="actionbar">
          <View className="btn btn--main grow" aria-role="button" onClick={() => openBook()}>
            再约一个时间
          </View>
        </View>
      )}
    </View>
  )
}
export default Appointments

const AppointmentBones = () => (
  <>
    {[1, 0.8, 0.6].map((opacity) => (
      <View className="card row g12" key={opacity} style={{ opacity }} aria-hidden>
        <Bone w={56} h={72} r={10} />
        <View className="grow">
          <Bone w="60%" h={18} />
          <View className="m8">
            <Bone w="80%" h={14} />
          </View>
          <View className="m8">
            <Bone w="50%" h={14} />
          </View>
        </View>
      </View>
    ))}
  </>
)
