import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { Image, Text, View } from '@tarojs/components'
import { useCallback, useEffect, useState } from 'react'
import { call } from '../../../api/call'
import { useWatched } from '../../../api/useWatched'
import ear from '../../../assets/ear.webp'
import { bookUrl } from '../../../booking/open'
import { ServicePicture } from '../../../booking/ServicePicture'
import type { Appointment } from '../../../booking/types'
import { useNow } from '../../../booking/useNow'
import { isComing, nextText, triedText, whenText } from '../../../booking/words'
import { OwnFault } from '../../../members/OwnFault'
import { prepareMessages } from '../../../orders/messages'
import { clockText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { metrics } from '../../../ui/metrics'
import { NavBar } from '../../../ui/NavBar'
import { Head } from '../../../ui/parts'
import { Bone } from '../../../ui/states'
import { DetailBar } from './DetailBar'
import { Where } from './Where'
import './index.scss'

/** Milliseconds until an appointment is looked at again while the store or the line may move it. */
const lookAt = (it: Appointment): number | undefined =>
  ['asked', 'waiting', 'offered', 'checkedIn'].includes(it.status)
    ? 4000
    : it.status === 'booked'
      ? 10_000
      : undefined

/** One appointment (AP-1): when and where, what can still be changed, and after it what was tried (AP-3). */
const AppointmentPage = () => {
  const { id = '' } = useRouter<{ id: string }>().params
  const ask = useCallback(
    () => call('GET /appointments/:appointmentId', { params: { appointmentId: id } }),
    [id],
  )
  const { answer: it, error, reload, keep } = useWatched(ask, lookAt, '没能打开这个预约')
  const [busy, setBusy] = useState(false)
  const now = useNow()
  const { status, bar } = metrics()

  useEffect(prepareMessages, [])
  useShareAppMessage(() => ({
    title: it ? `${it.store.name} · 一起来${it.service.name}` : '预约到店 · 拾禾生活',
    path: bookUrl(it?.store.id, it?.service.id),
  }))
  const act = async (work: (it: Appointment) => Promise<Appointment | undefined>): Promise<void> => {
    if (!it || busy) return
    setBusy(true)
    const next = await work(it)
    setBusy(false)
    if (next) keep(next)
    else reload()
  }

  if (!it && error)
    return (
      <OwnFault
        title="预约"
        error={error}
        onRetry={reload}
        signIn={{ title: '登录后看预约', text: '用预约时的微信登录，预约就在这里' }}
      />
    )
  return (
    <View className="screen">
      <View className="greenback" style={{ height: `${status + bar + 136}px` }}>
        <Image className="greenback__ear" src={ear} />
      </View>
      <NavBar over tone="brand" back title="预约详情" />
      <View className="screen__body over" style={{ paddingTop: `${status + bar}px` }}>
        <View className="stack">
          <View className="say">
            <View className="t24">{it ? it.statusText : '正在打开'}</View>
            {it && <View className="t15">{nextText(it, now)}</View>}
          </View>
          {it ? (
            <>
              <View className="card">
                <View className="row g12">
                  <ServicePicture kind={it.service.kind} />
                  <View className="grow">
                    <View className="t17 cut">{it.service.name}</View>
                    <View className="t13 c2">{it.service.minutes} 分钟</View>
                  </View>
                </View>
                <View className="hr" />
                <View className="when">
                  <Icon name="calendar-clock" className="cb" />
                  <View className="grow">
                    <View className="t17 num">{whenText(it.start)}</View>
                    <View className="t13 c2 num">
                      到 {clockText(it.end)}
                      {isComing(it, now) && '，迟到 15 分钟内为你保留'}
                    </View>
                  </View>
                </View>
                {it.adviser && (
                  <View className="when">
                    <Icon name="user-round" className="cb" />
                    <View className="grow">
                      <View className="t15">{it.adviser.name}</View>
                      <View className="t13 c2">{it.adviser.isChosen ? '你选的顾问' : '门店安排的顾问'}</View>
                    </View>
                  </View>
                )}
                {it.note && (
                  <View className="when">
                    <Icon name="message-circle" className="cb" />
                    <View className="grow t15">{it.note}</View>
                  </View>
                )}
              </View>
              <Where storeId={it.store.id} name={it.store.name} />
              {it.tried.length > 0 && <Tried tried={it.tried} />}
              {isComing(it, now) && (
                <View className="note">
                  <Icon name="info" size={16} />
                  <Text className="grow">到店报姓名就行，前一天会提醒你。90 天内 3 次没来，要停约 30 天</Text>
                </View>
              )}
            </>
          ) : (
            <DetailBones />
          )}
        </View>
      </View>
      {it && <DetailBar appointment={it} now={now} busy={busy} onAct={(work) => void act(work)} />}
    </View>
  )
}
export default AppointmentPage

/** 试过什么: what the adviser wrote down (AP-3). */
const Tried = ({ tried }: Pick<Appointment, 'tried'>) => (
  <View className="card">
    <Head title="这次试了" hint={`${tried.length} 样`} />
    {tried.map((one, at) => (
      <View className="tried" key={`${at}${one.what}`}>
        <View className="t15 w5">{one.what}</View>
        {triedText(one) && <View className="t13 c2">{triedText(one)}</View>}
      </View>
    ))}
  </View>
)

const DetailBones = () => (
  <>
    {[168, 96].map((height) => (
      <View className="card" key={height} aria-hidden>
        <Bone w="50%" h={20} />
        <View className="m12">
          <Bone h={height - 64} r={10} />
        </View>
      </View>
    ))}
  </>
)
