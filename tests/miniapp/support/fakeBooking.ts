import type { Api } from '../../../server/api'
import { refuse, type Route } from './fakePrices'

type Appointment = Api['GET /appointments/:appointmentId']['response']
type Service = Api['GET /stores/:storeId/services']['response']['services'][number]
type Slot = Api['GET /stores/:storeId/services/:serviceId/slots']['response']['slots'][number]

const HOUR = 3_600_000
const iso = (at: number) => new Date(at).toISOString()
const dayOf = (at: number) => new Date(at + 8 * HOUR).toISOString().slice(0, 10)

export const serviceOf = (more: Partial<Service> = {}): Service => ({
  id: 'svc_1',
  storeId: 'sto_jas',
  kind: 'makeup',
  name: '秋冬妆容咨询',
  summary: '带走一份妆容建议',
  minutes: 30,
  price: 0,
  ...more,
})

/** Booked for in two days, unless told otherwise. */
export const appointmentOf = (more: Partial<Appointment> = {}): Appointment => {
  const start = Math.ceil(Date.now() / HOUR) * HOUR + 48 * HOUR
  return {
    id: 'apt_1',
    status: 'booked',
    statusText: '已预约',
    service: { id: 'svc_1', kind: 'makeup', name: '秋冬妆容咨询', minutes: 30 },
    store: { id: 'sto_jas', name: '静安寺店' },
    start: iso(start),
    end: iso(start + HOUR / 2),
    changeUntil: iso(start - 2 * HOUR),
    tried: [],
    ...more,
  }
}

/** The bookings of one member and a service with three times a day, in memory. */
export const createBooking = () => {
  const appointments = new Map<string, Appointment>()
  const services = new Map<string, Service>([['svc_1', serviceOf()]])
  const say = { refuse: undefined as { status: number; code: string; text: string } | undefined }
  /** Places left at the three times of every day. */
  const free = [2, 1, 0]
  const keys = new Map<string, string>()
  /** Guides the service is bound to, and who of them is free at each time; none: bound to nobody. */
  const advisers: Api['GET /stores/:storeId/services/:serviceId/advisers']['response']['advisers'] = []

  const slotsOf = (day: string): Slot[] =>
    free.map((left, at) => {
      const start = Date.parse(`${day}T0${3 + at}:00:00Z`)
      const isOver = start <= Date.now()
      return {
        start: iso(start),
        end: iso(start + HOUR / 2),
        state: isOver ? 'closed' : left > 0 ? 'free' : 'full',
        capacity: 2,
        free: left,
        waiting: 0,
        ...(advisers.length ? { adviserIds: advisers.slice(0, left).map((it) => it.id) } : {}),
      }
    })
  const days = () =>
    Array.from({ length: 30 }, (_, ahead) => ({
      day: dayOf(Date.now() + ahead * 24 * HOUR),
      state: 'free' as const,
      free: ahead === 1 ? 2 : 3,
    }))
  const write = (it: Appointment): Appointment => {
    appointments.set(it.id, it)
    return it
  }

  const routes: Route[] = [
    [/^GET \/stores\/(sto_\w+)\/services$/, () => ({ services: [...services.values()] })],
    [/^GET \/stores\/sto_\w+\/services\/svc_\w+\/advisers$/, () => ({ advisers })],
    [/^GET \/stores\/sto_\w+\/services\/svc_\w+\/days$/, () => ({ days: days() })],
    [
      /^GET \/stores\/sto_\w+\/services\/svc_\w+\/slots$/,
      (_, query) => ({ slots: slotsOf(query.get('day') ?? '') }),
    ],
    [
      /^GET \/appointments$/,
      () => ({
        appointments: [...appointments.values()].sort((a, b) => (a.start < b.start ? 1 : -1)),
      }),
    ],
    [/^GET \/appointments\/(apt_\w+)$/, ([, id = '']) => appointments.get(id)],
    [
      /^POST \/appointments$/,
      (_match, _query, text) => {
        if (say.refuse) return refuse(say.refuse.status, say.refuse.code, say.refuse.text)
        const { key, start, mayWait } = JSON.parse(text) as { key: string; start: string; mayWait: boolean }
        const id = keys.get(key) ?? `apt_${appointments.size + 1}`
        keys.set(key, id)
        const status = mayWait ? 'waiting' : 'booked'
        return write(appointmentOf({ id, start, status, statusText: mayWait ? '候补中' : '已预约' }))
      },
    ],
    [
      /^POST \/appointments\/(apt_\w+)\/(reschedule|cancel|accept)$/,
      ([, id = '', act], _query, text) => {
        if (say.refuse) return refuse(say.refuse.status, say.refuse.code, say.refuse.text)
        const it = appointments.get(id)
        if (!it) return undefined
        if (act === 'cancel') return write({ ...it, status: 'cancelled', statusText: '已取消' })
        if (act === 'accept') return write({ ...it, status: 'booked', statusText: '已预约' })
        return write({ ...it, start: (JSON.parse(text) as { start: string }).start })
      },
    ],
  ]
  return { routes, appointments, services, free, advisers, say }
}
