import { useState } from 'react'
import { call } from '../../api/client'
import { asFailure } from '../../api/failure'
import { newKey } from '../../api/key'
import { Dialog } from '../edit/Dialog'
import { InstantInput, WholeInput } from '../edit/inputs'
import { Field } from '../edit/Section'
import { codesProblem } from './codes.rules'
import type { CodesForm } from './codes.rules'

const USUAL = 100

interface Props {
  couponId: string
  /** How many of the coupon can still be had. */
  quotaLeft: number
  onMade: () => void
  onClose: () => void
}

/** A batch of codes is made: how many, and until when they may be exchanged (CO-2). */
export const MakeCodes = ({ couponId, quotaLeft, onMade, onClose }: Props) => {
  const [key] = useState(newKey)
  const [form, setForm] = useState<CodesForm>({ count: USUAL, until: undefined })
  const [busy, setBusy] = useState(false)
  const [oops, setOops] = useState<string>()
  const make = async () => {
    const problem = codesProblem(form, Date.now())
    setOops(problem)
    const { count, until } = form
    if (problem || count === undefined) return
    setBusy(true)
    try {
      await call('POST /console/coupons/:couponId/codes', {
        params: { couponId },
        body: { key, count, ...(until ? { until } : {}) },
      })
      onMade()
    } catch (error) {
      setOops(asFailure(error).message)
      setBusy(false)
    }
  }
  const isMore = (form.count ?? 0) > quotaLeft
  return (
    <Dialog
      title="做一批兑换码"
      onClose={onClose}
      foot={
        <>
          <button type="button" className="btn" onClick={onClose}>
            先不
          </button>
          <button type="button" className="btn brand" disabled={busy} onClick={() => void make()}>
            {busy ? '正在做' : '做好'}
          </button>
        </>
      }
    >
      <Field label="数量" error={oops}>
        <WholeInput
          label="数量"
          value={form.count}
          after="个"
          onChange={(count) => setForm({ ...form, count })}
        />
        <span className={isMore ? 'warn' : 'i2'}>
          {isMore ? `券只剩 ${quotaLeft} 张，多出的码换不到` : `券还剩 ${quotaLeft} 张，换掉一个占一张`}
        </span>
      </Field>
      <Field label="兑换截止">
        <InstantInput label="兑换截止" value={form.until} onChange={(until) => setForm({ ...form, until })} />
        <span className="i2">不填就跟着券走</span>
      </Field>
      <p className="i2">每个码 12 位，只能换一次、给一个人，不分大小写。做好以后下载成表格去印或去发。</p>
    </Dialog>
  )
}
