import { useState } from 'react'
import { Icon } from '../ui/Icon'
import { Picture } from '../ui/Picture'
import { Yuan } from '../ui/Yuan'
import { VISITS_SHOWN, visitNote, visitTitle } from './customer.rules'
import type { Visit } from './customer.rules'

const VisitLine = ({ visit, now }: { visit: Visit; now: number }) => (
  <li className="li visit">
    <Picture
      src={visit.lines[0]?.image}
      icon={visit.kind === 'trial' ? 'sparkles' : 'footprints'}
      word={visit.lines[0]?.name ?? visit.kind}
    />
    <div className="grow">
      <div className="cut">{visitTitle(visit)}</div>
      <div className="where i2 t11">
        <Icon name={visit.channel === 'online' ? 'smartphone' : 'store'} size={12} />
        <span className="cut">{visitNote(visit, now)}</span>
      </div>
    </div>
    {visit.amount > 0 ? (
      <b className="num">
        <Yuan amount={visit.amount} />
      </b>
    ) : (
      <span className="i2 t11">没有消费</span>
    )}
  </li>
)

interface Props {
  visits: readonly Visit[]
  /** How many there are in all; the answer carries the latest only. */
  total: number
  now: number
}

/** The latest visits over all channels, newest first; more behind a fold. */
export const Visits = ({ visits, total, now }: Props) => {
  const [open, setOpen] = useState(false)
  const shown = open ? visits : visits.slice(0, VISITS_SHOWN)
  const folded = visits.length - VISITS_SHOWN
  return (
    <section className="sec">
      <div className="sec-h">
        <h2>最近到店</h2>
        {total > 0 && <span className="more">共 {total} 次</span>}
      </div>
      {visits.length === 0 ? (
        <p className="none">还没有到店或下单的记录。</p>
      ) : (
        <ul>
          {shown.map((visit) => (
            <VisitLine key={visit.id} visit={visit} now={now} />
          ))}
        </ul>
      )}
      {folded > 0 && (
        <button type="button" className="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? '收起' : `再看 ${folded} 次`}
          <Icon name={open ? 'chevron-up' : 'chevron-down'} size={14} />
        </button>
      )}
      {open && total > visits.length && <p className="none">这里显示最近 {visits.length} 次。</p>}
    </section>
  )
}
