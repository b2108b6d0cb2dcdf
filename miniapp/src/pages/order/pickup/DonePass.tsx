import { View } from '@tarojs/components'
import { serverNow } from '../../../api/serverTime'
import { openOrder } from '../../../orders/open'
import type { Order } from '../../../orders/types'
import { nextText } from '../../../orders/words'
import { stampText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { Steps } from '../../../orders/Steps'

/** What became of the pickup: collected, or why there is nothing to collect. */
export const DonePass = ({ order }: { order: Order }) => {
  const { redeemedAt, redeemedBy } = order.pickup ?? {}
  const at = (instant: string | undefined): string =>
    instant ? stampText(instant, new Date(serverNow())).slice(-5) : ''
  return (
    <View>
      <View className="pass__top pass__top--done">
        <View className={`pass__mark${redeemedAt ? '' : ' pass__mark--off'}`}>
          <Icon name={redeemedAt ? 'check' : 'info'} size={24} />
        </View>
        <View className="t20 m12">{redeemedAt ? '货已交到你手上' : order.statusText}</View>
        <View className="t13 c2 m4">
          {redeemedAt
            ? redeemedBy
              ? `${redeemedBy}为你核对，要退换拿着这张单到任意门店`
              : '要退换，拿着这张单到任意门店'
            : nextText(order)}
        </View>
        <View className="btn btn--tint m16" aria-role="button" onClick={() => openOrder(order.id)}>
          看订单
        </View>
      </View>
      <View className="pass__perf" />
      {redeemedAt ? (
        <Steps
          steps={[
            ['已付款', at(order.paidAt)],
            ['待取货', ''],
            ['已取走', at(redeemedAt)],
          ]}
          now={3}
        />
      ) : (
        <View className="steps" />
      )}
    </View>
  )
}
