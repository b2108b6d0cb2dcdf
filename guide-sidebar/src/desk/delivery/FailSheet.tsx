import { useState } from 'react'
import { call } from '../../api/client'
import { Reasons, isReason } from '../Reasons'
import { Sheet } from '../Sheet'
import { useAction } from '../useAction'
import type { Brought } from './delivery.rules'

interface Props {
  deliveryId: string
  close: () => void
  done: (brought: Brought) => void
}

const REASONS = ['家里没人', '电话打不通', '地址不对', '顾客不要了'] as const

/** Could not be handed over, with the reason; it is tried again (OR-5). */
export const FailSheet = ({ deliveryId, close, done }: Props) => {
  const [reason, setReason] = useState('')
  const { run, busy, failure } = useAction(() =>
    call('POST /deliveries/:deliveryId/fail', { params: { deliveryId }, body: { reason: reason.trim() } }),
  )
  const foot = (
    <button
      type="button"
      className="btn main"
      disabled={busy || !isReason(reason)}
      onClick={() => void run().then((it) => it && done(it))}
    >
      {busy ? '正在提交…' : '记下没送到'}
    </button>
  )
  return (
    <Sheet title="没送到" close={close} foot={foot}>
      <Reasons label="怎么回事" options={REASONS} reason={reason} change={setReason} />
      {failure && (
        <p className="problem" role="alert">
          {failure.message}
        </p>
      )}
    </Sheet>
  )
}
