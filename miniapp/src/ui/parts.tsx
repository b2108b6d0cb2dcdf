import { Image, Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { mediaUrl } from '../api/media'
import { exactParts, priceParts } from './format'
import { Icon } from './Icon'

interface PriceProps {
  fen: number
  size?: 15 | 17 | 20 | 24
  /** Other options cost more. */
  from?: boolean
  /** As on a bill: always with its fen. */
  exact?: boolean
  /** In the colour of text, where the price is not what shall catch the eye. */
  quiet?: boolean
}

/** Yuan big, fen small. */
export const Price = ({ fen, size = 17, from, exact, quiet }: PriceProps) => {
  const [yuan, rest] = exact ? exactParts(fen) : priceParts(fen)
  return (
    <View className={`price price--${size}${quiet ? ' price--ink' : ''}`}>
      <Text className="price__s">¥</Text>
      {yuan}
      {(rest || from) && <Text className="price__s">{rest + (from ? ' 起' : '')}</Text>}
    </View>
  )
}

export type StockLevel = 'inStock' | 'low' | 'out'
const STOCK_TONE = { inStock: 'co', low: 'cw', out: 'cd' } as const

/** 有货 / 仅剩 N 件 / 缺货: a dot and always its words. */
export const StockDot = ({ level, label, big }: { level: StockLevel; label: string; big?: boolean }) => (
  <View className={`stock ${STOCK_TONE[level]}${big ? ' stock--13' : ''}`}>
    <View className={`dot${level === 'out' ? ' dot--hollow' : ''}`} />
    {label}
  </View>
)

export const Picture = ({ src, className = '' }: { src: string; className?: string }) => (
  <View className={`pic ${className}`}>
    <Image className="pic__img" src={mediaUrl(src)} mode="aspectFill" lazyLoad />
  </View>
)

export const Tag = ({
  tone,
  children,
}: {
  tone?: 'accent' | 'warn' | 'grey' | 'glass' | 'gold'
  children: ReactNode
}) => <View className={`tag${tone ? ` tag--${tone}` : ''}`}>{children}</View>

interface ChipProps {
  on?: boolean
  /** Can be tapped, but what it stands for is not to be had as things are. */
  off?: boolean
  onClick: () => void
  children: ReactNode
}
export const Chip = ({ on, off, onClick, children }: ChipProps) => (
  <View
    className={`chip${on ? ' chip--on' : ''}${off ? ' chip--off' : ''}`}
    hoverClass="press"
    aria-role="button"
    onClick={onClick}
  >
    {children}
  </View>
)

/** A section's heading with an optional way to all of it. */
export const Head = ({ title, hint, more, onMore, out }: HeadProps) => (
  <View className={`head${out ? ' head--out' : ''}`}>
    <Text className="head__t">{title}</Text>
    {hint && <Text className="t13 c2 cut">{hint}</Text>}
    {onMore && (
      <View className="more hit" aria-role="button" onClick={onMore}>
        {more ?? '全部'}
        <Icon name="chevron-right" size={16} />
      </View>
    )}
  </View>
)
interface HeadProps {
  title: string
  hint?: string
  more?: string
  onMore?: () => void
  /** Stands on the page, not in a card. */
  out?: boolean
}
