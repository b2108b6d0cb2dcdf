import { call } from '../api/call'
import { shared } from '../api/shared'
import { platform } from '../platform'
import type { PayOutcome } from '../platform/platform'
import type { Order } from './types'

/** The order that was just placed: its page opens the pay sheet by itself, once. */
export const payOnOpen = shared<string | undefined>(undefined)

export interface Paid {
  order: Order
  /** `settled`: nothing was to be paid. */
  outcome: PayOutcome | 'settled'
}

/** How often the platform is asked about a payment it was just told of, and how long between, ms. */
const CHECKS = 4
const CHECK_MS = 1000

/**
 * Opens the pay sheet for an order and asks the server what became of it. The sheet's word alone pays nothing: an order
 * that still waits after `done` is one the platform has not reported yet. Rejects with a CallError when paying cannot begin.
 */
export const payOrder = async (orderId: string): Promise<Paid> => {
  const { order, payment } = await call('POST /orders/:orderId/pay', { params: { orderId } })
  if (!payment) return { order, outcome: 'settled' }
  const outcome = await platform.pay(payment)
  if (outcome === 'absent') return { order, outcome }
  let checked = await check(orderId, order)
  for (let again = 0; again < CHECKS && outcome === 'done' && checked.status === order.status; again++) {
    await new Promise((resolve) => setTimeout(resolve, CHECK_MS))
    checked = await check(orderId, checked)
  }
  return { order: checked, outcome }
}

const check = (orderId: string, before: Order): Promise<Order> =>
  call('POST /orders/:orderId/pay/check', { params: { orderId } }).catch(() => before)

export const PAY_SAYS: Partial<Record<Paid['outcome'], string>> = {
  cancelled: '货先给你留着',
  failed: '微信没能完成付款，可以再试一次',
  absent: '请在微信里打开小程序付款',
}
