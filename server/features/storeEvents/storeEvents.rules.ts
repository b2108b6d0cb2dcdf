import type { z } from 'zod'
import { addDays, shanghai } from '../../kernel/shanghai'
import type {
  eventAudience,
  eventPhase,
  photoState,
  signUpState,
  storeEventKind,
} from './storeEvents.shapes.contract'

export type StoreEventKind = z.infer<typeof storeEventKind>
export type EventPhase = z.infer<typeof eventPhase>
export type SignUpState = z.infer<typeof signUpState>
export type PhotoState = z.infer<typeof photoState>
export type EventAudience = z.infer<typeof eventAudience>

const HOUR = 3600_000
const DAY = 24 * HOUR
/** Before the start, from when guests are checked in. */
export const CHECK_IN_MS = 2 * HOUR
/** Before the start, when guests are reminded. */
export const REMIND_MS = DAY
/** After check-in, how long photos may be shown. */
export const SHARE_MS = 7 * DAY
/** Photos of one guest and event. */
export const PHOTOS_MOST = 3
/** Bytes of a photo. */
export const PHOTO_BYTES = 700_000
/** Who joined within this time is new (ME-5). */
const NEW_MEMBER_MS = 30 * DAY

/** A sign-up as it is written; the clock alone makes the others. */
export type WrittenState = Extract<SignUpState, 'seated' | 'waiting' | 'checkedIn' | 'cancelled'>

/** Every change of state a sign-up may make. */
const next: Readonly<Record<WrittenState, readonly WrittenState[]>> = {
  seated: ['checkedIn', 'cancelled'],
  waiting: ['seated', 'cancelled'],
  checkedIn: [],
  cancelled: ['seated', 'waiting'],
}
export const signUpMayBecome = (from: WrittenState, to: WrittenState): boolean => next[from].includes(to)

const kinds: Readonly<Record<StoreEventKind, string>> = {
  tasting: '品鉴会',
  workshop: 'DIY 工坊',
  popup: '快闪',
  salon: '沙龙',
}
export const kindText = (kind: StoreEventKind): string => kinds[kind]

interface Times {
  status: string
  start: Date
  end: Date
  signUpFrom: Date
  signUpUntil: Date
}

/** Where an event stands at an instant; sign-up opens at `signUpFrom` and ends before `signUpUntil`. */
export function phaseAt(it: Times, left: number, at: Date): EventPhase {
  if (it.status === 'ended' || at >= it.end) return 'over'
  if (at >= it.start) return 'running'
  if (it.status === 'paused') return 'paused'
  if (at < it.signUpFrom) return 'coming'
  if (at >= it.signUpUntil) return 'closed'
  return left > 0 ? 'open' : 'full'
}

const two = (value: number): string => String(value).padStart(2, '0')
/** `14:05` */
export const clockWords = (at: Date): string => {
  const { minute } = shanghai(at)
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}
/** `11 月 26 日 10:00` */
export function momentText(at: Date): string {
  const [, month, day] = shanghai(at).date.split('-')
  return `${Number(month)} 月 ${Number(day)} 日 ${clockWords(at)}`
}

export function phaseText(phase: EventPhase, it: Times, mayWait: boolean): string {
  switch (phase) {
    case 'coming':
      return `${momentText(it.signUpFrom)} 开放报名`
    case 'open':
      return '报名中'
    case 'full':
      return mayWait ? '已报满，可候补' : '已报满'
    case 'closed':
      return '报名截止'
    case 'running':
      return '活动进行中'
    case 'over':
      return it.status === 'ended' ? '活动已取消' : '已结束'
    case 'paused':
      return '暂停报名'
  }
}

const tierWords = { normal: '普通', silver: '银卡', gold: '金卡' } as const

/** Who may sign up, in the shop's words; undefined: everybody. */
export function audienceText({ newOnly, tiers }: EventAudience): string | undefined {
  const parts = [
    ...(newOnly ? ['新会员'] : []),
    ...(tiers ? [`${tiers.map((it) => tierWords[it]).join('、')}会员`] : []),
  ]
  return parts.length ? parts.join('，') : undefined
}

/** Why somebody may not sign up, in the shop's words; undefined when they may. */
export function notForYou(
  { newOnly, tiers }: EventAudience,
  member: { tier: keyof typeof tierWords; joinedAt: Date },
  at: Date,
): string | undefined {
  if (newOnly && at.getTime() - member.joinedAt.getTime() >= NEW_MEMBER_MS) return '仅新会员可报名'
  if (tiers && !tiers.includes(member.tier))
    return `仅${tiers.map((it) => tierWords[it]).join('、')}会员可报名`
  return undefined
}

/** How a sign-up stands at an instant. */
export function signUpStateAt(state: WrittenState, event: Times, at: Date): SignUpState {
  if (state === 'checkedIn' || state === 'cancelled') return state
  if (event.status === 'ended' && at < event.end) return 'cancelled'
  if (state === 'waiting') return at >= event.start ? 'expired' : 'waiting'
  return at >= event.end ? 'missed' : 'seated'
}

/** Numbers from 1 to `most` that nobody has, the lowest first, at most 16 of them. */
export function freeNumbersOf(taken: readonly number[], most: number): number[] {
  const has = new Set(taken)
  const free: number[] = []
  for (let number = 1; number <= most && free.length < 16; number++) if (!has.has(number)) free.push(number)
  return free
}

/** The next 16 numbers above one, up to `most`. */
export const numbersAbove = (highest: number, most: number): number[] =>
  Array.from({ length: Math.max(0, Math.min(16, most - highest)) }, (_, at) => highest + 1 + at)

/** The picture's kind by its first bytes; undefined for what is none. */
export function pictureKind(bytes: Uint8Array): 'image/jpeg' | 'image/png' | 'image/webp' | undefined {
  const begins = (at: number, ...values: number[]) => values.every((it, n) => bytes[at + n] === it)
  if (begins(0, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (begins(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (begins(0, 0x52, 0x49, 0x46, 0x46) && begins(8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp'
  return undefined
}

const thing = (text: string): string => {
  const all = [...text]
  return all.length > 20 ? `${all.slice(0, 19).join('')}…` : text || '无'
}

/** The words of a message about an event. */
export function eventMessage(title: string, store: string, start: Date, note: string) {
  const [year, month, day] = shanghai(start).date.split('-')
  return {
    thing1: thing(title),
    thing2: thing(store),
    time3: `${year}年${month}月${day}日 ${clockWords(start)}`,
    thing4: thing(note),
  }
}

/** What a store looks at: from yesterday to 30 days ahead, Shanghai days. */
export function deskDays(at: Date): { from: string; until: string } {
  const today = shanghai(at).date
  return { from: addDays(today, -1), until: addDays(today, 31) }
}

interface Draft {
  start: string
  end: string
  signUpFrom: string
  signUpUntil: string
  cancelUntil: string
  audience: EventAudience
  detail: readonly string[]
}

/** What is wrong with an event as it stands, in the operator's words; undefined when nothing is. */
export function eventProblem(it: Draft): string | undefined {
  const [start, end, from, until, cancel] = [
    it.start,
    it.end,
    it.signUpFrom,
    it.signUpUntil,
    it.cancelUntil,
  ].map((text) => Date.parse(text)) as [number, number, number, number, number]
  if (start >= end) return '结束要晚于开始'
  if (end - start > 31 * DAY) return '一场活动最长 31 天'
  if (from >= until) return '报名截止要晚于报名开始'
  if (until > start) return '报名要在活动开始前截止'
  if (cancel > start) return '取消要在活动开始前截止'
  const { tiers } = it.audience
  if (tiers && new Set(tiers).size !== tiers.length) return '同一个会员等级选了两次'
  return undefined
}
