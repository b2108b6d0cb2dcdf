import { isPlatformTrouble } from '../../integrations/http'
import { requestRefund, queryRefund, type Refund } from '../../integrations/payment/wechatPay'
import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { newId } from '../../kernel/ids'
import { logger } from '../../kernel/logger'
import { emit } from '../../kernel/outbox'
import { refundShare } from '../pricing/pricing.service'
import { refundRequested, refundSucceeded } from './orders.events'
import { changeOrder, findOrder, moveOrder, type OrderDoc, type RefundDoc } from './orders.model'
import { canReturn } from './orders.rules'
import { restock } from './orders.stock'

const MAX_TRIES = 20

interface Whole {
  reason: string
  by: string
}

/** A refund of everything an order cost, delivery included, with its goods going back to the pool. */
export function wholeRefund(order: OrderDoc, { reason, by }: Whole): { refund: RefundDoc; set: object } {
  const lines = order.lines.map(({ key, quantity, total }) => ({ key, quantity, amount: total }))
  const amount = order.payment?.amount ?? 0
  return {
    refund: {
      id: newId('ref'),
      key: 'whole',
      amount,
      reason,
      state: amount > 0 ? 'requested' : 'succeeded',
      requestedAt: now(),
      lines,
      stock: 'held',
      by,
    },
    set: {
      'amounts.refunded': amount,
      lines: order.lines.map((it) => ({ ...it, refundedQuantity: it.quantity, refundedAmount: it.total })),
    },
  }
}

/**
 * Gives a paid order whose goods did not leave the shop back whole: exactly one of this and the handing over wins.
 * @returns null when it was no longer so
 */
export async function refundWhole(order: OrderDoc, why: Whole): Promise<OrderDoc | null> {
  const { refund, set } = wholeRefund(order, why)
  const refunded = await moveOrder(order._id, 'paid', 'refunded', {
    set: { ...set, closedAt: refund.requestedAt },
    push: { refunds: refund },
    event: emit(refundRequested, { orderId: order._id, refundId: refund.id }),
  })
  crashPoint('order.refundWritten')
  return refunded
}

interface Return {
  key: string
  lines: readonly { key: string; quantity: number }[]
  reason: string
  storeId: string
  by: string
}

/**
 * Takes pieces of a handed-over order back (OR-6): the exact share of what was paid for them goes back, never more in
 * sum than was paid, and the same key is one return however often it is sent.
 */
export async function returnGoods(
  orderId: string,
  asked: Return,
): Promise<{ outcome: 'returned' | 'repeated'; order: OrderDoc } | { outcome: Refusal }> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const order = await findOrder(orderId)
    if (!order) return { outcome: 'order_not_found' }
    const earlier = order.refunds.find((it) => it.key === asked.key)
    if (earlier) return isSame(earlier, asked) ? { outcome: 'repeated', order } : { outcome: 'key_reused' }
    if (order.status !== 'completed') return { outcome: 'return_not_possible' }
    if (!canReturn(order.lines, asked.lines)) return { outcome: 'return_too_many' }
    const written = await writeReturn(order, asked)
    if (written) return { outcome: 'returned', order: written }
  }
  return { outcome: 'return_not_possible' }
}
type Refusal = 'order_not_found' | 'key_reused' | 'return_not_possible' | 'return_too_many'

const isSame = (earlier: RefundDoc, { lines }: Return): boolean =>
  earlier.lines.length === lines.length &&
  lines.every((it) => earlier.lines.some((have) => have.key === it.key && have.quantity === it.quantity))

function writeReturn(order: OrderDoc, asked: Return): Promise<OrderDoc | null> {
  const returned = asked.lines.map(({ key, quantity }) => {
    const line = order.lines.find((it) => it.key === key) as OrderDoc['lines'][number]
    return { key, quantity, amount: refundShare(line, line.refundedQuantity, quantity) }
  })
  const amount = returned.reduce((sum, it) => sum + it.amount, 0)
  const lines = order.lines.map((line) => {
    const it = returned.find((back) => back.key === line.key)
    return it
      ? {
          ...line,
          refundedQuantity: line.refundedQuantity + it.quantity,
          refundedAmount: line.refundedAmount + it.amount,
        }
      : line
  })
  const refund: RefundDoc = {
    id: newId('ref'),
    key: asked.key,
    amount,
    reason: asked.reason,
    state: amount > 0 ? 'requested' : 'succeeded',
    requestedAt: now(),
    lines: returned,
    stock: 'returned',
    storeId: asked.storeId,
    by: asked.by,
  }
  const change = {
    filter: { version: order.version },
    set: { lines, 'amounts.refunded': order.amounts.refunded + amount },
    push: { refunds: refund },
    event: emit(refundRequested, { orderId: order._id, refundId: refund.id }),
  }
  const isWhole = lines.every((it) => it.refundedQuantity === it.quantity)
  return isWhole
    ? moveOrder(order._id, 'completed', 'refunded', change)
    : changeOrder(order._id, { ...change, filter: { ...change.filter, status: 'completed' } })
}

/** Carries a refund out: goods, then money. Every step may be repeated. */
export async function runRefund(orderId: string, refundId: string): Promise<void> {
  const order = await findOrder(orderId)
  const refund = order?.refunds.find((it) => it.id === refundId)
  if (!order || !refund) return
  await restock(order, refund)
  crashPoint('refund.restocked')
  if (refund.state !== 'requested') return
  const { amount, reason } = refund
  const total = order.payment?.amount ?? order.amounts.paid
  const asked = { outRefundNo: refundId, outTradeNo: orderId, amount, total, reason }
  const told = await requestRefund(asked).catch((error: unknown) => {
    if (!isPlatformTrouble(error)) throw error
    // Too soon after another refund of the order, or no answer: the sweeper asks on until it is through.
    logger.warn({ orderId, refundId, error: error.message }, 'refund not taken yet')
    return undefined
  })
  crashPoint('refund.asked')
  if (told) await takeRefundNews(told)
}

/** Takes in what the platform says of a refund, in any order and number. */
export async function takeRefundNews({ outRefundNo, outTradeNo, state }: Refund): Promise<void> {
  if (state === 'PROCESSING') return
  const next = state === 'SUCCESS' ? 'succeeded' : 'abnormal'
  const changed = await changeOrder(outTradeNo, {
    filter: {
      refunds: { $elemMatch: { id: outRefundNo, state: { $in: openStates(next) } } },
    },
    set: { 'refunds.$.state': next },
    ...(next === 'succeeded'
      ? { event: emit(refundSucceeded, { orderId: outTradeNo, refundId: outRefundNo }) }
      : {}),
  })
  if (changed && next === 'abnormal')
    logger.error({ orderId: outTradeNo, refundId: outRefundNo, state }, 'refund failed: a person must look')
}

/** A success is final; a failure may still become one when the platform tried again. */
const openStates = (next: RefundDoc['state']) =>
  next === 'succeeded' ? ['requested', 'abnormal'] : ['requested']

/** Asks about a refund nothing was heard of; one the platform does not know is asked for again. */
export async function askRefund(orderId: string, refundId: string): Promise<void> {
  const found = await queryRefund(refundId)
  if (found) await takeRefundNews(found)
  else await runRefund(orderId, refundId)
}
