import type { z } from 'zod'
import type { couponDraft } from './couponConsole.contract'

export type Draft = z.output<typeof couponDraft>
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

/** What is wrong with a coupon as it stands, in the operator's words; undefined when nothing is. */
export function problemOf({
  benefit,
  claim,
  validity,
  quota,
  ways,
  scope,
  audience,
}: Draft): string | undefined {
  const [from, until] = [Date.parse(claim.from), Date.parse(claim.until)]
  if (from >= until) return '领取结束要晚于开始'
  if (validity.kind === 'fixed') {
    const [validFrom, validUntil] = [Date.parse(validity.from), Date.parse(validity.until)]
    if (validFrom >= validUntil) return '有效期结束要晚于开始'
    if (validUntil <= from) return '有效期要晚于领取开始'
  }
  if (benefit.kind === 'amountOff' && benefit.threshold > 0 && benefit.off > benefit.threshold)
    return '减的金额不能超过门槛'
  if (quota.perPerson > quota.total) return '每人限领不能超过总量'
  if (quota.perDay !== undefined && quota.perDay > quota.total) return '每天限量不能超过总量'
  const twice = (list: readonly unknown[] = []) => new Set(list).size !== list.length
  if ([ways, scope.channels, scope.storeIds, scope.skuIds, scope.categoryIds, audience.tiers].some(twice))
    return '同一项选了两次'
  const inShop = benefit.kind === 'gift' || benefit.kind === 'experience'
  const isFree = ways.some((it) => it === 'page' || it === 'scene' || it === 'arrival')
  if (benefit.kind === 'experience' && isFree) return '体验券要付款购买，不能直接领取'
  if (inShop && !scope.channels.includes('store')) return '兑换和体验要在门店使用'
  if (benefit.kind === 'freeShipping' && !scope.channels.includes('online')) return '免邮券要在线上使用'
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

/** The same value with its keys in order, so that two of them can be compared as text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, it]) => it !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([at, it]) => [at, sorted(it)]))
}
