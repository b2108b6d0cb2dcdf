import type { z } from 'zod'
import type { transferStatus } from './transfers.contract'

export type TransferStatus = z.infer<typeof transferStatus>

/** Every change of status a transfer may make; nothing else is ever written. */
export const transitions: Readonly<Record<TransferStatus, readonly TransferStatus[]>> = {
  suggested: ['requested', 'approved', 'cancelled'],
  requested: ['approved', 'cancelled'],
  // Back where it was when the sender turns out not to have the pieces.
  approved: ['shipped', 'cancelled', 'suggested', 'requested'],
  shipped: ['received'],
  received: [],
  cancelled: [],
}
export const mayBecome = (from: TransferStatus, to: TransferStatus): boolean => transitions[from].includes(to)

const words: Readonly<Record<TransferStatus, string>> = {
  suggested: '系统建议',
  requested: '待审批',
  approved: '待发出',
  shipped: '在途',
  received: '已收货',
  cancelled: '已取消',
}
/** The status in the shop's words. */
export const statusText = (status: TransferStatus): string => words[status]

export interface Line {
  skuId: string
  quantity: number
  shipped?: number
  received?: number
  /** Names the hold of the order the pieces are for, at both ends; absent where the transfer holds them itself. */
  heldAs?: string
}

export const inTransitOf = ({ shipped = 0, received }: Line): number => (received === undefined ? shipped : 0)
export const differenceOf = ({ shipped = 0, received }: Line): number =>
  received === undefined ? 0 : shipped - received

/** Quantities as somebody counted them; lines that are not named are as they were meant to be. Undefined: a foreign line. */
export function countedLines(
  lines: readonly Line[],
  counted: readonly { skuId: string; quantity: number }[] = [],
  meant: (line: Line) => number,
): { skuId: string; quantity: number }[] | undefined {
  if (counted.some((it) => !lines.some((line) => line.skuId === it.skuId))) return undefined
  return lines.map((line) => ({
    skuId: line.skuId,
    quantity: counted.find((it) => it.skuId === line.skuId)?.quantity ?? meant(line),
  }))
}

/** Whether shoppers wait for its pieces, which are held for them all the way: for an order (IN-4) or a chain (GB-2). */
export const isErrand = ({ orderId, chainId }: { orderId?: string; chainId?: string }): boolean =>
  orderId !== undefined || chainId !== undefined

export const isWarehouse = (locationId: string): boolean => locationId.startsWith('whs_')

/** Who wants to do something: staff of a store, or a system that speaks for the warehouses. */
export type Actor = { kind: 'guide' | 'manager'; storeId: string } | { kind: 'machine' }
interface Ends {
  from: string
  to: string
  status: TransferStatus
}

/** Whether somebody acts for a location: staff for their store, systems for the warehouses. */
export const actsFor = (actor: Actor, locationId: string): boolean =>
  actor.kind === 'machine' ? isWarehouse(locationId) : actor.storeId === locationId

/**
 * What the agreement of somebody makes of a transfer. The sender's approves it. The receiver's manager takes up a
 * suggestion: what a warehouse gives needs nobody else, another store is asked. Undefined: not theirs to agree to.
 */
export function approvalOf(
  actor: Actor,
  { from, to }: Pick<Ends, 'from' | 'to'>,
  isSuggestion: boolean,
): 'approved' | 'requested' | undefined {
  if (actor.kind === 'guide') return undefined
  if (actsFor(actor, from)) return 'approved'
  if (!isSuggestion || !actsFor(actor, to)) return undefined
  return isWarehouse(from) ? 'approved' : 'requested'
}

export const mayShip = (actor: Actor, { from }: Ends): boolean =>
  actor.kind !== 'guide' && actsFor(actor, from)
export const mayReceive = (actor: Actor, { to }: Ends): boolean => actsFor(actor, to)
/** Guides may call off what their store asked for; once it is agreed on, managers and systems may. */
export const mayCancel = (actor: Actor, { from, to, status }: Ends): boolean =>
  (actsFor(actor, to) && (actor.kind !== 'guide' || status !== 'approved')) ||
  (actsFor(actor, from) && actor.kind !== 'guide')

/** A suggestion from a warehouse of fewer pieces than this needs nobody's agreement. */
export const AUTO_APPROVE_BELOW = 30

/** Whether the rule agrees to a suggestion by itself (IN-5). */
export const isAutoApproved = ({ from, status }: Ends, lines: readonly Line[]): boolean =>
  status === 'suggested' &&
  isWarehouse(from) &&
  lines.reduce((sum, it) => sum + it.quantity, 0) < AUTO_APPROVE_BELOW

/** Names the hold of a line; pieces are held anew each time a transfer is approved. */
export const holdKeyOf = (transferId: string, skuId: string, round: number): string =>
  `${transferId}/${skuId}/${round}`
/** The round of a hold of this line; undefined for holds of others. */
export function roundOf(holdKey: string, transferId: string, skuId: string): number | undefined {
  const start = holdKeyOf(transferId, skuId, 0).slice(0, -1)
  return holdKey.startsWith(start) ? Number(holdKey.slice(start.length)) : undefined
}
/** Names a line in the ledgers of both ends. */
export const lineKeyOf = (transferId: string, skuId: string): string => `${transferId}/${skuId}`

/** Days of sales the speed is read from, and the days a store's stock is to last. */
export const COVER = {
  /** The ledger's sales that count. */
  sales: 28,
  /** Less than this is replenished, … */
  low: 7,
  /** … up to this. */
  target: 14,
  /** What lasts a giving store longer than this is surplus. */
  kept: 21,
} as const
/** Stores give to stores within this many metres; a warehouse gives to any. */
export const STORE_REACH = 50_000

/** One SKU in one location. */
export interface Place {
  id: string
  /** Pieces that can be promised; may be below zero. */
  available: number
  /** Pieces that are suggested, asked for, agreed on or on the way to it. */
  incoming: number
  /** Pieces it was asked for and that are not held yet. */
  promised: number
  /** Pieces sold within `COVER.sales` days. */
  sold: number
}
export interface Suggestion {
  from: string
  to: string
  quantity: number
  reason: string
}

/** Pieces that last so many days at the speed of sale. */
export const piecesFor = (sold: number, days: number): number => Math.ceil((sold * days) / COVER.sales)
export const coverOf = ({ available, incoming }: Place): number => available + incoming

/** Pieces a place can give without running low itself. */
export const surplusOf = ({ id, available, promised, sold }: Place): number =>
  Math.max(0, available - promised - (isWarehouse(id) ? 0 : piecesFor(sold, COVER.kept)))

/** Pieces a store lacks: none while it lasts `COVER.low` days. Warehouses are not filled by this rule. */
export const lackOf = (place: Place): number =>
  !isWarehouse(place.id) && coverOf(place) < piecesFor(place.sold, COVER.low)
    ? piecesFor(place.sold, COVER.target) - coverOf(place)
    : 0

/**
 * Who should give whom how many pieces of one SKU (IN-5): the store that lasts the fewest days first, each from the nearest
 * place that can give all it lacks, else from the one that can give most. Never more than a surplus, never above the
 * target.
 * @param metres between two locations
 */
export function suggest(
  places: readonly Place[],
  metres: (from: string, to: string) => number,
): Suggestion[] {
  const left = new Map(places.map((it) => [it.id, surplusOf(it)]))
  const days = (it: Place) => (Math.max(0, coverOf(it)) * COVER.sales) / it.sold
  const lacking = places
    .filter((it) => lackOf(it) > 0)
    .sort((a, b) => days(a) - days(b) || a.id.localeCompare(b.id))
  return lacking.flatMap((place) => {
    const lack = lackOf(place)
    const givers = places
      .filter((it) => it.id !== place.id && (left.get(it.id) ?? 0) > 0)
      .map(({ id }) => ({ id, far: metres(id, place.id), gives: Math.min(lack, left.get(id) ?? 0) }))
      .filter((it) => isWarehouse(it.id) || it.far <= STORE_REACH)
      .sort((a, b) => b.gives - a.gives || a.far - b.far || a.id.localeCompare(b.id))
    const [best] = givers
    if (!best) return []
    left.set(best.id, (left.get(best.id) ?? 0) - best.gives)
    const speed = (place.sold / COVER.sales).toFixed(1)
    const reason = `日均销 ${speed} 件，现有及在途 ${coverOf(place)} 件，补到够卖 ${COVER.target} 天`
    return [{ from: best.id, to: place.id, quantity: best.gives, reason }]
  })
}
