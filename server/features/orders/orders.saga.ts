import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { logger } from '../../kernel/logger'
import { emit } from '../../kernel/outbox'
import { removeBought } from '../carts/carts.service'
import { importVisits } from '../visits/visits.service'
import { orderHandedOver, pickupExpiring } from './orders.events'
import {
  changeOrder,
  expiringPickups,
  findOrder,
  inTheStore,
  moveOrder,
  openRefunds,
  overdueOrders,
  unclaimedOrders,
  type OrderDoc,
} from './orders.model'
import { freePlaceOf, gatherAnew } from './orders.gathering'
import { closeOrder, closePayment, writeDeposited, writePaid, writeSeated } from './orders.payment'
import { openBalance } from './orders.presale'
import { openOrdersOf, overdueBalances, unopenedBalances } from './orders.presale.model'
import { askRefund, refundWhole, wholeRefund } from './orders.refunds'
import { FIRST_ROUND, isCollected, isOnItsWay, REMIND_MS, waitsForOthers } from './orders.rules'
import { keepClaimed, keepGoods, reachRound, releaseGoods, sellGoods } from './orders.stock'
import { cameToNothing, keepCoupons, lockCoupons, returnCoupons, unlockCoupons } from './orders.coupons'
import { releaseVoucher, reserveAgain, settleVoucher } from './orders.voucher'
import { bringGoods, isUnderWay, letTransferGo } from './orders.transfer'

/*
 * What follows an order's changes. Each step reads the order as it stands, so that it may run twice, late or after
 * others; what a dead process left is told again by the outbox, or found by the sweepers below.
 */

/** Given back whole from the shop; an order that was collected and then returned whole went another way. */
const wentBack = ({ refunds }: OrderDoc) => refunds.some((it) => it.stock === 'held')

const hasLeft = (it: OrderDoc) =>
  it.status === 'completed' || it.status === 'shipped' || (it.status === 'refunded' && !wentBack(it))

/** An order moved on while its goods were being kept: what this, or a run of it that died, held again is given back. */
export async function letGo(order: OrderDoc, after: OrderDoc): Promise<void> {
  if (cameToNothing(after)) await returnCoupons(after)
  if (wentBack(after)) await letTransferGo(after)
  if (after.round !== order.round) await reachRound(after, after.round)
  // Its sale first, which may be waiting for that very hold.
  else if (hasLeft(after)) await sellGoods(after, after.round)
  else if (!wentBack(after)) return
  await releaseGoods(after, order.round)
}

/**
 * Paid: the goods wait without an end; where they are gone, the money goes back (OR-2). Nothing is handed over before
 * this was done, so that a hold which expired unheard costs no second shopper their goods.
 */
export async function settlePaid(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  if (!order) return
  if (order.voucher) return settleVoucher(orderId)
  // Collected and taken back before this was heard of: the goods are to be back before anybody looks for them.
  if (order.status === 'paid') await reachRound(order, order.round)
  const isLost = order.status === 'paid' && !(await waits(order))
  const isSpent = order.status === 'paid' && !(await keepCoupons(order))
  crashPoint('order.kept')
  const after = await findOrder(orderId)
  if (!after) return
  if (after.status !== 'paid' || after.round !== order.round) return letGo(order, after)
  if (isLost) await refundWhole(after, { reason: '商品已售完，货款自动退回', by: 'system' })
  else if (isSpent) await refundWhole(after, { reason: '优惠券已在别处用掉，货款自动退回', by: 'system' })
  else await bringGoods(after)
}

/** Whether an order's goods wait for it; those on their way to the store (IN-4) do, wherever they are. */
async function waits(order: OrderDoc): Promise<boolean> {
  const isBrought = () => isUnderWay(order)
  return (await isBrought()) || keepGoods(order, order.round, isBrought)
}

/** Closed unpaid: the goods go back to the pool. */
export async function settleClosed(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  // A late payment may have revived it since: then it holds its goods anew, under the next round.
  if (order) await releaseGoods(order, FIRST_ROUND)
  if (order) await unlockCoupons(order, FIRST_ROUND)
  if (order?.voucher) await releaseVoucher(order, FIRST_ROUND)
  if (order) await freePlaceOf(order, FIRST_ROUND)
  // A presale whose deposit came late may have closed again for want of its balance.
  if (order?.presale) await releaseRounds(order)
  crashPoint(order?.presale ? 'presale.released' : 'order.released')
}

async function releaseRounds(order: OrderDoc): Promise<void> {
  const end = order.status === 'closed' ? order.round : order.round - 1
  for (let round = FIRST_ROUND + 1; round <= end; round++) await releaseGoods(order, round)
}

/** The deposit is paid: the pieces of the quota stay taken; where they are gone, the deposit goes back (CA-4). */
export async function settleDeposited(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  if (order?.status !== 'deposited') return
  const isKept = await keepClaimed(order, order.round)
  crashPoint('presale.claimKept')
  const after = await findOrder(orderId)
  if (after?.status === 'closed' || after?.status === 'refunded') await releaseGoods(after, order.round)
  else if (!isKept && after?.status === 'deposited') await refundDeposit(after, SOLD_OUT)
}

/** Gives a deposit back; where the balance was paid meanwhile, both. */
async function refundDeposit(order: OrderDoc, why: typeof SOLD_OUT): Promise<void> {
  if (await closePayment(order)) await refundWhole(order, why, { from: 'deposited' })
  else {
    const after = await findOrder(order._id)
    if (after?.status === 'paid') await refundWhole(after, why)
  }
}
const SOLD_OUT = { reason: '预售名额已满，定金自动退回', by: 'system' }

/** Goods and coupons of an order whose payment came late, or neither. @returns what is gone; undefined when nothing is */
async function takeAnew(order: OrderDoc): Promise<string | undefined> {
  if (order.voucher) return (await reserveAgain(order)) ? undefined : '券已售完'
  if (waitsForOthers(order)) {
    const gone = await gatherAnew(order)
    if (gone) await letLateGo(order)
    return gone
  }
  const isKept = await keepGoods(order, order.round)
  if (isKept && (await lockCoupons(order, order.round))) return undefined
  await letLateGo(order)
  return isKept ? '优惠券已在别处用掉' : '商品售完'
}
async function letLateGo(order: OrderDoc): Promise<void> {
  await releaseGoods(order, order.round)
  await unlockCoupons(order, order.round)
  if (order.voucher) await releaseVoucher(order, order.round)
  await freePlaceOf(order, order.round)
}

/** A payment that came late: the goods again if they are there, else the money back (OR-2). */
export async function revive(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  if (order?.status !== 'reviving') return
  await releaseGoods(order, order.round - 1)
  await unlockCoupons(order, order.round - 1)
  if (order.voucher) await releaseVoucher(order, order.round - 1)
  await freePlaceOf(order, order.round - 1)
  const isClaimed = order.presale ? await keepClaimed(order, order.round) : false
  const deposit = order.payment ? undefined : order.presale?.depositPayment
  const gone = deposit ? undefined : await takeAnew(order)
  if (deposit ? isClaimed : !gone) {
    const paid = deposit
      ? await writeDeposited(order, 'reviving', deposit)
      : await (waitsForOthers(order) ? writeSeated : writePaid)(order, 'reviving', order.payment ?? {})
    if (!paid && (await findOrder(orderId))?.status === 'closed') await letLateGo(order)
    return
  }
  const { set, ...change } = wholeRefund(order, {
    reason: `付款时订单已关闭且${gone ?? '商品售完'}`,
    by: 'system',
  })
  await moveOrder(orderId, 'reviving', 'closed', {
    ...change,
    set: { ...set, closeReason: 'paid_late', closedAt: now() },
  })
}

/** Handed over: the goods leave the stock. */
export async function settleHandedOver(orderId: string, round: number): Promise<void> {
  const order = await findOrder(orderId)
  if (order?.round === round) await sellGoods(order, round)
  crashPoint('order.sold')
  // Taken back before this was heard of, or meanwhile: what was sold here is back, and nothing more is sold.
  const after = await findOrder(orderId)
  if (!after || after.round === round) return
  await reachRound(after, after.round)
  if (wentBack(after)) await releaseGoods(after, after.round)
}

/** Taken back: the goods are in the shop again, and wait for the shopper. */
export async function settleUndone(orderId: string, round: number): Promise<void> {
  const order = await findOrder(orderId)
  if (!order) return
  await reachRound(order, round + 1)
  // A hold that had expired before the redemption did not come back with it.
  await settlePaid(orderId)
}

/** The purchase in the member's history, worth what was paid and not given back (ME-2); and the cart without it. */
export async function recordPurchase(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  // Of a seat of a team that was never formed, or an entry of a chain that was left, nothing was bought.
  const isOver = !(order?.group && !order.group.formedAt) && !(order?.chain && !order.chain.confirmedAt)
  if (!order?.payment || !isOver) return
  const { memberId, storeId, lines, amounts, payment, way } = order
  await importVisits([
    {
      _id: `vis_${orderId}`,
      memberId,
      ...(storeId?.startsWith('sto_') ? { storeId } : {}),
      channel: way === 'counter' ? 'store' : 'online',
      kind: 'purchase',
      amount: amounts.paid - amounts.refunded,
      lines: lines.map(({ skuId, name, image, quantity, unitPrice }) => ({
        skuId,
        name,
        image,
        quantity,
        price: unitPrice,
      })),
      at: payment.paidAt,
    },
  ])
  const of = isCollected(way) ? { way: 'pickup' as const, storeId } : { way: 'delivery' as const }
  await removeBought(
    memberId,
    lines.map(({ skuId, quantity }) => ({ skuId, quantity, ...of })),
    order.createdAt,
  )
}

const BATCH = 100
/** A refund nothing was heard of for this long is asked about. */
const QUIET_MS = 60_000

/** Runs a step on each order; one that fails is found again at the next look. */
async function each(orders: readonly OrderDoc[], step: (order: OrderDoc) => Promise<unknown>): Promise<void> {
  for (const order of orders)
    await step(order).catch((error: unknown) =>
      logger.warn({ orderId: order._id, error: String(error) }, 'order not settled; tried again'),
    )
}

/** Closes what was not paid in time (IN-3, OR-2). */
export const closeOverdue = async (): Promise<void> =>
  each(await overdueOrders(now(), BATCH), (it) => closeOrder(it, 'unpaid'))

/** Opens balances whose window has begun; the shopper is told (CA-4). */
export const openBalances = async (): Promise<void> =>
  each(await unopenedBalances(now(), BATCH), (it) => openBalance(it))

/** Closes presales whose balance was not paid in time: the deposit stays with the shop (CA-4). */
export const closeOverdueBalances = async (): Promise<void> =>
  each(await overdueBalances(now(), BATCH), (it) => closeOrder(it, 'unpaid'))

const UNDELIVERABLE = { reason: '商家无法供货，已付款项全额退回', by: 'system' }

/** The shop cannot deliver an offer: what is not paid closes, everything paid goes back (CA-4). */
export async function settleWithdrawn(presaleId: string): Promise<void> {
  for (;;) {
    const open = await openOrdersOf(presaleId, BATCH)
    if (!open.length) return
    for (const order of open) {
      if (order.status === 'unpaid') await closeOrder(order, 'out_of_stock')
      else if (order.status === 'paid') await refundWhole(order, UNDELIVERABLE)
      else await refundDeposit(order, UNDELIVERABLE)
    }
  }
}

/** Gives back the money of what nobody collected (OR-3), or never reached the store (IN-4). */
export const refundUnclaimed = async (): Promise<void> =>
  each(await unclaimedOrders(now(), BATCH), (it) =>
    it.way === 'counter'
      ? completeCounter(it)
      : refundWhole(
          it,
          { reason: isOnItsWay(it) ? '调货没能按时到店，货款自动退回' : '逾期未提货', by: 'system' },
          { filter: { 'pickup.expiresAt': { $lte: now() } } },
        ),
  )

/** Paid in the shop and taken along without a look at the door (OR-7): sold by the shop, and not given back for that. */
async function completeCounter({ _id: orderId, round }: OrderDoc): Promise<void> {
  await settlePaid(orderId)
  await moveOrder(orderId, 'paid', 'completed', {
    filter: { round, way: 'counter', 'pickup.expiresAt': { $lte: now() } },
    set: { 'pickup.redeemedAt': now() },
    event: emit(orderHandedOver, { orderId, round }),
  })
}

/** Says once that a day is left to collect an order (OR-3). */
export const announceExpiring = async (): Promise<void> =>
  each(await expiringPickups(new Date(now().getTime() + REMIND_MS), BATCH), ({ _id: orderId }) =>
    changeOrder(orderId, {
      filter: { status: 'paid', 'pickup.remindedAt': { $exists: false }, ...inTheStore },
      set: { 'pickup.remindedAt': now() },
      event: emit(pickupExpiring, { orderId }),
    }),
  )

/** Asks about refunds of which no news came. */
export const askRefunds = async (): Promise<void> =>
  each(await openRefunds(new Date(now().getTime() - QUIET_MS), BATCH), async (order) => {
    for (const { id, state } of order.refunds) if (state === 'requested') await askRefund(order._id, id)
  })
