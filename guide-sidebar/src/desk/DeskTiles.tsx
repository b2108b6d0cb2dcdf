import type { Guide } from '../api/storage'
import { Icon } from '../ui/Icon'
import type { IconName } from '../ui/icons'
import { dayOf, isOpen } from './booking/booking.rules'
import { useBookings } from './booking/useBookings'
import { stageOf } from './event/event.rules'
import { useEvents } from './event/EventsPage'
import { useDeliveries } from './delivery/DeliveriesPage'
import { useAlerts } from './supply/AlertsPage'
import { useMassMessages } from './mass/MassListPage'
import { useTasks } from './supply/TasksPage'
import { useTransfers } from './supply/TransfersPage'
import { actsOf } from './supply/supply.rules'
import { countText } from './useOrders'

interface TileProps {
  href: string
  icon: IconName
  label: string
  /** What waits there, and whether it is urgent. */
  count?: string
  urgent?: boolean
}

const Tile = ({ href, icon, label, count, urgent = false }: TileProps) => (
  <a className="tile" href={href} aria-label={count ? `${label} ${count}` : label}>
    <span className={urgent ? 'mark warn' : 'mark brand'}>
      <Icon name={icon} size={20} />
    </span>
    {label}
    {count && <b className={urgent ? 'tile-count urgent' : 'tile-count'}>{count}</b>}
  </a>
)

const some = (text: string) => (text === '0' ? '' : text)

/** The desk's other work, with how much of it waits (GU-5). */
export const DeskTiles = ({ guide }: { guide: Guide }) => {
  const incoming = useTransfers(guide, 'in').data?.answer.transfers ?? []
  const outgoing = useTransfers(guide, 'out').data?.answer.transfers ?? []
  const mine = [...incoming, ...outgoing].filter((it) => {
    const [first] = actsOf(it, guide)
    return first !== undefined && first !== 'cancel'
  })
  const alerts = useAlerts(guide).data?.answer
  const tasks = useTasks(guide, 'open').data?.answer
  const deliveries = useDeliveries(guide).data?.answer.deliveries.length ?? 0
  const today = useBookings(guide, dayOf(Date.now())).data?.answer.appointments ?? []
  const booked = today.filter(isOpen).length
  const events = useEvents(guide).data
  const running = events?.answer.events.filter((it) => stageOf(it, events.at) === 'running').length ?? 0
  const unconfirmed =
    useMassMessages().data?.answer.messages.filter((it) => it.status === 'waiting').length ?? 0
  return (
    <nav className="tiles" aria-label="店务">
      <Tile href="#/stock" icon="search" label="查库存" />
      <Tile
        href={outgoing.some((it) => mine.includes(it)) ? '#/transfers/out' : '#/transfers/in'}
        icon="arrow-left-right"
        label="调货"
        count={mine.length > 0 ? String(mine.length) : ''}
      />
      <Tile
        href="#/alerts"
        icon="bell"
        label="低库存"
        count={alerts && some(countText({ orders: alerts.alerts, next: alerts.next }))}
        urgent
      />
      <Tile
        href="#/deliveries"
        icon="bike"
        label="配送"
        count={deliveries > 0 ? String(deliveries) : ''}
        urgent
      />
      <Tile
        href="#/tasks"
        icon="package"
        label="备货"
        count={tasks && some(countText({ orders: tasks.tasks, next: tasks.next }))}
      />
      <Tile
        href="#/appointments"
        icon="calendar-check"
        label="预约"
        count={booked > 0 ? String(booked) : ''}
      />
      <Tile href="#/events" icon="users" label="活动" count={running > 0 ? String(running) : ''} />
      <Tile href="#/chains" icon="list-ordered" label="接龙" />
      <Tile href="#/mass" icon="megaphone" label="群发" count={unconfirmed > 0 ? String(unconfirmed) : ''} />
      <Tile href="#/sales" icon="receipt-text" label="门店小票" />
      <Tile href="#/exercises" icon="graduation-cap" label="练习" />
      {guide.role === 'manager' && <Tile href="#/moments" icon="camera" label="朋友圈" />}
      {guide.role === 'manager' && <Tile href="#/takeovers" icon="user-round" label="客户继承" />}
      {guide.role === 'manager' && <Tile href="#/word-hits" icon="triangle-alert" label="敏感词" />}
    </nav>
  )
}
