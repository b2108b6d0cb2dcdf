import type { z } from 'zod'
import { addDays, fromShanghai, shanghai } from '../../kernel/shanghai'
import type { adviserHours } from './adviserConsole.contract'

type Hours = z.output<typeof adviserHours>

/** What is wrong with hours, in the operator's words; undefined when nothing is. */
export function problemOf({
  week,
  exceptions,
}: Hours): { at: 'week' | 'exceptions'; text: string } | undefined {
  if (week.some((it) => it.until <= it.from)) return { at: 'week', text: '下班要晚于上班' }
  if (week.some((it) => new Set(it.days).size !== it.days.length))
    return { at: 'week', text: '同一天选了两次' }
  const isHalf = exceptions.some((it) => (it.from === undefined) !== (it.until === undefined))
  const isBackwards = exceptions.some((it) => (it.until ?? 1) <= (it.from ?? 0))
  if (isHalf || isBackwards) return { at: 'exceptions', text: '这天的下班要晚于上班，休息就都不填' }
  if (new Set(exceptions.map((it) => it.date)).size !== exceptions.length)
    return { at: 'exceptions', text: '同一天写了两次' }
  return undefined
}

/** A time as date and minutes of the Shanghai day; what lies after midnight also as the night of the day before. */
export function daysOfTime(start: Date, end: Date): { date: string; span: [from: number, until: number] }[] {
  const { date } = shanghai(start)
  return [date, addDays(date, -1)].map((day) => {
    const midnight = fromShanghai(day).getTime()
    const minutes = (at: Date) => (at.getTime() - midnight) / 60_000
    return { date: day, span: [minutes(start), minutes(end)] }
  })
}
