import { Text, View } from '@tarojs/components'
import { Icon } from '../ui/Icon'

/** Steps in a row: those before `now` are done, those after are to come. */
export const Steps = ({ steps, now }: { steps: [string, string][]; now: number }) => (
  <View className="steps">
    {steps.map(([name, text], at) => (
      <View
        key={name}
        className={`steps__s${at < now ? ' steps__s--done' : at === now ? ' steps__s--now' : ''}`}
      >
        <View className="steps__i">{at < now && <Icon name="check" size={12} />}</View>
        <Text className={`t13 ${at > now ? 'c2' : 'w5'}`}>{name}</Text>
        <Text className="t11 c2 num">{text}</Text>
      </View>
    ))}
  </View>
)
