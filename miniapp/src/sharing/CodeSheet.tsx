import { View } from '@tarojs/components'
import { PassQr } from '../ui/Pass'
import { Sheet } from '../ui/Sheet'
import { webLink } from './link'

interface CodeSheetProps {
  title: string
  hint: string
  path: string
  onClose: () => void
}

/** 当面扫码: a friend who stands beside one scans the page off the phone. */
export const CodeSheet = ({ title, hint, path, onClose }: CodeSheetProps) => (
  <Sheet title={title} hint={hint} onClose={onClose}>
    <View className="card codesheet">
      <PassQr qr={webLink(path)} label="分享二维码" isStale={false} />
      <View className="t13 c2 center m12">用微信扫一扫，直接打开这一页</View>
    </View>
  </Sheet>
)
