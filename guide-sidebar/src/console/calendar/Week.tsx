import type { CSSProperties } from 'react'
import { Icon } from '../../ui/Icon'
import { addDays, dayNumber, dayStart, KINDS, layOut } from './calendar.rules'
import type { Item, Laid, Row } from './calendar.rules'

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']

const Entry = ({ laid: { item, first, last, lane }, slim }: { laid: Laid; slim?: boolean }) => {
  const { kind, id, title, note, status, statusText } = item
  return (
    <a
      className={`cal-e cal-${kind}${status === 'draft' ? ' cal-wip' : ''}${status === 'ended' ? ' cal-over' : ''}${slim ? ' cal-slim' : ''}`}
      href={`#/${KINDS[kind].page}/${id}`}
      title={`${KINDS[kind].name} · ${title} · ${note} · ${statusText}`}
      style={{ gridColumn: `${first + 2} / ${last + 3}`, gridRow: lane + 1 } as CSSProperties}
    >
      <Icon name={KINDS[kind].icon} size={14} />
      <b className="cut">{title}</b>
      <span className="cut">
        {note}
        {status === 'draft' || status === 'paused' ? ` · ${statusText}` : ''}
      </span>
    </a>
  )
}

/** One week: places down, days across. */
export const Week = ({ week, rows, now }: { week: number; rows: readonly Row[]; now: number }) => (
  <div className="cal">
    <div className="cal-head">
      <div className="i2">门店</div>
      {WEEKDAYS.map((name, nth) => {
        const day = addDays(week, nth)
        return (
          <div key={name} className={day === dayStart(now) ? 'cal-today' : undefined}>
            <b>{dayNumber(day)}</b>
            {name}
            {day === dayStart(now) && <span className="chip ok">今天</span>}
          </div>
        )
      })}
    </div>
    {rows.map((row) => {
      const laid = layOut(row.items, week)
      if (laid.length === 0) return null
      return (
        <div key={row.key} className="cal-row">
          <div
            className="cal-name"
            style={{ gridRow: `1 / span ${Math.max(...laid.map((it) => it.lane)) + 1}` }}
          >
            <b>{row.name}</b>
            <span>{row.note}</span>
          </div>
          {laid.map((it) => (
            <Entry key={it.item.id} laid={it} slim={it.first === 0 && it.last === 6} />
          ))}
        </div>
      )
    })}
  </div>
)

const MOST_LANES = 4

/** One month: its weeks below each other, with the most that fits. */
export const Month = ({
  weeks,
  items,
  now,
}: {
  weeks: readonly number[]
  items: readonly Item[]
  now: number
}) => (
  <div className="cal cal-month">
    <div className="cal-head">
      <div />
      {WEEKDAYS.map((name) => (
        <div key={name}>{name}</div>
      ))}
    </div>
    {weeks.map((week) => {
      const laid = layOut(items, week)
      const hidden = laid.filter((it) => it.lane >= MOST_LANES).length
      return (
        <div key={week} className="cal-week">
          <div className="cal-days">
            <span />
            {WEEKDAYS.map((name, nth) => {
              const day = addDays(week, nth)
              return (
                <span key={name} className={day === dayStart(now) ? 'cal-today' : undefined}>
                  {dayNumber(day)}
                </span>
              )
            })}
          </div>
          <div className="cal-row">
            {laid
              .filter((it) => it.lane < MOST_LANES)
              .map((it) => (
                <Entry slim key={it.item.id} laid={it} />
              ))}
          </div>
          {hidden > 0 && <p className="cal-more">这周还有 {hidden} 个，切到周看全部</p>}
        </div>
      )
    })}
  </div>
)
