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
