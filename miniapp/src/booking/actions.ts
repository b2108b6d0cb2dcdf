import Taro from '@tarojs/taro'
import { call } from '../api/call'
import { CallError } from '../api/client'
import { askMessages } from '../orders/messages'
import { randomKey } from '../orders/attempt'
import { say, sayError } from '../ui/say'
import type { Appointment, BookingWish } from './types'

const sure = async (title: string, content: string, confirmText: string): Promise<boolean> =>
  (await Taro.showModal({ title, content, confirmText, cancelText: '再想想' })).confirm

/** Does it, or says why not. @returns undefined when it was refused */
const tryTo = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work()
  } catch (error) {
    sayError(error)
    return undefined
  }
}

let attempt: { wish: string; key: string } | undefined

/**
 * Books, or stands in line (AP-1). Call it from a tap: the reminder's consent is asked for first. A second try of the same
 * wish after a lost answer is the same appointment.
 * @returns undefined when it was refused, which is then said
 */
export const book = async (wanted: Omit<BookingWish, 'key'>): Promise<Appointment | undefined> => {
  await askMessages(['booking'])
  const wish = JSON.stringify(wanted)
  if (attempt?.wish !== wish) attempt = { wish, key: randomKey() }
  try {
    const booked = await call('POST /appointments', { body: { ...wanted, key: attempt.key } })
    attempt = undefined
    return booked
  } catch (error) {
    // A refusal ends the attempt; without an answer nobody knows, and the same key asks again.
    if (error instanceof CallError && error.status !== 0) attempt = undefined
    sayError(error)
    return undefined
  }
}

/** Moves an appointment to another time of its service, with whom it is asked for there. */
export const move = async (
  appointmentId: string,
  start: string,
  whom: { adviserId?: string; anyAdviser?: boolean } = {},
): Promise<Appointment | undefined> => {
  await askMessages(['booking'])
  return tryTo(() =>
    call('POST /appointments/:appointmentId/reschedule', {
      params: { appointmentId },
      body: { start, ...whom },
    }),
  )
}

/** Cancels, or leaves the line, after asking. */
export const cancel = async ({ id, status }: Appointment): Promise<Appointment | undefined> => {
  const isLine = status === 'waiting' || status === 'offered'
  const agreed = isLine
    ? await sure('不再候补了吗', '你的排队位置会让给后面的人', '不候补了')
    : await sure('取消这次预约吗', '这个时间会放给别的顾客', '取消预约')
  if (!agreed) return undefined
  return tryTo(async () => {
    const it = await call('POST /appointments/:appointmentId/cancel', { params: { appointmentId: id } })
    say(isLine ? '已离开候补' : '预约已取消')
    return it
  })
}

/** Takes the seat that is kept. */
export const accept = ({ id }: Appointment): Promise<Appointment | undefined> =>
  tryTo(async () => {
    const it = await call('POST /appointments/:appointmentId/accept', { params: { appointmentId: id } })
    say('约好了，到时见')
    return it
  })
