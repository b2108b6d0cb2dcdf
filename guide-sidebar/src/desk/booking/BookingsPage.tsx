import { useState } from 'react'
import type { Guide } from '../../api/storage'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { State } from '../../ui/State'
import { RowBones } from '../DeskSkeleton'
import { Top } from '../Top'
import { BookingSheet } from './BookingSheet'
import { byTime, dayOf, daysAhead, nameOf, toneOf, triedText } from './booking.rules'
import type { Booked } from './booking.rules'
import { useBookings } from './useBookings'

const Row = ({ booked, open }: { booked: Booked; open: () => void }) => {
  const [before] = booked.triedBefore
  return (
    <li>
      <button type="button" className="li pick booked" onClick={open}>
        <span className="grow">
          <span className="row pick-name">
            <b className="cut">{nameOf(booked)}</b>
            <span className="fix">· {booked.service.name}</span>
          </span>
          {booked.adviser && (
            <span className="t11 cut block">
              {booked.adviser.name}
              {booked.adviser.isChosen && <span className="i2"> · 顾客点名</span>}
            </span>
          )}
          {booked.note && <span className="t11 i2 cut block">留言：{booked.note}</span>}
          {before && <span className="t11 i2 cut block">上次试过 {triedText(before)}</span>}
        </span>
        <span className={`t11 m fix ${toneOf(booked)}`}>{booked.statusText}</span>
        <Icon name="chevron-right" size={14} />
      </button>
    </li>
  )
}

const Day = ({ guide, day, now }: { guide: Guide; day: string; now: number }) => {
  const { data, error, isValidating, mutate } = useBookings(guide, day)
  const [chosen, choose] = useState<string>()
  if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
  if (!data) return <RowBones />
  const { appointments } = data.answer
  const open = appointments.find((it) => it.id === chosen)
  if (appointments.length === 0)
    return (
      <State
        icon="calendar-check"
        title={day === dayOf(now) ? '今天还没有预约' : '这天还没有预约'}
        text="顾客在小程序里约的，和你替顾客约的，都在这里。"
      />
    )
  return (
    <>
      {byTime(appointments).map((it) => (
        <section className="sec slot" key={it.time} aria-label={it.time}>
          <h2 className="slot-time">
            {it.time}
            <small className="i2">{it.appointments.length} 位</small>
          </h2>
          <ul className="rows grow">
            {it.appointments.map((one) => (
              <Row key={one.id} booked={one} open={() => choose(one.id)} />
            ))}
          </ul>
        </section>
      ))}
      {open && (
        <BookingSheet
          key={open.id}
          booked={open}
          guide={guide}
          close={() => choose(undefined)}
          changed={() => void mutate()}
        />
      )}
    </>
  )
}

/** 预约: who comes to the store on a day, and what is done with each (AP-1, AP-3). */
export const BookingsPage = ({ guide, day }: { guide: Guide; day?: string | undefined }) => {
  const now = Date.now()
  const shown = day ?? dayOf(now)
  return (
    <>
      <Top title="预约" to="#/desk" guide={guide} />
      <nav className="week" aria-label="哪一天">
        {daysAhead(now).map((it) => (
          <a
            key={it.day}
            href={`#/appointments/${it.day}`}
            aria-current={it.day === shown ? 'page' : undefined}
          >
            {it.word}
            <small>{it.date}</small>
          </a>
        ))}
      </nav>
      <main className="main-scroll">
        <Day key={shown} guide={guide} day={shown} now={now} />
      </main>
    </>
  )
}
