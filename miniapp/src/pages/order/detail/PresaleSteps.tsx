import { Text, View } from '@tarojs/components'
import { serverNow } from '../../../api/serverTime'
import { Steps } from '../../../orders/Steps'
import type { Order } from '../../../orders/types'
import { useCountdown } from '../../../orders/useCountdown'
import { isDelivery } from '../../../orders/words'
import { dayText, longCountdown, windowText } from '../../../presales/words'
import { billText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'

interface PresaleStepsProps {
  order: Order
  presale: NonNullable<Order['presale']>
  /** A window opened or closed. */
  onMoment: () => void
}

const AT: Partial<Record<Order['status'], number>> = { unpaid: 0, deposited: 1, paid: 2, shipped: 2 }

/** Both payments of a presale and its goods in their order (CA-4), with the time that is left for the one at hand. */
export const PresaleSteps = ({ order, presale, onMoment }: PresaleStepsProps) => {
  const { status } = order
  const { balanceFrom, balanceUntil, isBalanceOpen, balance, deposit } = presale
  const waits = status === 'deposited'
  const left = useCountdown(waits ? (isBalanceOpen ? balanceUntil : balanceFrom) : undefined, onMoment)
  const now = new Date(serverNow())
  const ended = status === 'closed' || status === 'refunded'
  const isDepositPaid = presale.depositPaidAt !== undefined
  return (
    <View className="card presteps">
      <Steps
        now={ended ? (order.paidAt ? 2 : isDepositPaid ? 1 : 0) : (AT[status] ?? 3)}
        steps={[
          ['付定金', billText(deposit)],
          ['付尾款', billText(balance)],
          [isDelivery(order.way) ? '发货' : '取货', `${dayText(presale.readyAt)}起`],
        ]}
      />
      {waits && (
        <View className={`note ${isBalanceOpen ? 'note--warn' : 'note--plain'}`}>
          <Icon name="clock" size={16} />
          <View className="grow">
            <Text className="w6 num">
              {isBalanceOpen ? '离尾款截止' : '离付尾款'} {longCountdown(left)}
            </Text>
            <View className="num">{windowText(balanceFrom, balanceUntil, now)}</View>
            {!presale.isBalanceFinal && <View>尾款按开付时的会员价和优惠定下</View>}
          </View>
        </View>
      )}
    </View>
  )
}
