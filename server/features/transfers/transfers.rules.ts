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
/** Names a line in the ledgers of both ends. */
export const lineKeyOf = (transferId: string, skuId: string): string => `${transferId}/${skuId}`
