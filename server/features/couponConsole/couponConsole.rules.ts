import type { z } from 'zod'
import { addDays } from '../../kernel/shanghai'
import type { couponDraft } from './couponConsole.contract'

export type Draft = z.output<typeof couponDraft>
const DAY_MS = 86_400_000
type Status = 'draft' | 'scheduled' | 'live' | 'paused' | 'ended'
type Action = 'change' | 'schedule' | 'pause' | 'resume' | 'end' | 'copy'

const can: Readonly<Record<Status, readonly Action[]>> = {
  draft: ['change', 'schedule', 'copy'],
  scheduled: ['change', 'pause', 'end', 'copy'],
  live: ['change', 'pause', 'end', 'copy'],
  paused: ['change', 'resume', 'end', 'copy'],
  ended: ['copy'],
}
/** What may be done with a coupon next (OP-2). */
export const actionsOf = (status: Status): Action[] => [...can[status]]

/** What is wrong, and with which part of the coupon. */
export interface Problem {
  at:
    | 'benefit'
    | 'claim'
    | 'validity'
    | 'quota.perPerson'
    | 'quota.perDay'
    | 'ways'
    | 'scope'
    | 'scope.channels'
  text: string
}

/** What is wrong with a coupon as it stands, in the operator's words; undefined when nothing is. */
export function problemOf(draft: Draft): Problem | undefined {
  const { benefit, claim, validity, quota, ways, scope, audience } = draft
  const [from, until] = [Date.parse(claim.from), Date.parse(claim.until)]
  if (from >= until) return { at: 'claim', text: '领取结束要晚于开始' }
  if (validity.kind === 'fixed') {
    const [validFrom, validUntil] = [Date.parse(validity.from), Date.parse(validity.until)]
    if (validFrom >= validUntil) return { at: 'validity', text: '有效期结束要晚于开始' }
    if (validUntil <= from) return { at: 'validity', text: '有效期要晚于领取开始' }
  }
  if (benefit.kind === 'amountOff' && benefit.threshold > 0 && benefit.off > benefit.threshold)
    return { at: 'benefit', text: '减的金额不能超过门槛' }
  if (quota.perPerson > quota.total) return { at: 'quota.perPerson', text: '每人限领不能超过总量' }
  if (quota.perDay !== undefined && quota.perDay > quota.total)
    return { at: 'quota.perDay', text: '每天限量不能超过总量' }
  const twice = (list: readonly unknown[] = []) => new Set(list).size !== list.length
  if ([ways, scope.channels, scope.storeIds, scope.skuIds, scope.categoryIds, audience.tiers].some(twice))
    return { at: 'scope', text: '同一项选了两次' }
  return unfitting(draft)
}

/** What does not fit together in kind, way and channel. */
function unfitting({ benefit, ways, scope }: Draft): Problem | undefined {
  const inShop = benefit.kind === 'gift' || benefit.kind === 'experience'
  const isFree = ways.some((it) => it === 'page' || it === 'scene' || it === 'arrival' || it === 'guide')
  if (benefit.kind === 'experience' && isFree) return { at: 'ways', text: '体验券要付款购买，不能直接领取' }
  if (inShop && !scope.channels.includes('store'))
    return { at: 'scope.channels', text: '兑换和体验要在门店使用' }
  if (benefit.kind === 'freeShipping' && !scope.channels.includes('online'))
    return { at: 'scope.channels', text: '免邮券要在线上使用' }
  return undefined
}

/** Whether a change of a coupon that was claimed already touches what is locked: all but words, more quota, a later end. */
export function touchesLocked(before: Draft, after: Draft): boolean {
  const open = { title: '', note: '', claim: { from: '', until: '' }, quota: { total: 0, perPerson: 0 } }
  const rest = (it: Draft) => JSON.stringify(sorted({ ...it, ...open }))
  const grown =
    after.quota.total >= before.quota.total &&
    after.quota.perPerson >= before.quota.perPerson &&
    (after.quota.perDay === undefined) === (before.quota.perDay === undefined) &&
    (after.quota.perDay ?? 0) >= (before.quota.perDay ?? 0)
  const later =
    Date.parse(after.claim.until) >= Date.parse(before.claim.until) &&
    Date.parse(after.claim.from) === Date.parse(before.claim.from)
  return rest(before) !== rest(after) || !grown || !later
}

const MOST_DAYS = 60
/** Counts by Shanghai day as one line of days, none left out between the first and the last; at most the last 60. */
export function daysOf(claimed: ReadonlyMap<string, number>, used: ReadonlyMap<string, number>) {
  const dates = [...claimed.keys(), ...used.keys()].sort()
  const [first, last] = [dates[0], dates.at(-1)]
  if (!first || !last) return []
  const days: { date: string; claimed: number; used: number }[] = []
  for (let date = last; date >= first && days.length < MOST_DAYS; date = addDays(date, -1))
    days.unshift({ date, claimed: claimed.get(date) ?? 0, used: used.get(date) ?? 0 })
  return days
}

/**
 * What a copy says of time: a window that is still open stays; one that is over moves by whole days until it lies ahead and lasts as
 * long, and so does a fixed validity along with it. A copy can so be scheduled as it is.
 */
export function renewed<T extends Pick<Draft, 'claim' | 'validity'>>(draft: T, at: Date): T {
  if (Date.parse(draft.claim.until) > at.getTime()) return draft
  const behind = at.getTime() - Date.parse(draft.claim.from)
  const shift = (Math.floor(behind / DAY_MS) + 1) * DAY_MS
  const moved = ({ from, until }: { from: string; until: string }) => ({
    from: new Date(Date.parse(from) + shift).toISOString(),
    until: new Date(Date.parse(until) + shift).toISOString(),
  })
  const { validity } = draft
  return {
    ...draft,
    claim: moved(draft.claim),
    validity: validity.kind === 'fixed' ? { ...validity, ...moved(validity) } : validity,
  }
}

/** The same value with its keys in order, so that two of them can be compared as text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, it]) => it !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([at, it]) => [at, sorted(it)]))
}
