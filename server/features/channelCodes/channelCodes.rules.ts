import { addDays, fromShanghai, shanghai } from '../../kernel/shanghai'
import type { z } from 'zod'
import type { channelCodeDraft, codeStatus, shift, welcomeMiss } from './channelCodes.contract'

export type ChannelCodeDraft = z.output<typeof channelCodeDraft>
export type Duty = ChannelCodeDraft['duty']
export type Shift = z.output<typeof shift>
export type CodeStatus = z.output<typeof codeStatus>
export type CodeStep = 'schedule' | 'pause' | 'resume' | 'end'
export type WelcomeMiss = z.output<typeof welcomeMiss>

const statusWords: Readonly<Record<CodeStatus, string>> = {
  draft: '草稿',
  live: '使用中',
  paused: '已暂停',
  ended: '已结束',
}
export const statusText = (status: CodeStatus): string => statusWords[status]

/** What may be done next. */
const can: Readonly<Record<CodeStatus, readonly (CodeStep | 'change' | 'copy')[]>> = {
  draft: ['change', 'schedule', 'copy'],
  live: ['change', 'pause', 'end', 'copy'],
  paused: ['change', 'resume', 'end', 'copy'],
  ended: ['copy'],
}
const aims: Readonly<Record<CodeStep, CodeStatus>> = {
  schedule: 'live',
  pause: 'paused',
  resume: 'live',
  end: 'ended',
}
export const actionsOf = (status: CodeStatus) => [...can[status]]
/** The status a step leads to; undefined when it is refused as things stand. */
export const stepTo = (status: CodeStatus, step: CodeStep): CodeStatus | undefined =>
  can[status].includes(step) ? aims[step] : undefined

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const dayBefore = (weekday: number): number => (weekday === 1 ? 7 : weekday - 1)

/** Whether a shift is on at an instant; one that ends no later than it begins lasts into the next day. */
function isOn({ days, from, until }: Pick<Shift, 'days' | 'from' | 'until'>, at: Date): boolean {
  const { weekday, minute } = shanghai(at)
  const [begin, end] = [minuteOf(from), minuteOf(until)]
  if (begin < end) return days.includes(weekday) && minute >= begin && minute < end
  return (days.includes(weekday) && minute >= begin) || (days.includes(dayBefore(weekday)) && minute < end)
}

/** Guides a code leads to at an instant, each once; of a store, those who work there. */
export function guidesOnDuty(
  duty: Duty,
  at: Date,
  ofStore: (storeId: string) => readonly string[],
): string[] {
  switch (duty.kind) {
    case 'guides':
      return [...new Set(duty.guideIds)]
    case 'store':
      return [...new Set(ofStore(duty.storeId))]
    case 'shifts': {
      const on = duty.shifts.filter((it) => isOn(it, at)).flatMap((it) => it.guideIds)
      return on.length ? [...new Set(on)] : [duty.fallbackGuideId]
    }
  }
}

/** When somebody else may come on duty after an instant; undefined when never. */
export function nextChangeOf(duty: Duty, at: Date): Date | undefined {
  if (duty.kind !== 'shifts') return undefined
  const { date } = shanghai(at)
  const edges = [0, 1, 2].flatMap((day) =>
    duty.shifts.flatMap(({ from, until }) =>
      [from, until].map((clock) => fromShanghai(addDays(date, day), minuteOf(clock)).getTime()),
    ),
  )
  const coming = edges.filter((it) => it > at.getTime())
  return coming.length ? new Date(Math.min(...coming)) : undefined
}

/** Every guide a code may ever lead to by name; of a store it has none. */
export const guidesNamed = (duty: Duty): string[] => {
  if (duty.kind === 'store') return []
  if (duty.kind === 'guides') return [...new Set(duty.guideIds)]
  return [...new Set([...duty.shifts.flatMap((it) => it.guideIds), duty.fallbackGuideId])]
}

/** What is wrong with a code as it stands, and with which part; undefined when nothing is. */
export function codeProblem({ duty, welcome }: ChannelCodeDraft): { at: string; text: string } | undefined {
  if (duty.kind === 'shifts' && duty.shifts.some(({ days }) => new Set(days).size !== days.length))
    return { at: 'duty', text: '一个班次里同一天选了两次' }
  if (guidesNamed(duty).length > MOST_GUIDES) return { at: 'duty', text: '一个活码最多 100 位导购' }
  if (!welcome.text.trim() && welcome.attachments.length === 0)
    return { at: 'welcome', text: '写一句欢迎语，或者附上一张卡片' }
  return undefined
}
/** WeCom's limit of a code (platform-apis §3.6). */
export const MOST_GUIDES = 100

/** A welcome with the names filled in; where the customer's is not known they are 您. */
export const welcomeText = (
  text: string,
  names: { customer?: string | undefined; guide: string; store: string },
): string =>
  text
    .replaceAll('{顾客}', () => names.customer ?? '您')
    .replaceAll('{导购}', () => names.guide)
    .replaceAll('{门店}', () => names.store)

/** A text within so many bytes, with `…` where something was left out. */
export function fitBytes(text: string, most: number): string {
  if (bytesOf(text) <= most) return text
  let [fitting, used] = ['', bytesOf('…')]
  for (const sign of text) {
    used += bytesOf(sign)
    if (used > most) break
    fitting += sign
  }
  return `${fitting}…`
}
const bytesOf = (text: string): number => new TextEncoder().encode(text).length

const missWords: Readonly<Record<WelcomeMiss, string>> = {
  late: '超过 20 秒才收到，企业微信不再收欢迎语',
  already: '两个人已经聊上，或者欢迎语已由别处发出',
  otherApp: '别的应用正在发欢迎语',
  noCode: '企业微信没有给发欢迎语的机会，多半是后台已设了欢迎语',
  paused: '活码暂停或结束了，没有发',
  unheard: '企业微信一直没有回应',
  refused: '企业微信没有收下，请看活码的设置',
}
export const missText = (why: WelcomeMiss): string => missWords[why]
