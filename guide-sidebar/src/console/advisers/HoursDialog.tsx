import { useState } from 'react'
import { call } from '../../api/client'
import { Problem } from '../../desk/Problem'
import { useAction } from '../../desk/useAction'
import { Icon } from '../../ui/Icon'
import { Dialog } from '../edit/Dialog'
import { Checks, ClockInput, DayInput, Segmented } from '../edit/inputs'
import { Section } from '../edit/Section'
import { EMPTY_WEEK, formOf, hoursOf, problemOf } from './adviser.rules'
import type { ExceptionRow, Managed, WeekRow } from './adviser.rules'

const DAYS = ['一', '二', '三', '四', '五', '六', '日'].map((name, nth) => ({
  value: String(nth + 1),
  name: `周${name}`,
}))
const KINDS = [
  { value: 'off', name: '休息' },
  { value: 'hours', name: '换时间' },
] as const
const MOST_ROWS = 6
const MOST_EXCEPTIONS = 40

interface Props {
  adviser: Managed
  onClose: () => void
  /** Written; with how many appointments lie outside of it. */
  onDone: (adviser: Managed) => void
}

const Remove = ({ label, run }: { label: string; run: () => void }) => (
  <button type="button" className="out" aria-label={label} title={label} onClick={run}>
    <Icon name="x" size={14} />
  </button>
)

const Clock = (props: { label: string; value: string; onChange: (value: string) => void }) => (
  <span className="inp">
    <ClockInput {...props} />
  </span>
)

/** The weekly hours of an adviser, and single days that differ (AP-1). */
export const HoursDialog = ({ adviser, onClose, onDone }: Props) => {
  const [form, setForm] = useState(() => formOf(adviser))
  const problem = problemOf(form)
  const { run, busy, failure } = useAction(async () => {
    const body = hoursOf(form, adviser.version)
    if (!body) return
    onDone(await call('PUT /console/advisers/:guideId', { params: { guideId: adviser.id }, body }))
  })
  const setWeek = (at: number, change: Partial<WeekRow>) =>
    setForm({ ...form, week: form.week.map((it, nth) => (nth === at ? { ...it, ...change } : it)) })
  const setException = (at: number, change: Partial<ExceptionRow>) =>
    setForm({
      ...form,
      exceptions: form.exceptions.map((it, nth) => (nth === at ? { ...it, ...change } : it)),
    })
  return (
    <Dialog
      wide
      title={`${adviser.name}的排班`}
      onClose={onClose}
      foot={
        <>
          <span className="grow i2">已经约好的照常；落在班外的会告诉你有几个</span>
          <button type="button" className="btn" onClick={onClose}>
            不改了
          </button>
          <button
            type="button"
            className="btn brand"
            disabled={busy || Boolean(problem)}
            onClick={() => void run()}
          >
            {busy ? '正在保存…' : '保存排班'}
          </button>
        </>
      }
    >
      <Section title="每周">
        {form.week.map((row, at) => (
          <div className="shift" key={at} role="group" aria-label={`第 ${at + 1} 段`}>
            <Checks options={DAYS} value={row.days} onChange={(days) => setWeek(at, { days })} />
            <span className="row">
              <Clock label="上班" value={row.from} onChange={(from) => setWeek(at, { from })} />
              <span className="i2">到</span>
              <Clock label="下班" value={row.until} onChange={(until) => setWeek(at, { until })} />
              <Remove
                label="删掉这一段"
                run={() => setForm({ ...form, week: form.week.filter((_, nth) => nth !== at) })}
              />
            </span>
          </div>
        ))}
        {form.week.length < MOST_ROWS && (
          <button
            type="button"
            className="more-b"
            onClick={() => setForm({ ...form, week: [...form.week, EMPTY_WEEK] })}
          >
            加一段
          </button>
        )}
      </Section>
      <Section title="请假和例外">
        {form.exceptions.map((row, at) => (
          <div className="shift" key={at} role="group" aria-label={`例外 ${at + 1}`}>
            <span className="row">
              <DayInput label="哪天" value={row.date} onChange={(date) => setException(at, { date })} />
              <Segmented
                label="怎么排"
                options={KINDS}
                value={row.isOff ? 'off' : 'hours'}
                onChange={(it) => setException(at, { isOff: it === 'off' })}
              />
            </span>
            <span className="row">
              {!row.isOff && (
                <>
                  <Clock label="上班" value={row.from} onChange={(from) => setException(at, { from })} />
                  <span className="i2">到</span>
                  <Clock label="下班" value={row.until} onChange={(until) => setException(at, { until })} />
                </>
              )}
              <Remove
                label="删掉这一天"
                run={() => setForm({ ...form, exceptions: form.exceptions.filter((_, nth) => nth !== at) })}
              />
            </span>
          </div>
        ))}
        {form.exceptions.length < MOST_EXCEPTIONS && (
          <button
            type="button"
            className="more-b"
            onClick={() =>
              setForm({
                ...form,
                exceptions: [...form.exceptions, { date: '', isOff: true, from: '10:00', until: '19:00' }],
              })
            }
          >
            加一天
          </button>
        )}
      </Section>
      <Problem text={failure?.message ?? problem} />
    </Dialog>
  )
}
