import { serverNow } from '../api/serverTime'
import { clockText, dayOf, dueText } from '../ui/format'
import type { SignUp, StoreEvent } from './types'

/** `周六 14:00–16:00`; over midnight both days are said. */
export const timeText = ({ start, end }: Pick<StoreEvent, 'start' | 'end'>): string => {
  const now = new Date(serverNow())
  const isOneDay = dayOf(new Date(start)) === dayOf(new Date(end))
  return isOneDay
    ? `${dueText(start, now)}–${clockText(end)}`
    : `${dueText(start, now)} 至 ${dueText(end, now)}`
}

const DAYS = '日一二三四五六'
/** The leaf of a calendar: `11 月`, `28`, `周六`. */
export const leafOf = (start: string): { month: string; day: string; weekday: string } => {
  const at = new Date(Date.parse(start) + 8 * 3_600_000)
  return {
    month: `${at.getUTCMonth() + 1} 月`,
    day: String(at.getUTCDate()),
    weekday: `周${DAYS[at.getUTCDay()] ?? ''}`,
  }
}

/** How many seats there still are, and who stands in line. */
export const seatsText = ({ phase, left, quota, waiting }: StoreEvent): string => {
  if (phase === 'over') return '已结束'
  if (left > 0) return left <= 5 ? `仅剩 ${left} 个名额` : `${quota} 个名额，还有 ${left} 个`
  return waiting ? `已报满，${waiting} 人候补` : '已报满'
}

export const PHASE_TONES: Record<StoreEvent['phase'], 'accent' | 'warn' | 'grey' | undefined> = {
  coming: undefined,
  open: 'accent',
  full: 'warn',
  closed: 'grey',
  running: 'accent',
  over: 'grey',
  paused: 'grey',
}

export const STATE_TONES: Record<SignUp['state'], string> = {
  seated: 'co',
  waiting: 'cw',
  checkedIn: 'co',
  cancelled: 'c2',
  missed: 'cd',
  expired: 'c2',
}

/** What comes next for a sign-up, or what became of it. */
export const nextText = ({ state, event, mayShare }: SignUp): string => {
  const now = new Date(serverNow())
  switch (state) {
    case 'seated':
      return `${dueText(event.start, now)} 到${event.store.name}，开始前 2 小时起可以签到`
    case 'waiting':
      return '有人取消就按顺序补上，补上了微信告诉你'
    case 'checkedIn':
      return mayShare && event.photoPoints > 0
        ? `玩得开心，晒张图得 ${event.photoPoints} 积分`
        : '谢谢来参加，下次见'
    case 'cancelled':
      return '名额已经让给别人，想来可以再报名'
    case 'missed':
      return '没在店里见到你，下次来不了请提前取消'
    case 'expired':
      return '这次没等到空位，下次早点来'
  }
}

/** Whether a code is there to be shown. */
export const hasCode = ({ state }: SignUp): boolean => state === 'seated'
