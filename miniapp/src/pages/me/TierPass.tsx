import { Text, View } from '@tarojs/components'
import type { Profile } from '../../api/session'
import { joinedText, TIERS } from '../../members/tiers'
import { Icon } from '../../ui/Icon'

/** The tier's pass: level, how to the next, points. */
export const TierPass = ({ me }: { me: Profile }) => {
  const { name, line } = TIERS[me.tier]
  return (
    <View className={`tier tier--${me.tier}`}>
      <View className="row between g8">
        <View className="row g8">
          <View className="tier__b">
            <Icon name="crown" size={16} />
          </View>
          <Text className="t17 tier__n">{name}</Text>
        </View>
        <Text className="t13">{joinedText(me.joinedAt)}加入</Text>
      </View>
      <View className="tier__p">
        <Text className="tier__v num">{me.points.toLocaleString('en-US')}</Text>
        <Text className="t13">积分</Text>
      </View>
      <View className="t13">{line}</View>
    </View>
  )
}
