import type { Api } from '../../../../server/api'

export type Coupon = Api['GET /console/coupons']['response']['coupons'][number]
export type Status = Coupon['status']
export type Action = Coupon['actions'][number]
export type Step = Exclude<Action, 'change' | 'copy'>

/** What a list is narrowed to, in the order a coupon lives. */
export const TABS: readonly { status?: Status; name: string }[] = [
  { name: '全部' },
  { status: 'draft', name: '草稿' },
  { status: 'scheduled', name: '已排期' },
  { status: 'live', name: '发放中' },
  { status: 'paused', name: '已暂停' },
  { status: 'ended', name: '已结束' },
]

export const TONES: Record<Status, string> = {
  draft: '',
  scheduled: 'gold',
  live: 'ok',
  paused: 'warn',
  ended: '',
}

interface StepWords {
  name: string
  /** What it means for shoppers, asked before it is done. */
  ask: string
}
export const STEPS: Record<Step, StepWords> = {
  schedule: { name: '排期上线', ask: '到领取开始时间自动发放。上线后面额和规则不能再改，只能加量和延长。' },
  pause: { name: '暂停', ask: '暂停后没人能再领，已经领到的照常能用。' },
  resume: { name: '继续发放', ask: '顾客马上又能领。' },
  end: { name: '结束', ask: '结束后不能再恢复。没人能再领，已经领到的用到有效期。' },
}
const isStep = (it: Action): it is Step => it !== 'change' && it !== 'copy'
/** What may be done next, in the server's order. */
export const stepsOf = ({ actions }: Pick<Coupon, 'actions'>): Step[] => actions.filter(isStep)

/** A share of a whole, e.g. `12.5%`; `—` of nothing. */
export const shareOf = (part: number, whole: number): string =>
  whole > 0 ? `${Number(((part / whole) * 100).toFixed(1))}%` : '—'

/** Whether its results may move while somebody looks. */
export const isMoving = ({ status, results }: Pick<Coupon, 'status' | 'results'>): boolean =>
  status === 'live' || results.locked > 0
