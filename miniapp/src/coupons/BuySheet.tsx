import { Text, View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { call } from '../api/call'
import { CallError } from '../api/client'
import { signedIn } from '../members/actions'
import { randomKey } from '../orders/attempt'
import { openOrder } from '../orders/open'
import { payOnOpen } from '../orders/pay'
import { billText } from '../ui/format'
import { Icon } from '../ui/Icon'
import { Price } from '../ui/parts'
import { say } from '../ui/say'
import { Sheet } from '../ui/Sheet'
import type { Offer } from './types'
import { priceOf, refusalText } from './words'
import './ticket.scss'

interface Props {
  offer: Offer
  onClose: () => void
  /** It ended, one way or the other: to look again. */
  onEnd: () => void
}

const RULES = [
  '付款后放进「我的券」，到店出示券码就能体验',
  '没用过可以随时退，钱原路退回；用过不退',
  '15 分钟内没付款，名额放给别人',
]

/** 买体验券 (CO-1): what it is, what it costs and what holds; its order then opens the pay sheet by itself. */
export const BuySheet = ({ offer, onClose, onEnd }: Props) => {
  const [busy, setBusy] = useState(false)
  const key = useRef(randomKey())
  const price = priceOf(offer)
  const buy = async (): Promise<void> => {
    if (busy || !(await signedIn())) return
    setBusy(true)
    try {
      const order = await call('POST /coupons/:couponId/orders', {
        params: { couponId: offer.couponId },
        body: { key: key.current, expectedTotal: price },
      })
      onClose()
      payOnOpen.set(order.id)
      openOrder(order.id)
    } catch (error) {
      // Without an answer the same key asks for the same order.
      if (error instanceof CallError && error.status === 0) say('没连上，再点一次不会多买')
      else {
        say(refusalText(error))
        key.current = randomKey()
      }
      setBusy(false)
    }
    onEnd()
  }
  return (
    <Sheet title={offer.title} hint={offer.where} onClose={onClose}>
      <View className="card">
        <View className="row between">
          <Text className="t15">体验价</Text>
          <Price fen={price} size={24} />
        </View>
        <View className="hr" />
        {RULES.map((it) => (
          <View className="buy__rule" key={it}>
            <Icon name="check" size={16} className="cb" />
            <Text className="grow">{it}</Text>
          </View>
        ))}
        {offer.note && <View className="t13 c2 m8">{offer.note}</View>}
      </View>
      <View
        className={`btn btn--main m12${busy ? ' btn--busy' : ''}`}
        aria-role="button"
        onClick={() => void buy()}
      >
        {busy ? '正在下单' : `微信支付 ${billText(price)}`}
      </View>
    </Sheet>
  )
}
