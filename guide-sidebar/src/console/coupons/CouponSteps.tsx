import { useState } from 'react'
import { call } from '../../api/client'
import { asFailure } from '../../api/failure'
import { STEPS, stepsOf } from './coupon.rules'
import type { Coupon, Step } from './coupon.rules'

/** A refusal's own explanation, where there is one. */
const wordsOf = (error: unknown): string => {
  const { message, details } = asFailure(error)
  const text = (details as { text?: unknown } | undefined)?.text
  return typeof text === 'string' ? text : message
}

/** What may be done with a coupon; each step is asked about once, with what it means for shoppers. */
export const CouponSteps = ({ coupon, changed }: { coupon: Coupon; changed: () => void }) => {
  const [asked, setAsked] = useState<Step>()
  const [busy, setBusy] = useState(false)
  const [oops, setOops] = useState<string>()
  const params = { couponId: coupon.id }

  const run = async (work: () => Promise<unknown>) => {
    setBusy(true)
    setOops(undefined)
    try {
      await work()
      setAsked(undefined)
    } catch (error) {
      setOops(wordsOf(error))
    }
    setBusy(false)
    changed()
  }

  if (coupon.actions.length === 0) return <span className="t11 i2">总部管理，只能查看</span>
  if (asked)
    return (
      <div className="ask" role="alertdialog" aria-label={STEPS[asked].name}>
        <span className={oops ? 'warn' : 'i2'}>{oops ?? STEPS[asked].ask}</span>
        <button type="button" onClick={() => setAsked(undefined)}>
          先不
        </button>
        <button
          type="button"
          className="b"
          disabled={busy}
          onClick={() => void run(() => call(`POST /console/coupons/:couponId/${asked}`, { params }))}
        >
          {STEPS[asked].name}
        </button>
      </div>
    )
  return (
    <div className="steps">
      {oops && <span className="warn">{oops}</span>}
      {stepsOf(coupon).map((it) => (
        <button key={it} type="button" onClick={() => setAsked(it)}>
          {STEPS[it].name}
        </button>
      ))}
      {coupon.actions.includes('copy') && (
        <button
          type="button"
          disabled={busy}
          onClick={() => void run(() => call('POST /console/coupons/:couponId/copy', { params }))}
        >
          复制
        </button>
      )}
    </div>
  )
}
