import { useState } from 'react'
import { call } from '../../api/client'
import type { Guide } from '../../api/storage'
import { Icon } from '../../ui/Icon'
import { moment } from '../../ui/date.rules'
import { Problem } from '../Problem'
import { Sheet } from '../Sheet'
import { useAction } from '../useAction'
import { AdviserRow } from './AdviserRow'
import { TimeChoice } from './TimeChoice'
import { TriedForm } from './TriedForm'
import { EMPTY, actsOf, nameOf, toneOf, triedOf, triedText } from './booking.rules'
import type { Act, Booked, Entry } from './booking.rules'

interface Props {
  booked: Booked
  guide: Guide
  close: () => void
  changed: () => void
}

const WORDS: Record<Act, string> = {
  checkIn: '到店了',
  done: '做完了，记下来',
  noShow: '没来',
  move: '改时间',
  cancel: '取消',
}

/** One appointment: who and what, what they tried before, and what is done now. */
export const BookingSheet = ({ booked, guide, close, changed }: Props) => {
  const now = Date.now()
  const acts = actsOf(booked, now)
  const [main, ...others] = acts
  const [doing, setDoing] = useState<Act>()
  const [start, setStart] = useState<string>()
  const [entries, setEntries] = useState<Entry[]>([EMPTY])
  const params = { appointmentId: booked.id }
  const { run, busy, failure } = useAction(async (act: Act) => {
    if (act === 'checkIn') await call('POST /appointments/:appointmentId/check-in', { params })
    if (act === 'noShow') await call('POST /appointments/:appointmentId/no-show', { params })
    if (act === 'cancel') await call('POST /appointments/:appointmentId/cancel', { params })
    if (act === 'done')
      await call('POST /appointments/:appointmentId/done', { params, body: { tried: triedOf(entries) } })
    if (act === 'move' && start)
      await call('POST /appointments/:appointmentId/reschedule', { params, body: { start } })
    changed()
    if (act !== 'checkIn') close()
  })
  const step = doing ?? (main === 'done' ? 'done' : undefined)
  const tap = (act: Act) => (act === 'checkIn' || act === step ? void run(act) : setDoing(act))
  const foot = (
    <>
      {step && step !== main ? (
        <>
          <button type="button" className="btn" disabled={busy} onClick={() => setDoing(undefined)}>
            先不
          </button>
          <button
            type="button"
            className="btn main"
            disabled={busy || (step === 'move' && !start)}
            onClick={() => tap(step)}
          >
            {busy ? '正在提交…' : CONFIRM[step]}
          </button>
        </>
      ) : (
        main && (
          <>
            {others.map((it) => (
              <button type="button" className="btn" key={it} disabled={busy} onClick={() => tap(it)}>
                {WORDS[it]}
              </button>
            ))}
            <button type="button" className="btn main" disabled={busy} onClick={() => tap(main)}>
              {busy ? '正在提交…' : WORDS[main]}
            </button>
          </>
        )
      )}
    </>
  )
  return (
    <Sheet title={nameOf(booked)} close={close} foot={foot}>
      <div className="li">
        <span className="mark brand">
          <Icon name="calendar-check" size={20} />
        </span>
        <span className="grow">
          <b className="m block cut">{booked.service.name}</b>
          <span className="i2">
            {moment(booked.start, now)} · {booked.service.minutes} 分钟
          </span>
        </span>
        <span className={`m ${toneOf(booked)}`}>{booked.statusText}</span>
      </div>
      <AdviserRow booked={booked} guide={guide} changed={changed} />
      {booked.note && <p className="remarked">顾客留言：{booked.note}</p>}
      {step === 'done' && <TriedForm kind={booked.service.kind} entries={entries} change={setEntries} />}
      {step === 'move' && (
        <TimeChoice storeId={booked.store.id} serviceId={booked.service.id} start={start} choose={setStart} />
      )}
      {step === 'cancel' && <p className="hint">取消后位置放给别的顾客，顾客的小程序里会显示已取消。</p>}
      {step === 'noShow' && <p className="hint">90 天内 3 次没来，顾客要停约 30 天。先打个电话问问。</p>}
      <Before title="这次试了" tried={booked.tried} />
      {step !== 'move' && <Before title="以前试过" tried={booked.triedBefore} />}
      <Problem text={failure?.message} />
    </Sheet>
  )
}

const CONFIRM: Record<Act, string> = {
  ...WORDS,
  noShow: '记为没来',
  move: '改到这个时间',
  cancel: '取消这个预约',
}

const Before = ({ title, tried }: { title: string; tried: readonly Booked['tried'][number][] }) =>
  tried.length === 0 ? null : (
    <section className="tried" aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {tried.map((it, at) => (
          <li key={`${at}${it.what}`}>{triedText(it)}</li>
        ))}
      </ul>
    </section>
  )
