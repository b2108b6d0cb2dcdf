import type { Guide } from '../../api/storage'
import { Icon } from '../../ui/Icon'
import { clock } from '../../ui/date.rules'
import { dayOf, isOpen, nameOf, toneOf } from './booking.rules'
import { useBookings } from './useBookings'

const SHOWN = 3

/** 今天的预约: who is here and who comes next; nothing on a day without any. */
export const TodayBookings = ({ guide }: { guide: Guide }) => {
  const today = dayOf(Date.now())
  const all = useBookings(guide, today).data?.answer.appointments ?? []
  const open = all.filter(isOpen)
  if (open.length === 0) return null
  return (
    <section className="sec today" aria-label="今天的预约">
      <div className="sec-h">
        <h2>今天的预约</h2>
        <a className="more" href={`#/appointments/${today}`}>
          共 {open.length} 位
          <Icon name="chevron-right" size={14} />
        </a>
      </div>
      <div className="today-row">
        {open.slice(0, SHOWN).map((it) => (
          <a
            key={it.id}
            className={it.status === 'checkedIn' ? 'today-one here' : 'today-one'}
            href={`#/appointments/${today}`}
          >
            <b className="num">{clock(Date.parse(it.start))}</b>
            <span className="cut">
              {nameOf(it)} {it.service.name}
            </span>
            <small className={`m ${toneOf(it)}`}>{it.statusText}</small>
          </a>
        ))}
      </div>
    </section>
  )
}
