import { useState } from 'react'
import { call } from '../../api/client'
import { Problem } from '../Problem'
import { isReason, Reasons } from '../Reasons'
import { Sheet } from '../Sheet'
import { useAction } from '../useAction'
import type { WholeChain } from './chain.rules'

const REASONS = ['货到不了', '人太少，不做了', '价格写错了']

interface Props {
  chain: WholeChain
  close: () => void
  done: () => void
}

/** Calling a chain off, with what it means for who joined. */
export const CallOffSheet = ({ chain, close, done }: Props) => {
  const [reason, setReason] = useState('')
  const { run, busy, failure } = useAction(async () => {
    await call('POST /staff/chains/:chainId/call-off', {
      params: { chainId: chain.id },
      body: { reason: reason.trim() },
    })
    done()
  })
  const foot = (
    <button
      type="button"
      className="btn main"
      disabled={busy || !isReason(reason)}
      onClick={() => void run()}
    >
      {busy ? '正在取消…' : `取消，退 ${chain.people} 人的钱`}
    </button>
  )
  return (
    <Sheet title="取消接龙" close={close} foot={foot}>
      <p className="hint">
        {chain.people} 人已付的 {chain.pieces} 份全额原路退回，留的货放回去。取消后不能恢复。
      </p>
      <Reasons label="为什么取消" options={REASONS} reason={reason} change={setReason} />
      <Problem text={failure?.message} />
    </Sheet>
  )
}
