import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { Avatar } from '../../ui/Avatar'
import { Icon } from '../../ui/Icon'
import { State } from '../../ui/State'
import { Top } from '../Top'
import { Unread } from '../Unread'
import { inOrder, seatsText, spanText, toneOf } from './event.rules'
import type { Guest, OwnEvent } from './event.rules'
import { PhotoReview } from './PhotoReview'

const Head = ({ event, now }: { event: OwnEvent; now: number }) => (
  <section className="sec event-head">
    <h2 className="cut">{event.title}</h2>
    <p className="i2">
      {event.kindText} · {spanText(event, now)}
    </p>
    <dl className="event-numbers">
      <div>
        <dt>已报名</dt>
        <dd>
          {event.seated}
          <small>/{event.quota}</small>
        </dd>
      </div>
      <div>
        <dt>已签到</dt>
        <dd className="ok">{event.checkedIn}</dd>
      </div>
      <div>
        <dt>候补</dt>
        <dd>{event.waiting}</dd>
      </div>
    </dl>
  </section>
)

const GuestRow = ({ guest }: { guest: Guest }) => (
  <li className="li pick">
    <Avatar name={guest.name} src={guest.avatar} size={32} />
    <span className="grow">
      <b className="cut block">{guest.name}</b>
      <span className="t11 i2">{guest.tierText}</span>
    </span>
    <span className={`t11 m fix ${toneOf(guest)}`}>{guest.stateText}</span>
  </li>
)

const Guests = ({ guests, event }: { guests: readonly Guest[]; event: OwnEvent }) => {
  if (guests.length === 0)
    return <State icon="users" title="还没有人报名" text="把活动发到客户群里，名额先到先得。" />
  return (
    <section className="sec" aria-label={`名单，${seatsText(event)}`}>
      <ul className="rows">
        {inOrder(guests).map((it) => (
          <GuestRow key={it.signUpId} guest={it} />
        ))}
      </ul>
    </section>
  )
}

/** One event of the own store: who comes, who is here, and photos to approve (AP-2). */
export const EventPage = ({
  guide,
  eventId,
  list,
}: {
  guide: Guide
  eventId: string
  list: 'guests' | 'photos'
}) => {
  const reading = useApi('GET /store-events/:eventId/sign-ups', { params: { eventId } })
  const head = <Top title="活动" to="#/events" guide={guide} />
  const { data } = reading
  if (!data) return <Unread head={head} reading={reading} />
  const { event, guests } = data.answer
  return (
    <>
      {head}
      <main className="main-scroll">
        <Head event={event} now={data.at} />
        <nav className="tabs lists" aria-label="看什么">
          <a href={`#/event/${eventId}`} aria-current={list === 'guests' ? 'page' : undefined}>
            名单<small>{guests.length}</small>
          </a>
          <a href={`#/event/${eventId}/photos`} aria-current={list === 'photos' ? 'page' : undefined}>
            晒图审核
            {event.photosPending > 0 && <small>{event.photosPending}</small>}
          </a>
        </nav>
        {list === 'guests' ? (
          <Guests guests={guests} event={event} />
        ) : (
          <PhotoReview eventId={eventId} changed={() => void reading.mutate()} />
        )}
      </main>
      <footer className="act">
        <a className="btn main" href="#/check-in">
          <Icon name="scan-line" size={20} />
          扫码签到
        </a>
      </footer>
    </>
  )
}
