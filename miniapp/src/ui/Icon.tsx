import { View } from '@tarojs/components'
import type { IconName } from './iconNames'

/** A line icon in the colour of the text around it. */
export const Icon = ({
  name,
  size,
  className = '',
}: {
  name: IconName
  size?: 12 | 16 | 24
  className?: string
}) => <View className={`i i--${name}${size ? ` i--${size}` : ''} ${className}`} />
