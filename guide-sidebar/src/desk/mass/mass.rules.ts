import type { Api } from '../../../../server/api'

export type Audience = Required<Api['POST /mass-audience/plan']['body']>['audience']
export type Plan = Api['POST /mass-audience/plan']['response']
export type Message = Api['GET /mass-messages/:messageId']['response']
export type Result = Api['GET /mass-messages/:messageId/results']['response']['recipients'][number]
export type To = Message['to']
export type OwnGroup = Api['GET /mass-groups']['response']['groups'][number]
export type MassPageName = 'coupons' | 'groupBuys' | 'events' | 'booking'
type Tier = 'normal' | 'silver' | 'gold'
type Stage = 'new' | 'growing' | 'core' | 'dormant'
type Recency = { kind: 'within' | 'notFor'; days: number }

export type Card =
  | { kind: 'goods'; skuId: string; title: string; image: string }
  | { kind: 'page'; page: MassPageName; title: string }

/** What a guide has put together so far; kept on this device until it goes to WeCom. */
export interface Draft {
  /** Asked twice with the same key it is one message. */
  key: string
  to: To
  /** Own groups it is for. */
  chatIds: string[]
  tags: string[]
  match: 'any' | 'all'
  tiers: Tier[]
  stages: Stage[]
  came?: Recency | undefined
  bought?: Recency | undefined
  text: string
  cards: Card[]
  /** When it was kept, ms. */
  at?: number | undefined
}

export const emptyDraft = (key: string): Draft => ({
  ...{
    key,
    to: 'customers',
    chatIds: [],
    tags: [],
    match: 'any',
    tiers: [],
    stages: [],
    text: '',
    cards: [],
  },
})

export const audienceOf = ({ tags, match, tiers, stages, came, bought }: Draft): Audience => ({
  ...{ tags, match, tiers, stages },
  ...(came ? { came } : {}),
  ...(bought ? { bought } : {}),
})

export const TIERS: [Tier, string][] = [
  ['gold', '金卡'],
  ['silver', '银卡'],
  ['normal', '普通会员'],
]
export const STAGES: [Stage, string][] = [
  ['new', '新客'],
  ['growing', '成长期'],
  ['core', '活跃'],
  ['dormant', '沉睡'],
]
export const BOUGHT: [Recency, string][] = [
  [{ kind: 'within', days: 30 }, '30 天内买过'],
  [{ kind: 'notFor', days: 30 }, '30 天没买'],
  [{ kind: 'notFor', days: 90 }, '90 天没买'],
]
export const CAME: [Recency, string][] = [
  [{ kind: 'within', days: 30 }, '30 天内来过'],
  [{ kind: 'notFor', days: 60 }, '60 天没来'],
]
export const isSame = (a: Recency | undefined, b: Recency): boolean => a?.kind === b.kind && a.days === b.days

export const PAGES: [MassPageName, string][] = [
  ['coupons', '领券中心'],
  ['groupBuys', '拼团'],
  ['events', '门店活动'],
  ['booking', '到店预约'],
]
const wordOf = <T extends string>(names: [T, string][], it: T): string =>
  names.find(([name]) => name === it)?.[1] ?? ''

/** What is counted: `3 人`, `2 个群`. */
export const unitOf = (to: To): string => (to === 'groups' ? '个群' : '人')

/** What a message to groups reaches of those chosen, as `POST /mass-audience/plan` says it of customers. */
export function planOfGroups(groups: readonly OwnGroup[], chatIds: readonly string[], capText: string): Plan {
  const chosen = groups.filter((it) => chatIds.includes(it.chatId))
  const left = (reason: OwnGroup['leftOut']) =>
    chosen.filter((it) => it.leftOut === reason).map((it) => it.name)
  const leftOutNames = { lost: [], refused: [], today: left('today'), capped: left('capped') }
  const [today, capped] = [leftOutNames.today.length, leftOutNames.capped.length]
  return {
    ...{ chosen: chosen.length, reach: chosen.length - today - capped, capText, leftOutNames },
    leftOut: { lost: 0, refused: 0, today, capped },
    ...{ tiers: { gold: 0, silver: 0 }, faces: [] },
  }
}

/** Whom it is for, e.g. `金卡 · 30 天没买`. */
export function audienceWords({ tags, match, tiers, stages, came, bought }: Draft): string {
  const parts = [
    tags.join(match === 'all' ? ' 且 ' : '、'),
    tiers.map((it) => wordOf(TIERS, it)).join('、'),
    stages.map((it) => wordOf(STAGES, it)).join('、'),
    CAME.find(([it]) => isSame(came, it))?.[1] ?? '',
    BOUGHT.find(([it]) => isSame(bought, it))?.[1] ?? '',
  ]
  return parts.filter(Boolean).join(' · ') || '我的全部客户'
}

/** e.g. `1 段话 + 2 张卡片`. */
export const contentWords = ({ text, cards }: Draft): string =>
  [text.trim() ? '1 段话' : '', cards.length ? `${cards.length} 张卡片` : ''].filter(Boolean).join(' + ')

export const MOST_CARDS = 9
const MOST_BYTES = 4000

/** Why what it says cannot go out, or undefined. */
export function contentProblem({ text, cards }: Draft): string | undefined {
  const said = text.trim()
  if (!said && cards.length === 0) return '写几句话，或加一张卡片'
  if (new Blob([said]).size > MOST_BYTES) return '文字太长，最多 1,300 字左右'
  return /\{[^{}\s]{1,12}\}/.test(said) ? '群发的话每个人看到的都一样，不能带 {称呼} 这样的占位' : undefined
}

const LEFT: [keyof Plan['leftOut'], string, string][] = [
  ['today', '今天已收过群发', '一天最多 1 条'],
  ['refused', '没同意收群发', 'TA 自己关的，不能代开'],
  ['lost', '已不是好友', ''],
  ['capped', '收到的已达上限', ''],
]
export interface Bar {
  key: keyof Plan['leftOut']
  label: string
  note: string
  count: number
  /** Share of those chosen, and where the bar begins, in percent. */
  width: number
  from: number
  names: string[]
}

/** Who falls out of a message, one reason after the other. */
export function barsOf({ chosen, leftOut, leftOutNames, capText }: Plan): Bar[] {
  let left = chosen
  return LEFT.flatMap(([key, label, note]) => {
    const count = leftOut[key]
    if (count === 0) return []
    left -= count
    const width = (count / chosen) * 100
    const words = key === 'capped' ? capText : note
    return [{ key, label, note: words, count, width, from: (left / chosen) * 100, names: leftOutNames[key] }]
  })
}

/** Something goes on with it by itself: it is looked at again soon. */
export const isMoving = ({ status, results }: Message): boolean =>
  status === 'making' ||
  status === 'waiting' ||
  status === 'cancelling' ||
  (status === 'sent' && results.sent + results.notFriend + results.capped === 0)

export const STATUS: Record<Message['status'], [word: string, tone: string]> = {
  making: ['交给企微中', 'i2'],
  waiting: ['待确认', 'warn'],
  sent: ['已发出', 'ok'],
  cancelling: ['取消中', 'i2'],
  cancelled: ['已取消', 'i2'],
  failed: ['没交成', 'danger'],
}

/** One line about a message in the list. */
export const gistOf = ({ text, cards }: Pick<Message, 'text' | 'cards'>): string =>
  text || cards.map((it) => it.title).join('、')

/** How it went, e.g. `42 人收到 · 9 人点开 · 3 人下单`. */
export function courseOf({ to, status, count, results, opened, bought, statusText }: Message): string {
  if (status !== 'sent') return `${count} ${unitOf(to)} · ${statusText}`
  return [
    `${results.sent} ${unitOf(to)}收到`,
    opened ? `${opened} 人点开` : '',
    bought.customers ? `${bought.customers} 人下单` : '',
  ]
    .filter(Boolean)
    .join(' · ')
}
