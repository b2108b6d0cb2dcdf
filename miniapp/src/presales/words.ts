import { dueText } from '../ui/format'
import { countdownText } from '../orders/useCountdown'
import type { Presale } from './types'

/** `周五 00:00 至 周六 00:00`. */
export const windowText = (from: string, until: string, now: Date): string =>
  `${dueText(from, now)} 至 ${dueText(until, now)}`

/** `12 月 1 日`: the day in China from which it is sent or may be collected. */
export const dayText = (instant: string): string => {
  const day = new Date(Date.parse(instant) + 8 * 3600_000)
  return `${day.getUTCMonth() + 1} 月 ${day.getUTCDate()} 日`
}

/** `2 天 03:12:44`, below a day `03:12:44`. */
export const longCountdown = (seconds: number): string => {
  const days = Math.floor(seconds / 86_400)
  const rest = countdownText(seconds % 86_400)
  return days > 0 ? `${days} 天 ${rest.length < 8 ? `00:${rest}` : rest}` : rest
}

/** Whether a deposit can be paid for it now. */
export const isOpen = ({ phase, left, isWithdrawn }: Presale): boolean =>
  phase === 'deposit' && left > 0 && !isWithdrawn

/** What a shopper can do with an offer at the moment, and until or from when. */
export const phaseText = ({ phase, left }: Presale): string => {
  switch (phase) {
    case 'coming':
      return '即将开始'
    case 'deposit':
      return left > 0 ? '付定金中' : '名额已满'
    case 'waiting':
      return '等付尾款'
    case 'balance':
      return '付尾款中'
    case 'over':
      return '已结束'
  }
}

/** The instant a shopper counts down to, and in which words. */
export const nextMoment = (it: Presale): { text: string; at: string } | undefined => {
  switch (it.phase) {
    case 'coming':
      return { text: '离开始', at: it.depositFrom }
    case 'deposit':
      return { text: '离结束', at: it.depositUntil }
    case 'waiting':
      return { text: '离付尾款', at: it.balanceFrom }
    case 'balance':
      return { text: '尾款截止', at: it.balanceUntil }
    case 'over':
      return undefined
  }
}

/** 定金规则: what is agreed to before a deposit is paid. */
export const RULES = [
  '定金付了不退；没按时付尾款，订单关闭，定金归商家',
  '尾款开付时价格定下，会员价和优惠一起算',
  '商家供不了货，定金和尾款全部退回',
] as const
