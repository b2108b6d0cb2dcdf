import type { z } from 'zod'
import { addDays, fromShanghai, shanghai } from '../../kernel/shanghai'
import type { audience, massPage, massTo, stage } from './massMessages.contract'

export type Audience = z.output<typeof audience>
export type Stage = z.output<typeof stage>
export type To = z.output<typeof massTo>
export type MassPage = z.output<typeof massPage>
type Tier = Audience['tiers'][number]

const DAY_MS = 86_400_000
const QUIET_DAYS = 90

/** What a message asks about a customer. */
export interface Known {
  tags: readonly string[]
  /** Absent of who is no member. */
  tier?: Tier
  /** Since when they are a member, else a friend. */
  since: Date
  cameAt?: Date | undefined
  boughtAt?: Date | undefined
}

const daysSince = (then: Date, at: Date) => Math.floor((at.getTime() - then.getTime()) / DAY_MS)

/** ME-5: new 0–30 days, growing 31–90, core after; dormant who neither came nor bought for 90 days. */
export function stageOf({ since, cameAt }: Known, at: Date): Stage {
  const age = daysSince(since, at)
  if (age <= 30) return 'new'
  if (age <= QUIET_DAYS) return 'growing'
  return cameAt && daysSince(cameAt, at) <= QUIET_DAYS ? 'core' : 'dormant'
}

const fits = (asked: Audience['came'], then: Date | undefined, at: Date): boolean => {
  if (!asked) return true
  const isRecent = then !== undefined && daysSince(then, at) <= asked.days
  return asked.kind === 'within' ? isRecent : !isRecent
}

/** Whether a customer is of an audience; each condition that is given must hold. */
export function isOf({ tags, match, tiers, stages, came, bought }: Audience, it: Known, at: Date): boolean {
  const has = (name: string) => it.tags.includes(name)
  if (tags.length && !(match === 'all' ? tags.every(has) : tags.some(has))) return false
  if (tiers.length && !(it.tier && tiers.includes(it.tier))) return false
  if (stages.length && !stages.includes(stageOf(it, at))) return false
  return fits(came, it.cameAt, at) && fits(bought, it.boughtAt, at)
}

const TIERS: Record<Tier, string> = { normal: '普通会员', silver: '银卡', gold: '金卡' }
const STAGES: Record<Stage, string> = { new: '新客', growing: '成长期', core: '活跃', dormant: '沉睡' }
const recencyText = (what: string, { kind, days }: NonNullable<Audience['came']>) =>
  kind === 'within' ? `${days} 天内${what}` : `${days} 天没${what}`

/** An audience in words, e.g. `金卡、银卡 · 沉睡 · 30 天没买`. */
export function audienceText({ tags, match, tiers, stages, came, bought }: Audience): string {
  const parts = [
    tags.join(match === 'all' ? ' 且 ' : '、'),
    tiers.map((it) => TIERS[it]).join('、'),
    stages.map((it) => STAGES[it]).join('、'),
    came ? recencyText('来过', came) : '',
    bought ? recencyText('买', bought) : '',
  ]
  return parts.filter(Boolean).join(' · ') || '全部客户'
}

/** Why somebody chosen does not get a message. */
export type LeftOut = 'lost' | 'refused' | 'today' | 'capped'

/** How often WeCom lets a customer get a mass message of the corp; its admin chooses (platform-apis §3.8). */
export type MassCap = 'month' | '4/month' | '7/week' | '1/day'

/** Where the count of a customer's messages begins, and how many it may come to. */
export function capAt(cap: MassCap, at: Date): { from: Date; most: number } {
  const { date, weekday } = shanghai(at)
  const first = `${date.slice(0, 8)}01`
  switch (cap) {
    case '1/day':
      return { from: fromShanghai(date), most: 1 }
    case '7/week':
      return { from: fromShanghai(addDays(date, 1 - weekday)), most: 7 }
    case '4/month':
      return { from: fromShanghai(first), most: 4 }
    case 'month': {
      const lastDay = addDays(`${addDays(first, 31).slice(0, 8)}01`, -1)
      return { from: fromShanghai(first), most: Number(lastDay.slice(8)) }
    }
  }
}
const PERIODS: Record<MassCap, string> = {
  month: '每月',
  '4/month': '每月',
  '7/week': '每周',
  '1/day': '每天',
}
export const capText = (cap: MassCap, at: Date, who = '每位顾客'): string =>
  `企业微信规定${who}${PERIODS[cap]}最多收 ${capAt(cap, at).most} 条，全公司合计`

/** What is wrong with what a message says, or undefined. Everybody reads the same: WeCom fills nothing in. */
export function textProblem(
  text: string,
  cards: number,
  mostBytes: number,
): 'mass_empty' | 'mass_too_long' | 'mass_placeholder' | undefined {
  if (!text && cards === 0) return 'mass_empty'
  if (new TextEncoder().encode(text).length > mostBytes) return 'mass_too_long'
  return /\{[^{}\s]{1,12}\}/.test(text) ? 'mass_placeholder' : undefined
}

export type Status = 'making' | 'waiting' | 'sent' | 'cancelling' | 'cancelled' | 'failed'

/** Which status may follow which. */
export const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  making: ['waiting', 'cancelling', 'failed'],
  waiting: ['sent', 'cancelling'],
  cancelling: ['cancelled', 'sent'],
  sent: [],
  cancelled: [],
  failed: [],
}
export const mayBecome = (from: Status, to: Status): boolean => NEXT[from].includes(to)

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** After so long a message nobody confirmed is asked about no more; WeCom's own list reaches as far. */
export const ASKED_FOR_MS = 30 * DAY_MS
/** How long results are followed after the confirmation: what is unsent then stays so. */
export const RESULTS_FOR_MS = DAY_MS

/** How long to wait before WeCom is asked again about something that began so long ago: no callback tells of it. */
export function waitMs(sinceMs: number): number {
  if (sinceMs < MINUTE) return 5000
  if (sinceMs < 10 * MINUTE) return 15_000
  if (sinceMs < HOUR) return MINUTE
  return sinceMs < DAY_MS ? 10 * MINUTE : HOUR
}

const REFUSALS: Readonly<Record<number, string>> = {
  40058: '企业微信不收其中一项内容',
  40096: '名单里有企业微信不认识的顾客',
  41048: '选中的人都已不是好友',
  41054: '你的企业微信账号还没激活',
  41064: '卡片太多，企业微信最多收 9 张',
  41065: '有一张卡片企业微信不支持',
  45002: '文字太长，企业微信没有收下',
  48002: '企业微信没有允许本应用调用客户联系',
  60011: '你不在本应用的可见范围里',
  60111: '企业微信里没有找到你的账号',
  84074: '你还没有开通客户联系',
  85002: '里面有企业微信不让用的词',
}
/** Of a message to groups, where it is said otherwise. */
const GROUP_REFUSALS: Readonly<Record<number, string>> = {
  40058: '有一个群已解散，或群主不是你了',
  41048: '选中的群都收不到了',
}
/** Why WeCom will never take a message, by its code; undefined where asking again may help. */
export const refusalText = (code: number, to?: To): string | undefined =>
  (to === 'groups' ? GROUP_REFUSALS[code] : undefined) ?? REFUSALS[code]

const NAMED = 2
/** Which groups a message is for, e.g. `静安老友群、会员群`, `静安老友群、会员群 等 4 个群`. */
export const groupsText = (names: readonly string[]): string =>
  names.slice(0, NAMED).join('、') + (names.length > NAMED ? ` 等 ${names.length} 个群` : '')
