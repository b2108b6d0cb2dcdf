import { Text, View } from '@tarojs/components'
import { openOrder } from '../../../orders/open'
import type { Order } from '../../../orders/types'
import { piecesOf } from '../../../orders/words'
import { Icon } from '../../../ui/Icon'
import { Picture, Price } from '../../../ui/parts'

/** The goods to be handed over, small, and the way to the order. */
export const GoodsStrip = ({ order }: { order: Order }) => (
  <View className="card">
    <View className="row g8">
      {order.lines.slice(0, 3).map((it) => (
        <View className="strip__pic" key={it.key}>
          <Picture src={it.image} className="s56" />
          {it.quantity > 1 && <Text className="qty">×{it.quantity}</Text>}
        </View>
      ))}
      <View className="grow strip__sum">
        <View className="t13 c2">共 {piecesOf(order.lines)} 件</View>
        <Price fen={order.amounts.total} exact quiet />
      </View>
    </View>
    <View className="hr" />
    <View className="row between t13 c2">
      <Text className="cut num">订单 {order.id.replace(/^ord_/, '')}</Text>
      <View className="row cb w5 hit nowrap" aria-role="button" onClick={() => openOrder(order.id)}>
        订单详情
        <Icon name="chevron-right" size={16} />
      </View>
    </View>
  </View>
)
