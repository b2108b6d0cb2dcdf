import { Text, View } from '@tarojs/components'
import { Line } from '../../../orders/Lines'
import type { Preview, PricedLine } from '../../../orders/types'
import { StockDot } from '../../../ui/parts'
import { Stepper } from '../../../ui/Stepper'
import { knowsStock } from './choices'
import type { Checkout } from './useCheckout'

/** What is ordered, with stock where it would come from; what is short can be made right here. */
export const Goods = ({ checkout, preview }: { checkout: Checkout; preview: Preview }) => {
  const { lines } = preview
  const known = knowsStock(preview)
  return (
    <View className="card">
      {lines.map((line) => (
        <View className="line__wrap" key={line.key}>
          <Line
            line={line}
            note={known ? <Stock line={line} isPickup={checkout.isPickup} /> : <View />}
            side={<Pieces checkout={checkout} line={line} />}
          />
          {known && !line.isAvailable && (line.available > 0 || lines.length > 1) && (
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
}

const Stock = ({ line, isPickup }: { line: PricedLine; isPickup: boolean }) => {
  if (line.isAvailable) return <StockDot level="inStock" label="有货" />
  if (line.available > 0) return <StockDot level="low" label={`只剩 ${line.available} 件`} />
  return <StockDot level="out" label={isPickup ? '这家店缺货' : '缺货'} />
}

/** How many; a SKU that comes from two places has two lines, and no single number to change. */
const Pieces = ({ checkout, line }: { checkout: Checkout; line: PricedLine }) => {
  const wanted = checkout.wanted.lines.find((it) => it.skuId === line.skuId)?.quantity ?? line.quantity
  const isSplit = checkout.isCurrent && wanted !== line.quantity
  return isSplit ? (
    <Text className="t13 c2 num">×{line.quantity}</Text>
  ) : (
    <View className="m4" onClick={(event) => event.stopPropagation()}>
      <Stepper value={wanted} onChange={(next) => checkout.setQuantity(line.skuId, next)} />
    </View>
  )
}
