import { useState } from 'react'
import { useDoor } from '../../api/door'
import { asFailure, isUnanswered, type ApiFailure } from '../../api/failure'
import type { Guide } from '../../api/storage'
import { exactClock } from '../../ui/date.rules'
import { Icon } from '../../ui/Icon'
import { Result } from '../Result'
import { UndoTool } from '../UndoTool'
import { useAction } from '../useAction'
import { fenOf, textOf, type ShownCoupon } from './coupon.rules'
import { Face, Owner, Receipt } from './CouponParts'
import { UndoCoupon } from './UndoCoupon'
import { Problem } from '../Problem'

interface Props {
  code: string
  first: ShownCoupon
  guide: Guide
  /** The next code. */
  next: () => void
  refused: (failure: ApiFailure) => void
}

type Stage =
  | { name: 'check' }
  /** The answer was lost: nobody knows yet whether it counted. */
  | { name: 'unsure'; failure: ApiFailure }
  | { name: 'done'; at: string; undoUntil?: string }
  | { name: 'undone'; reason: string }

/** A coupon at the till: what it is, the receipt where it needs one, and redeemed exactly once (CO-3). */
export const CouponPage = ({ code, first, guide, next, refused }: Props) => {
  const { call } = useDoor()
  const [stage, setStage] = useState<Stage>({ name: 'check' })
  const [coupon, setCoupon] = useState(first)
  const [typed, setTyped] = useState('')
  const [undoing, setUndoing] = useState(false)
  const amount = fenOf(typed)
  const body = { code, ...(amount === undefined ? {} : { amount }) }

  const look = useAction(async () => setCoupon(await call('POST /coupon-codes/look', { body })))
  const redeem = useAction(async () => {
    try {
      const done = await call('POST /coupon-codes/redeem', { body })
      setCoupon(done)
      setStage({ name: 'done', at: done.grant.usedAt ?? new Date().toISOString(), ...until(done) })
    } catch (error) {
      const failure = asFailure(error)
      if (isUnanswered(failure)) setStage({ name: 'unsure', failure })
      else refused(failure)
    }
  })
  const check = useAction(async () => {
    const { redemptions } = await call('GET /stores/:storeId/redemptions', {
      params: { storeId: guide.store.id },
    })
    const found = redemptions.find((it) => it.grant.id === coupon.grant.id)
    if (!found) return setStage({ name: 'check' })
    setCoupon(found)
    setStage({ name: 'done', at: found.redeemedAt, ...until(found) })
  })

  switch (stage.name) {
    case 'check': {
      const isReady = !coupon.needsAmount || amount !== undefined
      return (
        <>
          <main className="main-scroll">
            <Owner coupon={coupon} />
            <Face coupon={coupon} />
            {coupon.needsAmount && (
              <section className="sec">
                <label className="receipt">
                  <span className="m">小票金额（能用券的商品）</span>
                  <span className="amount-in">
                    <i>¥</i>
                    <input
                      inputMode="decimal"
                      placeholder="0.00"
                      value={typed}
                      onChange={(event) => setTyped(event.target.value)}
                      onBlur={() => amount !== undefined && void look.run()}
                    />
                  </span>
                </label>
                {coupon.off !== undefined && amount !== undefined && !look.busy && (
                  <Receipt amount={amount} off={coupon.off} />
                )}
                <Problem text={look.failure && textOf(look.failure)} />
              </section>
            )}
          </main>
          <footer className="act">
            <button type="button" className="tool" disabled={redeem.busy} onClick={next}>
              <Icon name="x" size={20} />
              先不用
            </button>
            <button
              type="button"
              className="btn main big"
              disabled={redeem.busy || !isReady}
              onClick={() => void redeem.run()}
            >
              {redeem.busy ? '正在核销…' : '确认核销'}
            </button>
          </footer>
        </>
      )
    }
    case 'unsure':
      return (
        <>
          <Result tone="warn-r" icon="wifi-off" title="先别让价">
            没有收到核销结果：{stage.failure.message}
          </Result>
          <main className="main-scroll">
            <Face coupon={coupon} />
            <Problem text={check.failure?.message} />
          </main>
          <footer className="act">
            <button type="button" className="btn main" disabled={check.busy} onClick={() => void check.run()}>
              查一下核销了没有
            </button>
          </footer>
        </>
      )
    case 'done':
      return (
        <>
          <Result
            tone="ok-r"
            icon="check"
            title={coupon.needsAmount ? '已核销，可以让价' : '已核销，可以交付'}
          >
            {exactClock(stage.at)} · {coupon.grant.title}
          </Result>
          <main className="main-scroll">
            <Owner coupon={coupon} />
            <Face coupon={coupon} />
            {coupon.off !== undefined && amount !== undefined && (
              <section className="sec">
                <Receipt amount={amount} off={coupon.off} />
              </section>
            )}
          </main>
          <footer className="act">
            {guide.role === 'manager' && stage.undoUntil && (
              <UndoTool
                left={Date.parse(stage.undoUntil) - Date.parse(stage.at)}
                open={() => setUndoing(true)}
              />
            )}
            <button type="button" className="btn main" onClick={next}>
              <Icon name="scan-line" size={18} />
              核销下一张
            </button>
          </footer>
          {undoing && (
            <UndoCoupon
              coupon={coupon}
              close={() => setUndoing(false)}
              undone={(reason) => setStage({ name: 'undone', reason })}
            />
          )}
        </>
      )
    case 'undone':
      return (
        <>
          <Result tone="warn-r" icon="undo-2" title="已撤销，券回到顾客卡包">
            原因：{stage.reason}
          </Result>
          <main className="main-scroll">
            <Owner coupon={coupon} />
          </main>
          <footer className="act">
            <button type="button" className="btn main" onClick={next}>
              核销下一张
            </button>
          </footer>
        </>
      )
  }
}

const until = ({ undoUntil }: ShownCoupon) => (undoUntil ? { undoUntil } : {})
