import { Text, View } from '@tarojs/components'
import { openCode, openWallet } from '../../../coupons/open'
import type { Order } from '../../../orders/types'
import { billText } from '../../../ui/format'
import { Head } from '../../../ui/parts'

/** What is with an order's coupons: held, used, or given back. */
const stateOf = ({ status }: Order): { text: string; tone: string } => {
  if (status === 'closed' || status === 'refunded') return { text: '已退回', tone: 'co' }
  return status === 'unpaid' ? { text: '付款后用掉', tone: 'cw' } : { text: '已使用', tone: 'c2' }
}

/** The coupons of an order with what each took off (CO-4); nothing where there were none. */
export const Coupons = ({ order }: { order: Order }) => {
  if (!order.coupons?.length) return null
  const { text, tone } = stateOf(order)
  return (
    <View className="card">
      <Head title="优惠券" more="我的券" onMore={() => openWallet()} />
      {order.coupons.map((it) => (
        <View
          className="row between g8 t13 m4"
          key={it.grantId}
          hoverClass="press"
          onClick={() => openCode(it.grantId)}
        >
          <Text className="grow cut">{it.title}</Text>
          <Text className={`w5 nowrap ${tone}`}>{text}</Text>
          <Text className="num nowrap">−{billText(it.amount)}</Text>
        </View>
      ))}
    </View>
  )
}
