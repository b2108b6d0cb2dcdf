import { useRef, useState } from 'react'
import { call } from '../api/call'
import { CallError } from '../api/client'
import { signedIn } from '../members/actions'
import { askMessages } from '../orders/messages'
import { say } from '../ui/say'
import type { Claim, Offer } from './types'
import { claimedOnce, refusalText } from './words'

/** Nobody knows whether the claim was taken: asking again for the same copy is safe (CO-2). */
const isInDoubt = (error: unknown): boolean => error instanceof CallError && error.status === 0

let isAsked = false
/** Asks once in a visit whether one may be told before a coupon ends; the claim does not wait for the answer. */
export const askReminder = async (): Promise<void> => {
  if (isAsked) return
  isAsked = true
  await askMessages(['coupon'])
}

/** 到店礼 of one coupon are counted per store. */
const keyOf = ({ couponId }: Offer, { storeId = '' }: Claim): string => `${couponId}@${storeId}`

/**
 * Claims in place (CO-2). `shown` is how an offer looks meanwhile: as claimed from the tap on, and as it was when the
 * shop refuses, which is then said in its words. `onEnd` hears of every end, to look again.
 */
export const useClaim = (onEnd: () => void) => {
  const [hopes, setHopes] = useState<ReadonlyMap<string, Offer>>(new Map())
  const busy = useRef(new Set<string>())

  const hope = (key: string, offer: Offer | undefined): void =>
    setHopes((before) => {
      const after = new Map(before)
      if (offer) after.set(key, offer)
      else after.delete(key)
      return after
    })

  const claim = async (offer: Offer, how: Claim = {}): Promise<boolean> => {
    const { couponId, mine } = offer
    const key = keyOf(offer, how)
    if (busy.current.has(key)) return false
    busy.current.add(key)
    try {
      if (!(await signedIn())) return false
      void askReminder()
      hope(key, claimedOnce(offer))
      const { id } = await call('POST /coupons/:couponId/claim', {
        params: { couponId },
        body: { nth: mine.nth ?? 1, ...how },
      })
      const next = claimedOnce(offer)
      hope(key, { ...next, mine: { ...next.mine, grantId: id } })
      say('领到了，放进我的券')
      return true
    } catch (error) {
      hope(key, undefined)
      say(isInDoubt(error) ? '没连上，再点一次不会多领' : refusalText(error))
      return false
    } finally {
      busy.current.delete(key)
      onEnd()
    }
  }

  /** What is known of an offer by now: the later of what was read and what was claimed. */
  const shown = (offer: Offer, how: Claim = {}): Offer => {
    const hoped = hopes.get(keyOf(offer, how))
    return hoped && hoped.mine.claimed > offer.mine.claimed ? hoped : offer
  }
  return { claim, shown }
}
