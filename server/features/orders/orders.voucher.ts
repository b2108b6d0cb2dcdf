import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { failWith } from '../../kernel/errors'
import { logger } from '../../kernel/logger'
import { emit } from '../../kernel/outbox'
import { couponOrdersContract } from '../couponOrders/couponOrders.contract'
import {
  activateGrant,
  couponForSale,
  releaseGrant,
  reservedTooLong,
  reserveGrant,
  voidGrant,
} from '../coupons/coupons.service'
import { cameToNothing } from './orders.coupons'
import { voucherRefundAsked } from './orders.events'
import { changeOrder, findOrder, insertOrder, moveOrder, type OrderDoc } from './orders.model'
import { orderIdFor, type Buyer } from './orders.place'
import { refundWhole, wholeRefund } from './orders.refunds'
import { FIRST_ROUND, HOLD_GRACE_MS, PAY_MS } from './orders.rules'
import { viewOrder } from './orders.view'
import { buyerOf } from './orders.voucherView'

/*
 * Orders of a coupon that has a price (体验券, CO-1): no goods, one copy. Its reservation stands for the hold of goods, its
 * becoming usable for the handing over; payment, late payment and refund are those of every order.
 */

const fail = failWith(couponOrdersContract.errors)

const untilOf = (at: Date): Date => new Date(at.getTime() + PAY_MS + HOLD_GRACE_MS)

interface Asked {
  key: string
  expectedTotal?: number | undefined
}

/**
 * Places an order of a coupon: a copy is reserved, then the order is written. As with other orders its id follows from
 * shopper and key; a reservation whose order was never written goes by `lookAfterReserved`.
 * @throws the refusals of its contract
 */
export async function placeVoucher(
  { memberId, openid }: Buyer,
  couponId: string,
  { key, expectedTotal }: Asked,
) {
  const orderId = await orderIdFor(memberId, `${couponId}/${key}`)
  const earlier = await findOrder(orderId)
  if (earlier) return viewOrder(earlier)
  const { coupon, price } = await couponForSale(couponId)
  if (expectedTotal !== undefined && expectedTotal !== price) throw fail('price_changed', { total: price })
  const at = now()
  await reserveGrant({ couponId, memberId, orderId, round: FIRST_ROUND }, untilOf(at))
  crashPoint('voucher.reserved')
  const order: OrderDoc = {
    _id: orderId,
    memberId,
    openid,
    asked: couponId,
    status: 'unpaid',
    way: 'voucher',
    lines: [],
    amounts: { goods: price, discount: 0, deliveryFee: 0, total: price, paid: 0, refunded: 0 },
    deliveryDiscounts: [],
    voucher: { couponId, title: coupon.title, price },
    round: FIRST_ROUND,
    version: 1,
    createdAt: at,
    updatedAt: at,
    payBy: new Date(at.getTime() + PAY_MS),
    refunds: [],
    outbox: [],
  }
  const isNew = await insertOrder(order)
  crashPoint('voucher.written')
  if (isNew) return viewOrder(order)
  const winner = await findOrder(orderId)
  if (!winner) throw new Error(`order ${orderId} neither written nor found`)
  if (winner.status === 'closed') await releaseVoucher(winner, FIRST_ROUND)
  return viewOrder(winner)
}

/** What an order reserved up to a round is free again. */
export async function releaseVoucher(order: OrderDoc, round: number): Promise<void> {
  const buyer = buyerOf(order)
  if (buyer) await releaseGrant({ ...buyer, round })
  crashPoint('voucher.released')
}

/** Reserves a copy for an order whose payment came late. @returns false when there is none left */
export async function reserveAgain(order: OrderDoc): Promise<boolean> {
  const buyer = buyerOf(order)
  if (!buyer) return false
  try {
    const grant = await reserveGrant(buyer, untilOf(now()))
    return grant.status !== 'void'
  } catch (error) {
    logger.info({ orderId: order._id, error: String(error) }, 'no copy for a payment that came late')
    return false
  }
}

/** Paid: the copy is usable and the order complete; where none is left, the money goes back (OR-2). */
export async function settleVoucher(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  const buyer = order && buyerOf(order)
  if (!buyer || order.status !== 'paid') return
  const isUsable =
    (await activateGrant(buyer)) || ((await reserveAgain(order)) && (await activateGrant(buyer)))
  crashPoint('voucher.activated')
  if (isUsable) await moveOrder(orderId, 'paid', 'completed', { filter: { round: order.round } })
  else await refundWhole(order, { reason: '券已售完，货款自动退回', by: 'system' })
}

/**
 * The shopper gives a coupon back that was not used: written on the order first, then carried out, so that a dead process
 * leaves neither a lost coupon nor a doubled one.
 * @returns false when it was used, or is about to be
 */
export async function giveVoucherBack(order: OrderDoc, reason: string): Promise<boolean> {
  const { _id: orderId } = order
  if (order.status === 'paid') await settleVoucher(orderId)
  await changeOrder(orderId, {
    filter: { status: 'completed', 'voucher.backAt': { $exists: false } },
    set: { 'voucher.backAt': now(), 'voucher.backWhy': reason },
    event: emit(voucherRefundAsked, { orderId }),
  })
  crashPoint('voucher.backAsked')
  await settleVoucherBack(orderId)
  return (await findOrder(orderId))?.status === 'refunded'
}

/** Carries out that a bought coupon goes back: the copy first, which its use races for, then the money. */
export async function settleVoucherBack(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  const buyer = order && buyerOf(order)
  if (!buyer || order.status !== 'completed' || !order.voucher?.backAt) return
  if (!(await voidGrant(buyer))) {
    await changeOrder(orderId, {
      filter: { status: 'completed', 'voucher.backAt': order.voucher.backAt },
      unset: ['voucher.backAt', 'voucher.backWhy'],
    })
    return
  }
  crashPoint('voucher.voided')
  const why = { reason: order.voucher.backWhy ?? '顾客退券', by: order.memberId }
  const { set, ...change } = wholeRefund(order, why)
  await moveOrder(orderId, 'completed', 'refunded', {
    ...change,
    filter: { refunds: { $size: 0 } },
    set: { ...set, closedAt: now() },
  })
}

/** Reservations past their time: of an order that was never written, or whose end was not heard of, they go. */
export async function lookAfterReserved(): Promise<void> {
  for (const { memberId, couponId, purchase } of await reservedTooLong()) {
    const { orderId, round } = purchase
    const order = await findOrder(orderId)
    if (order && !cameToNothing(order)) continue
    await releaseGrant({ couponId, memberId, orderId, round })
    logger.info({ couponId, orderId }, 'reserved coupon given back by time')
  }
}
