import type { z } from 'zod'
import { partOfFen } from '../../kernel/money'
import type { payStage } from '../presales/presales.contract'
import type { orderStatus, orderWay } from './orders.contract'

export type OrderStatus = z.infer<typeof orderStatus>
export type Way = z.infer<typeof orderWay>

/** Every change of state an order may make; nothing else is ever written. */
export const transitions: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  unpaid: ['paid', 'deposited', 'grouping', 'closed'],
  // A presale: its balance is paid, or not in time; or the shop cannot deliver.
  deposited: ['paid', 'closed', 'refunded'],
  // A seat of a team: the team is formed, or its time is over, or the shopper left it (GB-1). Of a chain likewise (GB-2).
  grouping: ['paid', 'refunded'],
  // Its money arrived after it was closed: it is given its goods again, or its money back.
  closed: ['reviving'],
  reviving: ['paid', 'deposited', 'grouping', 'closed'],
  paid: ['shipped', 'completed', 'refunded'],
  // Back for good: it could not be handed over.
  shipped: ['completed', 'refunded'],
  // Back to `paid`: a manager takes a redemption back.
  completed: ['paid', 'refunded'],
  refunded: [],
}

export const mayBecome = (from: OrderStatus, to: OrderStatus): boolean => transitions[from].includes(to)

export const MINUTE = 60_000
/** How long an unpaid order keeps its goods (IN-3). */
export const PAY_MS = 15 * MINUTE
/** Goods are held a little longer than the order is open, so that the order decides and not the clock of its hold. */
export const HOLD_GRACE_MS = 10 * MINUTE
/** How long a paid order waits in the store; then its money goes back (OR-3). */
export const PICKUP_MS = 7 * 24 * 60 * MINUTE
/** How long past its promised time goods may be on their way to the store; then the money goes back (IN-4). */
export const TRANSFER_LATE_MS = 2 * 24 * 60 * MINUTE
/** What is paid in the shop is in the shopper's hands: without a look at the door it counts as taken along after this (OR-7). */
export const COUNTER_MS = 2 * 60 * MINUTE
/** How long before that the shopper is reminded. */
export const REMIND_MS = 24 * 60 * MINUTE
/** How long a manager may take a redemption back. */
export const UNDO_MS = 10 * MINUTE

/** What a chain (接龙) adds to its order (GB-2). */
export interface OrderChain {
  chainId: string
  title: string
  /** From when on its goods are in the store. */
  arrivesAt: Date
  /** Its number on the list, once it is paid. */
  no?: number
  from?: string
  /** When the list was closed with it, and why its shopper leaves before. */
  confirmedAt?: Date
  leaving?: string
}

/** Whether an order waits for others once it is paid: for its team (GB-1), or the end of its chain (GB-2). */
export const waitsForOthers = ({ group, chain }: { group?: unknown; chain?: unknown }): boolean =>
  group !== undefined || chain !== undefined

export const isCollected = (it: Way): boolean => it === 'pickup' || it === 'counter'

/** Whether some of what is to be collected is still on its way to the store (IN-4). */
export const isOnItsWay = ({ transfer }: { transfer?: { arrivedAt?: Date } }): boolean =>
  transfer !== undefined && transfer.arrivedAt === undefined

/** Until when a paid order waits for its shopper: from when it is in the store, which it has to reach in time. */
export const pickupUntil = (at: Date, transfer?: { expectedAt: Date; arrivedAt?: Date }): Date =>
  transfer && isOnItsWay({ transfer })
    ? new Date(Math.max(at.getTime(), transfer.expectedAt.getTime()) + TRANSFER_LATE_MS)
    : new Date(at.getTime() + PICKUP_MS)

/** An order has one transfer: of its own name. */
export const transferIdOf = (orderId: string): string => orderId.replace(/^ord_/, 'tra_')

function paidText(isCollectedThere: boolean, isBrought: boolean, isChain: boolean): string {
  if (isBrought) return isChain ? '待到店' : '调货中'
  return isCollectedThere ? '待自提' : '待发货'
}

/** The status in the shop's words. */
export function statusText(
  status: OrderStatus,
  of: Way,
  {
    isPresale = false,
    isBrought = false,
    isChain = false,
  }: { isPresale?: boolean; isBrought?: boolean; isChain?: boolean } = {},
): string {
  switch (status) {
    case 'unpaid':
      return isPresale ? '待付定金' : '待付款'
    case 'deposited':
      return '待付尾款'
    case 'grouping':
      return isChain ? '接龙中' : '待成团'
    case 'paid':
      return of === 'voucher' ? '发券中' : paidText(isCollected(of), isBrought, isChain)
    case 'shipped':
      return '配送中'
    case 'completed':
      return of === 'voucher' ? '已购买' : '已完成'
    case 'closed':
      return '已关闭'
    case 'reviving':
      return '付款确认中'
    case 'refunded':
      return '已退款'
  }
}

interface Returned {
  key: string
  quantity: number
}
interface Bought extends Returned {
  refundedQuantity: number
}

/** Whether these pieces can still come back: each line once, and no more than are left of it. */
export const canReturn = (lines: readonly Bought[], returned: readonly Returned[]): boolean =>
  new Set(returned.map((it) => it.key)).size === returned.length &&
  returned.every(({ key, quantity }) => {
    const line = lines.find((it) => it.key === key)
    return line !== undefined && line.refundedQuantity + quantity <= line.quantity
  })

interface Share {
  /** What was paid for the pieces that come back, fen. */
  paid: number
  /** Common prices of a piece that comes back and of one that is given for it, fen. */
  before: number
  after: number
}

/**
 * What an exchange comes to (OR-6): goods of the same price carry on what was paid, cheaper ones the part of it that
 * their price is, and the rest goes back. Undefined where the new goods are dearer: those are bought.
 */
export function exchangeShare({ paid, before, after }: Share): { carried: number; back: number } | undefined {
  if (after > before) return undefined
  const carried = before === 0 ? 0 : partOfFen(paid, after, before)
  return { carried, back: paid - carried }
}

/** Names what is given under a key of exchange; another key is another line. */
export const exchangeLineOf = (key: string): string => `x_${key}`

/** Goods are held once for an order, and anew when a late payment revives it or a redemption is taken back. */
export const FIRST_ROUND = 1

/** Names the hold of a line: a new one for each time the goods are held anew. */
export const holdKeyOf = (orderId: string, lineKey: string, round: number): string =>
  `${orderId}/${lineKey}/${round}`

/** A payment of a presale; an ordinary order has only one. */
export type PayStage = z.infer<typeof payStage>

const STAGES: Record<PayStage, string> = { deposit: 'd', balance: 'b' }
const STAGED = /^(.{1,30})-([db])$/

/** The platform's out_trade_no of a payment: each of a presale's two has its own. */
export const tradeNoOf = (orderId: string, stage?: PayStage): string =>
  stage ? `${orderId}-${STAGES[stage]}` : orderId

/** Which payment of which order a trade number may stand for. */
export function readTradeNo(tradeNo: string): { orderId: string; stage?: PayStage } {
  const [, orderId, letter] = STAGED.exec(tradeNo) ?? []
  return orderId ? { orderId, stage: letter === 'd' ? 'deposit' : 'balance' } : { orderId: tradeNo }
}

/**
 * How much of a refund goes back over the deposit of a presale, the rest going back over its balance, in fen. Exact:
 * however `paid` is given back in parts, each payment in the end gives back what it brought, and never more before.
 * @throws RangeError when more would go back than was paid
 */
export function depositShare(
  { deposit, paid }: { deposit: number; paid: number },
  before: number,
  refunded: number,
): number {
  if (refunded < 0 || before + refunded > paid) throw new RangeError('more refunded than paid')
  if (paid === 0) return 0
  return partOfFen(deposit, before + refunded, paid) - partOfFen(deposit, before, paid)
}
