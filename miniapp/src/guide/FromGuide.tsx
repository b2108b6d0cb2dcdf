import { View } from '@tarojs/components'
import { call } from '../api/call'
import { token } from '../api/session'
import { useShared } from '../api/shared'
import { useLoad } from '../api/useLoad'
import { Face } from '../ui/Faces'

/**
 * Who sent what is looked at, where a guide's card was opened (GU-3). That it was looked at is told once the shopper is
 * signed in, and no sooner: what they order within a week is the guide's (GU-6).
 */
export const FromGuide = ({ cardId }: { cardId: string | undefined }) => {
  const signed = useShared(token)
  const { data } = useLoad(signed && cardId ? `${signed}|${cardId}` : null, () =>
    call('POST /guide-cards/:cardId/opened', { params: { cardId: cardId ?? '' } }),
  )
  if (!data) return null
  return (
    <View className="card row g12">
      <Face person={{ name: data.guideName, avatar: data.guideAvatar }} size="xl" />
      <View className="grow">
        <View className="t15 w6 cut">{data.guideName}推荐给你</View>
        <View className="t13 c2 cut">{data.storeName} · 想问什么，微信上直接找 TA</View>
      </View>
    </View>
  )
}
