import { useState } from 'react'
import { call } from '../../api/client'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { Yuan } from '../../ui/Yuan'
import { moment } from '../../ui/date.rules'
import { RowBones } from '../DeskSkeleton'
import { Problem } from '../Problem'
import { Sheet } from '../Sheet'
import { newKey } from '../../api/key'
import { useAction } from '../useAction'
import { TimeChoice } from './TimeChoice'

interface Props {
  guide: Guide
  memberId: string
  name: string
  close: () => void
  /** With the time it was booked for, in words. */
  done: (when: string) => void
}

/** 替顾客预约: the customer in the chat finds it on the phone, and is reminded there (AP-1). */
export const BookForSheet = ({ guide, memberId, name, close, done }: Props) => {
  const storeId = guide.store.id
  const services = useApi('GET /stores/:storeId/services', { params: { storeId } })
  const all = services.data?.answer.services ?? []
  const [chosen, setChosen] = useState<string>()
  const [start, setStart] = useState<string>()
  const [note, setNote] = useState('')
  const [key] = useState(newKey)
  const service = all.find((it) => it.id === chosen) ?? all[0]
  const { run, busy, failure } = useAction(async () => {
    if (!service || !start) return
    const said = note.trim()
    await call('POST /stores/:storeId/appointments', {
      params: { storeId },
      body: {
        // Another time from the same sheet is another appointment.
        key: `${key.slice(0, 20)}-${service.id.slice(-16)}-${Date.parse(start)}`,
        memberId,
        serviceId: service.id,
        start,
        ...(said ? { note: said } : {}),
      },
    })
    done(`${moment(start, Date.now())} ${service.name}`)
  })
  const foot = (
    <button type="button" className="btn main" disabled={busy || !start} onClick={() => void run()}>
      {busy ? '正在预约…' : start ? `约 ${moment(start, Date.now())}` : '先选一个时间'}
    </button>
  )
  return (
    <Sheet title={`替${name}预约`} close={close} foot={foot}>
      {services.error && !services.data && !services.isValidating ? (
        <FailureState failure={services.error} retry={() => void services.mutate()} />
      ) : !services.data ? (
        <RowBones />
      ) : !service ? (
        <p className="none">{guide.store.name}还没有可以预约的服务。</p>
      ) : (
        <>
          <fieldset className="choose">
            <legend>想做什么</legend>
            <div className="opts">
              {all.map((it) => (
                <button
                  key={it.id}
                  type="button"
                  className={it.id === service.id ? 'opt-chip two-lines sel' : 'opt-chip two-lines'}
                  aria-pressed={it.id === service.id}
                  onClick={() => {
                    setChosen(it.id)
                    setStart(undefined)
                  }}
                >
                  {it.name}
                  <small className="t11">
                    {it.minutes} 分钟 · {it.price > 0 ? <Yuan amount={it.price} /> : '免费'}
                  </small>
                </button>
              ))}
            </div>
          </fieldset>
          <TimeChoice
            key={service.id}
            storeId={storeId}
            serviceId={service.id}
            start={start}
            choose={setStart}
          />
          <label className="labelled">
            顾客想说的
            <input
              className="field"
              value={note}
              maxLength={100}
              placeholder="如 敏感肌、想试正红色，可不填"
              onChange={(event) => setNote(event.target.value)}
            />
          </label>
        </>
      )}
      <Problem text={failure?.message} />
    </Sheet>
  )
}
