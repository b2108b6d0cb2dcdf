import { ScrollView, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './Icon'
import './sheet.scss'

interface SheetProps {
  title: string
  hint?: string
  onClose: () => void
  /** Stands on a page with the tab bar. */
  overTabs?: boolean | undefined
  children: ReactNode
}

/** A sheet from below over the page; a tap beside it closes it. */
export const Sheet = ({ title, hint, onClose, overTabs, children }: SheetProps) => (
  <View className={`sheet${overTabs ? ' sheet--tabs' : ''}`} catchMove>
    <View className="sheet__veil" aria-label="关闭" aria-role="button" onClick={onClose} />
    <View className="sheet__card">
      <View className="sheet__head">
        <View className="grow">
          <View className="t17">{title}</View>
          {hint && <View className="t13 c2">{hint}</View>}
        </View>
        <View className="sheet__x" aria-label="关闭" aria-role="button" onClick={onClose}>
          <Icon name="x" />
        </View>
      </View>
      <ScrollView scrollY className="sheet__body hide-bar">
        {children}
        <View className="sheet__end" />
      </ScrollView>
    </View>
  </View>
)
