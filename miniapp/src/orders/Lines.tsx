import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { openProduct } from '../catalog/open'
import { billText } from '../ui/format'
import { Picture, Price } from '../ui/parts'
import type { OrderLine } from './types'

export type ShownLine = Pick<
  OrderLine,
  'skuId' | 'spuId' | 'name' | 'image' | 'optionText' | 'quantity' | 'unitPrice' | 'discounts' | 'total'
>

/** One line of goods: picture, choice, price of a piece and how many; `note` stands below. */
export const Line = ({ line, note, side }: { line: ShownLine; note?: ReactNode; side?: ReactNode }) => {
  const off = line.discounts.reduce((sum, it) => sum + it.amount, 0)
  return (
    <View className="line" onClick={() => openProduct(line.spuId, line.skuId)}>
      <Picture src={line.image} className="s64" />
      <View className="grow">
        <View className="t15 w5 cut2">{line.name}</View>
        {line.optionText && <View className="t13 c2 cut">{line.optionText}</View>}
        {note ?? (off > 0 && <View className="t11 ca">优惠后 {billText(line.total)}</View>)}
      </View>
      <View className="right">
        <Price fen={line.unitPrice} size={15} exact quiet />
        {side ?? <Text className="t13 c2 num">×{line.quantity}</Text>}
      </View>
    </View>
  )
}
