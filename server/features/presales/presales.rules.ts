import type { z } from 'zod'
import type { presalePhase } from './presales.contract'

export interface Windows {
  depositFrom: Date
  depositUntil: Date
  balanceFrom: Date
  balanceUntil: Date
}
interface Sums {
  /** Fen per piece. */
  deposit: number
  worth: number
}

/** Where an offer stands at an instant; each window holds its first instant and not its last. */
export function phaseOf(it: Windows, at: Date): z.infer<typeof presalePhase> {
  if (at < it.depositFrom) return 'coming'
  if (at < it.depositUntil) return 'deposit'
  if (at < it.balanceFrom) return 'waiting'
  return at < it.balanceUntil ? 'balance' : 'over'
}

/**
 * Whether the money of an offer adds up: the deposit counts for at least itself and at most for half of the price, so
 * that whatever a tier takes off the price leaves a balance to pay.
 */
export const isPayable = ({ deposit, worth }: Sums, price: number): boolean =>
  deposit >= 1 && worth >= deposit && worth * 2 <= price

/** Whether the windows follow each other: deposits first, then balances, and the goods not before the balances begin. */
export const isInOrder = (it: Windows & { readyAt: Date }): boolean =>
  it.depositFrom < it.depositUntil &&
  it.depositUntil <= it.balanceFrom &&
  it.balanceFrom < it.balanceUntil &&
  it.readyAt >= it.balanceFrom
