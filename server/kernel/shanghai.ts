const OFFSET = 8 * 3600_000
const MINUTE = 60_000
const DAY = 86_400_000

/** Wall-clock parts in Asia/Shanghai (UTC+8 all year since 1992). */
export interface ShanghaiTime {
  /** `YYYY-MM-DD` */
  date: string
  /** 1 = Monday … 7 = Sunday */
  weekday: number
  /** Minutes since midnight */
  minute: number
}

export function shanghai(at: Date): ShanghaiTime {
  const local = new Date(at.getTime() + OFFSET)
  return {
    date: local.toISOString().slice(0, 10),
    weekday: local.getUTCDay() || 7,
    minute: local.getUTCHours() * 60 + local.getUTCMinutes(),
  }
}

/** The instant of a Shanghai calendar day plus minutes; minutes may pass 24:00. */
export const fromShanghai = (date: string, minute = 0): Date =>
  new Date(Date.parse(`${date}T00:00:00Z`) - OFFSET + minute * MINUTE)

/** The calendar day `days` after `date`. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)

/** `今天 18:30`, `明天 10:00`, else `11 月 25 日 10:00`, in Shanghai; `at` is now. */
export function whenWords(moment: Date, at: Date): string {
  const { date, minute } = shanghai(moment)
  const today = shanghai(at).date
  const two = (value: number) => String(value).padStart(2, '0')
  const near = ['昨天', '今天', '明天', '后天'].find((_, days) => addDays(today, days - 1) === date)
  const [, month, day] = date.split('-')
  return `${near ?? `${Number(month)} 月 ${Number(day)} 日`} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}
