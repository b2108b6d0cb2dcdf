import { useState } from 'react'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { State } from '../../ui/State'
import { Fresh } from '../Fresh'
import { Check, Segmented } from '../edit/inputs'
import { toggled } from '../edit/fields.rules'
import {
  addDays,
  dateText,
  itemsOf,
  KIND_NAMES,
  KINDS,
  monthFrom,
  monthText,
  rowsOf,
  weekStart,
  weeksOfMonth,
} from './calendar.rules'
import type { Item, KindName } from './calendar.rules'
import { Month, Week } from './Week'

const ALL = { query: { limit: 100 } }
type Zoom = 'week' | 'month'

/** Everything that can be planned, from the newest hundred of each kind. */
const useItems = () => {
  const coupons = useApi('GET /console/coupons', ALL)
  const groupBuys = useApi('GET /console/group-buys', ALL)
  const chains = useApi('GET /console/chains', ALL)
  const flashSales = useApi('GET /console/flash-sales', ALL)
  const events = useApi('GET /console/store-events', ALL)
  const reads = [coupons, groupBuys, chains, flashSales, events]
  return {
    items: itemsOf({
      coupons: coupons.data?.answer.coupons,
      groupBuys: groupBuys.data?.answer.groupBuys,
      chains: chains.data?.answer.chains,
      flashSales: flashSales.data?.answer.flashSales,
      events: events.data?.answer.events,
    }),
    isReading: reads.every((it) => !it.data && !it.error),
    failure: reads.every((it) => !it.data) ? reads.find((it) => it.error)?.error : undefined,
    retry: () => reads.forEach((it) => void it.mutate()),
    sources: [
      { name: '券', at: coupons.data?.at, failed: Boolean(coupons.error) },
      { name: '拼团', at: groupBuys.data?.at, failed: Boolean(groupBuys.error) },
      { name: '接龙', at: chains.data?.at, failed: Boolean(chains.error) },
      { name: '秒杀', at: flashSales.data?.at, failed: Boolean(flashSales.error) },
      { name: '到店活动', at: events.data?.at, failed: Boolean(events.error) },
    ],
  }
}

const Drawer = ({ items }: { items: readonly Item[] }) => (
  <aside className="cal-drawer">
    <div className="h">
      <h2>新建</h2>
    </div>
    {KIND_NAMES.map((kind) => {
      const own = items.filter((it) => it.kind === kind)
      const live = own.filter((it) => it.status === 'live').length
      const soon = own.filter((it) => it.status === 'scheduled').length
      return (
        <a key={kind} className="cal-tpl" href={`#/${KINDS[kind].page}/new`}>
          <span className={`cal-mk cal-${kind}`}>
            <Icon name={KINDS[kind].icon} />
          </span>
          <span className="grow">
            <b>{KINDS[kind].name}</b>
            <small>{KINDS[kind].hint}</small>
            <small>
              进行中 {live} · 已排期 {soon}
            </small>
          </span>
          <Icon name="plus" size={14} />
        </a>
      )
    })}
  </aside>
)

/** The calendar of everything planned, by week and by month (OP-1, OP-2). */
export const CalendarPage = () => {
  const [now] = useState(() => Date.now())
  const [at, setAt] = useState(now)
  const [zoom, setZoom] = useState<Zoom>('week')
  const [kinds, setKinds] = useState<readonly KindName[]>(KIND_NAMES)
  const [city, setCity] = useState('')
  const { items, isReading, failure, retry, sources } = useItems()
  const stores = useApi('GET /console/stores', { query: { limit: 500 } }).data?.answer
  const cityOf = new Map(stores?.stores.map((it) => [it.id, it.city]))
  const nameOf = (storeId: string) => stores?.stores.find((it) => it.id === storeId)?.name ?? '门店'
  const shown = items.filter(
    (it) =>
      kinds.includes(it.kind) && (!city || !it.storeIds || it.storeIds.some((id) => cityOf.get(id) === city)),
  )
  const week = weekStart(at)
  const move = (by: number) => setAt(zoom === 'week' ? addDays(week, 7 * by) : monthFrom(at, by))
  const weeks = zoom === 'week' ? [week] : weeksOfMonth(at)
  const [first, last] = [weeks[0] ?? week, addDays(weeks.at(-1) ?? week, 7)]
  const isEmpty = !shown.some((it) => it.from < last && it.until > first)
  return (
    <>
      <header className="ph">
        <h1>活动日历</h1>
        <span className="cal-nav">
          <button type="button" aria-label={zoom === 'week' ? '上一周' : '上个月'} onClick={() => move(-1)}>
            <Icon name="chevron-left" size={14} />
          </button>
          <b>{zoom === 'week' ? `${dateText(week)} – ${dateText(addDays(week, 6))}` : monthText(at)}</b>
          <button type="button" aria-label={zoom === 'week' ? '下一周' : '下个月'} onClick={() => move(1)}>
            <Icon name="chevron-right" size={14} />
          </button>
        </span>
        <button type="button" className="more-b" onClick={() => setAt(now)}>
          今天
        </button>
        <Segmented
          label="看多久"
          options={[
            { value: 'week', name: '周' },
            { value: 'month', name: '月' },
          ]}
          value={zoom}
          onChange={setZoom}
        />
        <select
          className="inp"
          aria-label="城市"
          value={city}
          onChange={(event) => setCity(event.target.value)}
        >
          <option value="">全部城市</option>
          {stores?.cities.map((it) => (
            <option key={it.name} value={it.name}>
              {it.name} · {it.stores} 店
            </option>
          ))}
        </select>
        <span className="grow" />
        {KIND_NAMES.map((kind) => (
          <Check key={kind} checked={kinds.includes(kind)} onChange={() => setKinds(toggled(kinds, kind))}>
            {KINDS[kind].name}
          </Check>
        ))}
      </header>
      <div className="cal-wrap">
        <div className="cal-scroll">
          {isReading && <span className="bone cal-bone" role="status" aria-label="正在读取日历" />}
          {failure && <FailureState failure={failure} retry={retry} />}
          {!isReading && !failure && isEmpty && (
            <State
              icon="calendar-days"
              title={zoom === 'week' ? '这一周还没有安排' : '这个月还没有安排'}
              text="从右边新建一个，排期后就出现在这里。"
            />
          )}
          {!isReading && !isEmpty && zoom === 'week' && (
            <Week week={week} rows={rowsOf(shown, nameOf)} now={now} />
          )}
          {!isReading && !isEmpty && zoom === 'month' && <Month weeks={weeks} items={shown} now={now} />}
        </div>
        <Drawer items={items} />
      </div>
      <Fresh sources={sources} />
    </>
  )
}
