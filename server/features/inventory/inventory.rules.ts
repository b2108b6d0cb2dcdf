import type { z } from 'zod'
import type { ledgerKind, stockChange, stockLevel } from './inventory.contract'

export type Level = z.infer<typeof stockLevel>
export type LedgerKind = z.infer<typeof ledgerKind>
type FeedKind = z.infer<typeof stockChange>['kind']

/** At most this many pieces are shown as 仅剩N件. */
export const LOW_STOCK = 5

/** 有货 / 仅剩N件 / 缺货 for what can be promised (ST-3). Pieces below zero count as none. */
export function levelOf(available: number): { level: Level; label: string; available: number } {
  if (available <= 0) return { level: 'out', label: '缺货', available: 0 }
  if (available <= LOW_STOCK) return { level: 'low', label: `仅剩 ${available} 件`, available }
  return { level: 'inStock', label: '有货', available }
}

export interface Quantities {
  onHand: number
  reserved: number
  safety: number
}

/** What can be promised: on hand − reserved − safety (IN-1). May be below zero when staff sold into the safety stock. */
export const availableOf = ({ onHand, reserved, safety }: Quantities): number => onHand - reserved - safety

export type Outcome = { delta: number } | { refused: 'stock_insufficient' | 'quantity_invalid' }

/**
 * The signed change of on-hand pieces a feed line means. Goods reserved for orders are not sold at the till,
 * and nothing goes below zero; a count states the truth of the shelf, whatever is reserved.
 */
export function changeOf(kind: FeedKind, quantity: number, { onHand, reserved }: Quantities): Outcome {
  switch (kind) {
    case 'receipt':
    case 'return':
      return quantity > 0 ? { delta: quantity } : { refused: 'quantity_invalid' }
    case 'sale':
      if (quantity <= 0) return { refused: 'quantity_invalid' }
      return onHand - reserved >= quantity ? { delta: -quantity } : { refused: 'stock_insufficient' }
    case 'count':
      return quantity >= 0 ? { delta: quantity - onHand } : { refused: 'quantity_invalid' }
    case 'adjustment':
      if (quantity === 0) return { refused: 'quantity_invalid' }
      return onHand + quantity >= 0 ? { delta: quantity } : { refused: 'stock_insufficient' }
  }
}

interface HeldPieces {
  key: string
  quantity: number
  expiresAt?: Date
}

export const heldUnder = <H extends HeldPieces>(stock: { holds?: H[] }, key: string): H | undefined =>
  stock.holds?.find((it) => it.key === key)

/** What it does to a document when held pieces are handed over; the shelf never goes below zero. */
export function saleOfHold<H extends HeldPieces>(before: { onHand: number; holds?: H[] }, held: H) {
  return {
    move: {
      onHand: -Math.min(held.quantity, before.onHand),
      reserved: -held.quantity,
      holds: (before.holds ?? []).filter((it) => it.key !== held.key),
    },
    kind: 'sale' as const,
    stated: held.quantity,
  }
}
