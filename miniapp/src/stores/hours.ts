import type { Api } from '../../../server/api'
import { dayOf, weekdayOf } from '../ui/format'

type Detail = Api['GET /stores/:storeId']['response']
export interface HourLine {
  label: string
  time: string
  /** This line is what counts today. */
  today: boolean
  special: boolean
}

const DAYS = '一二三四五六日'
const name = (day: number): string => `周${DAYS[day - 1] ?? ''}`

/** Weekdays in words: [1,2,3,4] → `周一至周四`, all → `每天`, [1,3] → `周一、周三`. */
export const daysText = (days: number[]): string => {
  const sorted = [...new Set(days)].sort((a, b) => a - b)
  if (sorted.length === 7) return '每天'
  const runs: number[][] = []
  for (const day of sorted) {
    const last = runs.at(-1)
    if (last && last.at(-1) === day - 1) last.push(day)
    else runs.push([day])
  }
  return runs
    .map((run) => {
      const [first = 1] = run
      const last = run.at(-1) ?? first
      return run.length > 2 ? `${name(first)}至${name(last)}` : run.map(name).join('、')
    })
    .join('、')
}

/** `10:00` to `24:30` → `10:00–次日 00:30`; closing at 24:00 stays. */
export const spanText = (open: string, close: string): string => {
  const [hour = 0, minute = '00'] = [Number(close.slice(0, 2)), close.slice(3)]
  const late = hour > 24 || (hour === 24 && minute !== '00')
  return `${open}–${late ? `次日 ${String(hour - 24).padStart(2, '0')}:${minute}` : close}`
}

const dateText = (date: string): string => `${Number(date.slice(5, 7))} 月 ${Number(date.slice(8))} 日`

/**
 * The hours a shopper reads: one line per kind of weekday, then the exceptions of the next `ahead` days.
 * Exactly one line is today's if the store says anything about today: an exception before the weekday.
 */
export const hourLines = (store: Pick<Detail, 'hours' | 'exceptions'>, now: Date, ahead = 45): HourLine[] => {
  const today = dayOf(now)
  const until = dayOf(new Date(now.getTime() + ahead * 86_400_000))
  const exceptions = store.exceptions
    .filter((it) => it.date >= today && it.date <= until)
    .sort((a, b) => (a.date < b.date ? -1 : 1))
  const exceptional = exceptions.some((it) => it.date === today)
  const weekly = store.hours
    .map((it) => ({ ...it, first: Math.min(...it.days) }))
    .sort((a, b) => a.first - b.first)
    .map((it) => ({
      label: daysText(it.days),
      time: spanText(it.open, it.close),
      today: !exceptional && it.days.includes(weekdayOf(now)),
      special: false,
    }))
  const dated = exceptions.map((it) => ({
    label: `${dateText(it.date)} ${it.reason}`,
    time: it.closed || !it.open || !it.close ? '休息' : spanText(it.open, it.close),
    today: it.date === today,
    special: true,
  }))
  return [...weekly, ...dated]
}

/** `还有 7 小时 34 分打烊`; nothing when it is not open, or the change is more than 12 hours away. */
export const untilClose = (open: Detail['open'], now: Date): string => {
  if (!open.changesAt || (open.state !== 'open' && open.state !== 'closingSoon')) return ''
  const minutes = Math.floor((new Date(open.changesAt).getTime() - now.getTime()) / 60_000)
  if (minutes <= 0 || minutes > 12 * 60) return ''
  const hours = Math.floor(minutes / 60)
  return `还有 ${hours ? `${hours} 小时 ` : ''}${minutes % 60} 分打烊`
}
