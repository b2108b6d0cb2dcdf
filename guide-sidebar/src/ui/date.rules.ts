const DAY = 86_400_000
/** Asia/Shanghai has had no summer time since 1991. */
const SHANGHAI = 8 * 3_600_000

interface Wall {
  year: number
  month: number
  day: number
  clock: string
  /** Days since 1970-01-01 on Shanghai's calendar. */
  dayNumber: number
}

const wallOf = (instant: number): Wall => {
  const at = new Date(instant + SHANGHAI)
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    clock: at.toISOString().slice(11, 16),
    dayNumber: Math.floor((instant + SHANGHAI) / DAY),
  }
}

/** Calendar days from `iso` to `now` (ms) in Shanghai, never negative. */
export const daysSince = (iso: string, now: number): number =>
  Math.max(0, wallOf(now).dayNumber - wallOf(Date.parse(iso)).dayNumber)

/** `9/21`, or `2025/9/21` when it is not this year; the day has two digits. */
export const shortDate = (iso: string, now: number): string => {
  const at = wallOf(Date.parse(iso))
  const date = `${at.month}/${String(at.day).padStart(2, '0')}`
  return at.year === wallOf(now).year ? date : `${at.year}/${date}`
}

/** `今天 18:30`, `昨天 18:30`, `3 天前` up to a week, then the date. */
export const relativeDate = (iso: string, now: number): string => {
  const days = daysSince(iso, now)
  if (days === 0) return `今天 ${wallOf(Date.parse(iso)).clock}`
  if (days === 1) return `昨天 ${wallOf(Date.parse(iso)).clock}`
  return days < 7 ? `${days} 天前` : shortDate(iso, now)
}

/** `16:38` in Shanghai; `now` in ms. */
export const clock = (now: number): string => wallOf(now).clock

/** How long ago, for a figure of its own: `今天`, `昨天`, `12 天`, `5 个月`, `2 年`. */
export const span = (iso: string, now: number): string => {
  const days = daysSince(iso, now)
  if (days < 2) return days === 0 ? '今天' : '昨天'
  if (days < 100) return `${days} 天`
  return days < 700 ? `${Math.round(days / 30.4)} 个月` : `${Math.round(days / 365)} 年`
}

/** `16:38:07` in Shanghai. */
export const exactClock = (iso: string): string =>
  new Date(Date.parse(iso) + SHANGHAI).toISOString().slice(11, 19)

const NEAR: Record<number, string> = { [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' }

/** A moment past or to come: `今天 18:30`, `明天 22:00`, else `11/25 22:00`. */
export const moment = (iso: string, now: number): string => {
  const at = wallOf(Date.parse(iso))
  return `${NEAR[at.dayNumber - wallOf(now).dayNumber] ?? shortDate(iso, now)} ${at.clock}`
}

/** How long something has waited: `刚刚`, `22 分`, `3 小时`, `2 天`. */
export const waited = (iso: string, now: number): string => {
  const minutes = Math.max(0, Math.floor((now - Date.parse(iso)) / 60_000))
  if (minutes < 60) return minutes === 0 ? '刚刚' : `${minutes} 分`
  return minutes < 1440 ? `${Math.floor(minutes / 60)} 小时` : `${Math.floor(minutes / 1440)} 天`
}

/** `11 月 22 日 周日`. */
export const dayOfWeek = (now: number): string => {
  const { month, day, dayNumber } = wallOf(now)
  return `${month} 月 ${day} 日 周${'四五六日一二三'[dayNumber % 7]}`
}

/** The greeting of the hour in Shanghai. */
export const greeting = (now: number): string => {
  const hour = Number(wallOf(now).clock.slice(0, 2))
  if (hour < 5 || hour >= 18) return '晚上好'
  if (hour < 11) return '早上好'
  return hour < 14 ? '中午好' : '下午好'
}
