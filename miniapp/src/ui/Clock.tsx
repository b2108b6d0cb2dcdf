import { Text, View } from '@tarojs/components'
import { useCountdown } from '../orders/useCountdown'
import './campaign.scss'

const two = (it: number): string => String(it).padStart(2, '0')

/** Seconds as the boxes of a clock show them: `19`, `11`, `24`; whole days stand before. */
export const clockParts = (seconds: number): { days: number; boxes: [string, string, string] } => {
  const rest = seconds % 86_400
  return {
    days: Math.floor(seconds / 86_400),
    boxes: [two(Math.floor(rest / 3600)), two(Math.floor(rest / 60) % 60), two(rest % 60)],
  }
}

interface ClockProps {
  /** ISO instant, by the server's clock. */
  until: string
  onEnd: () => void
  big?: boolean
}

/** What is left until an instant, in boxes; tells once when it is there. */
export const Clock = ({ until, onEnd, big }: ClockProps) => {
  const { days, boxes } = clockParts(useCountdown(until, onEnd))
  return (
    <View className={`clock${big ? ' clock--l' : ''}`} aria-role="timer">
      {days > 0 && <Text className="clock__d">{days} 天</Text>}
      {boxes.map((it, at) => (
        <View className="row" key={at}>
          {at > 0 && <Text className="clock__c">:</Text>}
          <Text className="clock__b num">{it}</Text>
        </View>
      ))}
    </View>
  )
}

/** The same in a line of text: `05:12:36`, with days `2 天 05:12:36`. */
export const ClockText = ({ until, onEnd }: Omit<ClockProps, 'big'>) => {
  const { days, boxes } = clockParts(useCountdown(until, onEnd))
  return (
    <Text className="num">
      {days > 0 ? `${days} 天 ` : ''}
      {boxes.join(':')}
    </Text>
  )
}
