import { Text, View } from '@tarojs/components'
import { openCode } from '../../../coupons/open'
import type { Order } from '../../../orders/types'
import { Icon } from '../../../ui/Icon'
import { Price } from '../../../ui/parts'

/** A coupon that was bought (CO-1): what it is, its price, and the way to its code once it is usable. */
export const Voucher = ({ voucher }: { voucher: NonNullable<Order['voucher']> }) => (
  <View className="card">
    <View className="row g12">
      <View className="round">
        <Icon name="ticket" />
      </View>
      <View className="grow">
        <View className="t15 w6 cut">{voucher.title}</View>
        <View className="t13 c2">{voucher.grantId ? '体验券 · 到店出示券码' : '体验券'}</View>
      </View>
      <Price fen={voucher.price} size={17} exact quiet />
    </View>
    {voucher.grantId && (
      <View
        className="linkrow m12"
        aria-role="button"
        onClick={() => voucher.grantId && openCode(voucher.grantId)}
      >
        <Text>出示券码</Text>
        <Icon name="chevron-right" size={16} />
      </View>
    )}
  </View>
)
