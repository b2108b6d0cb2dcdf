import { View } from '@tarojs/components'
import './campaign.scss'

/** Rules in the order in which they come to matter. */
export const RuleList = ({ rules }: { rules: [title: string, text: string][] }) => (
  <View>
    {rules.map(([title, text], at) => (
      <View className="ruleline" key={title}>
        <View className="ruleline__n num">{at + 1}</View>
        <View className="grow">
          <View className="ruleline__t">{title}</View>
          <View className="t13 c2">{text}</View>
        </View>
      </View>
    ))}
  </View>
)
