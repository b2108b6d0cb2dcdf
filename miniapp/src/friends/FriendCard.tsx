import Taro from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { call } from '../api/call'
import { token } from '../api/session'
import { useShared } from '../api/shared'
import { useLoad } from '../api/useLoad'
import { arrival } from '../sharing/arrival'
import { Face } from '../ui/Faces'
import { Icon } from '../ui/Icon'

/** Who came by a friend's link can accept the invitation here (SO-4); nothing when there is none to accept. */
export const FriendCard = () => {
  const signed = useShared(token)
  const { from = '' } = arrival()
  const code = /^[0-9A-Z]{8}$/.test(from) ? from : ''
  const { data } = useLoad(signed && code ? `${signed}|${code}` : null, () =>
    call('GET /referral/invites/:code', { params: { code } }),
  )
  if (!data || data.state !== 'open' || !data.campaign) return null
  return (
    <View
      className="card row g12"
      hoverClass="press"
      onClick={() => void Taro.navigateTo({ url: `/pages/friends/accept/index?from=${code}` })}
    >
      <Face person={{ name: data.inviterName, avatar: data.inviterAvatar }} size="l" />
      <View className="grow">
        <View className="t15 w6 cut">{data.inviterName}请你来</View>
        <View className="t13 c2 cut">
          接受邀请，首单后得 <Text className="ca w5">{data.campaign.friendCoupon.big}</Text> 券
        </View>
      </View>
      <Icon name="chevron-right" className="c2" />
    </View>
  )
}
