import { View } from '@tarojs/components'
import { openCode } from '../../../coupons/open'
import { openTeam } from '../../../group/open'
import { openPickup } from '../../../orders/open'
import type { Order } from '../../../orders/types'
import { isCollectable, isOnItsWay } from '../../../orders/words'
import { billText } from '../../../ui/format'

interface DetailBarProps {
  order: Order
  busy: boolean
  onPay: () => void
  onCancel: () => void
  onReceived: () => void
  onAgain: () => void
}

/** One main action for the state the order is in; what takes it back stands beside it, quieter. */
export const DetailBar = ({ order, busy, onPay, onCancel, onReceived, onAgain }: DetailBarProps) => {
  const button = (kind: string, text: string, act: () => void) => (
    <View className={`btn ${kind}${busy ? ' btn--busy' : ''}`} aria-role="button" onClick={act}>
      {text}
    </View>
  )
  const cancel = button('btn--line', '取消订单', onCancel)
  switch (order.status) {
    case 'unpaid':
      return (
        <View className="actionbar">
          {cancel}
          {button(
            'btn--main grow',
            order.presale
              ? `付定金 ${billText(order.presale.deposit)}`
              : `去付款 ${billText(order.amounts.total)}`,
            onPay,
          )}
        </View>
      )
    case 'deposited':
      return (
        <View className="actionbar">
          {cancel}
          {order.presale?.isBalanceOpen
            ? button('btn--main grow', `付尾款 ${billText(order.presale.balance)}`, onPay)
            : button('btn--tint grow', '还没到付尾款的时间', () => {})}
        </View>
      )
    case 'grouping':
      return (
        <View className="actionbar">
          {cancel}
          {button('btn--main grow', '去叫朋友参团', () => order.group && openTeam(order.group.teamId))}
        </View>
      )
    case 'paid':
      return (
        <View className="actionbar">
          {order.way !== 'counter' && cancel}
          {isCollectable(order)
            ? button('btn--main grow', order.way === 'counter' ? '出示离店码' : '出示取货码', () =>
                openPickup(order.id),
              )
            : button('btn--tint grow', isOnItsWay(order) ? '还在调货路上' : '店里在备货', () => {})}
        </View>
      )
    case 'shipped':
      return <View className="actionbar">{button('btn--main grow', '确认收货', onReceived)}</View>
    case 'completed':
      return (
        <View className="actionbar">
          {order.voucher?.isReturnable && button('btn--line', '退券', onCancel)}
          {order.voucher?.isReturnable && order.voucher.grantId
            ? button('btn--brand grow', '出示券码', () => openCode(order.voucher?.grantId ?? ''))
            : button('btn--tint grow', '再去逛逛', onAgain)}
        </View>
      )
    default:
      return <View className="actionbar">{button('btn--tint grow', '再去逛逛', onAgain)}</View>
  }
}
