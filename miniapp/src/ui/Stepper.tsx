import { View } from '@tarojs/components'
import { Icon } from './Icon'

interface StepperProps {
  value: number
  min?: number
  max?: number
  onChange: (next: number) => void
}

/** − 1 +, each side 44 px to a finger. At its ends it does nothing. */
export const Stepper = ({ value, min = 1, max = 99, onChange }: StepperProps) => {
  const side = (name: 'minus' | 'plus', text: string, next: number) => {
    const off = next < min || next > max
    return (
      <View
        className={`step__b hit${off ? ' step__b--off' : ''}`}
        aria-label={text}
        aria-role="button"
        onClick={(event) => {
          event.stopPropagation()
          if (!off) onChange(next)
        }}
      >
        <Icon name={name} size={16} />
      </View>
    )
  }
  return (
    <View className="step">
      {side('minus', '减一件', value - 1)}
      <View className="step__n num">{value}</View>
      {side('plus', '加一件', value + 1)}
    </View>
  )
}
