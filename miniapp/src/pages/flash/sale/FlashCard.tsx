import { Text, View } from '@tarojs/components'
import { openProduct } from '../../../catalog/open'
import { openFlashCheckout } from '../../../flash/open'
import type { FlashItem, Session } from '../../../flash/types'
import { useReminder } from '../../../flash/useReminder'
import { BUTTONS, itemText, stateOf, type ItemState } from '../../../flash/words'
import { openOrder } from '../../../orders/open'
import { priceText } from '../../../ui/format'
import { Picture, Price } from '../../../ui/parts'
import { Progress } from '../../../ui/Progress'
import { say } from '../../../ui/say'

interface FlashCardProps {
  session: Session
  item: FlashItem
  onChange: () => void
}

const LOOKS: Record<ItemState, string> = {
  remind: 'btn--brand',
  reminded: 'btn--tint',
  buy: 'btn--main',
  won: 'btn--tint',
  had: 'btn--off',
  soldOut: 'btn--off',
  over: 'btn--off',
  paused: 'btn--off',
}

/** An item of a session: both prices, how much is gone, what the shopper got, and what can be done now. */
export const FlashCard = ({ session, item, onChange }: FlashCardProps) => {
  const { toggle } = useReminder(onChange)
  const { spuId, skuId, name, optionText, image, price, flashPrice, takenPercent, mine } = item
  const state = stateOf(session, item)
  const act = (): void => {
    if (state === 'remind' || state === 'reminded') void toggle(session, item)
    else if (state === 'buy') openFlashCheckout(session.id, skuId)
    else if (mine.orderId) openOrder(mine.orderId)
    else say(mine.text || itemText(session, item))
  }
  const isMine = mine.outcome !== 'none'
  const isToPay = state === 'won' && mine.text.includes('付款')
  return (
    <View className="card fcard">
      <View onClick={() => openProduct(spuId, skuId)}>
        <Picture src={image} className="fcard__pic" />
      </View>
      <View className="grow">
        <View className="t15 w6 cut" onClick={() => openProduct(spuId, skuId)}>
          {name}
        </View>
        <View className="t13 c2 cut">{optionText}</View>
        {session.phase === 'running' && (
          <View className="m8">
            <Progress part={takenPercent / 100} />
          </View>
        )}
        <View
          className={`t11 m4 cut ${isMine ? (mine.outcome === 'won' ? 'co w5' : 'cw w5') : 'fcard__gone'}`}
        >
          {itemText(session, item)}
        </View>
        <View className="row between g8 m4">
          <View className="base g4">
            <Price fen={flashPrice} size={20} />
            <Text className="was">{priceText(price)}</Text>
          </View>
          <View
            className={`btn btn--sm ${isToPay ? 'btn--main' : LOOKS[state]}`}
            hoverClass="press"
            aria-role="button"
            onClick={act}
          >
            {isToPay ? '去付款' : BUTTONS[state]}
          </View>
        </View>
      </View>
    </View>
  )
}
