import type { Api } from '../../../server/api'
import { moment } from '../ui/date.rules'

export type FollowUp = Api['GET /follow-ups']['response']['followUps'][number]

const DAY = 86_400_000
/** Asia/Shanghai has had no summer time since 1991. */
const SHANGHAI = 8 * 3_600_000
const HOUR = 3_600_000

/** The instant of an hour on Shanghai's calendar, `days` after the day of `now` (ms). */
const hourOf = (now: number, days: number, hour: number): number =>
  Math.floor((now + SHANGHAI) / DAY) * DAY - SHANGHAI + days * DAY + hour * HOUR

/** Days from the Shanghai day of `now` to the next Monday. */
const toMonday = (now: number): number => 7 - ((Math.floor((now + SHANGHAI) / DAY) + 3) % 7)

export interface Choice {
  label: string
  /** ISO */
  at: string
}

/** When something can be due by one tap: today while there is some of it left, tomorrow, in three days, next week. */
export function choicesAt(now: number): Choice[] {
  const today = [12, 18, 21].map((it) => hourOf(now, 0, it)).find((it) => it > now + HOUR)
  const all: [string, number | undefined][] = [
    ['今天', today],
    ['明天', hourOf(now, 1, 10)],
    ['三天后', hourOf(now, 3, 10)],
    ['下周', hourOf(now, toMonday(now), 10)],
  ]
  return all.flatMap(([label, at]) => (at === undefined ? [] : [{ label, at: new Date(at).toISOString() }]))
}

/** What a field for a local date and time holds, as an instant; undefined while it holds none. */
export const instantOf = (field: string): string | undefined => {
  const at = Date.parse(`${field}:00+08:00`)
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}
/** And back. */
export const fieldOf = (iso: string): string =>
  new Date(Date.parse(iso) + SHANGHAI).toISOString().slice(0, 16)

/** When it is due, and how much that presses. */
export const dueText = ({ dueAt, isOverdue }: FollowUp, now: number): [text: string, tone: string] => {
  const when = moment(dueAt, now)
  if (isOverdue) return [`${when} 过期`, 'danger']
  return [when, when.startsWith('今天') ? 'warn' : 'i2']
}

/** What became of it: `今天 16:38 办好`, with who did where that was somebody else. */
export const settledText = ({ status, settledAt, settledBy }: FollowUp, now: number): string =>
  [settledAt && moment(settledAt, now), settledBy, status === 'done' ? '办好' : '不办了']
    .filter(Boolean)
    .join(' ')

/** Words to begin with. */
export const SUGGESTIONS = ['问合不合适', '到货告诉 TA', '约到店试穿', '回访用得怎样'] as const
