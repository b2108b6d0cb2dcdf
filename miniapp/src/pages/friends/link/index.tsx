import Taro, { useRouter } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import { SignInCard } from '../../../members/SignInCard'
import { Face } from '../../../ui/Faces'
import { NavBar } from '../../../ui/NavBar'
import { sayError } from '../../../ui/say'
import { Bone, EmptyState, ErrorState } from '../../../ui/states'
import '../../../friends/friends.scss'

const goHome = (): void => void Taro.switchTab({ url: '/pages/home/index' })

/** A guide's code, scanned in the shop: whether one is this friend of theirs, confirmed with one tap (ME-1). */
const LinkPage = () => {
  const { code = '' } = useRouter<{ code: string }>().params
  const signed = useShared(token)
  const { data, error, reload } = useLoad(signed && code ? `${signed}|${code}` : null, () =>
    call('GET /link-codes/:code', { params: { code } }),
  )
  const [busy, setBusy] = useState(false)
  const confirm = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    try {
      await call('POST /link-codes/:code/confirm', { params: { code } })
    } catch (failure) {
      sayError(failure)
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
    if (!code) return <EmptyState title="这个码打不开" text="请导购再出示一次" />
    if (!signed) return <SignInCard title="让导购认得你" text="登录后确认一次，等级、积分和买过的都对得上" />
    if (!data && error) return <ErrorState error={error} onRetry={reload} />
    if (!data)
      return (
        <View className="card" aria-hidden>
          <Bone h={200} r={10} />
        </View>
      )
    const { guideName, guideAvatar, storeName, friendName, state } = data
    const isLinked = state === 'linked'
    return (
      <>
        <View className="card friends__who">
          <Face person={{ name: guideName, avatar: guideAvatar }} size="xl" />
          <View className="t20 m12">
            {isLinked ? `${guideName}认得你了` : `${guideName}的微信好友「${friendName}」是你吗`}
          </View>
          <View className="t13 c2 m4">{storeName}</View>
        </View>
        <View className="card t13 c2">
          {isLinked
            ? '以后在聊天里找导购，积分、券和买过的都能查到。个人信息怎么用，可以在「我的」里改。'
            : '确认后，导购能看到你的等级、积分、券和买过的，手机号只显示后四位。不是你就不要点。'}
        </View>
        {isLinked
          ? button('去逛逛', 'btn--main', goHome)
          : button(busy ? '正在确认' : '是我', `btn--main${busy ? ' btn--busy' : ''}`, () => void confirm())}
        {!isLinked && button('不是我', 'btn--tint', goHome)}
      </>
    )
  }
  return (
    <View className="screen">
      <NavBar back title="对上会员" />
      <View className="screen__body screen__safe">
        <View className="stack friends">{body()}</View>
      </View>
    </View>
  )
}
export default LinkPage
