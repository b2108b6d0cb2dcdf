import { useRouter } from '@tarojs/taro'
import { Image, Text, View } from '@tarojs/components'
import { useCallback, useEffect, useState } from 'react'
import { call } from '../../../api/call'
import { mediaUrl } from '../../../api/media'
import { useWatched } from '../../../api/useWatched'
import { Ticket } from '../../../coupons/Ticket'
import { FromGuide } from '../../../guide/FromGuide'
import { openSignUp } from '../../../happenings/open'
import { PhotoWall } from '../../../happenings/PhotoWall'
import type { StoreEvent } from '../../../happenings/types'
import { useSignUp } from '../../../happenings/useSignUp'
import { PHASE_TONES, seatsText, timeText } from '../../../happenings/words'
import { OwnFault } from '../../../members/OwnFault'
import { prepareMessages } from '../../../orders/messages'
import { serverNow } from '../../../api/serverTime'
import { CodeSheet } from '../../../sharing/CodeSheet'
import { ShareButton } from '../../../sharing/ShareButton'
import { useSharedPage } from '../../../sharing/useSharedPage'
import { navigateToStore, openStore } from '../../../stores/open'
import { dueText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { Head, Tag } from '../../../ui/parts'
import { say } from '../../../ui/say'
import { Bone } from '../../../ui/states'
import './index.scss'

/** Seats go while one looks. */
const nextLook = ({ phase }: StoreEvent): number | undefined =>
  phase === 'over' || phase === 'closed' ? undefined : 8000

/** One event (AP-2): when, where, for whom, what it brings, and the way to a seat. */
const EventPage = () => {
  const { id = '', card } = useRouter<{ id: string; card?: string }>().params
  const ask = useCallback(() => call('GET /store-events/:eventId', { params: { eventId: id } }), [id])
  const { answer: event, error, reload } = useWatched(ask, nextLook, '没能打开这场活动')
  const { signUp, busy } = useSignUp(reload)
  const [isCodeShown, showCode] = useState(false)
  const pathBy = useSharedPage({
    page: 'pages/event/detail/index',
    params: { id },
    title: event ? `${event.title}，${timeText(event)}，一起去` : '门店活动',
    image: event?.image,
  })
  useEffect(prepareMessages, [])
  if (!event && error)
    return (
      <OwnFault
        title="门店活动"
        error={error}
        onRetry={reload}
        signIn={{ title: '登录后看这场活动', text: '报名、签到码和晒图都在这里' }}
      />
    )
  if (!event)
    return (
      <View className="screen">
        <NavBar back title="门店活动" />
        <PageBones />
      </View>
    )
  const { mine, store, coupon, photoPoints, detail, audienceText } = event
  const tone = PHASE_TONES[event.phase]
  const act = (): void => {
    if (mine.signUpId && mine.state && mine.action === 'none') openSignUp(mine.signUpId)
    else if (mine.action === 'none') say(mine.text)
    else void signUp(event)
  }
  const isOpen = mine.action !== 'none'
  const isMine = mine.signUpId !== undefined && !isOpen && mine.state !== 'cancelled'
  return (
    <View className="screen">
      <NavBar back title="门店活动" />
      <View className="screen__body">
        <Image className="evt__pic" src={mediaUrl(event.image)} mode="aspectFill" />
        <View className="stack evt__body">
          <FromGuide cardId={card} />
          <View className="card">
            <View className="row g4">
              <Tag>{event.kindText}</Tag>
              <Tag {...(tone ? { tone } : {})}>{event.phaseText}</Tag>
              {audienceText && <Tag tone="gold">{audienceText}</Tag>}
            </View>
            <View className="t20 m8">{event.title}</View>
            <View className="t13 c2 m4">{event.summary}</View>
            <View className="hr" />
            <View className="evt__fact">
              <Icon name="clock" className="cb" />
              <View className="grow">
                <View className="t15 w5 num">{timeText(event)}</View>
                <View className="t13 c2 num">
                  {dueText(event.cancelUntil, new Date(serverNow()))} 前可以取消
                </View>
              </View>
            </View>
            <View className="evt__fact">
              <Icon name="map-pin" className="cb" />
              <View className="grow" onClick={() => openStore(store.id)}>
                <View className="t15 w5 cut">{store.name}</View>
                <View className="t13 c2 cut">{store.address}</View>
              </View>
              <View
                className="round"
                aria-label={`导航去${store.name}`}
                aria-role="button"
                onClick={() => void navigateToStore({ ...store, district: '' })}
              >
                <Icon name="navigation" />
              </View>
            </View>
            <View className="evt__fact">
              <Icon name="users" className="cb" />
              <View className="grow">
                <View className="t15 w5 num">{seatsText(event)}</View>
                {event.waiting !== undefined && event.left === 0 && (
                  <View className="t13 c2">有人取消，按候补顺序自动补上</View>
                )}
              </View>
            </View>
          </View>
          {coupon && (
            <View>
              <Head out title="报名就送" hint="报上名放进你的券包" />
              <Ticket face={coupon} />
            </View>
          )}
          {detail.length > 0 && (
            <View className="card">
              <Head title="活动介绍" />
              {detail.map((it) => (
                <View className="evt__p" key={it}>
                  {it}
                </View>
              ))}
            </View>
          )}
          {photoPoints > 0 && (
            <View className="card row g12">
              <View className="round">
                <Icon name="camera" />
              </View>
              <View className="grow">
                <View className="t15 w6">晒图得 {photoPoints} 积分</View>
                <View className="t13 c2">签到后 7 天内上传，审核通过到账</View>
              </View>
            </View>
          )}
          <PhotoWall eventId={event.id} />
        </View>
      </View>
      {isCodeShown && (
        <CodeSheet
          title="叫朋友一起来"
          hint="朋友扫一扫就能报名"
          path={pathBy('code')}
          onClose={() => showCode(false)}
        />
      )}
      <View className="actionbar">
        <ShareButton className="icobtn evt__share" path={pathBy('link')}>
          <Icon name="share-2" />
          <Text>分享</Text>
        </ShareButton>
        <View className="icobtn" aria-role="button" onClick={() => showCode(true)}>
          <Icon name="qr-code" />
          扫码
        </View>
        <View
          className={`btn grow ${isOpen ? 'btn--main' : isMine ? 'btn--brand' : 'btn--off'}${busy ? ' btn--busy' : ''}`}
          aria-role="button"
          onClick={act}
        >
          {busy ? '正在报名' : isMine ? `${mine.text}，看签到码` : mine.text}
        </View>
      </View>
    </View>
  )
}
export default EventPage

const PageBones = () => (
  <View aria-hidden>
    <Bone h={240} r={0} />
    <View className="stack evt__body">
      {[200, 120].map((it) => (
        <View className="card" key={it}>
          <Bone w="60%" h={28} />
          <View className="m12">
            <Bone h={it - 60} r={10} />
          </View>
        </View>
      ))}
    </View>
  </View>
)
