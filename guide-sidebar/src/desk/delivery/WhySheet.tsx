import { useState } from 'react'
import { call } from '../../api/client'
import { Reasons, isReason } from '../Reasons'
import { Sheet } from '../Sheet'
import { useAction } from '../useAction'
import type { Brought } from './delivery.rules'
import { Problem } from '../Problem'

interface Props {
  act: 'fail' | 'giveBack'
  deliveryId: string
  close: () => void
  done: (brought: Brought) => void
}

const KINDS = {
  fail: {
    key: 'POST /deliveries/:deliveryId/fail',
    title: '没送到',
    label: '怎么回事',
    reasons: ['家里没人', '电话打不通', '地址不对', '顾客不要了'],
    note: undefined,
    submit: '记下没送到',
  },
  giveBack: {
    key: 'POST /deliveries/:deliveryId/return',
    title: '不送了，退款',
    label: '为什么不送了',
    reasons: ['顾客不要了', '一直联系不上', '地址送不到', '货损坏了'],
    note: '货先收回来放好。货款原路退给顾客，一张单只退一次。',
    submit: '货已收回，退款',
  },
} as const

/** Could not be handed over: tried again later, or given up for good with the money back (OR-5, OR-6). */
export const WhySheet = ({ act, deliveryId, close, done }: Props) => {
  const { key, title, label, reasons, note, submit } = KINDS[act]
  const [reason, setReason] = useState('')
  const { run, busy, failure } = useAction(() =>
    call(key, { params: { deliveryId }, body: { reason: reason.trim() } }),
  )
  const foot = (
    <button
      type="button"
      className="btn main"
      disabled={busy || !isReason(reason)}
      onClick={() => void run().then((it) => it && done(it))}
    >
      {busy ? '正在提交…' : submit}
    </button>
  )
  return (
    <Sheet title={title} close={close} foot={foot}>
      {note && <p className="i2">{note}</p>}
      <Reasons label={label} options={reasons} reason={reason} change={setReason} />
      <Problem text={failure?.message} />
    </Sheet>
  )
}
