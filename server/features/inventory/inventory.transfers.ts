import { changeOnce } from './inventory.changes'
import type { StockChanged } from './inventory.events'
import type { Held } from './inventory.holds'
import { findEntries, findStock, type StockDoc } from './inventory.model'
import { heldUnder } from './inventory.rules'

/** Pieces of a transfer; `key` names its line, once for each direction. */
type Moved = Held & { quantity: number }

/** How many pieces may leave a location under a hold: none that are held for somebody else. */
export async function movable({ skuId, locationId, key }: Held): Promise<number> {
  const stock = await findStock(skuId, locationId)
  const held = stock && heldUnder(stock, key)
  return stock && held
    ? Math.max(0, Math.min(stock.onHand, stock.onHand - stock.reserved + held.quantity))
    : 0
}

/**
 * Pieces leave a location for another (IN-5), once per key, with the hold they were kept under. A count may have found
 * fewer on the shelf than left; the shelf then stays at zero.
 * @returns the pieces that were taken, the same however often it is asked
 */
export async function moveOut(
  { holdKey, quantity, ...of }: Moved & { holdKey: string },
  source: string,
): Promise<number> {
  let taken = 0
  const key = `out/${of.key}`
  const result = await changeOnce({ ...of, key, source }, (before) => {
    const held = heldUnder(before, holdKey)
    taken = Math.min(quantity, before.onHand)
    return {
      move: {
        onHand: 0 - taken,
        ...(held
          ? {
              reserved: -held.quantity,
              holds: (before.holds ?? []).filter((it) => it.key !== holdKey),
            }
          : {}),
      },
      kind: 'transferOut',
      stated: quantity,
    }
  })
  if (result.outcome === 'refused') throw new Error(`${key} was used elsewhere`)
  return result.outcome === 'applied' ? taken : takenEarlier(result.stock, key)
}

/** What an entry took that stands in the outbox of this state, or else in the ledger. */
async function takenEarlier({ skuId, locationId, outbox }: StockDoc, key: string): Promise<number> {
  const waiting = outbox.map((it) => (it.data as StockChanged).entry).find((it) => it.key === key)
  const entry =
    waiting ?? (await findEntries(key)).find((it) => it.skuId === skuId && it.locationId === locationId)
  return 0 - (entry?.quantity ?? 0)
}

/** Pieces arrive at a location from another (IN-5), once per key; with a hold they are promised from that moment on. */
export async function moveIn(
  { quantity, holdKey, ...of }: Moved & { holdKey?: string },
  source: string,
): Promise<void> {
  await changeOnce({ ...of, key: `in/${of.key}`, source }, (before) => ({
    move: {
      onHand: quantity,
      ...(holdKey && !heldUnder(before, holdKey)
        ? { reserved: quantity, holds: [...(before.holds ?? []), { key: holdKey, quantity }] }
        : {}),
    },
    kind: 'transferIn',
    stated: quantity,
  }))
}
