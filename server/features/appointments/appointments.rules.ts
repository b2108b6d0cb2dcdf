import type { z } from 'zod'
import { addDays, fromShanghai, shanghai } from '../../kernel/shanghai'
import type { appointmentStatus } from './appointments.shapes.contract'

export type AppointmentStatus = z.infer<typeof appointmentStatus>

const MINUTE = 60_000
const DAY = 86_400_000

/** How many days, today among them, can be booked. */
export const BOOKABLE_DAYS = 30
/** Before the start, until when a shopper may change or cancel. */
export const CHANGE_MS = 120 * MINUTE
/** How long a seat that came free is kept for the first in line. */
export const OFFER_MS = 30 * MINUTE
/** Before the start, when the shopper is reminded. */
export const REMIND_MS = DAY
/** After the start, how long a place is kept for who is late. */
export const LATE_MS = 15 * MINUTE

const next: Record<AppointmentStatus, readonly AppointmentStatus[]> = {
  asked: ['booked', 'waiting', 'refused'],
  waiting: ['offered', 'cancelled', 'expired'],
  offered: ['booked', 'cancelled', 'expired'],
  // To itself: moved to another time, or not.
  booked: ['booked', 'checkedIn', 'cancelled', 'noShow'],
  checkedIn: ['done'],
  done: [],
  cancelled: [],
  noShow: [],
  expired: [],
  refused: [],
}
export const mayBecome = (from: AppointmentStatus, to: AppointmentStatus): boolean => next[from].includes(to)

/** Whether an appointment in this status has, wants or waits for a seat. */
export const holdsSeat = (status: AppointmentStatus): boolean =>
  !['cancelled', 'expired', 'refused'].includes(status)

export const statusTexts: Record<AppointmentStatus, string> = {
  asked: '预约中',
  booked: '已预约',
  checkedIn: '已到店',
  done: '已完成',
  cancelled: '已取消',
  noShow: '未到店',
  waiting: '候补中',
  offered: '候补到位，待确认',
  expired: '候补已过期',
  refused: '未约上',
}

/** When an adviser serves: minutes of the Shanghai day by weekday (1 = Monday), and single days that differ. */
export interface AdviserHours {
  week: { days: number[]; from: number; until: number }[]
  /** Off all day, or with other hours. */
  exceptions: { date: string; from?: number; until?: number }[]
}
interface Calendar {
  minutes: number
  capacity: number
  days: number[]
}
export interface Slot {
  start: Date
  end: Date
  /** Places; 0 when nobody is there to serve. */
  capacity: number
  /** Who is there to serve; absent where the service is bound to nobody. */
  advisers?: string[]
}

const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7

/** Whether an adviser is there from one minute of a Shanghai day to another (AP-1). */
export function isThere(
  { week, exceptions }: AdviserHours,
  date: string,
  [from, until]: readonly [number, number],
): boolean {
  const holds = (it: { from?: number; until?: number }) =>
    it.from !== undefined && it.until !== undefined && it.from <= from && until <= it.until
  const exception = exceptions.find((it) => it.date === date)
  if (exception) return holds(exception)
  return week.some((it) => it.days.includes(weekdayOf(date)) && holds(it))
}

/**
 * The slots of a service on one Shanghai day, one after another from the store's opening as long as they end by its closing
 * (AP-1). Where the service is bound to advisers, no more places than advisers who are there.
 */
export function slotsOn(
  date: string,
  span: { opensAt: Date; closesAt: Date } | undefined,
  it: Calendar,
  advisers?: readonly (AdviserHours & { _id: string })[],
): Slot[] {
  if (!span || !it.days.includes(weekdayOf(date))) return []
  const slots: Slot[] = []
  const midnight = fromShanghai(date).getTime()
  for (let at = span.opensAt.getTime(); at + it.minutes * MINUTE <= span.closesAt.getTime();) {
    const end = at + it.minutes * MINUTE
    const minutes = [(at - midnight) / MINUTE, (end - midnight) / MINUTE] as const
    const there = advisers?.filter((one) => isThere(one, date, minutes)).map((one) => one._id)
    const capacity = there ? Math.min(it.capacity, there.length) : it.capacity
    slots.push({
      start: new Date(at),
      end: new Date(end),
      capacity,
      ...(there ? { advisers: there } : {}),
    })
    at = end
  }
  return slots
}

interface Time {
  start: Date
  end: Date
}
/** Whether somebody with these times in their calendar is free in another one. */
export const isFree = (busy: readonly Time[], { start, end }: Time): boolean =>
  busy.every((it) => it.end <= start || it.start >= end)

/** The Shanghai days that can be booked at an instant. */
export const bookableDays = (at: Date): string[] =>
  Array.from({ length: BOOKABLE_DAYS }, (_, ahead) => addDays(shanghai(at).date, ahead))

/** Since when no-shows count. */
export const noShowsSince = (at: Date): Date => new Date(at.getTime() - 90 * DAY)

/** Until when somebody may not book, given the starts of what they missed in 90 days: 30 days from the third (AP-1). */
export function pausedUntil(missed: readonly Date[], at: Date): Date | undefined {
  if (missed.length < 3) return undefined
  const until = new Date(Math.max(...missed.map((it) => it.getTime())) + 30 * DAY)
  return until > at ? until : undefined
}

const thing = (text: string): string => {
  const all = [...text]
  return all.length > 20 ? `${all.slice(0, 19).join('')}…` : text || '无'
}

/** The words of a reminder, or of a seat that is kept until an instant. */
export function messageOf(service: string, store: string, start: Date, offeredUntil?: Date) {
  const clock = (at: Date) => {
    const { date, minute } = shanghai(at)
    const [year, month, day] = date.split('-')
    const two = (value: number) => String(value).padStart(2, '0')
    return { day: `${year}年${month}月${day}日`, time: `${two(Math.floor(minute / 60))}:${two(minute % 60)}` }
  }
  const { day, time } = clock(start)
  return {
    thing1: thing(service),
    thing2: thing(store),
    time3: `${day} ${time}`,
    thing4: offeredUntil ? `有空位了，请在${clock(offeredUntil).time}前确认` : '迟到15分钟内为你保留',
  }
}
