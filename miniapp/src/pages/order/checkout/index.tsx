import Taro from '@tarojs/taro'
import { Input, Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { SignInCard } from '../../../members/SignInCard'
import { Bill } from '../../../orders/Bill'
import { checkoutDraft, type Draft } from '../../../orders/draft'
import { prepareMessages } from '../../../orders/messages'
import { NavBar } from '../../../ui/NavBar'
import { EmptyState, ErrorState } from '../../../ui/states'
import { Alternatives } from './Alternatives'
import { CheckoutBones } from './CheckoutBones'
import { CouponRow } from './CouponRow'
import { Goods } from './Goods'
import { PayBar } from './PayBar'
import { useCheckout } from './useCheckout'
import { useSubmit } from './useSubmit'
import { WayCard } from './WayCard'
import './index.scss'

const CheckoutPage = () => {
  const [draft] = useState(checkoutDraft)
  if (draft && draft.lines.length > 0) return <Checkout draft={draft} />
  return (
    <View className="screen">
      <NavBar back title="确认订单" />
      <EmptyState title="没有要结算的商品" text="先在购物袋里勾选，或在商品页点立即购买">
        <View
          className="btn btn--brand"
          aria-role="button"
          onClick={() => void Taro.switchTab({ url: '/pages/bag/index' })}
        >
          去购物袋
        </View>
      </EmptyState>
    </View>
  )
}
export default CheckoutPage

const Checkout = ({ draft }: { draft: Draft }) => {
  const checkout = useCheckout(draft)
  const [remark, setRemark] = useState('')
  const { step, submit } = useSubmit(checkout, remark)
  const { preview, error, signed, reload } = checkout
  useEffect(prepareMessages, [])
  return (
    <View className="screen">
      <NavBar back title="确认订单" />
      <View className="screen__body">
        <View className="stack checkout">
          {!signed ? (
            <SignInCard title="登录后下单" text="会员价和优惠，登录后才算得准" />
          ) : (
            <>
              <WayCard checkout={checkout} />
              <Alternatives checkout={checkout} />
              {!preview && error && (
                <View className="card">
                  <ErrorState small error={error} onRetry={reload} />
                </View>
              )}
              {!preview && !error && <CheckoutBones />}
              {preview && (
                <>
                  <Goods checkout={checkout} preview={preview} />
                  <CouponRow checkout={checkout} preview={preview} />
                  <Bill
                    way={checkout.wanted.way}
                    lines={preview.lines}
                    amounts={preview.amounts}
                    deliveryDiscounts={preview.deliveryDiscounts}
                    sum="应付"
                  />
                </>
              )}
              <View className="card card--list">
                <View className="cell">
                  <Text className="t15 lab">备注</Text>
                  <Input
                    className="field__in"
                    value={remark}
                    maxlength={100}
                    placeholder={checkout.isPickup ? '想和店里说的话' : '门禁、放门口等'}
                    placeholderClass="field__hint"
                    onInput={(event) => setRemark(event.detail.value)}
                  />
                </View>
              </View>
            </>
          )}
        </View>
      </View>
      {signed && <PayBar checkout={checkout} step={step} onSubmit={() => void submit()} />}
    </View>
  )
}
