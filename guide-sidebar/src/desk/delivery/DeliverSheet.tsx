import { useState } from 'react'
import { call } from '../../api/client'
import { Sheet } from '../Sheet'
import { useAction } from '../useAction'
import type { Brought } from './delivery.rules'
import { Problem } from '../Problem'

interface Props {
  deliveryId: string
  close: () => void
  done: (brought: Brought) => void
}

const CODE = 4

/** Handed over, proved by the receiver's four digits (OR-5). */
export const DeliverSheet = ({ deliveryId, close, done }: Props) => {
  const [code, setCode] = useState('')
  const { run, busy, failure } = useAction(() =>
    call('POST /deliveries/:deliveryId/deliver', { params: { deliveryId }, body: { code } }),
  )
  const foot = (
    <button
      type="button"
      className="btn main"
      disabled={busy || code.length !== CODE}
      onClick={() => void run().then((it) => it && done(it))}
    >
      {busy ? '正在提交…' : '确认送达'}
    </button>
  )
  return (
    <Sheet title="送到了" close={close} foot={foot}>
      <label className="labelled">
        顾客的 4 位收货码
        <input
          className="field code-field"
          value={code}
          inputMode="numeric"
          autoComplete="off"
          placeholder="在顾客小程序的订单详情里"
          onChange={(event) =>
            setCode(event.target.value.normalize('NFKC').replace(/\D/g, '').slice(0, CODE))
          }
        />
      </label>
      <Problem text={failure?.message} />
    </Sheet>
  )
}
