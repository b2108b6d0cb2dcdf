import { Text, View } from '@tarojs/components'
import type { MyChain } from '../../../chains/types'
import { openOrder } from '../../../orders/open'
import { Icon } from '../../../ui/Icon'
import { Head, Price } from '../../../ui/parts'

/** The shopper's own places in the chain, each with its number once it is paid. */
export const MyJoins = ({ orders }: Pick<MyChain, 'orders'>) => (
  <View className="card">
    <Head title="我接的" />
    {orders.map((it) => (
      <View
        className="chain__mine"
        key={it.orderId}
        hoverClass="press"
        aria-role="button"
        onClick={() => openOrder(it.orderId)}
      >
        <View className={`chain__no num${it.no === undefined ? ' chain__no--wait' : ''}`}>
          {it.no ?? '…'}
        </View>
        <View className="grow">
          <View className="t15 w6 cut">{it.no === undefined ? '付款后有接龙号' : `接龙 ${it.no} 号`}</View>
          <Text className={`t13 ${it.no === undefined ? 'cw w5' : 'c2'}`}>
            {it.statusText} · {it.pieces} 份
          </Text>
        </View>
        <Price fen={it.total} size={15} exact quiet />
        <Icon name="chevron-right" className="c2" />
      </View>
    ))}
  </View>
)
