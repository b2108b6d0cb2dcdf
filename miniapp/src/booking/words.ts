import { clockText, dueText, priceText, weekdayOf } from '../ui/format'
import type { Appointment, BookableDay, Slot } from './types'

const WEEKDAYS = '一二三四五六日'
/** Places left on a day, or at a time, from which the number catches the eye. */
const FEW_OF_DAY = 3

const noonOf = (day: string): Date => new Date(`${day}T12:00:00+08:00`)

/** `周二` of `2026-11-24`, `今天` of today. */
export const weekText = (day: string, today: string): string =>
  day === today ? '今天' : `周${WEEKDAYS[weekdayOf(noonOf(day)) - 1]}`
/** `24` */
export const dateText = (day: string): string => String(Number(day.slice(8)))
/** `11 月` */
export const monthText = (day: string): string => `${Number(day.slice(5, 7))} 月`

/** What a day offers under its date. */
export const dayLeft = ({ state, free, reason }: BookableDay): string =>
  state === 'free' ? `余 ${free}` : state === 'full' ? '约满' : reason ? '店休' : '不可约'
export const isLow = ({ state, free }: BookableDay): boolean => state === 'free' && free <= FEW_OF_DAY

/** What a time offers under its clock. */
export const slotLeft = ({ state, free, capacity, waiting, start }: Slot, now: Date): string => {
  if (state === 'free') return `余 ${free} 位`
  if (state === 'full') return waiting > 0 ? `约满，${waiting} 人候补` : '约满，可候补'
  return Date.parse(start) <= now.getTime() ? '已开始' : capacity === 0 ? '顾问休息' : '不可约'
}

/** `11 月 24 日 周二 15:00` of an instant. */
export const whenText = (instant: string): string => {
  const at = new Date(Date.parse(instant) + 8 * 3_600_000)
  const week = WEEKDAYS[(at.getUTCDay() || 7) - 1]
  return `${at.getUTCMonth() + 1} 月 ${at.getUTCDate()} 日 周${week} ${clockText(instant)}`
}

export const feeText = (fen: number): string => (fen === 0 ? '免费' : priceText(fen))

/** Whether something is still to come of it. */
export const isComing = ({ status, end }: Appointment, now: Date): boolean =>
  ['asked', 'booked', 'checkedIn', 'waiting', 'offered'].includes(status) && Date.parse(end) > now.getTime()

export const isChangeable = ({ status, changeUntil }: Appointment, now: Date): boolean =>
  status === 'booked' && Date.parse(changeUntil) > now.getTime()

/** The line under an appointment's state: what happens next, or what happened. */
export const nextText = (it: Appointment, now: Date): string => {
  switch (it.status) {
    case 'asked':
      return '正在为你确认位置'
    case 'booked':
      return isChangeable(it, now)
        ? `${dueText(it.changeUntil, now)} 前可以改约或取消`
        : '快到时间了，要改请打电话给门店'
    case 'checkedIn':
      return '到店了，顾问会来招呼你'
    case 'done':
      return '谢谢光临，试过什么都记在这里'
    case 'waiting':
      return '有人取消就轮到你，我们会发消息告诉你'
    case 'offered':
      return it.offeredUntil ? `为你留到 ${clockText(it.offeredUntil)}，过时给下一位` : '有空位了，请确认'
    case 'cancelled':
      return '这次不来了，随时再约'
    case 'noShow':
      return '这次没等到你，欢迎再约'
    case 'expired':
      return '没等到空位，换个时间再约'
    case 'refused':
      return '这个时间约满了，换个时间再约'
  }
}

/** Of a state's words in a list. */
export const toneOf = ({ status }: Appointment): string =>
  ['booked', 'checkedIn', 'asked'].includes(status)
    ? 'co'
    : ['waiting', 'offered'].includes(status)
      ? 'cw'
      : 'c2'

/** `口红 · 正红 · 显白`: one thing that was tried. */
export const triedText = ({ size, shade, reaction }: Appointment['tried'][number]): string =>
  [size && `${size} 码`, shade, reaction].filter(Boolean).join(' · ')
