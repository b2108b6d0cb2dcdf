import type { Api } from '../../../../server/api'
import { clock, shortDate } from '../../ui/date.rules'

export type OwnEvent = Api['GET /stores/:storeId/events']['response']['events'][number]
export type Guest = Api['GET /store-events/:eventId/sign-ups']['response']['guests'][number]
export type Photo = Api['GET /event-photos']['response']['photos'][number]
export type CheckedIn = Api['POST /store-events/check-ins']['response']

const DAY = 86_400_000
const dayNumber = (at: number): number => Math.floor((at + 8 * 3_600_000) / DAY)

/** `今天 14:00–16:00`, `11/26 10:00–20:00`, `11/26 10:00 – 11/30 20:00` */
export const spanText = ({ start, end }: Pick<OwnEvent, 'start' | 'end'>, now: number): string => {
  const [from, until] = [Date.parse(start), Date.parse(end)]
  const near: Record<number, string> = { [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' }
  const day = (at: number) =>
    near[dayNumber(at) - dayNumber(now)] ?? shortDate(new Date(at).toISOString(), now)
  return dayNumber(from) === dayNumber(until)
    ? `${day(from)} ${clock(from)}–${clock(until)}`
    : `${day(from)} ${clock(from)} – ${day(until)} ${clock(until)}`
}

/** 进行中, 未开始, 已结束. */
export const stageOf = ({ start, end }: Pick<OwnEvent, 'start' | 'end'>, now: number) =>
  now >= Date.parse(end)
    ? ('over' as const)
    : now >= Date.parse(start)
      ? ('running' as const)
      : ('coming' as const)
export const STAGES = { over: '已结束', running: '进行中', coming: '未开始' } as const

/** `31/60 人，候补 3` */
export const seatsText = ({ seated, quota, waiting }: OwnEvent): string =>
  `${seated}/${quota} 人${waiting > 0 ? `，候补 ${waiting}` : ''}`

export const toneOf = ({ state }: Pick<Guest, 'state'>): 'ok' | 'warn' | 'danger' | 'i2' => {
  switch (state) {
    case 'checkedIn':
      return 'ok'
    case 'waiting':
      return 'warn'
    case 'missed':
      return 'danger'
    default:
      return 'i2'
  }
}

/** Those to look out for first: seated, then in line, then who is here. */
export const inOrder = (guests: readonly Guest[]): Guest[] => {
  const rank: Record<Guest['state'], number> = {
    seated: 0,
    waiting: 1,
    checkedIn: 2,
    missed: 3,
    expired: 4,
    cancelled: 5,
  }
  return [...guests].sort((a, b) => rank[a.state] - rank[b.state])
}

/** Whether a scanned text is a guest's check-in code. */
export const isEventQr = (code: string): boolean => code.startsWith('HE1.')
