import type { z } from 'zod'
import { addDays, fromShanghai, shanghai } from '../../kernel/shanghai'
import type { flashOutcome, flashSaleDraft, sessionPhase } from './flashSales.shapes.contract'

export type FlashDraft = z.output<typeof flashSaleDraft>
export type SessionPhase = z.infer<typeof sessionPhase>
export type FlashOutcome = z.infer<typeof flashOutcome>

const MINUTE = 60_000
/** Before a session, when its pieces are set apart. */
export const AHEAD_MS = 24 * 60 * MINUTE
/** Before a session, when shoppers are reminded. */
export const REMIND_MS = 5 * MINUTE
/** How long the orders of a session may still be paid once it is over. */
export const PAY_MS = 15 * MINUTE
const MOST_DAYS = 60

/** A flash sale's plan, as far as its sessions follow from it. */
export interface Plan {
  _id: string
  days: { from: string; until: string }
  /** `10:00` */
  times: readonly string[]
  minutes: number
}
/** One opening of a flash sale (SO-2). */
export interface Session {
  id: string
  flashSaleId: string
  from: Date
  until: Date
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Names the session of a day and time. */
const sessionIdOf = (flashSaleId: string, day: string, time: string): string =>
  `${flashSaleId.replace(/^fls_/, 'fss_')}-${day.replaceAll('-', '')}-${time.replace(':', '')}`

function sessionOn(plan: Plan, day: string, time: string): Session {
  const from = fromShanghai(day, minuteOf(time))
  return {
    id: sessionIdOf(plan._id, day, time),
    flashSaleId: plan._id,
    from,
    until: new Date(from.getTime() + plan.minutes * MINUTE),
  }
}

/** Sessions of a plan on its Shanghai days from one to another, in order of time. */
export function sessionsOn(plan: Plan, first: string, last: string): Session[] {
  const sessions: Session[] = []
  const end = last < plan.days.until ? last : plan.days.until
  for (let day = first > plan.days.from ? first : plan.days.from; day <= end; day = addDays(day, 1))
    for (const time of [...plan.times].sort()) sessions.push(sessionOn(plan, day, time))
  return sessions
}

/** Sessions of a plan that are not over at an instant and begin before another. */
export const sessionsBetween = (plan: Plan, at: Date, before: Date): Session[] =>
  sessionsOn(plan, addDays(shanghai(at).date, -1), shanghai(before).date).filter(
    (it) => it.until > at && it.from < before,
  )

/** The first start and the last end of a plan. */
export function spanOf(plan: Plan): { from: Date; until: Date } {
  const times = [...plan.times].sort()
  const first = sessionOn(plan, plan.days.from, times[0] ?? '00:00')
  const last = sessionOn(plan, plan.days.until, times.at(-1) ?? '00:00')
  return { from: first.from, until: last.until }
}

const NAME = /^fss_([A-Za-z0-9_-]+)-(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})$/
/** The flash sale a session belongs to; undefined for what names none. */
export function planIdOf(sessionId: string): string | undefined {
  const [, id] = NAME.exec(sessionId) ?? []
  return id && `fls_${id}`
}
/** The session of a plan by its name; undefined when the plan has no such session. */
export function sessionOf(plan: Plan, sessionId: string): Session | undefined {
  const [, , year, month, day, hour, minute] = NAME.exec(sessionId) ?? []
  const [date, time] = [`${year}-${month}-${day}`, `${hour}:${minute}`]
  if (date < plan.days.from || date > plan.days.until || !plan.times.includes(time)) return undefined
  const found = sessionOn(plan, date, time)
  return found.id === sessionId ? found : undefined
}

/** Names the campaign stock of one item of a session. */
export const stockIdOf = (sessionId: string, skuId: string): string => `${sessionId}.${skuId}`
/** What campaign stock of a flash sale is of; undefined for that of another campaign. */
export function ofStockId(stockId: string): { sessionId: string; skuId: string } | undefined {
  const at = stockId.indexOf('.sku_')
  return stockId.startsWith('fss_') && at > 0
    ? { sessionId: stockId.slice(0, at), skuId: stockId.slice(at + 1) }
    : undefined
}

/** A session runs from its start to before its end, to the millisecond. */
export const phaseAt = ({ from, until }: Pick<Session, 'from' | 'until'>, at: Date): SessionPhase =>
  at < from ? 'coming' : at < until ? 'running' : 'over'

const phaseWords: Readonly<Record<SessionPhase, string>> = {
  coming: '即将开始',
  running: '疯抢中',
  over: '已结束',
}
export const phaseText = (phase: SessionPhase): string => phaseWords[phase]

const two = (value: number): string => String(value).padStart(2, '0')
export const clockText = (at: Date): string => {
  const { minute } = shanghai(at)
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}
/** `10:00`, `明天 10:00`, `11 月 27 日 10:00` */
export function labelOf(from: Date, at: Date): string {
  const [day, today] = [shanghai(from).date, shanghai(at).date]
  if (day === today) return clockText(from)
  if (day === addDays(today, 1)) return `明天 ${clockText(from)}`
  const [, month, date] = day.split('-')
  return `${Number(month)} 月 ${Number(date)} 日 ${clockText(from)}`
}

/** `已抢光，还有 3 件待付款，没付的会放出来` */
export const soldOutText = (unpaid: number): string =>
  unpaid > 0 ? `已抢光，还有 ${unpaid} 件待付款，没付的会放出来` : '已抢光'
export const limitText = (perMember: number): string => `每人限购 ${perMember} 件`

/** The gate's door for how goods are had: the store they are collected in, or sent. */
export const doorOf = (locationId: string): string => (locationId.startsWith('sto_') ? locationId : 'sent')

/** What is wrong with a flash sale as it stands, in the operator's words; undefined when nothing is. */
export function flashProblem({ days, times, minutes, items }: FlashDraft): string | undefined {
  if (days.from > days.until) return '结束日期要在开始日期之后'
  if (addDays(days.from, MOST_DAYS) < days.until) return `一个秒杀最长 ${MOST_DAYS} 天`
  const starts = times.map(minuteOf).sort((a, b) => a - b)
  if (new Set(starts).size !== starts.length) return '同一个场次时间选了两次'
  const gaps = starts.map((it, at) => (starts[at + 1] ?? (starts[0] ?? 0) + 1440) - it)
  if (gaps.some((it) => it < minutes)) return '前一场结束后，下一场才能开始'
  if (new Set(items.map((it) => it.skuId)).size !== items.length) return '同一件商品选了两次'
  for (const { places, perMember } of items) {
    if (new Set(places.map((it) => it.locationId)).size !== places.length) return '同一个门店或仓库选了两次'
    if (perMember > places.reduce((sum, it) => sum + it.quota, 0)) return '每人限购不能超过每场件数'
  }
  return undefined
}

const thing = (text: string): string => {
  const all = [...text]
  return all.length > 20 ? `${all.slice(0, 19).join('')}…` : text || '无'
}
/** The words of a reminder. */
export function remindMessage(goods: string, from: Date, price: number) {
  const [year, month, day] = shanghai(from).date.split('-')
  return {
    thing1: thing(goods),
    thing2: thing(`${clockText(from)} 场秒杀`),
    time3: `${year}年${month}月${day}日 ${clockText(from)}`,
    thing4: thing(`秒杀价 ${Number((price / 100).toFixed(2))} 元，先到先得`),
  }
}
