import { useState } from 'react'
import { call } from '../api/client'
import { Sheet } from './Sheet'
import { Reasons, isReason } from './Reasons'
import type { Handover } from './handover.rules'
import { useAction } from './useAction'

interface Props {
  handover: Handover
  close: () => void
  undone: (handover: Handover, reason: string) => void
}

const REASONS = ['核错了单', '顾客还没拿走', '货品有问题'] as const

/** A manager takes a redemption back, with a reason (OR-3). */
export const UndoSheet = ({ handover, close, undone }: Props) => {
  const [reason, setReason] = useState('')
  const { run, busy, failure } = useAction((said: string) =>
    call('POST /orders/:orderId/redemption/undo', {
      params: { orderId: handover.order.id },
      body: { reason: said },
    }),
  )
  const undo = () => void run(reason.trim()).then((it) => it && undone(it, reason.trim()))
  const foot = (
    <button type="button" className="btn main" disabled={busy || !isReason(reason)} onClick={undo}>
      {busy ? '正在撤销…' : '撤销核销'}
    </button>
  )
  return (
    <Sheet title="撤销这次核销" close={close} foot={foot}>
      <p className="i2">货要收回，订单回到待自提。原因会留在记录里。</p>
      <Reasons label="为什么撤销" options={REASONS} reason={reason} change={setReason} />
      {failure && (
        <p className="problem" role="alert">
          {failure.message}
        </p>
      )}
    </Sheet>
  )
}
