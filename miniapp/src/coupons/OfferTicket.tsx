import { Text, View } from '@tarojs/components'
import { useCallback, useEffect, useState } from 'react'
import { say } from '../ui/say'
import { openCode, goUse } from './open'
import { Ticket } from './Ticket'
import type { Offer } from './types'
import { offerAct, offerLine } from './words'

const TONES: Record<Offer['mine']['state'], string> = {
  claimable: 'btn--brand',
  claimed: 'btn--tint',
  notYet: 'btn--off',
  soldOut: 'btn--off',
  soldOutToday: 'btn--off',
  notForYou: 'btn--off',
}

interface OfferTicketProps {
  offer: Offer
  onClaim: () => void
  /** Another page is gone to. */
  onLeave?: () => void
}

/** An offer with its one action: claim it, use what was claimed, or hear why it cannot be had. */
export const OfferTicket = ({ offer, onClaim, onLeave }: OfferTicketProps) => {
  const { mine, channels, claimedPercent } = offer
  const { state, grantId } = mine
  // A claim looks done from the tap on; what is tapped before the shop has answered waits for its answer.
  const [isWanted, setWanted] = useState(false)
  const goTo = useCallback(
    (id: string): void => {
      onLeave?.()
      goUse({ id, channels })
    },
    [channels, onLeave],
  )
  const act = (): void => {
    if (state === 'claimable') return onClaim()
    if (state !== 'claimed') return say(mine.text)
    if (grantId) goTo(grantId)
    else setWanted(true)
  }
  useEffect(() => {
    if (!isWanted || (state === 'claimed' && !grantId)) return
    setWanted(false)
    if (state === 'claimed' && grantId) goTo(grantId)
  }, [isWanted, state, grantId, goTo])
  return (
    <Ticket
      face={offer}
      isOff={!['claimable', 'claimed'].includes(state)}
      onClick={
        grantId && state === 'claimed'
          ? () => {
              onLeave?.()
              openCode(grantId)
            }
          : undefined
      }
      line={
        state === 'claimable' && claimedPercent > 0 ? (
          <View className="tk__bar num">
            <View className="tk__rail">
              <View className="tk__done" style={{ width: `${claimedPercent}%` }} />
            </View>
            <Text>已领 {claimedPercent}%</Text>
          </View>
        ) : (
          <View className={`t13 cut ${state === 'claimed' ? 'co w5' : 'c2'}`}>{offerLine(mine)}</View>
        )
      }
      side={
        <View
          className={`btn btn--sm ${TONES[state]}`}
          aria-role="button"
          onClick={(event) => {
            event.stopPropagation()
            act()
          }}
        >
          {offerAct(offer)}
        </View>
      }
    />
  )
}
