import { call } from '../api/call'
import { platform } from '../platform'
import type { PayOutcome } from '../platform/platform'
import type { Order } from './types'

export interface Paid {
  order: Order
  /** `settled`: nothing was to be paid. */
  outcome: PayOutcome | 'settled'
}

/**
 * Opens the pay sheet for an order and asks the server what became of it. The sheet's word alone pays nothing: an order
 * still unpaid after `done` is one the platform has not reported yet. Rejects with a CallError when paying cannot begin.
 */
export const payOrder = async (orderId: string): Promise<Paid> => {
  const params = { orderId }
  const { order, payment } = await call('POST /orders/:orderId/pay', { params })
  if (!payment) return { order, outcome: 'settled' }
  const outcome = await platform.pay(payment)
  if (outcome === 'absent') return { order, outcome }
  const checked = await call('POST /orders/:orderId/pay/check', { params }).catch(() => order)
  return { order: checked, outcome }
}

export const PAY_SAYS: Partial<Record<Paid['outcome'], string>> = {
  cancelled: '还没付款，货先给你留着',
  failed: '微信没能完成付款，可以再试一次',
  absent: '请在微信里打开小程序付款',
}
