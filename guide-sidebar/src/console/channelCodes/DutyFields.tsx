import { GuideChooser } from '../edit/GuideChooser'
import { Checks, ClockInput } from '../edit/inputs'
import { Field } from '../edit/Section'
import { newShift } from './channelCode.kind'
import type { CodeForm, ShiftForm } from './channelCode.kind'

const DAYS = ['一', '二', '三', '四', '五', '六', '日'].map((name, nth) => ({ value: String(nth + 1), name }))
const MOST_SHIFTS = 20

interface RowProps {
  it: ShiftForm
  nth: number
  change: (change: Partial<ShiftForm>) => void
  remove: (() => void) | undefined
}
const Row = ({ it, nth, change, remove }: RowProps) => (
  <div className="cc-row">
    <Checks options={DAYS} value={it.days} onChange={(days) => change({ days })} />
    <ClockInput label={`第 ${nth} 班开始`} value={it.from} onChange={(from) => change({ from })} />
    <span className="i2">到</span>
    <ClockInput label={`第 ${nth} 班结束`} value={it.until} onChange={(until) => change({ until })} />
    {it.from && it.until && it.until <= it.from && <span className="i2">次日</span>}
    <GuideChooser
      title={`第 ${nth} 班由谁接待`}
      value={it.guideIds}
      onChange={(guideIds) => change({ guideIds })}
    />
    <span className="grow" />
    {remove && (
      <button type="button" className="more-b" aria-label={`删掉第 ${nth} 班`} onClick={remove}>
        删掉
      </button>
    )}
  </div>
)

interface Props {
  form: CodeForm
  set: (change: Partial<CodeForm>) => void
  error: string | undefined
  locked: string | undefined
}

/** Shifts by weekday and hour, and who is there outside them. */
export const ShiftFields = ({ form, set, error, locked }: Props) => {
  const { shifts } = form
  const put = (at: number, next: ShiftForm[]) =>
    set({ shifts: [...shifts.slice(0, at), ...next, ...shifts.slice(at + 1)] })
  return (
    <>
      <Field label="班次" error={error} locked={locked}>
        <div className="cc-rows">
          {shifts.map((it, at) => (
            <Row
              key={at}
              it={it}
              nth={at + 1}
              change={(change) => put(at, [{ ...it, ...change }])}
              remove={shifts.length > 1 ? () => put(at, []) : undefined}
            />
          ))}
          {shifts.length < MOST_SHIFTS && (
            <div className="cc-adds">
              <button
                type="button"
                className="more-b"
                onClick={() => set({ shifts: [...shifts, newShift()] })}
              >
                加一班
              </button>
              <span className="i2">结束早于开始，就到次日；到点自动换人</span>
            </div>
          )}
        </div>
      </Field>
      <Field label="其他时间" locked={locked} hint="班次以外的时间由谁接待">
        <GuideChooser
          single
          title="其他时间由谁接待"
          value={form.fallbackGuideId ? [form.fallbackGuideId] : []}
          onChange={([fallbackGuideId]) => set({ fallbackGuideId })}
        />
      </Field>
    </>
  )
}
