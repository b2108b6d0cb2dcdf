import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { CheckoutCoupons } from '../../../coupons/types'
import type { Preview } from '../../../orders/types'
import { billText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { CouponSheet } from './CouponSheet'
import type { Checkout } from './useCheckout'

/** What the row says at its end: what is taken off, what could be, or that nothing fits. */
const offText = ({ chosen, usable }: CheckoutCoupons): string => {
  const off = chosen.reduce((sum, it) => sum + it.amount, 0)
  if (off > 0) return `−${billText(off)}`
  return usable.length > 0 ? `${usable.length} 张可用` : '没有可用的券'
}

/** 优惠券 at checkout (CO-4): what is chosen, whether that is the best, and the way to choose others. */
export const CouponRow = ({ checkout, preview }: { checkout: Checkout; preview: Preview }) => {
  const [isOpen, setIsOpen] = useState(false)
  const { coupons } = preview
  if (!coupons) return null
  const { chosen, text, isBest } = coupons
  return (
    <View className="card">
      <View
        className="row g8 couponrow"
        hoverClass="press"
        aria-role="button"
        onClick={() => setIsOpen(true)}
      >
        <Icon name="ticket-percent" className="cb" />
        <Text className="t15 grow">优惠券</Text>
        <Text className={`t15 num ${chosen.length > 0 ? 'ca w6' : 'c2'}`}>{offText(coupons)}</Text>
        <Icon name="chevron-right" size={16} className="c2" />
      </View>
      {text && <View className={`t13 num ${isBest ? 'co w5' : 'c2'}`}>{text}</View>}
      {chosen.map((it) => (
        <View className="row between g8 t13 m4" key={it.grantId}>
          <Text className="c2 cut">{it.title}</Text>
          <Text className="ca num nowrap">−{billText(it.amount)}</Text>
        </View>
      ))}
      {isOpen && <CouponSheet checkout={checkout} coupons={coupons} onClose={() => setIsOpen(false)} />}
    </View>
  )
}
