import { randomInt } from 'node:crypto'
import { refusalBy } from '../../integrations/http'
import {
  closeTransaction,
  createPrepay,
  NotificationForged,
  openNotification,
  payParams,
  queryTransaction,
  type Transaction,
} from '../../integrations/payment/wechatPay'
import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { isDuplicate } from '../../kernel/db'
import { logger } from '../../kernel/logger'
import { emit } from '../../kernel/outbox'
import { orderClosed, orderPaid, orderPaidLate } from './orders.events'
import { changeOrder, findOrder, moveOrder, type OrderDoc } from './orders.model'
import { fail } from './orders.quote'
import { takeRefundNews } from './orders.refunds'
import { isCollected, PICKUP_MS } from './orders.rules'
import { viewOrder } from './orders.view'

/** A prepay id is good for two hours; it is used again for less. */
const PREPAY_MS = 100 * 60_000
const DIGIT_TRIES = 20

/** Turns what the platform says into our refusal; other errors stay. */
const refusalOf = (error: unknown): unknown =>
  refusalBy(error, (details) => fail('platform_unavailable', details))

/** @throws order_not_found for an order of somebody else, as for none */
export async function ownOrder(orderId: string, memberId: string): Promise<OrderDoc> {
  const order = await findOrder(orderId)
  if (order?.memberId !== memberId) throw fail('order_not_found')
  return order
}

/**
 * Writes that an order is paid, once, with its pickup code.
 * @returns the order, or null when it was not in that status
 */
export async function writePaid(
  order: OrderDoc,
  from: 'unpaid' | 'reviving',
  { transactionId, paidAt = now() }: Pick<Transaction, 'transactionId' | 'paidAt'>,
): Promise<OrderDoc | null> {
  const expiresAt = new Date(now().getTime() + PICKUP_MS)
  for (let tries = 0; ; tries++) {
    const digits = String(randomInt(100_000_000)).padStart(8, '0')
    try {
      return await moveOrder(order._id, from, 'paid', {
        set: {
          payment: { paidAt, amount: order.amounts.total, ...(transactionId ? { transactionId } : {}) },
          'amounts.paid': order.amounts.total,
          ...(isCollected(order.way) ? { pickup: { digits, expiresAt } } : {}),
        },
        unset: ['closedAt', 'closeReason'],
        event: emit(orderPaid, { orderId: order._id }),
      })
    } catch (error) {
      // Somebody else's code: another one is drawn.
      if (!isDuplicate(error) || tries === DIGIT_TRIES) throw error
    }
  }
}

/**
 * Takes in what the platform says of a payment, from a notification or a query, in any order and number (OR-2). A
 * payment of an order that is closed already revives it, or is given back.
 */
export async function takeTransaction(transaction: Transaction): Promise<void> {
  const { outTradeNo: orderId, state, amount, transactionId, paidAt } = transaction
  if (state !== 'SUCCESS') return
  const order = await findOrder(orderId)
  if (!order) {
    logger.error({ orderId, transactionId }, 'payment of an unknown order')
    return
  }
  if (amount !== undefined && amount !== order.amounts.total) {
    logger.error({ orderId, transactionId, amount }, 'payment of another amount: a person must look')
    return
  }
  const paid = await writePaid(order, 'unpaid', transaction)
  crashPoint('order.paid')
  if (paid) return
  const payment = { paidAt: paidAt ?? now(), amount: order.amounts.total, transactionId }
  const late = await moveOrder(orderId, 'closed', 'reviving', {
    // An order whose late payment was given back stays closed, however often it is told of.
    filter: { payment: { $exists: false } },
    set: { payment, 'amounts.paid': order.amounts.total, round: order.round + 1 },
    event: emit(orderPaidLate, { orderId }),
  })
  if (late) logger.warn({ orderId }, 'payment came after its order was closed')
}

/** Begins to pay an order (OR-2). @throws order_not_found, order_not_payable, platform_unavailable */
export async function beginPayment(orderId: string, memberId: string) {
  const order = await ownOrder(orderId, memberId)
  const at = now()
  if (order.status !== 'unpaid' || order.payBy <= at) throw fail('order_not_payable')
  if (order.amounts.total === 0) {
    const paid = await writePaid(order, 'unpaid', {})
    return { order: await viewOrder(paid ?? (await ownOrder(orderId, memberId))) }
  }
  const fresh = order.prepay && at.getTime() - order.prepay.at.getTime() < PREPAY_MS
  const prepayId = fresh ? order.prepay!.id : await prepay(order)
  return { order: await viewOrder(order), payment: payParams(prepayId) }
}

async function prepay(order: OrderDoc): Promise<string> {
  const { _id: outTradeNo, lines, openid, payBy, amounts } = order
  const more = lines.length > 1 ? `等${lines.length}件` : ''
  const description = `${lines[0]?.name ?? ''}${more}`.slice(0, 120)
  const made = await createPrepay({
    outTradeNo,
    description,
    amount: amounts.total,
    openid,
    expiresAt: payBy,
  }).catch((error: unknown) => {
    throw refusalOf(error)
  })
  crashPoint('order.prepared')
  const noted = await changeOrder(outTradeNo, {
    filter: { status: 'unpaid' },
    set: { prepay: { id: made.prepayId, at: now() } },
  })
  if (noted) return made.prepayId
  // Closed meanwhile by somebody who saw no payment to close at the platform: nobody shall pay it any more.
  await closeTransaction(outTradeNo).catch((error: unknown) => {
    throw refusalOf(error)
  })
  throw fail('order_not_payable')
}

/** Asks the platform about an order that waits for its payment. @throws order_not_found, platform_unavailable */
export async function checkPayment(orderId: string, memberId: string) {
  const order = await ownOrder(orderId, memberId)
  if (order.prepay && (order.status === 'unpaid' || (order.status === 'closed' && !order.payment))) {
    const found = await queryTransaction(orderId).catch((error: unknown) => {
      throw refusalOf(error)
    })
    if (found) await takeTransaction(found)
  }
  return viewOrder(await ownOrder(orderId, memberId))
}

/**
 * Closes an unpaid order: first at the platform, so that nobody pays what is closed here. One that turns out to be
 * paid is taken as paid instead.
 * @returns false when it was paid, or no longer unpaid
 */
export async function closeOrder(order: OrderDoc, closeReason: 'unpaid' | 'cancelled'): Promise<boolean> {
  if (order.prepay && (await closeTransaction(order._id)) === 'paid') {
    const found = await queryTransaction(order._id)
    if (found) await takeTransaction(found)
    return false
  }
  crashPoint('order.closedAtPlatform')
  const closed = await moveOrder(order._id, 'unpaid', 'closed', {
    // A payment begun after this look is closed at the next one.
    filter: order.prepay ? {} : { prepay: { $exists: false } },
    set: { closedAt: now(), closeReason },
    event: emit(orderClosed, { orderId: order._id }),
  })
  crashPoint('order.closed')
  return closed !== null
}

/** A notification of the platform, once or many times. @throws notification_forged */
export async function takeNotification(
  headers: Record<string, string | string[] | undefined>,
  raw: string,
): Promise<void> {
  const single = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  )
  const news = await openNotification(single, raw).catch((error: unknown) => {
    throw error instanceof NotificationForged ? fail('notification_forged') : error
  })
  if (news.kind === 'transaction') await takeTransaction(news.transaction)
  else await takeRefundNews(news.refund)
}
