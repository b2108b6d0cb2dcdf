import { Image, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import bag from '../assets/state-bag.webp'
import shut from '../assets/state-shut.webp'
import type { CallError } from '../api/client'
import { Icon } from './Icon'

/** A grey shape where content will be; px. */
export const Bone = ({ w, h, r }: { w?: number | string; h: number; r?: number }) => (
  <View
    className="sk"
    style={{
      width: typeof w === 'number' ? `${w}px` : (w ?? '100%'),
      height: `${h}px`,
      ...(r === undefined ? {} : { borderRadius: `${r}px` }),
    }}
  />
)

interface StateProps {
  title: string
  text?: string
  children?: ReactNode
  /** Without a picture, to stand inside a card. */
  small?: boolean
}

export const EmptyState = ({ title, text, small, children }: StateProps) => (
  <View className={`state${small ? ' state--small' : ''}`}>
    {!small && <Image src={bag} style={{ width: '200px', height: '152px' }} />}
    <View className={small ? 't15 w6' : 't17 m16'}>{title}</View>
    {text && <View className={`${small ? 't13' : 't15'} c2 m4`}>{text}</View>}
    {children && <View className="m16">{children}</View>}
  </View>
)

/** What happened and what to do, with the request's number to give to the shop when the server refused. */
export const ErrorState = ({
  error,
  onRetry,
  small,
}: {
  error: CallError
  onRetry: () => void
  small?: boolean
}) => (
  <View className={`state${small ? ' state--small' : ''}`}>
    {!small && <Image src={shut} style={{ width: '232px', height: '160px' }} />}
    <View className={small ? 't15 w6' : 't17 m16'}>{error.status === 0 ? '没连上' : '没能打开'}</View>
    <View className={`${small ? 't13' : 't15'} c2 m4`}>{error.message}</View>
    <View
      className={`btn ${small ? 'btn--tint' : 'btn--main'} m16 state__go`}
      aria-role="button"
      onClick={onRetry}
    >
      <Icon name="rotate-cw" size={16} />
      再试一次
    </View>
    {error.requestId && <View className="t11 c2 m8">问店里时报这个编号：{error.requestId}</View>}
  </View>
)
