import type { mongo } from 'mongoose'
import { ledgerOf, stockOf, unreconciled, waitingEvents, withDb, wrongLive } from './books'
import type { Chain } from './chain'
import { isHandedOver, moneyOf, piecesOf, type OrderRow } from './orders.books'
import { unsettled } from './orders.settle'
import type { Platform } from './platform'
import { rareIds } from './shelf'
import type { Deeds } from './shopper'

/** What must be 0 after a round of buying: each names what it counts. */
export interface OrderDamage {
  /** Stock documents where more was sold and is held than was ever there. */
  oversold: number
  /** Acknowledged orders, payments, handings over, returns or cancellations the database does not know. */
  lostDeeds: number
  /** Payments at the platform that are neither an order paid or handed over, nor given back there exactly. */
  lostPayments: number
  /** Keys with more than one order, payments without an order, and orders that count another sum than was paid. */
  doubleCharges: number
  /** Refunds at the platform the order does not ask for, of another sum, or more in all than was paid. */
  doubleRefunds: number
  /** Orders handed over more often than their goods were held (anew after a manager took it back). */
  doubleRedemptions: number
  /** Holds that belong to no order that waits for its shopper, or stand twice. */
  deadHolds: number
  /** Orders that wait for their shopper without their goods. */
  missingHolds: number
  /** Stock documents that are not what came in, less what was handed over, plus what came back. */
  wrongStock: number
  ledgerDifferences: number
  wrongLive: number
  /** Purchases in members' histories that are not what was paid less what went back. */
  wrongPurchases: number
  /** Orders, refunds and holds that did not come to an end. */
  unsettled: number
  waitingEvents: number
  deadLetters: number
}
export interface OrderCounts {
  orders: number
  paid: number
  handedOver: number
  refunds: number
}

const purchases = (db: mongo.Db) =>
  db
    .collection<{ _id: string; amount: number }>('visits')
    .find({ _id: /^vis_ord_/ })
    .toArray()

/** Compares what people were told, the database and the platform's books; `there` = pieces that ever came in. */
export const assessOrders = (
  chain: Chain,
  platform: Platform,
  deeds: Deeds,
  there: ReadonlyMap<string, number>,
  note: (what: string) => void,
): Promise<{ damage: OrderDamage; counts: OrderCounts }> =>
  withDb(chain, async (db) => {
    const orders = await db.collection<OrderRow>('orders').find().toArray()
    const byId = new Map(orders.map((it) => [it._id, it]))
    const rows = await stockOf(db, rareIds)
    const { sums } = await ledgerOf(db, rareIds)
    const { left, back, held, holds } = piecesOf(orders)
    const booked = await platform.booked()
    const payments = booked.orders.filter((it) => it.paidAt !== undefined)
    const visits = new Map((await purchases(db)).map((it) => [it._id, it.amount]))
    const refundsOf = (id: string) => booked.refunds.filter((it) => it.outTradeNo === id)

    /** Counts, and keeps what was counted for the reader. */
    const count = <T>(what: string, list: readonly T[]): number => {
      for (const it of list.slice(0, 3)) note(`${what}: ${JSON.stringify(it)}`)
      return list.length
    }
    const told = (ids: Iterable<string>, isTrue: (order: OrderRow, id: string) => boolean) =>
      [...ids].filter((id) => {
        const order = byId.get(id.split('/')[0] ?? '')
        return !order || !isTrue(order, id)
      })
    const lostDeeds = [
      ...told(
        [...deeds.placed.values()].flatMap((it) => [...it]),
        () => true,
      ),
      ...told(deeds.paid, (it) => it.payment !== undefined),
      // A manager may have taken it back: that begins a new round.
      ...told(deeds.redeemed.keys(), (it) => isHandedOver(it) || it.round > 1),
      ...told(deeds.returned, (it, id) => it.refunds.some(({ key }) => id.endsWith(`/${key}`))),
      // A payment that comes after an order was cancelled may revive it.
      ...told(
        deeds.cancelled,
        (it) => it.round > 1 || (['closed', 'refunded'].includes(it.status) && !isHandedOver(it)),
      ),
    ]
    const isSafe = (id: string, total: number) => {
      const order = byId.get(id)
      if (!order?.payment || order.status === 'unpaid' || order.status === 'reviving') return false
      const isKept = order.status === 'paid' || order.status === 'completed'
      return isKept || moneyOf(order, refundsOf(id)).back === total
    }
    const paid = orders.filter((it) => it.payment)
    const damage: OrderDamage = {
      oversold: count(
        'oversold',
        rows.filter(({ _id, onHand, available }) => {
          const gone = (left.get(_id) ?? 0) + (held.get(_id) ?? 0)
          return gone > (there.get(_id) ?? 0) + (back.get(_id) ?? 0) || onHand < 0 || available < 0
        }),
      ),
      lostDeeds: count('lost', lostDeeds),
      lostPayments: count(
        'lost payment',
        payments.filter((it) => !isSafe(it.outTradeNo, it.total)),
      ),
      doubleCharges:
        count(
          'two orders of one key',
          [...deeds.placed].filter(([, ids]) => ids.size > 1),
        ) +
        count(
          'paid by nobody',
          payments.filter((it) => !byId.has(it.outTradeNo)),
        ) +
        count(
          'another sum',
          paid.filter(({ _id, amounts, payment }) => {
            const at = payments.filter((it) => it.outTradeNo === _id)
            return at.length !== 1 || at[0]?.total !== amounts.paid || payment?.amount !== amounts.paid
          }),
        ),
      doubleRefunds: count(
        'refunds',
        orders.filter((it) => moneyOf(it, refundsOf(it._id)).isWrong),
      ),
      doubleRedemptions: count(
        'handed over twice',
        [...deeds.redeemed].filter(([id, times]) => times > (byId.get(id)?.round ?? 1)),
      ),
      deadHolds: count(
        'dead hold',
        rows.flatMap(({ holds: found = [] }) =>
          found.filter(({ key }, at) => !holds.has(key) || found.findIndex((it) => it.key === key) !== at),
        ),
      ),
      missingHolds: count(
        'missing hold',
        [...holds].filter((key) => !rows.some((it) => it.holds?.some((one) => one.key === key))),
      ),
      wrongStock: count(
        'stock',
        rows.filter(({ _id, onHand }) => {
          const is = (there.get(_id) ?? 0) - (left.get(_id) ?? 0) + (back.get(_id) ?? 0)
          return onHand !== is
        }),
      ),
      ledgerDifferences: count('ledger', unreconciled(rows, sums)),
      wrongLive: await wrongLive(chain, rows),
      wrongPurchases: count(
        'purchase',
        paid.filter(({ _id, amounts }) => {
          const amount = visits.get(`vis_${_id}`)
          // What was given back before it was ever recorded is no purchase.
          return amount === undefined
            ? amounts.paid !== amounts.refunded
            : amount !== amounts.paid - amounts.refunded
        }),
      ),
      unsettled: await unsettled(db),
      waitingEvents: await waitingEvents(db),
      deadLetters: await db.collection('deadLetters').countDocuments(),
    }
    const counts = {
      orders: orders.length,
      paid: payments.length,
      handedOver: orders.filter(isHandedOver).length,
      refunds: booked.refunds.length,
    }
    return { damage, counts }
  })
