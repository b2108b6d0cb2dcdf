import { useState } from 'react'
import { call } from '../../api/client'
import { isReason, Reasons } from '../Reasons'
import { Sheet } from '../Sheet'
import { useAction } from '../useAction'
import type { ShownCoupon } from './coupon.rules'

interface Props {
  coupon: ShownCoupon
  close: () => void
  undone: (reason: string) => void
}

const REASONS = ['核错了券', '顾客不买了', '小票金额不对'] as const

/** A manager takes a coupon's redemption back, with a reason (CO-3). */
export const UndoCoupon = ({ coupon, close, undone }: Props) => {
  const [reason, setReason] = useState('')
  const { run, busy, failure } = useAction((said: string) =>
    call('POST /coupon-grants/:grantId/undo', {
      params: { grantId: coupon.grant.id },
      body: { reason: said },
    }),
  )
  const undo = () => void run(reason.trim()).then((it) => it && undone(reason.trim()))
  const foot = (
    <button type="button" className="btn main" disabled={busy || !isReason(reason)} onClick={undo}>
      {busy ? '正在撤销…' : '撤销核销'}
    </button>
  )
  return (
    <Sheet title="撤销这张券的核销" close={close} foot={foot}>
      <p className="i2">券回到顾客的卡包，原因会留在记录里。</p>
      <Reasons label="为什么撤销" options={REASONS} reason={reason} change={setReason} />
      {failure && (
        <p className="problem" role="alert">
          {failure.message}
        </p>
      )}
    </Sheet>
  )
}
