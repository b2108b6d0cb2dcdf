import Taro from '@tarojs/taro'
import { Button, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { say } from '../ui/say'
import { webLink } from './link'

interface ShareButtonProps {
  className: string
  /** Path of the page to hand on; in WeChat the page's own useShareAppMessage says it again with its picture. */
  path: string
  children: ReactNode
}

/** Copies a link; says so. */
export const copyLink = async (path: string): Promise<void> => {
  await Taro.setClipboardData({ data: webLink(path) }).then(
    () => say('链接复制好了，发给朋友吧'),
    () => say('没能复制，长按页面上的码也可以分享'),
  )
}

/** Hands the page on: WeChat's own sheet of chats in the mini-program, a copied link in a browser. */
export const ShareButton = ({ className, path, children }: ShareButtonProps) =>
  process.env.TARO_ENV === 'weapp' ? (
    <Button className={className} openType="share">
      {children}
    </Button>
  ) : (
    <View className={className} hoverClass="press" aria-role="button" onClick={() => void copyLink(path)}>
      {children}
    </View>
  )
