import Taro from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { serverNow } from '../../../api/serverTime'
import type { Order } from '../../../orders/types'
import { stampText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { OrderCode } from './OrderCode'

/** Number, times and remark: what one is asked for on the phone; of a finished order its code as well. */
export const Facts = ({ order }: { order: Order }) => {
  const now = new Date(serverNow())
  const times: [string, string | undefined][] = [
    ['下单', order.createdAt],
    ['付定金', order.presale?.depositPaidAt],
    [order.presale ? '付尾款' : '付款', order.paidAt],
    ['发货', order.delivery?.shippedAt],
    ['到店', order.transfer?.arrivedAt],
    ['提货', order.pickup?.redeemedAt],
    ['关闭', order.closedAt],
  ]
  return (
    <View className="card facts">
      <View className="fact">
        <Text className="lab c2">订单号</Text>
        <Text className="grow cut num">{order.id.replace(/^ord_/, '')}</Text>
        <View
          className="hit cb w5"
          aria-role="button"
          onClick={() => void Taro.setClipboardData({ data: order.id })}
        >
          <Icon name="copy" size={16} />
        </View>
      </View>
      {times.map(
        ([name, at]) =>
          at && (
            <View className="fact" key={name}>
              <Text className="lab c2">{name}</Text>
              <Text className="grow num">{stampText(at, now)}</Text>
            </View>
          ),
      )}
      {order.remark && (
        <View className="fact">
          <Text className="lab c2">备注</Text>
          <Text className="grow">{order.remark}</Text>
        </View>
      )}
      {order.status === 'completed' && !order.voucher && <OrderCode id={order.id} />}
    </View>
  )
}
