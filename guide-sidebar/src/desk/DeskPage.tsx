import type { Guide } from '../api/storage'
import { TodayFollowUps } from '../followUps/TodayFollowUps'
import { Avatar } from '../ui/Avatar'
import { Icon } from '../ui/Icon'
import { dayOfWeek, greeting } from '../ui/date.rules'
import { DeskTiles } from './DeskTiles'
import { TodayBookings } from './booking/TodayBookings'
import { MyNumbers } from './MyNumbers'
import { OrderList } from './OrderList'
import type { List } from './handover.rules'
import { countText, useOrders } from './useOrders'

const LISTS: { list: List; label: string }[] = [
  { list: 'pickup', label: '等着取货' },
  { list: 'ship', label: '待发货' },
  { list: 'done', label: '今天交付' },
]

/** 工作台: hand goods over, and what waits for it (GU-5). */
export const DeskPage = ({ guide, list }: { guide: Guide; list: List }) => {
  const now = Date.now()
  const pickup = useOrders(guide, 'pickup').data?.answer
  const ship = useOrders(guide, 'ship').data?.answer
  const counts: Record<List, string> = { pickup: countText(pickup), ship: countText(ship), done: '' }
  return (
    <>
      <header className="desk">
        <div className="row">
          <Avatar name={guide.name} src={guide.avatar} size={40} />
          <div className="grow">
            <h1 className="name cut">
              {guide.name}，{greeting(now)}
            </h1>
            <div className="i2 cut">
              {guide.store.name} · {dayOfWeek(now)}
            </div>
          </div>
          <a className="find" href="#/find">
            <Icon name="receipt-text" size={20} />
            查单退货
          </a>
        </div>
        <div className="redeem">
          <a className="redeem-scan" href="#/redeem/scan">
            <Icon name="scan-line" size={32} />
            <span>
              <b>核销</b>
              <small>扫顾客的码，或输 8 位数</small>
            </span>
          </a>
          <a className="kbd" href="#/redeem/digits">
            <Icon name="keyboard" size={20} />
            输码
          </a>
        </div>
      </header>
      <main className="main-scroll">
        <TodayFollowUps guide={guide} />
        <DeskTiles guide={guide} />
        <TodayBookings guide={guide} />
        <nav className="tabs lists" aria-label="订单">
          {LISTS.map((it) => (
            <a
              key={it.list}
              href={it.list === 'pickup' ? '#/desk' : `#/desk/${it.list}`}
              aria-current={it.list === list ? 'page' : undefined}
            >
              {it.label}
              {counts[it.list] && <small>{counts[it.list]}</small>}
            </a>
          ))}
        </nav>
        <section className="sec desk-list" aria-label={LISTS.find((it) => it.list === list)?.label}>
          <OrderList key={list} guide={guide} list={list} />
        </section>
        <MyNumbers />
      </main>
    </>
  )
}
