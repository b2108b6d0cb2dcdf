import { useState } from 'react'
import type { Guide } from '../api/storage'
import { BookForSheet } from '../desk/booking/BookForSheet'
import { triedText } from '../desk/booking/booking.rules'
import { Icon } from '../ui/Icon'
import { moment, shortDate } from '../ui/date.rules'
import type { Customer } from './customer.rules'

interface Props {
  customer: Customer
  guide: Guide
  now: number
  /** Something was booked: said, and read again. */
  booked: (when: string) => void
}

const TRIED_SHOWN = 3

/** 预约与试用: what the customer has booked, what they tried, and booking for them (AP-1, AP-3). */
export const Appointments = ({ customer, guide, now, booked }: Props) => {
  const [isBooking, setBooking] = useState(false)
  const { member, appointments, name } = customer
  if (!member) return null
  return (
    <section className="sec" aria-label="预约">
      <div className="sec-h">
        <h2>预约</h2>
        <button type="button" className="more link" onClick={() => setBooking(true)}>
          替顾客预约
          <Icon name="chevron-right" size={14} />
        </button>
      </div>
      {appointments.coming.length === 0 && appointments.tried.length === 0 && (
        <p className="none">还没有约过。聊到想试的，替顾客约个时间。</p>
      )}
      <ul>
        {appointments.coming.map((it) => (
          <li className="li" key={it.id}>
            <span className="mark brand">
              <Icon name="calendar-check" size={18} />
            </span>
            <div className="grow">
              <div className="m cut">
                {moment(it.start, now)} {it.service.name}
              </div>
              <div className="i2 t11 cut">{it.store.name}</div>
            </div>
            <span className={`t11 m ${it.status === 'booked' ? 'ok' : 'warn'}`}>{it.statusText}</span>
          </li>
        ))}
        {appointments.tried.slice(0, TRIED_SHOWN).map((it, at) => (
          <li className="li" key={`${at}${it.what}`}>
            <span className="mark">
              <Icon name="sparkles" size={18} />
            </span>
            <div className="grow">
              <div className="cut">{triedText(it)}</div>
              <div className="i2 t11">{shortDate(it.at, now)} 试过</div>
            </div>
          </li>
        ))}
      </ul>
      {isBooking && (
        <BookForSheet
          guide={guide}
          memberId={member.id}
          name={name}
          close={() => setBooking(false)}
          done={(when) => {
            setBooking(false)
            booked(when)
          }}
        />
      )}
    </section>
  )
}
