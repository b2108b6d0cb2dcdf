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
import { isSame } from '../../kernel/oneId'
import { drawDigits } from '../../kernel/rollingCode'
import { depositPaid, orderClosed, orderPaid, orderPaidLate, seatPaid } from './orders.events'
import { changeOrder, findOrder, moveOrder, type OrderDoc } from './orders.model'
import { dueFor, dueOf, isBalanceOpen, openBalance, type Due } from './orders.presale'
import { fail } from './orders.quote'
import { takeRefundNews } from './orders.refunds'
import { COUNTER_MS, isCollected, pickupUntil, readTradeNo, waitsForOthers } from './orders.rules'
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
  if (!order || !isSame(order.memberId, memberId)) throw fail('order_not_found')
  return order
}

/**
 * Writes that an order is paid, once, with its pickup code.
 * @returns the order, or null when it was not in that status
 */
export async function writePaid(
  order: OrderDoc,
  from: Due['from'] | 'reviving' | 'grouping',
  { transactionId, paidAt = now() }: Pick<Transaction, 'transactionId' | 'paidAt'>,
): Promise<OrderDoc | null> {
  const readyAt = order.presale?.readyAt ?? order.chain?.arrivesAt
  const waitsFrom = new Date(Math.max(now().getTime(), readyAt?.getTime() ?? 0))
  const expiresAt =
    order.way === 'counter' ? new Date(now().getTime() + COUNTER_MS) : pickupUntil(waitsFrom, order.transfer)
  for (let tries = 0; ; tries++) {
    const digits = drawDigits()
    try {
      return await moveOrder(order._id, from, 'paid', {
        set: {
          payment: { paidAt, amount: dueOf(order).amount, ...(transactionId ? { transactionId } : {}) },
          'amounts.paid': order.amounts.total,
          ...(isCollected(order.way) ? { pickup: { digits, expiresAt } } : {}),
          ...(from === 'grouping' ? { [order.chain ? 'chain.confirmedAt' : 'group.formedAt']: now() } : {}),
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

/** Writes that the deposit of a presale is paid, once (CA-4). @returns null when the order was not in that status */
export const writeDeposited = (
  order: OrderDoc,
  from: 'unpaid' | 'reviving',
  { transactionId, paidAt = now() }: Pick<Transaction, 'transactionId' | 'paidAt'>,
): Promise<OrderDoc | null> =>
  moveOrder(order._id, from, 'deposited', {
    set: {
      'presale.depositPayment': {
        paidAt,
        amount: dueFor(order, 'deposit').amount,
        ...(transactionId ? { transactionId } : {}),
      },
      'amounts.paid': dueFor(order, 'deposit').amount,
    },
    unset: ['closedAt', 'closeReason', 'prepay'],
    event: emit(depositPaid, { orderId: order._id }),
  })

/** Writes that a seat of a team or an entry of a chain is paid, once (GB-1, GB-2): it waits for the others. @returns null when the order was not in that status */
export const writeSeated = (
  order: OrderDoc,
  from: 'unpaid' | 'reviving',
  { transactionId, paidAt = now() }: Pick<Transaction, 'transactionId' | 'paidAt'>,
): Promise<OrderDoc | null> =>
  moveOrder(order._id, from, 'grouping', {
    set: {
      payment: { paidAt, amount: dueOf(order).amount, ...(transactionId ? { transactionId } : {}) },
      'amounts.paid': order.amounts.total,
    },
    unset: ['closedAt', 'closeReason'],
    event: emit(seatPaid, { orderId: order._id }),
  })

/** Writes what a payment makes of its order. @returns null when the order did not wait for it (any more) */
function writeTaken(
  order: OrderDoc,
  { stage, from }: Due,
  transaction: Transaction,
): Promise<OrderDoc | null> {
  if (stage === 'deposit') return writeDeposited(order, 'unpaid', transaction)
  if (waitsForOthers(order)) return writeSeated(order, 'unpaid', transaction)
  return writePaid(order, from, transaction)
}

/**
 * Takes in what the platform says of a payment, from a notification or a query, in any order and number (OR-2, CA-4). A
 * payment of an order that is closed already revives it, or is given back.
 */
export async function takeTransaction(transaction: Transaction): Promise<void> {
  const { outTradeNo, state, amount, transactionId } = transaction
  if (state !== 'SUCCESS') return
  const { orderId, stage } = readTradeNo(outTradeNo)
  const order = await findOrder(orderId)
  if (!order || (stage === undefined) !== (order.presale === undefined)) {
    logger.error({ outTradeNo, transactionId }, 'payment of an unknown order')
    return
  }
  const due = dueFor(order, stage)
  if (amount !== undefined && amount !== due.amount) {
    logger.error({ outTradeNo, transactionId, amount }, 'payment of another amount: a person must look')
    return
  }
  const taken = await writeTaken(order, due, transaction)
  if (waitsForOthers(order)) crashPoint(order.chain ? 'chain.paid' : 'group.paid')
  crashPoint(stage === undefined ? 'order.paid' : `presale.${stage}Paid`)
  if (!taken) await takeLate(order, due, transaction)
}

/** A payment of an order that is closed: once, so that one whose late payment was given back stays closed. */
async function takeLate(order: OrderDoc, { stage, amount }: Due, transaction: Transaction): Promise<void> {
  const { transactionId, paidAt = now() } = transaction
  const payment = { paidAt, amount, ...(transactionId ? { transactionId } : {}) }
  const isDeposit = stage === 'deposit'
  const late = await moveOrder(order._id, 'closed', 'reviving', {
    filter: isDeposit
      ? { 'presale.depositPayment': { $exists: false } }
      : { payment: { $exists: false }, ...(stage ? { 'presale.depositPayment': { $exists: true } } : {}) },
    set: {
      ...(isDeposit ? { 'presale.depositPayment': payment } : { payment }),
      'amounts.paid': isDeposit ? amount : order.amounts.total,
      round: order.round + 1,
    },
    event: emit(orderPaidLate, { orderId: order._id }),
  })
  if (late) logger.warn({ orderId: order._id, stage }, 'payment came after its order was closed')
}

/** Begins to pay an order (OR-2). @throws order_not_found, order_not_payable, platform_unavailable */
export async function beginPayment(orderId: string, memberId: string) {
  const order = await openBalance(await ownOrder(orderId, memberId))
  const at = now()
  const isPayable = order.status === 'unpaid' ? order.payBy > at : isBalanceOpen(order)
  if (!isPayable) throw fail('order_not_payable')
  if (order.amounts.total === 0) {
    const paid = await (waitsForOthers(order) ? writeSeated : writePaid)(order, 'unpaid', {})
    return { order: await viewOrder(paid ?? (await ownOrder(orderId, memberId))) }
  }
  const fresh = order.prepay && at.getTime() - order.prepay.at.getTime() < PREPAY_MS
  const prepayId = fresh ? order.prepay!.id : await prepay(order)
  return { order: await viewOrder(order), payment: payParams(prepayId) }
}

async function prepay(order: OrderDoc): Promise<string> {
  const { _id: orderId, lines, openid } = order
  const { stage, tradeNo: outTradeNo, amount, from, payBy } = dueOf(order)
  const more = lines.length > 1 ? `等${lines.length}件` : ''
  const what = stage ? { deposit: '定金 ', balance: '尾款 ' }[stage] : ''
  const description = `${what}${lines[0]?.name ?? order.voucher?.title ?? ''}${more}`.slice(0, 120)
  const made = await createPrepay({
    outTradeNo,
    description,
    amount,
    openid,
    expiresAt: payBy,
  }).catch((error: unknown) => {
    throw refusalOf(error)
  })
  crashPoint(stage === 'balance' ? 'presale.balancePrepared' : 'order.prepared')
  const noted = await changeOrder(orderId, {
    filter: { status: from },
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
  const { prepay: begun, status, payment } = order
  const waits = status === 'unpaid' || status === 'deposited' || (status === 'closed' && !payment)
  if (begun && waits) {
    const found = await queryTransaction(dueOf(order).tradeNo).catch((error: unknown) => {
      throw refusalOf(error)
    })
    if (found) await takeTransaction(found)
  }
  return viewOrder(await ownOrder(orderId, memberId))
}

/**
 * Closes an order whose payment, or balance, is not paid: first at the platform, so that nobody pays what is closed here. One that turns out to be
 * paid is taken as paid instead.
 * @returns false when it was paid, or no longer unpaid
 */
export async function closeOrder(
  order: OrderDoc,
  closeReason: 'unpaid' | 'cancelled' | 'out_of_stock',
): Promise<boolean> {
  if (!(await closePayment(order))) return false
  crashPoint('order.closedAtPlatform')
  const closed = await moveOrder(order._id, dueOf(order).from, 'closed', {
    // A payment begun after this look is closed at the next one.
    filter: order.prepay ? {} : { prepay: { $exists: false } },
    set: { closedAt: now(), closeReason },
    event: emit(orderClosed, { orderId: order._id }),
  })
  crashPoint('order.closed')
  return closed !== null
}

/**
 * Makes sure that what an order waits for is paid no more.
 * @returns false when it was paid already: that is taken in
 */
export async function closePayment(order: OrderDoc): Promise<boolean> {
  const { tradeNo } = dueOf(order)
  if (!order.prepay || (await closeTransaction(tradeNo)) !== 'paid') return true
  const found = await queryTransaction(tradeNo)
  if (found) await takeTransaction(found)
  return false
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
