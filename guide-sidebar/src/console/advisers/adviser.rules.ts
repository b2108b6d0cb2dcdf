import type { Api } from '../../../../server/api'
import { daysText } from '../services/service.kind'

export type Managed = Api['GET /console/advisers']['response']['advisers'][number]
type Hours = Api['PUT /console/advisers/:guideId']['body']

/** Minutes of a day as `HH:MM`; past midnight as `次日 01:00`. */
export const clockOf = (minute: number): string => {
  const text = `${String(Math.floor((minute % 1440) / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return minute >= 1440 ? `次日 ${text}` : text
}
/** Minutes of `HH:MM`; undefined while it is not typed whole. */
export const minuteOf = (clock: string): number | undefined => {
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(clock) ?? []
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute)
}

/** `周一、三、五 10:00–19:00`. */
export const weekText = (week: Managed['week']): string =>
  week.map((it) => `${daysText(it.days)} ${clockOf(it.from)}–${clockOf(it.until)}`).join('；')

/** The days off and other hours that are still to come: `11/27 休息`. */
export const exceptionsText = (exceptions: Managed['exceptions'], today: string): string =>
  exceptions
    .filter((it) => it.date >= today)
    .sort((a, b) => a.date.localeCompare(b.date))
    .map(({ date, from, until }) => {
      const day = `${Number(date.slice(5, 7))}/${date.slice(8)}`
      return from === undefined || until === undefined
        ? `${day} 休息`
        : `${day} ${clockOf(from)}–${clockOf(until)}`
    })
    .join('、')

export interface WeekRow {
  /** `1` … `7`, 1 = Monday. */
  days: string[]
  from: string
  until: string
}
export interface ExceptionRow {
  date: string
  isOff: boolean
  from: string
  until: string
}
/** A calendar while it is typed. */
export interface HoursForm {
  week: WeekRow[]
  exceptions: ExceptionRow[]
}

/** A day's hours nobody has decided on yet. */
export const EMPTY_WEEK: WeekRow = { days: ['1', '2', '3', '4', '5'], from: '10:00', until: '19:00' }

export const formOf = ({ week, exceptions }: Managed): HoursForm => ({
  week: week.length
    ? week.map((it) => ({
        days: it.days.map(String),
        from: clockOf(it.from),
        until: clockOf(Math.min(it.until, 1435)),
      }))
    : [EMPTY_WEEK],
  exceptions: exceptions.map(({ date, from, until }) => ({
    date,
    isOff: from === undefined,
    from: clockOf(from ?? 600),
    until: clockOf(Math.min(until ?? 1140, 1435)),
  })),
})

const spanOf = ({ from, until }: { from: string; until: string }) => {
  const [start, end] = [minuteOf(from), minuteOf(until)]
  return start !== undefined && end !== undefined && end > start ? { from: start, until: end } : undefined
}

/** What is not right yet, in the operator's words. */
export const problemOf = ({ week, exceptions }: HoursForm): string | undefined => {
  if (week.some((it) => it.days.length === 0)) return '每一段选至少一天，不要的删掉'
  if (week.some((it) => !spanOf(it))) return '下班要晚于上班'
  if (exceptions.some((it) => !it.date)) return '写上是哪一天'
  if (exceptions.some((it) => !it.isOff && !spanOf(it))) return '这天的下班要晚于上班，休息就选休息'
  if (new Set(exceptions.map((it) => it.date)).size !== exceptions.length) return '同一天写了两次'
  return undefined
}

/** What is sent to the server; undefined while something is missing. */
export const hoursOf = (form: HoursForm, version: number): Hours | undefined => {
  if (problemOf(form)) return undefined
  return {
    version,
    week: form.week.flatMap((it) => {
      const span = spanOf(it)
      return span ? [{ days: it.days.map(Number).sort((a, b) => a - b), ...span }] : []
    }),
    exceptions: form.exceptions.map((it) => ({ date: it.date, ...(it.isOff ? {} : spanOf(it)) })),
  }
}
