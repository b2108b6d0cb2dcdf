import { useCallback, useRef, useState } from 'react'
import { useDoor, type Door } from '../api/door'
import { ApiFailure, asFailure, isUnanswered } from '../api/failure'
import type { Guide } from '../api/storage'
import { isCouponQr, type ShownCoupon } from './coupon/coupon.rules'
import { isEventQr } from './event/event.rules'
import { CODE_LENGTH } from './handover.rules'
import type { Handover } from './handover.rules'

/** Where a redemption stands. */
export type Stage =
  | { name: 'enter' }
  | { name: 'looking'; code: string }
  | { name: 'coupon'; code: string; coupon: ShownCoupon }
  | { name: 'confirm'; code: string; handover: Handover; note?: string }
  | { name: 'redeeming'; code: string; handover: Handover }
  /** The answer to the redemption was lost: nobody knows yet whether it counted. */
  | { name: 'unsure'; code: string; handover: Handover; failure: ApiFailure }
  | { name: 'done'; code: string; handover: Handover; at: number }
  | { name: 'undone'; handover: Handover; reason: string }
  | { name: 'refused'; code: string; failure: ApiFailure; at: number }

/** Codes that cannot be one are not sent. */
const unlike = (code: string): boolean => code.length < CODE_LENGTH || code.length > 200

const isMine = (by: string | undefined, { name, id, userid }: Guide): boolean =>
  by === name || by === id || by === userid

const isFailure = (error: unknown, code: string): boolean =>
  error instanceof ApiFailure && error.code === code

/** What a code stands for: a QR says it itself, eight digits are a pickup's or else a coupon's (OR-3, CO-3). */
async function whatIs(code: string, call: Door['call']): Promise<Stage> {
  const lookCoupon = async (): Promise<Stage> => {
    const coupon = await call('POST /coupon-codes/look', { body: { code } })
    return { name: 'coupon', code, coupon }
  }
  if (isEventQr(code)) throw new ApiFailure('event_code', '这是活动签到码，请在工作台的「活动」里扫', 409)
  if (isCouponQr(code)) return lookCoupon()
  try {
    return { name: 'confirm', code, handover: await call('POST /pickups/look', { body: { code } }) }
  } catch (unknown) {
    if (!isFailure(unknown, 'pickup_unknown')) throw unknown
    return lookCoupon().catch((error: unknown) => {
      throw isFailure(error, 'coupon_unknown') ? unknown : error
    })
  }
}

/**
 * Look, confirm, redeem: each at most once at a time. A redemption whose answer was lost is looked up, never
 * assumed: goods are handed over only after `done` (OR-3).
 */
export const useRedeem = (guide: Guide) => {
  const { call } = useDoor()
  const [stage, setStage] = useState<Stage>({ name: 'enter' })
  const running = useRef(false)

  const alone = useCallback(async (work: () => Promise<Stage>) => {
    if (running.current) return
    running.current = true
    const next = await work().finally(() => (running.current = false))
    setStage(next)
  }, [])

  const look = useCallback(
    (text: string) =>
      alone(async () => {
        const code = text.trim()
        setStage({ name: 'looking', code })
        try {
          if (unlike(code)) throw new ApiFailure('pickup_unknown', '没有找到这个取货码', 404)
          return await whatIs(code, call)
        } catch (error) {
          return { name: 'refused', code, failure: asFailure(error), at: Date.now() }
        }
      }),
    [alone, call],
  )

  const redeem = useCallback(
    (code: string, handover: Handover) =>
      alone(async () => {
        setStage({ name: 'redeeming', code, handover })
        try {
          const done = await call('POST /pickups/redeem', { body: { code } })
          return { name: 'done', code, handover: done, at: Date.now() }
        } catch (error) {
          const failure = asFailure(error)
          return isUnanswered(failure)
            ? { name: 'unsure', code, handover, failure }
            : { name: 'refused', code, failure, at: Date.now() }
        }
      }),
    [alone, call],
  )

  /** After a lost answer: the order itself says whether it was redeemed, and by whom. */
  const check = useCallback(
    (code: string, handover: Handover) =>
      alone(async () => {
        setStage({ name: 'redeeming', code, handover })
        try {
          const now = await call('GET /staff/orders/:orderId', { params: { orderId: handover.order.id } })
          const { redeemedAt, redeemedBy } = now.order.pickup ?? {}
          if (!redeemedAt)
            return { name: 'confirm', code, handover: now, note: '刚才没有核销成功，可以再点一次' }
          if (isMine(redeemedBy, guide)) return { name: 'done', code, handover: now, at: Date.now() }
          const details = { redeemedAt, redeemedBy }
          const failure = new ApiFailure('pickup_done', '这张单已经取过货了', 409, undefined, details)
          return { name: 'refused', code, failure, at: Date.now() }
        } catch (error) {
          return { name: 'unsure', code, handover, failure: asFailure(error) }
        }
      }),
    [alone, call, guide],
  )

  const refused = useCallback(
    (code: string, failure: ApiFailure) => setStage({ name: 'refused', code, failure, at: Date.now() }),
    [],
  )
  const restart = useCallback(() => setStage({ name: 'enter' }), [])
  const undone = useCallback(
    (handover: Handover, reason: string) => setStage({ name: 'undone', handover, reason }),
    [],
  )
  return { stage, look, redeem, check, refused, restart, undone }
}
