import { useRouter } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { call } from '../../../api/call'
import { token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import { goUse, openCentre, openCode } from '../../../coupons/open'
import { Ticket, TicketBones } from '../../../coupons/Ticket'
import type { Offer } from '../../../coupons/types'
import { askReminder } from '../../../coupons/useClaim'
import { refusalText } from '../../../coupons/words'
import { SignInCard } from '../../../members/SignInCard'
import { prepareMessages } from '../../../orders/messages'
import { Face } from '../../../ui/Faces'
import { NavBar } from '../../../ui/NavBar'
import { say } from '../../../ui/say'
import { EmptyState, ErrorState } from '../../../ui/states'
import './index.scss'

const Rules = ({ offer }: { offer: Offer }) => (
  <View className="card">
    <View className="t15 w6">怎么用</View>
    {[offer.where, offer.stacks, offer.note].map(
      (it) =>
        it && (
          <View className="t13 c2 m4" key={it}>
            {it}
          </View>
        ),
    )}
  </View>
)

/** A coupon a guide sent into the chat (CO-2, GU-3): from whom, what it is, and the one tap that claims it. */
const CardPage = () => {
  const { card = '' } = useRouter<{ card: string }>().params
  const signed = useShared(token)
  const { data, error, reload } = useLoad(signed && card ? `${signed}|${card}` : null, () =>
    call('GET /coupon-cards/:token', { params: { token: card } }),
  )
  const [busy, setBusy] = useState(false)
  useEffect(prepareMessages, [])

  const claim = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    void askReminder()
    try {
      await call('POST /coupon-cards/:token/claim', { params: { token: card } })
      say('领到了，放进我的券')
    } catch (failure) {
      say(refusalText(failure))
    } finally {
      setBusy(false)
      reload()
    }
  }
  const button = (text: string, tone: string, onClick: () => void) => (
    <View className={`btn ${tone}`} aria-role="button" onClick={onClick}>
      {text}
    </View>
  )
  const body = () => {
    if (!card) return <EmptyState title="这张券卡打不开" text="请导购再发一张" />
    if (!signed) return <SignInCard title="导购送你一张券" text="登录后就能领，到店和线上都认得你" />
    if (!data && error) return <ErrorState error={error} onRetry={reload} />
    if (!data) return <TicketBones count={2} />
    const { offer, grantId, state } = data
    const isOnline = offer.channels.includes('online')
    return (
      <>
        <View className="card fromguide__who">
          <Face person={{ name: data.guideName, avatar: data.guideAvatar }} size="xl" />
          <View className="t20 m12">{data.guideName}送你一张券</View>
          <View className="t13 c2 m4">{data.storeName}</View>
        </View>
        <Ticket
          face={offer}
          isOff={state === 'refused'}
          line={
            <View className={`t13 cut ${state === 'refused' ? 'cw' : state === 'claimed' ? 'co w5' : 'c2'}`}>
              {state === 'claimed' ? '已领' : state === 'open' ? data.text : '领不了'}
            </View>
          }
          onClick={grantId ? () => openCode(grantId) : undefined}
        />
        {state === 'refused' && <View className="t13 cw">{data.text}</View>}
        {state === 'open' &&
          button(busy ? '正在领' : '领取', `btn--main${busy ? ' btn--busy' : ''}`, () => void claim())}
        {state === 'claimed' &&
          grantId &&
          button(isOnline ? '去用' : '到店出示', 'btn--brand', () =>
            goUse({ id: grantId, channels: offer.channels }),
          )}
        {state === 'refused' && button('去领券中心看看', 'btn--tint', openCentre)}
        <Rules offer={offer} />
      </>
    )
  }
  return (
    <View className="screen">
      <NavBar back title="导购送你的券" />
      <View className="screen__body screen__safe">
        <View className="stack fromguide">{body()}</View>
      </View>
    </View>
  )
}
export default CardPage
