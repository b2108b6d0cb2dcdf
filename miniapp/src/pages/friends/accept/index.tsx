import Taro, { useRouter } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { call } from '../../../api/call'
import { token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import { Gifts } from '../../../friends/Gifts'
import { openInvite } from '../../../friends/open'
import { Terms } from '../../../friends/Terms'
import { SignInCard } from '../../../members/SignInCard'
import { arriveBy } from '../../../sharing/arrival'
import { Face } from '../../../ui/Faces'
import { NavBar } from '../../../ui/NavBar'
import { say, sayError } from '../../../ui/say'
import { Bone, EmptyState, ErrorState } from '../../../ui/states'
import '../../../friends/friends.scss'

/** A friend's invitation (SO-4): who invites, what there is for both, and the one tap that accepts it. */
const AcceptPage = () => {
  const { from = '', ch } = useRouter<{ from: string; ch?: string }>().params
  const code = from.toUpperCase()
  const signed = useShared(token)
  const { data, error, reload } = useLoad(signed && code ? `${signed}|${code}` : null, () =>
    call('GET /referral/invites/:code', { params: { code } }),
  )
  const [busy, setBusy] = useState(false)
  useEffect(() => arriveBy({ from, ch }), [from, ch])
  const accept = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    try {
      say((await call('POST /referral/invites/:code/accept', { params: { code } })).text)
    } catch (failure) {
      sayError(failure)
    } finally {
      setBusy(false)
      reload()
    }
  }
  return (
    <View className="screen">
      <NavBar back title="好友邀请" />
      <View className="screen__body screen__safe">
        <View className="stack friends">
          {!code ? (
            <EmptyState title="邀请链接不完整" text="请好友再发一次" />
          ) : !signed ? (
            <SignInCard title="好友请你来拾禾" text="登录后接受邀请，首单收货后你们各得一张券" />
          ) : data ? (
            <>
              <View className="card friends__who">
                <Face person={{ name: data.inviterName, avatar: data.inviterAvatar }} size="xl" />
                <View className="t20 m12">{data.inviterName}请你来拾禾</View>
                <View className={`t13 m4 ${data.state === 'refused' ? 'cw' : 'c2'}`}>{data.text}</View>
              </View>
              {data.campaign && data.state !== 'refused' && <Gifts campaign={data.campaign} isFriend />}
              {data.state === 'open' && (
                <View
                  className={`btn btn--main${busy ? ' btn--busy' : ''}`}
                  aria-role="button"
                  onClick={() => void accept()}
                >
                  {busy ? '正在接受' : '接受邀请'}
                </View>
              )}
              {data.state === 'accepted' && (
                <View
                  className="btn btn--main"
                  aria-role="button"
                  onClick={() => void Taro.switchTab({ url: '/pages/home/index' })}
                >
                  去挑第一单
                </View>
              )}
              {data.state === 'refused' && (
                <View className="btn btn--tint" aria-role="button" onClick={openInvite}>
                  我也去邀好友
                </View>
              )}
              {data.campaign && <Terms campaign={data.campaign} />}
            </>
          ) : error ? (
            <ErrorState error={error} onRetry={reload} />
          ) : (
            <View className="card" aria-hidden>
              <Bone h={240} r={10} />
            </View>
          )}
        </View>
      </View>
    </View>
  )
}
export default AcceptPage
