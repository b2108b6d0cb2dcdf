const DAY = 86_400_000
const OFFSET = 8 * 3_600_000

/** The Asia/Shanghai day of an instant, as `YYYY-MM-DD`. */
export const dayOf = (instant: Date) => new Date(instant.getTime() + OFFSET).toISOString().slice(0, 10)

/** The day `count` days after `day` (before, if negative). */
export const addDays = (day: string, count: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10)

/** ISO instant of a Shanghai day and a number of minutes after its midnight. */
export const instantOf = (day: string, minutes: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET + minutes * 60_000).toISOString()

/** The next 31 December on or after the day, and the New Year's Day that follows. */
export function newYearOf(day: string): { eve: string; newYear: string } {
  const year = Number(day.slice(0, 4))
  return { eve: `${year}-12-31`, newYear: `${year + 1}-01-01` }
}
