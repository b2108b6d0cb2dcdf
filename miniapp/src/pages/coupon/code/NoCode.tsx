import { View } from '@tarojs/components'
import { goShopping, openWallet } from '../../../coupons/open'
import type { Grant } from '../../../coupons/types'
import { openOrder } from '../../../orders/open'
import { Icon } from '../../../ui/Icon'

const WORDS: Record<Grant['state'], [title: string, hint: string]> = {
  usable: ['下单时自动用上', '结算时会为你选最省的搭配'],
  notYet: ['还没到可用时间', '到了时间，这里就有券码'],
  locked: ['待付款订单占用', '付款后用掉，取消订单就退回来'],
  used: ['已使用', ''],
  expired: ['已过期', '领券中心常有新券'],
  reserved: ['还没付款', '付款后就能用'],
  void: ['已退款', '钱已原路退回，这张券不能再用'],
}

/** What stands in the place of a code: used and where, held by an order, over, or only for orders here. */
export const NoCode = ({ grant }: { grant: Grant }) => {
  const { state, stateText, orderId } = grant
  const [title, hint] = WORDS[state]
  const isUsed = state === 'used'
  const [act, go]: [string, () => void] = orderId
    ? ['看订单', () => openOrder(orderId)]
    : state === 'usable'
      ? ['去选购', goShopping]
      : ['看看别的券', () => openWallet()]
  return (
    <>
      <View className={`pass__mark m16${isUsed ? '' : ' pass__mark--off'}`}>
        <Icon name={isUsed ? 'check' : 'info'} size={24} />
      </View>
      <View className="t20 m12">{title}</View>
      <View className="t13 c2 m4 num">{isUsed ? stateText : hint}</View>
      <View className="btn btn--tint m16" aria-role="button" onClick={go}>
        {act}
      </View>
    </>
  )
}
