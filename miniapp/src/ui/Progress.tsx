import { View } from '@tarojs/components'
import './campaign.scss'

/** How much of something is gone, 0 to 1; what it means stands beside it in words. */
export const Progress = ({ part }: { part: number }) => (
  <View className="bar" aria-hidden>
    <View className="bar__in" style={{ width: `${Math.round(Math.max(0, Math.min(1, part)) * 100)}%` }} />
  </View>
)
