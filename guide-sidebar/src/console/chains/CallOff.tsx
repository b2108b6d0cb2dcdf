import { useState } from 'react'
import { asFailure } from '../../api/failure'
import { ConfirmDialog } from '../edit/ConfirmDialog'
import { TextInput } from '../edit/inputs'
import { wordsOf } from '../edit/problems.rules'
import { callOff } from './chain.kind'

const SHORTEST = 2

/** Calling a chain off, asked about once with the reason everybody reads. */
export const CallOff = ({ id, title, changed }: { id: string; title: string; changed: () => void }) => {
  const [isAsked, setAsked] = useState(false)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [oops, setOops] = useState<string>()
  const run = async () => {
    if (reason.trim().length < SHORTEST) {
      setOops('写上为什么取消，大家会看到')
      return
    }
    setBusy(true)
    setOops(undefined)
    try {
      await callOff(id, reason.trim())
      setAsked(false)
    } catch (error) {
      setOops(wordsOf(asFailure(error)))
    }
    setBusy(false)
    changed()
  }
  return (
    <>
      <button type="button" className="btn" onClick={() => setAsked(true)}>
        取消接龙
      </button>
      {isAsked && (
        <ConfirmDialog
          title={`取消「${title}」`}
          text="所有人全额退款，留出的货回到库存。取消后不能恢复。"
          action="取消并退款"
          busy={busy}
          oops={oops}
          onYes={() => void run()}
          onClose={() => setAsked(false)}
        >
          <TextInput
            label="原因"
            placeholder="例：产地大雨，这批货到不了"
            value={reason}
            maxLength={80}
            width={360}
            onChange={setReason}
          />
        </ConfirmDialog>
      )}
    </>
  )
}
