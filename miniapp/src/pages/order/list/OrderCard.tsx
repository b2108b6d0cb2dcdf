import { Text, View } from '@tarojs/components'
import { openTeam } from '../../../group/open'
import { openOrder, openPickup } from '../../../orders/open'
import type { Order } from '../../../orders/types'
import { useCountdown } from '../../../orders/useCountdown'
import { isCollectable, nextText, piecesOf, WAYS } from '../../../orders/words'
import { longCountdown } from '../../../presales/words'
import { Icon } from '../../../ui/Icon'
import { Picture, Price } from '../../../ui/parts'

const TONES: Partial<Record<Order['status'], string>> = {
  unpaid: 'ca',
  deposited: 'ca',
  grouping: 'ca',
  paid: 'cb',
  shipped: 'cb',
  reviving: 'cw',
}

/** An order in the list: where from, its state, its goods, and the one thing to do with it. */
export const OrderCard = ({ order, onEnd }: { order: Order; onEnd: () => void }) => {
  const { presale } = order
  const isBalanceOpen = presale?.isBalanceOpen === true
  const until = order.status === 'unpaid' ? order.payBy : isBalanceOpen ? presale.balanceUntil : undefined
  const left = useCountdown(until, onEnd)
  const { lines, way, voucher } = order
  const only = lines.length === 1 ? lines[0] : undefined
  const go = (text: string, main: boolean, act: () => void) => (
    <View
      className={`btn btn--sm ${main ? 'btn--main' : 'btn--brand'}`}
      aria-role="button"
      onClick={(event) => {
        event.stopPropagation()
        act()
      }}
    >
      {text}
    </View>
  )
  return (
    <View className="card" hoverClass="press" onClick={() => openOrder(order.id)}>
      <View className="row between g8">
        <View className="row g4 t15 w6 grow">
          <Icon name={WAYS[way].icon} size={16} className="cb" />
          <Text className="cut">{order.store?.name ?? WAYS[way].text}</Text>
        </View>
        <Text className={`t13 w5 nowrap ${TONES[order.status] ?? 'c2'}`}>{order.statusText}</Text>
      </View>
      <View className="row g8 m12">
        {lines.slice(0, only ? 1 : 3).map((it) => (
          <View className="ordercard__pic" key={it.key}>
            <Picture src={it.image} className="s64" />
            {it.quantity > 1 && <Text className="qty">×{it.quantity}</Text>}
          </View>
        ))}
        {voucher && (
          <View className="grow">
            <View className="t15 cut">{voucher.title}</View>
            <View className="t13 c2 cut">到店出示券码</View>
          </View>
        )}
        {only && (
          <View className="grow">
            <View className="t15 cut">{only.name}</View>
            <View className="t13 c2 cut">{only.optionText}</View>
          </View>
        )}
        {!only && !voucher && <View className="grow" />}
        <View className="right">
          <Price fen={order.amounts.total} size={15} exact quiet />
          <View className="t13 c2">{voucher ? '1 张' : `共 ${piecesOf(lines)} 件`}</View>
        </View>
      </View>
      <View className="row between g8 m12 ordercard__foot">
        <Text className="t13 c2 cut">
          {until
            ? `还有 ${longCountdown(left)} 可付${presale ? (isBalanceOpen ? '尾款' : '定金') : '款'}`
            : nextText(order)}
        </Text>
        {order.status === 'unpaid' && go(presale ? '付定金' : '去付款', true, () => openOrder(order.id))}
        {isBalanceOpen && go('付尾款', true, () => openOrder(order.id))}
        {order.status === 'grouping' &&
          order.group &&
          go('叫朋友', true, () => order.group && openTeam(order.group.teamId))}
        {isCollectable(order) && go('取货码', false, () => openPickup(order.id))}
      </View>
    </View>
  )
}
