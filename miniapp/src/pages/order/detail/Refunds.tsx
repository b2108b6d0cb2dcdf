import { Text, View } from '@tarojs/components'
import type { Order } from '../../../orders/types'
import { REFUND_STATES } from '../../../orders/words'
import { serverNow } from '../../../api/serverTime'
import { billText, stampText } from '../../../ui/format'
import { Head } from '../../../ui/parts'

const STAGES = { deposit: '退定金', balance: '退尾款' }

/** Every refund with its state; nothing where there is none. */
export const Refunds = ({ refunds }: { refunds: Order['refunds'] }) => {
  if (refunds.length === 0) return null
  const now = new Date(serverNow())
  return (
    <View className="card">
      <Head title={refunds.some((it) => it.exchangedFor) ? '退换' : '退款'} />
      {refunds.map(({ id, amount, reason, state, requestedAt, storeName, exchangedFor, stage }) => (
        <View className="refund" key={id}>
          <View className="row between g8">
            <Text className="t15 w6 num">
              {exchangedFor ? (amount > 0 ? `换货，退差价 ${billText(amount)}` : '换货') : billText(amount)}
            </Text>
            <Text className={`t13 w5 ${REFUND_STATES[state].tone}`}>
              {exchangedFor && amount === 0 ? '已换好' : REFUND_STATES[state].text}
            </Text>
          </View>
          <View className="t13 c2">
            {[stage && STAGES[stage], reason, storeName, stampText(requestedAt, now)]
              .filter(Boolean)
              .join(' · ')}
          </View>
        </View>
      ))}
    </View>
  )
}
