import type { Api } from '../../../server/api'
import { daysSince, relativeDate, shortDate, span } from '../ui/date.rules'
import type { IconName } from '../ui/icons'

export type Customer = Api['GET /customers/:externalUserId']['response']
export type Member = NonNullable<Customer['member']>
export type CustomerTag = Customer['tags'][number]
export type Visit = Customer['visits'][number]

/** How many visits stand before the fold. */
export const VISITS_SHOWN = 3

export const TIERS: Record<Member['tier'], { label: string; tone: string; icon?: IconName }> = {
  normal: { label: '普通会员', tone: '' },
  silver: { label: '银卡', tone: 'silver', icon: 'star' },
  gold: { label: '金卡', tone: 'gold', icon: 'star' },
}

/** Whose customer this is: `静安寺店归你`, `静安寺店归陈佳`, `静安寺店`, `未分导购`. */
export const ownership = ({ homeStoreName = '', guideName, isMine }: Member): string => {
  if (isMine) return `${homeStoreName}归你`
  if (guideName) return `${homeStoreName}归${guideName}`
  return homeStoreName || '未分导购'
}

/** The guide's own remark, when it says something the name does not. */
export const remarkOf = ({ name, remark }: Customer): string | undefined => {
  const said = remark?.trim()
  return said && said !== name ? said : undefined
}

export interface ConsentChip {
  label: string
  agreed: boolean
  icon: IconName
}

/** What the customer agreed to, and what not: said in words, for the guide must heed it (TR-2). */
export const consentChips = ({ personalised, massMessage, phone }: Member['consents']): ConsentChip[] => [
  { label: personalised ? '同意个性推荐' : '未同意个性推荐', agreed: personalised, icon: 'shield-check' },
  { label: massMessage ? '同意群发' : '未同意群发', agreed: massMessage, icon: 'megaphone' },
  { label: phone ? '同意电话' : '未同意电话', agreed: phone, icon: 'phone' },
]

/** Average spend per order in fen; undefined before the first order. */
export const averageOrder = ({ spendTotal, orderCount }: Member): number | undefined =>
  orderCount > 0 ? spendTotal / orderCount : undefined

/** Share of spend made online as a whole percentage; undefined where nothing was spent. */
export const onlinePercent = ({ spendTotal, onlineShare }: Member): string | undefined =>
  spendTotal > 0 ? `${Math.round(onlineShare * 100)}%` : undefined

/** Time since the last visit to a store, as a figure. */
export const sinceVisit = ({ lastVisitAt }: Member, now: number): string =>
  lastVisitAt ? span(lastVisitAt, now) : '没来过'

/** Who set a tag and when: `你 · 11/08`; a rule's tag has no hand behind it. */
export const tagNote = ({ by, rule, at }: CustomerTag, now: number): string =>
  rule ? '规则' : `${by} · ${shortDate(at, now)}`

/** Tags set by people first, newest first; then those of rules. */
export const sortTags = (tags: readonly CustomerTag[]): CustomerTag[] =>
  [...tags].sort((a, b) => Number(a.rule) - Number(b.rule) || Date.parse(b.at) - Date.parse(a.at))

const KINDS: Record<Visit['kind'], string> = { purchase: '买了东西', visit: '到店看看', trial: '到店试用' }

/** What was bought: the first thing, and how many pieces when there are more. */
export const visitTitle = ({ kind, lines }: Visit): string => {
  const first = lines[0]
  if (!first) return KINDS[kind]
  const pieces = lines.reduce((sum, line) => sum + line.quantity, 0)
  return lines.length > 1
    ? `${first.name} 等 ${pieces} 件`
    : `${first.name}${pieces > 1 ? ` ×${pieces}` : ''}`
}

/** Where and when: `静安寺店 · 3 天前`. */
export const visitNote = ({ channel, storeName, kind, lines, at }: Visit, now: number): string => {
  const place = channel === 'online' ? '小程序' : (storeName ?? '门店')
  const what = kind === 'trial' && lines.length > 0 ? ' · 试用' : ''
  return `${place} · ${relativeDate(at, now)}${what}`
}

/** How long they have been in touch: `2024/3/08 · 1 年`. */
export const dateAndSpan = (iso: string, now: number): string =>
  daysSince(iso, now) < 2
    ? relativeDate(iso, now)
    : `${shortDate(iso, now)} · ${span(iso, now).replace(/ /g, ' ')}`
