import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { State } from '../../ui/State'
import { RowBones } from '../DeskSkeleton'
import { Top } from '../Top'
import { seatsText, spanText, STAGES, stageOf } from './event.rules'
import type { OwnEvent } from './event.rules'

/** The own store's events, read again every minute (AP-2). */
export const useEvents = (guide: Guide) =>
  useApi('GET /stores/:storeId/events', { params: { storeId: guide.store.id } })

const Row = ({ event, now }: { event: OwnEvent; now: number }) => {
  const stage = stageOf(event, now)
  return (
    <li>
      <a className="li pick event-row" href={`#/event/${event.id}`}>
        <Picture src={event.image} icon="users" word={event.title} size={48} />
        <span className="grow">
          <span className="row pick-name">
            <b className="cut">{event.title}</b>
          </span>
          <span className="t11 i2 cut block">
            {event.kindText} · {spanText(event, now)}
          </span>
          <span className="t11 i2 cut block">
            报名 {seatsText(event)}
            {stage !== 'coming' && ` · 已到 ${event.checkedIn}`}
            {event.photosPending > 0 && <b className="warn"> · 待审晒图 {event.photosPending}</b>}
          </span>
        </span>
        <span className={`t11 m fix ${stage === 'running' ? 'ok' : 'i2'}`}>{STAGES[stage]}</span>
        <Icon name="chevron-right" size={14} />
      </a>
    </li>
  )
}

const List = ({ guide }: { guide: Guide }) => {
  const { data, error, isValidating, mutate } = useEvents(guide)
  if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
  if (!data) return <RowBones />
  const { events } = data.answer
  if (events.length === 0)
    return (
      <State
        icon="calendar-check"
        title="近 30 天没有活动"
        text="运营在控制台排了本店的活动，就会出现在这里。"
      />
    )
  return (
    <section className="sec">
      <ul className="rows">
        {events.map((it) => (
          <Row key={it.id} event={it} now={data.at} />
        ))}
      </ul>
    </section>
  )
}

/** 活动: what is on in the own store, and the way to check guests in (AP-2). */
export const EventsPage = ({ guide }: { guide: Guide }) => (
  <>
    <Top title="活动" to="#/desk" guide={guide} />
    <main className="main-scroll">
      <List guide={guide} />
    </main>
    <footer className="act">
      <a className="btn" href="#/check-in/digits">
        <Icon name="keyboard" size={20} />输 8 位数
      </a>
      <a className="btn main" href="#/check-in">
        <Icon name="scan-line" size={20} />
        扫码签到
      </a>
    </footer>
  </>
)
