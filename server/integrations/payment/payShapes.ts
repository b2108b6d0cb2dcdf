import { z } from 'zod'
import { env } from '../../../config/env'

/** What WeChat Pay says of a payment. `amount` is the order's total in integer fen. */
export interface Transaction {
  outTradeNo: string
  state: 'SUCCESS' | 'REFUND' | 'NOTPAY' | 'CLOSED' | 'REVOKED' | 'USERPAYING' | 'PAYERROR'
  /** The platform's own number, once paid. */
  transactionId?: string
  amount?: number
  paidAt?: Date
}

/** What WeChat Pay says of a refund. `amount` is what goes back, in integer fen. */
export interface Refund {
  outRefundNo: string
  outTradeNo: string
  state: 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED'
  amount: number
  refundId?: string
  succeededAt?: Date
}

const instant = z.iso.datetime({ offset: true }).transform((it) => new Date(it))
const states = [
  'SUCCESS',
  'REFUND',
  'NOTPAY',
  'CLOSED',
  'REVOKED',
  'USERPAYING',
  'PAYERROR',
  'ACCEPT',
] as const

/** A transaction of a query or notification (platform-apis §2.5); refuses those of another merchant or app. */
export const transactionShape = z
  .object({
    appid: z.literal(env.WX_APPID),
    mchid: z.literal(env.WXPAY_MCHID),
    out_trade_no: z.string(),
    transaction_id: z.string().optional(),
    trade_state: z.enum(states),
    success_time: instant.optional(),
    amount: z.object({ total: z.int() }).optional(),
  })
  .transform((it): Transaction => ({
    outTradeNo: it.out_trade_no,
    // ACCEPT: taken, not yet collected; of no other use to us than USERPAYING.
    state: it.trade_state === 'ACCEPT' ? 'USERPAYING' : it.trade_state,
    ...(it.transaction_id ? { transactionId: it.transaction_id } : {}),
    ...(it.amount ? { amount: it.amount.total } : {}),
    ...(it.success_time ? { paidAt: it.success_time } : {}),
  }))

const refundFields = {
  out_refund_no: z.string(),
  out_trade_no: z.string(),
  refund_id: z.string().optional(),
  success_time: instant.optional(),
  amount: z.object({ refund: z.int() }),
}
const refundState = z.enum(['PROCESSING', 'SUCCESS', 'ABNORMAL', 'CLOSED'])

interface RefundFields {
  out_refund_no: string
  out_trade_no: string
  refund_id?: string | undefined
  success_time?: Date | undefined
  amount: { refund: number }
}
const refundOf = (it: RefundFields, state: Refund['state']): Refund => ({
  outRefundNo: it.out_refund_no,
  outTradeNo: it.out_trade_no,
  state,
  amount: it.amount.refund,
  ...(it.refund_id ? { refundId: it.refund_id } : {}),
  ...(it.success_time ? { succeededAt: it.success_time } : {}),
})

/** A refund as an answer states it (§2.6). */
export const refundAnswer = z
  .object({ ...refundFields, status: refundState })
  .transform((it) => refundOf(it, it.status))

/** A refund as a notification states it (§2.7): `refund_status`, and whose merchant's it is. */
export const refundNotice = z
  .object({ ...refundFields, mchid: z.literal(env.WXPAY_MCHID), refund_status: refundState })
  .transform((it) => refundOf(it, it.refund_status))
