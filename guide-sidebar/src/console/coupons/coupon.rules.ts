import type { Api } from '../../../../server/api'
import type { Stage } from '../edit/Editor'
import { localOf } from '../edit/fields.rules'

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

interface Timed {
  status: Status
  claim: { from: string; until: string }
}
const WAY_OF_LIFE: readonly Status[] = ['draft', 'scheduled', 'live', 'ended']

/** The stages of a coupon, with what happens at each; `form` is what is being typed. */
export const stagesOf = (
  coupon: Timed | undefined,
  { from, until }: { from: string | undefined; until: string | undefined },
): { stages: Stage[]; now: number } => {
  const at = (iso: string | undefined) =>
    iso ? localOf(iso).slice(5).replace('-', '/').replace('T', ' ') : ''
  const status = coupon?.status ?? 'draft'
  const isPaused = status === 'paused'
  return {
    stages: [
      { name: '草稿', note: '顾客看不见' },
      { name: '已排期', note: from ? `${at(from)} 自动发` : '到点自动发' },
      isPaused
        ? { name: '已暂停', note: '没人能再领' }
        : { name: '发放中', note: '面额和规则锁住，只能加量' },
      { name: '已结束', note: until ? `${at(until)} 停领，已领的用到期` : '已领的用到期' },
    ],
    now: isPaused ? 2 : WAY_OF_LIFE.indexOf(status),
  }
}

/** What of a coupon can still be changed, and why the rest cannot. */
export const lockOf = (
  coupon: Pick<Coupon, 'status' | 'actions'> | undefined,
): { notice?: string; locked?: string; quotaLocked?: string } => {
  if (!coupon || (coupon.status === 'draft' && coupon.actions.includes('change'))) return {}
  if (coupon.status === 'ended')
    return {
      notice: '已经结束，不能再改。要再发一次，可以复制一张。',
      locked: '已结束',
      quotaLocked: '已结束',
    }
  if (!coupon.actions.includes('change'))
    return {
      notice: '这张券涉及你负责范围以外的门店，只能查看。',
      locked: '只能查看',
      quotaLocked: '只能查看',
    }
  return {
    notice: '已经排期上线，面额和规则锁住；名字、说明、加量和延长发放还能改。',
    locked: '已锁定',
  }
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
