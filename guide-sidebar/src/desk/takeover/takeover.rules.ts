import type { Api } from '../../../../server/api'

export type Takeover = Api['GET /staff/takeovers']['response']['takeovers'][number]
export type WholeTakeover = Api['GET /staff/takeovers/:takeoverId']['response']
export type Giver = Api['GET /staff/takeovers/guides']['response']['guides'][number]
type State = WholeTakeover['customers'][number]['state']

/** WeCom takes so many at a time. */
export const MOST = 100

export const STATE_TONES: Record<State, string> = {
  planned: 'i2',
  waiting: 'warn',
  done: 'ok',
  refused: 'danger',
  limit: 'danger',
  failed: 'danger',
}
export const STATE_WORDS: Record<State, string> = {
  planned: '待发起',
  waiting: '等待',
  done: '已接替',
  refused: '不同意',
  limit: '没转成',
  failed: '没转成',
}

/** `12 位顾客：已接替 8，等待 3，没转成 1` and the groups. */
export function progressText({ counts, groups }: Takeover): string {
  const parts = [
    counts.done ? `已接替 ${counts.done}` : '',
    counts.waiting ? `等待 ${counts.waiting}` : '',
    counts.refused ? `不同意 ${counts.refused}` : '',
    counts.failed ? `没转成 ${counts.failed}` : '',
  ].filter(Boolean)
  const customers = counts.all ? `${counts.all} 位顾客${parts.length ? `：${parts.join('，')}` : ''}` : ''
  const chats = groups.all
    ? `${groups.all} 个群${groups.failed ? `（${groups.failed} 个没转成）` : groups.done === groups.all ? '已换群主' : ''}`
    : ''
  return [customers, chats].filter(Boolean).join(' · ')
}

/** Part of the way, 0–100. */
export const donePart = ({ counts, groups }: Takeover): number => {
  const all = counts.all + groups.all
  const over = counts.done + counts.refused + counts.failed + groups.done + groups.failed
  return all ? Math.round((over * 100) / all) : 0
}

export const giverText = ({ active, customers, groups }: Giver): string =>
  `${active ? '在职' : '已离职'} · ${customers} 位顾客${groups ? ` · ${groups} 个群` : ''}`
