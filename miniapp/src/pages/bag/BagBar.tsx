import { Text, View } from '@tarojs/components'
import type { CartLine } from '../../cart/cart'
import { chosenLines, sumOf } from '../../cart/groups'
import { openCheckout } from '../../orders/draft'
import { Price } from '../../ui/parts'
import { say } from '../../ui/say'

interface BagBarProps {
  lines: CartLine[]
  chosen: ReadonlySet<string>
}

/** Sum of what is chosen and the way to the checkout. Discounts are explained there. */
export const BagBar = ({ lines, chosen }: BagBarProps) => {
  const mine = chosenLines(lines, chosen)
  const { fen, pieces } = sumOf(mine)
  const first = mine[0]
  const go = (): void => {
    if (!first) return say('先勾选要买的')
    openCheckout({
      lines: mine.map(({ skuId, quantity }) => ({ skuId, quantity })),
      way: first.way === 'pickup' ? 'pickup' : 'local1h',
      storeId: first.store?.id,
    })
  }
  return (
    <View className="bagbar">
      <View className="actionbar__sum">
        <View className="base g4">
          <Text className="t13 c2">合计</Text>
          <Price fen={fen} size={20} exact />
        </View>
        <View className="t11 c2">{pieces > 0 ? `已选 ${pieces} 件，优惠到结算时算` : '还没勾选'}</View>
      </View>
      <View className={`btn btn--wide ${first ? 'btn--main' : 'btn--off'}`} aria-role="button" onClick={go}>
        去结算
      </View>
    </View>
  )
}
