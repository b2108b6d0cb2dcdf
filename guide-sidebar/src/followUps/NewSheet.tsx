import { useState } from 'react'
import { call } from '../api/client'
import { newKey } from '../api/key'
import { Problem } from '../desk/Problem'
import { Sheet } from '../desk/Sheet'
import { useAction } from '../desk/useAction'
import { DueChoice } from './DueChoice'
import { SUGGESTIONS } from './followUps.rules'

interface Props {
  externalUserId: string
  name: string
  close: () => void
  done: () => void
}

const MOST_TEXT = 100

/** 记跟进: what the guide means to do for this customer, and by when (GU-5). */
export const NewSheet = ({ externalUserId, name, close, done }: Props) => {
  const [key] = useState(newKey)
  const [now] = useState(Date.now)
  const [text, setText] = useState('')
  const [dueAt, setDueAt] = useState<string>()
  const { run, busy, failure } = useAction(async () => {
    if (!dueAt) return
    await call('POST /customers/:externalUserId/follow-ups', {
      params: { externalUserId },
      body: { key, text: text.trim(), dueAt },
    })
    done()
  })
  const foot = (
    <button
      type="button"
      className="btn main"
      disabled={busy || !text.trim() || !dueAt}
      onClick={() => void run()}
    >
      {busy ? '正在记下…' : '记下，到时提醒我'}
    </button>
  )
  return (
    <Sheet title="记跟进" whose={name} close={close} foot={foot}>
      <label className="labelled">
        要做什么
        <input
          className="field"
          value={text}
          maxLength={MOST_TEXT}
          placeholder="例：问大衣合不合身"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <div className="opts suggestions">
        {SUGGESTIONS.map((it) => (
          <button key={it} type="button" className="opt-chip" onClick={() => setText(it)}>
            {it}
          </button>
        ))}
      </div>
      <DueChoice legend="什么时候" now={now} chosen={dueAt} choose={setDueAt} />
      <Problem text={failure?.message} />
    </Sheet>
  )
}
