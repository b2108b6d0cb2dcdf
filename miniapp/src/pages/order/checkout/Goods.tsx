import { View } from '@tarojs/components'
import { Line } from '../../../orders/Lines'
import type { PricedLine } from '../../../orders/types'
import { StockDot } from '../../../ui/parts'
import { Stepper } from '../../../ui/Stepper'
import type { Checkout } from './useCheckout'

/** What is ordered, with stock where it would come from; what is short can be made right here. */
export const Goods = ({ checkout, lines }: { checkout: Checkout; lines: PricedLine[] }) => (
  <View className="card">
    {lines.map((line) => (
      <View className="line__wrap" key={line.key}>
        <Line
          line={line}
          note={
            line.isAvailable ? (
              <StockDot level="inStock" label="有货" />
            ) : line.available > 0 ? (
              <StockDot level="low" label={`只剩 ${line.available} 件`} />
            ) : (
              <StockDot level="out" label={checkout.isPickup ? '这家店缺货' : '缺货'} />
            )
          }
          side={<Pieces checkout={checkout} line={line} />}
        />
        {!line.isAvailable && (line.available > 0 || lines.length > 1) && (
          <View className="row line__fix">
            <View
              className="btn btn--sm btn--tint"
              aria-role="button"
              onClick={() => checkout.setQuantity(line.skuId, line.available)}
            >
              {line.available > 0 ? `改成 ${line.available} 件` : '这次不要了'}
            </View>
          </View>
        )}
      </View>
    ))}
  </View>
)

const Pieces = ({ checkout, line: { skuId } }: { checkout: Checkout; line: PricedLine }) => {
  const quantity = checkout.wanted.lines.find((it) => it.skuId === skuId)?.quantity ?? 1
  return (
    <View className="m8" onClick={(event) => event.stopPropagation()}>
      <Stepper value={quantity} onChange={(next) => checkout.setQuantity(skuId, next)} />
    </View>
  )
}
