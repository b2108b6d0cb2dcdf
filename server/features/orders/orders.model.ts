import { model, Schema } from 'mongoose'
import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { behind, type Mark } from '../../kernel/cursor'
import { isDuplicate } from '../../kernel/db'
import { outboxField, outboxIndex, relayFrom, type OutboxEvent, type WithOutbox } from '../../kernel/outbox'
import type { orderCoupon } from '../coupons/coupons.shapes.contract'
import type { amounts, closeReason, orderLine, refundState } from './orders.contract'
import { mayBecome, type OrderChain, type OrderStatus, type PayStage, type Way } from './orders.rules'

/** A line with the location its goods come from. */
export type OrderLineDoc = z.infer<typeof orderLine> & { locationId: string }

export interface RefundDoc {
  /** `ref_…`, also the platform's out_refund_no. */
  id: string
  /** Chosen by who asks: the same key again is the same refund. */
  key: string
  /** Fen. */
  amount: number
  reason: string
  state: z.infer<typeof refundState>
  requestedAt: Date
  lines: { key: string; quantity: number; amount: number }[]
  /** Where the pieces go: back to the pool they are still held in, or onto the shelf of the store that took them. */
  stock: 'held' | 'returned'
  storeId?: string
  by: string
  /** What was given for the pieces: the key of its line (OR-6). */
  exchangedFor?: string
  /** Of a presale: over which of its payments the money goes back. */
  stage?: PayStage
}

/** What a presale adds to its order (CA-4): sums in fen of the whole order. */
export interface OrderPresaleDoc {
  presaleId: string
  deposit: number
  worth: number
  balanceFrom: Date
  balanceUntil: Date
  readyAt: Date
  depositPayment?: { transactionId?: string; paidAt: Date; amount: number }
  /** Since when the balance is final: its window opened. */
  dueAt?: Date
}

/** An order with the journal of its payment, handing over and refunds. Shard key: memberId. */
export interface OrderDoc extends WithOutbox {
  _id: string
  memberId: string
  /** Who pays in WeChat. */
  openid: string
  /** Placed by a guide for the shopper (OR-4). */
  channel?: 'guide'
  guideId?: string
  /** What was asked for under the shopper's key, to know a repetition from another order. */
  asked: string
  status: OrderStatus
  way: Way
  /** Where it is collected, or whence it is shipped. */
  storeId?: string
  lines: OrderLineDoc[]
  amounts: z.infer<typeof amounts>
  deliveryDiscounts: { promotionId: string; name: string; amount: number }[]
  /** Locked while it is unpaid, used once it is paid (CO-4). */
  coupons?: z.infer<typeof orderCoupon>[]
  remark?: string
  /** Encrypted JSON of name, phone, address. */
  receiver?: string
  /** Counts the times its goods were held: names the holds. */
  round: number
  version: number
  createdAt: Date
  updatedAt: Date
  payBy: Date
  prepay?: { id: string; at: Date }
  payment?: { transactionId?: string; paidAt: Date; amount: number }
  closedAt?: Date
  closeReason?: z.infer<typeof closeReason>
  pickup?: {
    digits: string
    expiresAt: Date
    /** When it was told that a day is left. */
    remindedAt?: Date
    redeemedAt?: Date
    redeemedBy?: string
  }
  /** When the shopper confirmed a delivery. */
  receivedAt?: Date
  /** What the store lacked is brought there (IN-4): from where, and the keys of its lines. */
  transfer?: { id: string; from: string; expectedAt: Date; lines: string[]; arrivedAt?: Date }
  delivery?: { carrier: string; trackingNo?: string; shippedAt: Date; by: string }
  refunds: RefundDoc[]
  presale?: OrderPresaleDoc
  /** A seat of a team (GB-1); `formedAt` or `failedAt` once the team ended with it paid, `leaving` why its shopper leaves before. */
  group?: {
    groupBuyId: string
    teamId: string
    isLeader: boolean
    from?: string
    formedAt?: Date
    failedAt?: Date
    leaving?: string
  }
  chain?: OrderChain
  /** Its goods come from the stock of this campaign. */
  allotmentId?: string
  /** A coupon that is bought (CO-1), and since when and why it is being given back. */
  voucher?: { couponId: string; title: string; price: number; backAt?: Date; backWhy?: string }
}

/** Other orders do not pay for these indexes when they are written. */
const ofPresales = { partialFilterExpression: { 'presale.presaleId': { $exists: true } } }

export const orderModel = model<OrderDoc>(
  'Order',
  new Schema<OrderDoc>(
    {
      _id: String,
      memberId: String,
      openid: String,
      channel: String,
      guideId: String,
      asked: String,
      status: String,
      way: String,
      storeId: String,
      lines: [{}],
      amounts: {},
      deliveryDiscounts: [{}],
      // Without coupons there is no such field.
      coupons: { type: [{}], default: undefined },
      remark: String,
      receiver: String,
      round: Number,
      version: Number,
      createdAt: Date,
      updatedAt: Date,
      payBy: Date,
      prepay: {},
      payment: {},
      closedAt: Date,
      closeReason: String,
      receivedAt: Date,
      pickup: { digits: String, expiresAt: Date, remindedAt: Date, redeemedAt: Date, redeemedBy: String },
      transfer: {},
      delivery: {},
      refunds: [
        {
          _id: false,
          id: String,
          key: String,
          amount: Number,
          reason: String,
          state: String,
          requestedAt: Date,
          lines: [{}],
          stock: String,
          storeId: String,
          by: String,
          exchangedFor: String,
          stage: String,
        },
      ],
      presale: {},
      group: {},
      chain: {},
      allotmentId: String,
      voucher: {},
      outbox: outboxField,
    },
    { collection: 'orders', versionKey: false, minimize: false },
  )
    .index({ memberId: 1, createdAt: -1 })
    .index({ storeId: 1, status: 1, createdAt: -1 })
    .index({ status: 1, payBy: 1 })
    .index({ status: 1, 'presale.balanceFrom': 1 }, ofPresales)
    .index({ 'presale.presaleId': 1, 'presale.balanceUntil': 1 }, ofPresales)
    .index({ allotmentId: 1, memberId: 1 }, { partialFilterExpression: { allotmentId: { $exists: true } } })
    .index({ status: 1, 'pickup.expiresAt': 1 })
    .index(
      { 'pickup.digits': 1 },
      { unique: true, partialFilterExpression: { 'pickup.digits': { $exists: true } } },
    )
    .index(
      { 'refunds.state': 1, 'refunds.requestedAt': 1 },
      { partialFilterExpression: { 'refunds.state': { $exists: true } } },
    )
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(orderModel)

export const findOrder = (orderId: string): Promise<OrderDoc | null> =>
  orderModel.findById(orderId).lean<OrderDoc>()
export const findOrderByDigits = (digits: string): Promise<OrderDoc | null> =>
  orderModel.findOne({ 'pickup.digits': digits }).lean<OrderDoc>()

/** Writes a new order. @returns false when one of this id stands already */
export const insertOrder = (order: OrderDoc): Promise<boolean> =>
  orderModel.collection.insertOne(order as never).then(
    () => true,
    (error: unknown) => {
      if (isDuplicate(error)) return false
      throw error
    },
  )

interface Change {
  set?: Partial<OrderDoc> & Record<string, unknown>
  unset?: readonly string[]
  push?: Record<string, unknown>
  /** Further preconditions beside the status. */
  filter?: Record<string, unknown>
  event?: OutboxEvent | OutboxEvent[]
}

const updateOf = ({ set, unset = [], push, event }: Change, status?: OrderStatus) => ({
  $set: { ...set, ...(status ? { status } : {}), updatedAt: now() },
  $inc: { version: 1 },
  ...(unset.length ? { $unset: Object.fromEntries(unset.map((it) => [it, 1])) } : {}),
  ...(push || event ? { $push: { ...push, ...(event ? { outbox: { $each: [event].flat() } } : {}) } } : {}),
})

/**
 * Moves an order from one status to another, with what changes and follows in the same update.
 * @returns the order after it, or null when it was not in that status (or another precondition did not hold)
 */
export async function moveOrder(
  orderId: string,
  from: OrderStatus,
  to: OrderStatus,
  change: Change = {},
): Promise<OrderDoc | null> {
  if (!mayBecome(from, to)) throw new Error(`an order never goes from ${from} to ${to}`)
  return orderModel
    .findOneAndUpdate({ _id: orderId, status: from, ...change.filter }, updateOf(change, to), {
      returnDocument: 'after',
    })
    .lean<OrderDoc>()
}

/** Changes an order without moving it. @returns null when a precondition did not hold */
export const changeOrder = (orderId: string, change: Change): Promise<OrderDoc | null> =>
  orderModel
    .findOneAndUpdate({ _id: orderId, ...change.filter }, updateOf(change), { returnDocument: 'after' })
    .lean<OrderDoc>()

/** Orders by a filter, newest first. */
export const listOrders = (
  filter: Record<string, unknown>,
  after: Mark | undefined,
  limit: number,
): Promise<OrderDoc[]> =>
  orderModel
    .find({ ...filter, ...behind('createdAt', after) })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .lean<OrderDoc[]>()

/** Unpaid orders whose time is over, longest first. */
export const overdueOrders = (at: Date, limit: number): Promise<OrderDoc[]> =>
  orderModel
    .find({ status: 'unpaid', payBy: { $lte: at } })
    .sort({ payBy: 1 })
    .limit(limit)
    .lean<OrderDoc[]>()
/** Of a filter: nothing is on its way to the store (any more), or nothing ever was. */
export const inTheStore = {
  $or: [{ transfer: { $exists: false } }, { 'transfer.arrivedAt': { $exists: true } }],
}
/** Paid orders nobody collected in time, or whose goods did not reach the store in time. */
export const unclaimedOrders = (at: Date, limit: number): Promise<OrderDoc[]> =>
  orderModel
    .find({ status: 'paid', 'pickup.expiresAt': { $lte: at } })
    .limit(limit)
    .lean<OrderDoc[]>()
/** Paid orders whose code ends by an instant, of which nobody was reminded. */
export const expiringPickups = (until: Date, limit: number): Promise<OrderDoc[]> =>
  orderModel
    .find({
      status: 'paid',
      'pickup.expiresAt': { $lte: until },
      'pickup.remindedAt': { $exists: false },
      way: { $ne: 'counter' },
      ...inTheStore,
    })
    .limit(limit)
    .lean<OrderDoc[]>()
/** Orders with a refund asked for before an instant of which nothing was heard since. */
export const openRefunds = (before: Date, limit: number): Promise<OrderDoc[]> =>
  orderModel
    .find({ refunds: { $elemMatch: { state: 'requested', requestedAt: { $lte: before } } } })
    .limit(limit)
    .lean<OrderDoc[]>()
