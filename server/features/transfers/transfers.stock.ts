import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import {
  findStock,
  holdStock,
  keepStock,
  moveIn,
  moveOut,
  releaseStock,
} from '../inventory/inventory.service'
import { correctShipped, findTransfer, moveTransfer, type TransferDoc } from './transfers.model'
import { holdKeyOf, isErrand, lineKeyOf, roundOf, type Line } from './transfers.rules'

/*
 * The stock follows the transfer: whoever calls `settle`, however often and late, brings both ends to where the document
 * says they are. What was done for a state that is over by then is undone by the next look.
 */

/** Until a hold is known to belong to the approval that stands, it may be lost without harm. */
const UNSURE_MS = 10 * 60_000

export interface Missing {
  skuId: string
  available: number
}

export const heldOf = ({ _id, from, round }: TransferDoc, { skuId, heldAs }: Line) => ({
  skuId,
  locationId: from,
  key: heldAs ?? holdKeyOf(_id, skuId, round),
})

/** Holds every line of an approval; says which the sender cannot give. What an order holds is the order's to keep. */
async function holdLines(transfer: TransferDoc): Promise<Missing[]> {
  const missing: Missing[] = []
  if (isErrand(transfer)) return missing
  const expiresAt = new Date(now().getTime() + UNSURE_MS)
  for (const line of transfer.lines) {
    const { quantity, skuId } = line
    const wanted = { ...heldOf(transfer, line), quantity, source: transfer._id, expiresAt }
    const answer = await holdStock(wanted)
    if (answer.outcome === 'insufficient') missing.push({ skuId, available: answer.available })
  }
  return missing
}

/**
 * Frees what is held under the rounds up to one; later ones belong to an approval that this look has not seen.
 */
async function releaseRounds(transfer: TransferDoc, last: number): Promise<void> {
  const { _id, from, lines } = transfer
  if (isErrand(transfer)) return
  for (const { skuId } of lines)
    for (const { key } of (await findStock(skuId, from))?.holds ?? []) {
      const round = roundOf(key, _id, skuId)
      if (round && round <= last) await releaseStock({ skuId, locationId: from, key }, _id)
    }
}

/** Frees what the order still holds at the sender of pieces that have left: somebody late took it for nobody. */
async function releaseLeft(transfer: TransferDoc): Promise<void> {
  for (const line of transfer.lines) if (line.heldAs) await releaseStock(heldOf(transfer, line), transfer._id)
}

/** Whether all holds of an approval stand, now without an end. */
async function keepLines(transfer: TransferDoc): Promise<boolean> {
  if (isErrand(transfer)) return true
  for (const line of transfer.lines) if (!(await keepStock(heldOf(transfer, line)))) return false
  return true
}

/** Takes an approval back that the sender has no pieces for: the transfer is what it was before. */
async function withdraw(transfer: TransferDoc): Promise<void> {
  const before = transfer.history
    .filter((it) => it.status === 'suggested' || it.status === 'requested')
    .at(-1)
  await moveTransfer(transfer, before?.status === 'suggested' ? 'suggested' : 'requested', 'rule')
}

async function takeOut(transfer: TransferDoc): Promise<void> {
  const { _id, from } = transfer
  for (const line of transfer.lines) {
    const { skuId, shipped = 0 } = line
    const { key: holdKey } = heldOf(transfer, line)
    const taken = await moveOut(
      { skuId, locationId: from, key: lineKeyOf(_id, skuId), holdKey, quantity: shipped },
      _id,
    )
    if (taken === shipped) continue
    logger.warn({ transferId: _id, skuId, shipped, taken }, 'the shelf held fewer than were shipped')
    await correctShipped(_id, skuId, taken)
  }
}

/**
 * What arrived whole for an order is held for it from that very moment: nobody else is promised it in between. Of a chain
 * whatever arrived is: it is shared out by number.
 */
async function putIn({ _id, to, lines, chainId }: TransferDoc): Promise<void> {
  for (const { skuId, quantity, received = 0, heldAs } of lines) {
    const of = { skuId, locationId: to, key: lineKeyOf(_id, skuId), quantity: received }
    const holdKey = heldAs && (chainId || received === quantity) ? heldAs : undefined
    if (received) await moveIn({ ...of, ...(holdKey ? { holdKey } : {}) }, _id)
  }
}

/** @returns what the sender cannot give, of an approval */
async function follow(transfer: TransferDoc): Promise<Missing[]> {
  const { status, round } = transfer
  switch (status) {
    case 'approved': {
      await releaseRounds(transfer, round - 1)
      const missing = await holdLines(transfer)
      if (missing.length) await withdraw(transfer)
      return missing
    }
    case 'shipped':
    case 'received':
      // A hold is needed until its pieces left; one that somebody late took after that is for nobody.
      await takeOut(transfer)
      await releaseRounds(transfer, round)
      await releaseLeft(transfer)
      if (status === 'received') await putIn(transfer)
      return []
    default:
      await releaseRounds(transfer, round)
      return []
  }
}

/**
 * Brings the stock of both ends to where the transfer says they are (IN-5).
 * @returns the transfer the stock agrees with, and what the sender could not give when an approval was taken back
 * @throws stock_busy
 */
export async function settle(
  transferId: string,
): Promise<{ transfer: TransferDoc | null; missing: Missing[] }> {
  let missing: Missing[] = []
  for (;;) {
    const before = await findTransfer(transferId)
    if (!before) return { transfer: null, missing }
    const found = await follow(before)
    if (found.length) missing = found
    const transfer = await findTransfer(transferId)
    if (transfer?.version !== before.version) continue
    if (transfer.status !== 'approved' || (await keepLines(transfer))) return { transfer, missing }
  }
}
