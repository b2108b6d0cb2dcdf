import { useState } from 'react'
import { Problem } from './Problem'
import { Sheet } from './Sheet'
import { Reasons, isReason } from './Reasons'
import { useAction } from './useAction'

interface Props<T> {
  title: string
  /** What taking it back means. */
  note: string
  reasons: readonly string[]
  undo: (reason: string) => Promise<T>
  undone: (reason: string, answer: T) => void
  close: () => void
}

/** A manager takes a redemption back, with a reason (OR-3, CO-3). */
export const UndoSheet = <T,>({ title, note, reasons, undo, undone, close }: Props<T>) => {
  const [typed, setTyped] = useState('')
  const reason = typed.trim()
  const { run, busy, failure } = useAction(async () => undone(reason, await undo(reason)))
  const foot = (
    <button type="button" className="btn main" disabled={busy || !isReason(typed)} onClick={() => void run()}>
      {busy ? '正在撤销…' : '撤销核销'}
    </button>
  )
  return (
    <Sheet title={title} close={close} foot={foot}>
      <p className="i2">{note}</p>
      <Reasons label="为什么撤销" options={reasons} reason={typed} change={setTyped} />
      <Problem text={failure?.message} />
    </Sheet>
  )
}
