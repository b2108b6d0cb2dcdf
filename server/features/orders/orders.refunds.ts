import { isPlatformTrouble } from '../../integrations/http'
import { requestRefund, queryRefund, type Refund } from '../../integrations/payment/wechatPay'
import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { newId } from '../../kernel/ids'
import { logger } from '../../kernel/logger'
import { emit } from '../../kernel/outbox'
import { splitFen } from '../../kernel/money'
import { refundShare } from '../pricing/pricing.service'
import { refundRequested, refundSucceeded } from './orders.events'
import { cameToNothing, returnCoupons } from './orders.coupons'
import { changeOrder, findOrder, moveOrder, type OrderDoc, type RefundDoc } from './orders.model'
import { canReturn, depositShare, readTradeNo, tradeNoOf } from './orders.rules'
import { restock } from './orders.stock'
import { letTransferGo } from './orders.transfer'

const MAX_TRIES = 20

interface Whole {
  reason: string
  by: string
}

/**
 * A refund as it goes back over the payments of its order: of a presale over both, each giving back its exact share
 * (CA-4). The first of them carries the goods.
 */
export function overPayments(order: OrderDoc, refund: RefundDoc): RefundDoc[] {
  const deposit = order.presale?.depositPayment?.amount
  if (!deposit || refund.amount === 0) return [refund]
  const { paid, refunded } = order.amounts
  const back = depositShare({ deposit, paid }, refunded, refund.amount)
  const parts = [
    { stage: 'deposit' as const, amount: back },
    { stage: 'balance' as const, amount: refund.amount - back },
  ]
  return parts
    .filter((it) => it.amount > 0)
    .map((part, at) => {
      if (at === 0) return { ...refund, ...part }
      const { exchangedFor: _, ...rest } = refund
      const key = `${refund.key}/${part.stage}`
      return { ...rest, ...part, id: newId('ref'), key, lines: [], stock: 'returned' as const }
    })
}

/** What is written with a refund, and what follows from it. */
export const changeOf = (orderId: string, refunds: readonly RefundDoc[]) => ({
  push: { refunds: { $each: refunds } },
  event: refunds.map((it) => emit(refundRequested, { orderId, refundId: it.id })),
})

/**
 * A refund of everything that was paid for an order, delivery included; its goods go back to the pool, or onto the shelf
 * they were taken from.
 */
export function wholeRefund(order: OrderDoc, { reason, by }: Whole, stock: RefundDoc['stock'] = 'held') {
  const { paid: amount, total } = order.amounts
  const totals = order.lines.map((it) => it.total)
  // Of a presale perhaps only the deposit was paid.
  const paid = amount < total ? splitFen(amount, totals) : totals
  const refund: RefundDoc = {
    id: newId('ref'),
    key: 'whole',
    amount,
    reason,
    state: amount > 0 ? 'requested' : 'succeeded',
    requestedAt: now(),
    lines: order.lines.map(({ key, quantity }, at) => ({ key, quantity, amount: paid[at] ?? 0 })),
    stock,
    by,
  }
  return {
    ...changeOf(order._id, overPayments(order, refund)),
    set: {
      'amounts.refunded': amount,
      lines: order.lines.map((it, at) => ({
        ...it,
        refundedQuantity: it.quantity,
        refundedAmount: paid[at] ?? 0,
      })),
    },
  }
}

type Held = 'paid' | 'deposited' | 'grouping'

/**
 * Gives a paid order whose goods did not leave the shop back whole, or a presale's deposit: exactly one of this and the
 * handing over wins.
 * @param filter further preconditions
 * @param also written in the same update
 * @returns null when it was no longer so
 */
export async function refundWhole(
  order: OrderDoc,
  why: Whole,
  {
    from = 'paid',
    filter = {},
    also = {},
  }: { from?: Held; filter?: Record<string, unknown>; also?: Record<string, unknown> } = {},
): Promise<OrderDoc | null> {
  const { set, ...change } = wholeRefund(order, why)
  const refunded = await moveOrder(order._id, from, 'refunded', {
    ...change,
    // The balance of a presale, begun to be paid after this look, is closed first.
    filter: from === 'deposited' && !order.prepay ? { ...filter, prepay: { $exists: false } } : filter,
    set: { ...set, ...also, closedAt: now() },
  })
  crashPoint('order.refundWritten')
  return refunded
}

/**
 * Gives back whole what could not be handed over (OR-5, OR-6): once, however often it is told of, also where the shopper
 * has confirmed it by mistake. The goods are on the shelf again where they were sent from.
 */
export async function refundUndelivered(orderId: string, why: string): Promise<void> {
  const order = await findOrder(orderId)
  if (!order || (order.status !== 'shipped' && order.status !== 'completed')) return
  const reason = `未能送达${why ? `（${why}）` : ''}，货款全额退回`
  const { set, ...change } = wholeRefund(order, { reason, by: 'system' }, 'returned')
  const moved = await moveOrder(orderId, order.status, 'refunded', {
    ...change,
    filter: { 'amounts.refunded': 0, refunds: { $size: 0 } },
    set: { ...set, closedAt: now() },
  })
  if (moved) return
  const after = await findOrder(orderId)
  // Confirmed in the same moment: decided anew as it stands.
  if (after && after.status !== order.status) return refundUndelivered(orderId, why)
  logger.error({ orderId, status: after?.status }, 'goods of a returned order came back: a person must look')
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

/** The lines with pieces of them given back, worth what was paid for them. */
export function withReturned(order: OrderDoc, asked: readonly { key: string; quantity: number }[]) {
  const returned = asked.map(({ key, quantity }) => {
    const line = order.lines.find((it) => it.key === key) as OrderDoc['lines'][number]
    return { key, quantity, amount: refundShare(line, line.refundedQuantity, quantity) }
  })
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
  return { returned, lines, worth: returned.reduce((sum, it) => sum + it.amount, 0) }
}

const isSame = (earlier: RefundDoc, { lines }: Return): boolean =>
  earlier.lines.length === lines.length &&
  lines.every((it) => earlier.lines.some((have) => have.key === it.key && have.quantity === it.quantity))

function writeReturn(order: OrderDoc, asked: Return): Promise<OrderDoc | null> {
  const { returned, lines, worth } = withReturned(order, asked.lines)
  const refund = returnRefund(asked, returned, worth)
  const change = {
    filter: { version: order.version },
    set: { lines, 'amounts.refunded': order.amounts.refunded + worth },
    ...changeOf(order._id, overPayments(order, refund)),
  }
  const isWhole = lines.every((it) => it.refundedQuantity === it.quantity)
  return isWhole
    ? moveOrder(order._id, 'completed', 'refunded', change)
    : changeOrder(order._id, { ...change, filter: { ...change.filter, status: 'completed' } })
}

/** The journal's entry of goods that a store took back. */
export const returnRefund = (
  { key, reason, storeId, by }: Omit<Return, 'lines'>,
  lines: RefundDoc['lines'],
  amount: number,
): RefundDoc => ({
  id: newId('ref'),
  key,
  amount,
  reason,
  state: amount > 0 ? 'requested' : 'succeeded',
  requestedAt: now(),
  lines,
  stock: 'returned',
  storeId,
  by,
})

/** Carries a refund out: goods, then money. Every step may be repeated. */
export async function runRefund(orderId: string, refundId: string): Promise<void> {
  const order = await findOrder(orderId)
  const refund = order?.refunds.find((it) => it.id === refundId)
  if (!order || !refund) return
  if (refund.stock === 'held') await letTransferGo(order)
  await restock(order, refund)
  if (cameToNothing(order)) await returnCoupons(order)
  crashPoint('refund.restocked')
  if (refund.state !== 'requested') return
  const { amount, reason, stage } = refund
  const payment = stage === 'deposit' ? order.presale?.depositPayment : order.payment
  const total = payment?.amount ?? order.amounts.paid
  const asked = { outRefundNo: refundId, outTradeNo: tradeNoOf(orderId, stage), amount, total, reason }
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
  const { orderId } = readTradeNo(outTradeNo)
  const changed = await changeOrder(orderId, {
    filter: {
      refunds: { $elemMatch: { id: outRefundNo, state: { $in: openStates(next) } } },
    },
    set: { 'refunds.$.state': next },
    ...(next === 'succeeded' ? { event: emit(refundSucceeded, { orderId, refundId: outRefundNo }) } : {}),
  })
  if (changed && next === 'abnormal')
    logger.error({ orderId, refundId: outRefundNo, state }, 'refund failed: a person must look')
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
