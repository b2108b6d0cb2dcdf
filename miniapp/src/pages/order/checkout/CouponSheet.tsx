import { Text, View } from '@tarojs/components'
import { Parting, Ticket } from '../../../coupons/Ticket'
import type { CheckoutCoupons } from '../../../coupons/types'
import { billText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { Sheet } from '../../../ui/Sheet'
import { EmptyState } from '../../../ui/states'
import { toggledCoupons } from './choices'
import type { Checkout } from './useCheckout'

interface CouponSheetProps {
  checkout: Checkout
  coupons: CheckoutCoupons
  onClose: () => void
}

/** Every coupon the shopper has for this basket, with what each takes off, and the others with why they do not fit (CO-4). */
export const CouponSheet = ({ checkout, coupons, onClose }: CouponSheetProps) => {
  const { chosen, usable, unusable, isBest, text } = coupons
  const { isCurrent, setCouponIds } = checkout
  const taken = new Map(chosen.map((it) => [it.grantId, it.amount]))
  const choose = (ids: string[] | undefined): void => {
    if (isCurrent) setCouponIds(ids)
  }
  return (
    <Sheet title="优惠券" hint={isCurrent ? (text ?? '这次没用券') : '正在重新算价'} onClose={onClose}>
      <View className={`couponsheet${isCurrent ? '' : ' couponsheet--busy'}`}>
        <View className="row g8">
          {!isBest && (
            <View className="btn btn--sm btn--tint" aria-role="button" onClick={() => choose(undefined)}>
              选最省的
            </View>
          )}
          {chosen.length > 0 && (
            <View className="btn btn--sm btn--line" aria-role="button" onClick={() => choose([])}>
              这次不用券
            </View>
          )}
        </View>
        {usable.length + unusable.length === 0 && (
          <EmptyState small title="还没有券" text="去首页的领券看看，领到的会在这里" />
        )}
        {usable.map((it) => {
          const amount = taken.get(it.id)
          return (
            <Ticket
              key={it.id}
              face={it}
              onClick={() => choose(toggledCoupons(it, chosen, usable))}
              line={
                <View className="t13 num cut">
                  <Text className={amount === undefined ? 'c2' : 'ca w5'}>
                    {amount === undefined ? `单用省 ${billText(it.saves)}` : `省 ${billText(amount)}`}
                  </Text>
                  <Text className={it.isExpiring ? 'cw' : 'c2'}> · {it.stateText}</Text>
                </View>
              }
              side={
                <View
                  className={`couponsheet__tick ${amount === undefined ? '' : 'cb'}`}
                  aria-role="checkbox"
                  aria-checked={amount !== undefined}
                  aria-label={it.title}
                >
                  {amount === undefined ? (
                    <View className="couponsheet__o" />
                  ) : (
                    <Icon name="circle-check" size={24} />
                  )}
                </View>
              }
            />
          )
        })}
        {unusable.length > 0 && <Parting>这单用不了</Parting>}
        {unusable.map((it) => (
          <Ticket
            key={it.id}
            face={it}
            isOff
            line={<View className="t13 c2 cut num">{it.stateText}</View>}
            foot={
              <>
                <Icon name="info" size={16} />
                <Text className="grow">{it.why}</Text>
              </>
            }
          />
        ))}
      </View>
    </Sheet>
  )
}
