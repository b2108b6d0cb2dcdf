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

interface LineProps {
  line: ShownLine
  /** Below the name; what the discounts leave when nothing else is said. */
  note?: ReactNode
  /** At the end of the line; how many when nothing else is there. */
  side?: ReactNode
}

/** One line of goods: picture, choice, price of a piece and how many. */
export const Line = ({ line, note, side }: LineProps) => {
  const off = line.discounts.reduce((sum, it) => sum + it.amount, 0)
  return (
    <View className="line" onClick={() => openProduct(line.spuId, line.skuId)}>
      <Picture src={line.image} className="s64" />
      <View className="grow">
        <View className="row between g8 line__top">
          <View className="t15 w5 cut2 grow">{line.name}</View>
          <Price fen={line.unitPrice} size={15} exact quiet />
        </View>
        {line.optionText && <View className="t13 c2 cut">{line.optionText}</View>}
        <View className="row between g8 line__end">
          <View className="grow">
            {note ?? (off > 0 && <View className="t11 ca">优惠后 {billText(line.total)}</View>)}
          </View>
          {side ?? <Text className="t13 c2 num">×{line.quantity}</Text>}
        </View>
      </View>
    </View>
  )
}
