import Taro, { useDidShow } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useEffect, type ReactNode } from 'react'
import { platform } from '../platform'
import { Icon } from './Icon'
import { metrics } from './metrics'

const goBack = (): void => {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else void Taro.switchTab({ url: '/pages/home/index' })
}

interface NavBarProps {
  title?: string
  /** Lies over what follows (pictures) instead of standing above it. */
  over?: boolean
  tone?: 'card' | 'clear' | 'brand'
  back?: boolean
  children?: ReactNode
  /** Stays on top together with the title: search, filters. */
  foot?: ReactNode
}

/** The page's own title row: clear of the status bar and of the capsule. */
export const NavBar = ({ title, over, tone = 'card', back, children, foot }: NavBarProps) => {
  const { status, bar, capsule } = metrics()
  const isDark = tone === 'brand'
  // A bar that comes with its page's data has missed the page's first showing.
  useEffect(() => platform.lightBar(isDark), [isDark])
  useDidShow(() => platform.lightBar(isDark))
  return (
    <View className={`top top--${tone}${over ? ' top--over' : ''}`}>
      <View style={{ height: `${status}px` }} />
      <View className="nav" style={{ height: `${bar}px`, paddingRight: `${capsule}px` }}>
        {back && (
          <View
            className="nav__back"
            hoverClass="press"
            aria-label="返回"
            aria-role="button"
            onClick={goBack}
          >
            {over && tone === 'clear' ? (
              <View className="nav__disc">
                <Icon name="chevron-left" size={24} />
              </View>
            ) : (
              <Icon name="chevron-left" size={24} />
            )}
          </View>
        )}
        {title && <View className="nav__title cut">{title}</View>}
        {children}
      </View>
      {foot}
    </View>
  )
}
