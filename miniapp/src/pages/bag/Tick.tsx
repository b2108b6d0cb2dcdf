import { View } from '@tarojs/components'
import { Icon } from '../../ui/Icon'

/** A round box to tick, 44 px to a finger. */
export const Tick = ({
  on,
  off,
  label,
  onClick,
}: {
  on: boolean
  off?: boolean
  label: string
  onClick: () => void
}) => (
  <View
    className="tick hit"
    aria-label={label}
    aria-role="checkbox"
    aria-checked={on}
    onClick={(event) => {
      event.stopPropagation()
      if (!off) onClick()
    }}
  >
    <View className={`tick__o${on ? ' tick__o--on' : ''}${off ? ' tick__o--off' : ''}`}>
      {on && <Icon name="check" size={12} />}
    </View>
  </View>
)
