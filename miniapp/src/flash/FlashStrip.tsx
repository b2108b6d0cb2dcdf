import { Text, View } from '@tarojs/components'
import { call } from '../api/call'
import { token } from '../api/session'
import { useShared } from '../api/shared'
import { useLoad } from '../api/useLoad'
import { ClockText } from '../ui/Clock'
import { priceText } from '../ui/format'
import { Icon } from '../ui/Icon'
import { Price } from '../ui/parts'
import { openFlashCheckout, openFlashSale } from './open'
import { BUTTONS, itemText, stateOf } from './words'

/** 秒杀价 on a product's page, with the time it begins or ends; nothing where there is none. */
export const FlashStrip = ({ spuId, skuId }: { spuId: string; skuId: string }) => {
  const signed = useShared(token)
  const { data, reload } = useLoad(`${signed}|${spuId}`, () =>
    call('GET /flash-sales/products/:spuId', { params: { spuId } }),
  )
  const session = data?.session
  const item = data?.items.find((it) => it.skuId === skuId)
  if (!session || !item || session.phase === 'over') return null
  const isRunning = session.phase === 'running'
  const state = stateOf(session, item)
  return (
    <View
      className="card row g12"
      hoverClass="press"
      onClick={() => (state === 'buy' ? openFlashCheckout(session.id, skuId) : openFlashSale(session.id))}
    >
      <Icon name="zap" size={24} className="ca" />
      <View className="grow">
        <View className="row g4">
          <Text className="t15 w6 nowrap">秒杀价</Text>
          <Price fen={item.flashPrice} size={15} />
          <Text className="t13 c2 cut">省 {priceText(Math.max(0, item.price - item.flashPrice))}</Text>
        </View>
        <View className="t13 cw cut">
          {isRunning ? '距结束 ' : `${session.label} 开抢，还有 `}
          <ClockText until={isRunning ? session.until : session.from} onEnd={reload} />
          {isRunning ? ` · ${itemText(session, item)}` : ''}
        </View>
      </View>
      <View className={`btn btn--sm ${state === 'buy' ? 'btn--main' : 'btn--lineb'}`}>{BUTTONS[state]}</View>
    </View>
  )
}
