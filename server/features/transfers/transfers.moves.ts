import { failWith } from '../../kernel/errors'
import { movable } from '../inventory/inventory.service'
import { transfersContract } from './transfers.contract'
import { findTransfer, moveTransfer, type TransferDoc } from './transfers.model'
import {
  approvalOf,
  countedLines,
  isAutoApproved,
  mayCancel,
  mayReceive,
  mayShip,
  type Actor,
  type Line,
} from './transfers.rules'
import { heldOf, settle } from './transfers.stock'

export const fail = failWith(transfersContract.errors)

/** Somebody who moves a transfer on: what they may, and who they are in its history. */
export type Mover = Actor & { by: string }
type Counted = readonly { skuId: string; quantity: number }[] | undefined

const TRIES = 20

/** @throws transfer_not_found */
export async function mustFind(transferId: string): Promise<TransferDoc> {
  const transfer = await findTransfer(transferId)
  if (!transfer) throw fail('transfer_not_found')
  return transfer
}

/**
 * Moves a transfer by a step that is decided on its present version, anew when somebody was faster; `decide` answers
 * with the version it wrote, null when that was too late, or the transfer itself when the step was done before.
 */
async function step(
  transferId: string,
  decide: (transfer: TransferDoc) => Promise<TransferDoc | null>,
): Promise<TransferDoc> {
  for (let tries = 0; tries < TRIES; tries++) {
    const moved = await decide(await mustFind(transferId))
    if (moved) return moved
  }
  throw fail('stock_busy')
}

/** The transfer after its stock followed. */
const settled = async (transferId: string): Promise<TransferDoc> =>
  (await settle(transferId)).transfer ?? mustFind(transferId)

const isPast = ({ status }: TransferDoc, ...done: TransferDoc['status'][]) => done.includes(status)

/**
 * Agrees to a transfer (IN-5): its pieces are held at the sender, all or none. Again it changes nothing.
 * @throws transfer_not_found, transfer_forbidden, transfer_closed, stock_insufficient, stock_busy
 */
export async function approveTransfer(transferId: string, mover: Mover): Promise<TransferDoc> {
  const asked = await step(transferId, async (transfer) => {
    const to = approvalOf(mover, transfer, transfer.history[0]?.status === 'suggested')
    if (!to) throw fail('transfer_forbidden')
    if (isPast(transfer, 'cancelled')) throw fail('transfer_closed', { status: transfer.status })
    if (isPast(transfer, to, 'approved', 'shipped', 'received')) return transfer
    return moveTransfer(transfer, to, mover.by, to === 'approved' ? { round: transfer.round + 1 } : {})
  })
  const { transfer, missing } = await settle(transferId)
  if (!transfer || isPast(transfer, 'cancelled')) throw fail('transfer_closed')
  if (asked.status !== 'requested' && isPast(transfer, 'suggested', 'requested'))
    throw fail('stock_insufficient', missing)
  return transfer
}

/** The rule's agreement to a suggestion (IN-5); without enough pieces the suggestion waits for a person. */
export async function approveByRule(transferId: string): Promise<void> {
  const transfer = await findTransfer(transferId)
  if (!transfer || transfer.round > 0 || !isAutoApproved(transfer, transfer.lines)) return
  await moveTransfer(transfer, 'approved', 'rule', { round: 1 })
}

const isSame = (
  lines: readonly Line[],
  counts: readonly { skuId: string; quantity: number }[],
  of: 'shipped' | 'received',
) => counts.every((it) => lines.find((line) => line.skuId === it.skuId)?.[of] === it.quantity)

/** @throws quantity_invalid for foreign lines, more than was agreed on, or nothing at all */
function countsOf(transfer: TransferDoc, counted: Counted, meant: (line: Line) => number) {
  const counts = countedLines(transfer.lines, counted, meant)
  const most = new Map(transfer.lines.map((it) => [it.skuId, it.quantity]))
  if (!counts || counts.some((it) => it.quantity > (most.get(it.skuId) ?? 0))) throw fail('quantity_invalid')
  return counts
}

const withCounts = (
  { lines }: TransferDoc,
  counts: readonly { skuId: string; quantity: number }[],
  of: 'shipped' | 'received',
): Line[] =>
  lines.map((it) => ({ ...it, [of]: counts.find((count) => count.skuId === it.skuId)?.quantity ?? 0 }))

/**
 * Goods leave the sender (IN-5): at most what was agreed on, and only what the shelf holds for it. The same again changes
 * nothing.
 * @throws transfer_not_found, transfer_forbidden, transfer_closed, quantity_invalid, stock_insufficient, stock_busy
 */
export async function shipTransfer(transferId: string, mover: Mover, counted: Counted): Promise<TransferDoc> {
  await step(transferId, async (found) => {
    if (!mayShip(mover, found)) throw fail('transfer_forbidden')
    const counts = countsOf(found, counted, (it) => it.quantity)
    if (counts.every((it) => it.quantity === 0)) throw fail('quantity_invalid')
    if (isPast(found, 'shipped', 'received') && isSame(found.lines, counts, 'shipped')) return found
    if (found.status !== 'approved') throw fail('transfer_closed', { status: found.status })
    // What leaves must be held: the version that is settled here is the one that is moved on.
    const { transfer, missing } = await settle(transferId)
    if (transfer?.status !== 'approved') {
      if (missing.length) throw fail('stock_insufficient', missing)
      return null
    }
    for (const line of transfer.lines) {
      const available = await movable(heldOf(transfer, line))
      const leaving = counts.find((it) => it.skuId === line.skuId)?.quantity ?? 0
      if (available < leaving) throw fail('stock_insufficient', [{ skuId: line.skuId, available }])
    }
    return moveTransfer(transfer, 'shipped', mover.by, { lines: withCounts(transfer, counts, 'shipped') })
  })
  return settled(transferId)
}

/**
 * Goods arrive (IN-5): what is less than was shipped is a difference on the transfer. The same again changes nothing.
 * @throws transfer_not_found, transfer_forbidden, transfer_closed, quantity_invalid, stock_busy
 */
export async function receiveTransfer(
  transferId: string,
  mover: Mover,
  counted: Counted,
): Promise<TransferDoc> {
  await step(transferId, async (transfer) => {
    if (!mayReceive(mover, transfer)) throw fail('transfer_forbidden')
    const counts = countsOf(transfer, counted, (it) => it.shipped ?? 0)
    if (transfer.status === 'received' && isSame(transfer.lines, counts, 'received')) return transfer
    if (transfer.status !== 'shipped') throw fail('transfer_closed', { status: transfer.status })
    return moveTransfer(transfer, 'received', mover.by, { lines: withCounts(transfer, counts, 'received') })
  })
  return settled(transferId)
}

/**
 * Calls a transfer off before it is shipped (IN-5); what was held is free again.
 * @throws transfer_not_found, transfer_forbidden, transfer_closed, stock_busy
 */
export async function cancelTransfer(transferId: string, mover: Mover, reason: string): Promise<TransferDoc> {
  await step(transferId, async (transfer) => {
    if (!mayCancel(mover, transfer)) throw fail('transfer_forbidden')
    if (transfer.status === 'cancelled') return transfer
    if (isPast(transfer, 'shipped', 'received')) throw fail('transfer_closed', { status: transfer.status })
    return moveTransfer(transfer, 'cancelled', mover.by, { reason: `${transfer.reason}；取消：${reason}` })
  })
  return settled(transferId)
}
