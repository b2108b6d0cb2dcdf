import type { CartLine } from '../cart/cart'

/** What one guide put into the bag and the shopper has not decided about. */
export interface Added {
  cartId: string
  guideName: string
  words?: string
  /** How many kinds of goods. */
  kinds: number
}

/** The additions that wait for a decision, newest first. */
export function addedOf(lines: readonly CartLine[]): Added[] {
  const found = new Map<string, Added>()
  for (const { by } of lines) {
    if (!by || by.isKept) continue
    const { cartId, guideName, words } = by
    const known = found.get(cartId)
    if (known) known.kinds += 1
    else found.set(cartId, { cartId, guideName, ...(words ? { words } : {}), kinds: 1 })
  }
  return [...found.values()]
}
