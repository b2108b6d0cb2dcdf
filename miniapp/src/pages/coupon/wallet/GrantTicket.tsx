import { Text, View } from '@tarojs/components'
import { openCode, goUse } from '../../../coupons/open'
import { Ticket } from '../../../coupons/Ticket'
import type { Grant } from '../../../coupons/types'
import { isElsewhere } from '../../../coupons/words'
import { openOrder } from '../../../orders/open'
import { openStore } from '../../../stores/open'
import { Icon } from '../../../ui/Icon'

/** One of the shopper's coupons: until when, and the way to use it here or where it works. */
export const GrantTicket = ({ grant }: { grant: Grant }) => {
  const { id, state, stateText, isExpiring, channels, here, orderId } = grant
  const isAway = isElsewhere(grant)
  const isNear = state === 'usable' && isExpiring
  const act: [string, string, () => void] | undefined = isAway
    ? undefined
    : state === 'usable'
      ? channels.includes('online')
        ? ['去用', 'btn--tint', () => goUse(grant)]
        : ['出示', 'btn--brand', () => openCode(id)]
      : orderId
        ? ['看订单', 'btn--line', () => openOrder(orderId)]
        : undefined
  return (
    <Ticket
      face={grant}
      isOff={state !== 'usable' || isAway}
      onClick={() => openCode(id)}
      line={
        <View className={`t13 cut num ${isNear ? 'cw w5' : state === 'locked' ? 'cw' : 'c2'}`}>
          {isNear ? `快到期 · ${stateText}` : stateText}
        </View>
      }
      side={
        act && (
          <View
            className={`btn btn--sm ${act[1]}`}
            aria-role="button"
            onClick={(event) => {
              event.stopPropagation()
              act[2]()
            }}
          >
            {act[0]}
          </View>
        )
      }
      foot={
        isAway && (
          <>
            <Icon name="info" size={16} />
            <Text className="grow">{here?.text}</Text>
            <View
              className="cb w5 hit nowrap"
              aria-role="button"
              onClick={(event) => {
                event.stopPropagation()
                if (here?.storeId) openStore(here.storeId)
              }}
            >
              看这家店
            </View>
          </>
        )
      }
    />
  )
}
