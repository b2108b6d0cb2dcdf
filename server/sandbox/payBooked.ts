import { z } from 'zod'

/** What the merchant told of its shipping (platform-apis 1.8). */
const shipping = z.object({
  logisticsType: z.number(),
  deliveryMode: z.number(),
  isFinished: z.boolean(),
  /** How often it was said that everything is on its way: 0, 1 or 2. */
  finishCount: z.number(),
  list: z.array(z.record(z.string(), z.unknown())),
  uploadedAt: z.number(),
})
export type Shipping = z.infer<typeof shipping>

/** One payment order of the merchant. Money in fen, instants in ms of sandbox time. */
const payOrder = z.object({
  outTradeNo: z.string(),
  openid: z.string(),
  description: z.string(),
  attach: z.string(),
  total: z.int().min(1),
  notifyUrl: z.string(),
  /** The body it was opened with: the same number opens again with nothing else. */
  body: z.string(),
  createdAt: z.number(),
  expiresAt: z.number().optional(),
  state: z.enum(['NOTPAY', 'SUCCESS', 'REFUND', 'CLOSED', 'PAYERROR']),
  transactionId: z.string().optional(),
  paidAt: z.number().optional(),
  prepay: z.object({ id: z.string(), until: z.number() }),
  /** Which key the merchant asked answers to be signed with; its notifications are too. */
  asked: z.string().optional(),
  shipping: shipping.optional(),
})
export type PayOrder = z.infer<typeof payOrder>

const payRefund = z.object({
  refundId: z.string(),
  outRefundNo: z.string(),
  amount: z.int().min(1),
  notifyUrl: z.string(),
  status: z.enum(['PROCESSING', 'SUCCESS', 'ABNORMAL', 'CLOSED']),
  createdAt: z.number(),
  succeededAt: z.number().optional(),
})
export type PayRefund = z.infer<typeof payRefund> & { order: PayOrder }

/** All orders and refunds, as they are written down. */
export const payBooked = z
  .object({
    version: z.literal(1),
    orders: z.array(payOrder),
    refunds: z.array(payRefund.extend({ outTradeNo: z.string() })),
  })
  .refine(({ orders, refunds }) => {
    const known = new Set(orders.map((it) => it.outTradeNo))
    return refunds.every((it) => known.has(it.outTradeNo))
  }, 'a refund of no order')
export type PayBooked = z.infer<typeof payBooked>

/** Payments from before the sandbox was there, as whoever filled the product's database tells of them. */
export const paidBefore = z.array(
  z.object({
    outTradeNo: z.string().regex(/^[\w*-]{6,32}$/),
    openid: z.string(),
    /** Fen. */
    total: z.int().min(1),
    paidAt: z.iso.datetime(),
  }),
)
export type PaidBefore = z.infer<typeof paidBefore>
