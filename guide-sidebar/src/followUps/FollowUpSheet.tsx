import { useState } from 'react'
import { call } from '../api/client'
import type { Guide } from '../api/storage'
import { useApi } from '../api/useApi'
import { Problem } from '../desk/Problem'
import { Sheet } from '../desk/Sheet'
import { useAction } from '../desk/useAction'
import { Icon } from '../ui/Icon'
import { moment } from '../ui/date.rules'
import { DueChoice } from './DueChoice'
import type { FollowUp } from './followUps.rules'

interface Props {
  followUp: FollowUp
  guide: Guide
  close: () => void
  /** Something became of it; said in a few words. */
  done: (word: string) => void
  /** It is not as it was seen: it is read again. */
  stale: () => void
}

const MOST_NOTE = 200

/** Who else of the store could do it; a manager's choice. */
const Colleagues = ({ guide, whose, give }: { guide: Guide; whose: string; give: (id: string) => void }) => {
  const { data } = useApi('GET /stores/:storeId/guides', { params: { storeId: guide.store.id } })
  const others = (data?.answer.guides ?? []).filter((it) => it.name !== whose)
  if (others.length === 0) return null
  return (
    <fieldset className="choose">
      <legend>转给同事</legend>
      <div className="opts">
        {others.map((it) => (
          <button key={it.id} type="button" className="opt-chip" onClick={() => give(it.id)}>
            {it.name}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

/** One follow-up: done, put off, closed, or given to a colleague, with a word about it (GU-5). */
export const FollowUpSheet = ({ followUp, guide, close, done, stale }: Props) => {
  const { id, version, customer, text, dueAt, guideName, madeBy, isMine } = followUp
  const [now] = useState(Date.now)
  const [note, setNote] = useState('')
  const [later, setLater] = useState<string>()
  const params = { followUpId: id }
  const said = note.trim() ? { note: note.trim() } : {}
  const { run, busy, failure } = useAction(async (word: string, change: () => Promise<unknown>) => {
    try {
      await change()
      done(word)
    } catch (error) {
      stale()
      throw error
    }
  })
  const settle = (as: 'done' | 'closed', word: string) =>
    void run(word, () =>
      call('POST /follow-ups/:followUpId/done', { params, body: { version, as, ...said } }),
    )
  const putOff = (at: string) =>
    void run('改了时间', () =>
      call('POST /follow-ups/:followUpId/put-off', { params, body: { version, dueAt: at, ...said } }),
    )
  const give = (guideId: string) =>
    void run('转出去了', () =>
      call('POST /follow-ups/:followUpId/hand-over', { params, body: { version, guideId, ...said } }),
    )
  const foot = (
    <>
      <button type="button" className="tool" disabled={busy} onClick={() => settle('closed', '不办了')}>
        <Icon name="x" size={20} />
        不用办了
      </button>
      <button
        type="button"
        className="btn main"
        disabled={busy}
        onClick={() => (later ? putOff(later) : settle('done', '办好了'))}
      >
        {busy ? '正在提交…' : later ? `改到 ${moment(later, now)}` : '办好了'}
      </button>
    </>
  )
  return (
    <Sheet title={text} close={close} foot={foot}>
      <p className="i2">
        {[
          customer.name,
          `${moment(dueAt, now)} 到期`,
          isMine ? undefined : guideName,
          madeBy && `${madeBy} 记的`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {followUp.note && <p className="i2">备注：{followUp.note}</p>}
      <label className="labelled">
        记一句（可不写）
        <input
          className="field"
          value={note}
          maxLength={MOST_NOTE}
          placeholder="例：合身，周末再来看裙子"
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <DueChoice legend="改天再办" now={now} chosen={later} choose={setLater} />
      {guide.role === 'manager' && <Colleagues guide={guide} whose={guideName} give={give} />}
      <Problem text={failure?.message} />
    </Sheet>
  )
}
