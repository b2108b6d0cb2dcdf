import { now } from '../../kernel/clock'
import { newId } from '../../kernel/ids'
import { logger } from '../../kernel/logger'
import { changeOnce, showLive } from './inventory.changes'
import { expiredHolds, hold, keepHold, splitHold, type Wanted } from './inventory.holds.model'
import { findStock, stockIdOf } from './inventory.model'
import { heldUnder, saleOfHold } from './inventory.rules'

export interface Held {
  skuId: string
  locationId: string
  key: string
}

const TRIES = 5

/**
 * Holds pieces for an order line (IN-3): exactly once per key, never more than is available.
 * @returns `held` (also when the key was held before) or `insufficient` with what is left
 */
export async function holdStock(
  wanted: Wanted,
): Promise<{ outcome: 'held' } | { outcome: 'insufficient'; available: number }> {
  for (let tries = 0; tries < TRIES; tries++) {
    const after = await hold(wanted)
    if (after) {
      await showLive(after)
      return { outcome: 'held' }
    }
    const stock = await findStock(wanted.skuId, wanted.locationId)
    if (stock && heldUnder(stock, wanted.key)) return { outcome: 'held' }
    // Enough again by now: somebody gave back between the two looks.
    if (!stock || stock.available < wanted.quantity)
      return { outcome: 'insufficient', available: Math.max(0, stock?.available ?? 0) }
  }
  return { outcome: 'insufficient', available: 0 }
}

/** Makes a hold last until it is handed over or released. @returns false when it was gone already */
export const keepStock = ({ skuId, locationId, key }: Held): Promise<boolean> =>
  keepHold(stockIdOf(skuId, locationId), key)

/**
 * Moves held pieces under another key, where they stay held without an end (CA-4). Once: the same again changes nothing.
 * @returns false when they are not held under either key
 */
export async function moveHeld(held: Held, nextKey: string, quantity: number): Promise<boolean> {
  const { skuId, locationId, key } = held
  if (await splitHold(stockIdOf(skuId, locationId), key, nextKey, quantity)) return true
  const stock = await findStock(skuId, locationId)
  return stock !== null && heldUnder(stock, nextKey) !== undefined
}

/**
 * Gives held pieces back to the pool, or nothing when they are not held (any more): what stands on the document decides,
 * so that a key which was released and held again can be released again.
 */
export async function releaseStock(held: Held, source: string, onlyExpiredBy?: Date): Promise<void> {
  await changeOnce({ ...held, key: `release/${held.key}/${newId('rel')}`, source }, (before) => {
    const found = heldUnder(before, held.key)
    if (!found) return { refused: 'not_held' }
    if (onlyExpiredBy && (!found.expiresAt || found.expiresAt > onlyExpiredBy))
      return { refused: 'not_expired' }
    const holds = (before.holds ?? []).filter((it) => it.key !== held.key)
    return {
      move: { onHand: 0, reserved: -found.quantity, holds },
      kind: 'release',
      stated: found.quantity,
    }
  })
}

/**
 * Held pieces leave the shop: a sale, once per hold. A count may have found fewer on the shelf than were held; the
 * shelf then stays at zero.
 * @returns false when nothing is or was held under the key
 */
export async function sellHeld(held: Held, source: string): Promise<boolean> {
  const result = await changeOnce({ ...held, key: `sale/${held.key}`, source }, (before) => {
    const found = heldUnder(before, held.key)
    return found ? saleOfHold(before, found) : { refused: 'not_held' }
  })
  return result.outcome !== 'refused'
}

/** A sale is undone: the pieces are on the shelf again and held, once, under the next key. Once per sale. */
export async function unsellHeld(held: Held & { quantity: number; nextKey: string }, source: string) {
  const { nextKey, quantity, ...of } = held
  await changeOnce({ ...of, key: `unsale/${held.key}`, source }, (before) => ({
    move: {
      onHand: quantity,
      // Whoever keeps the goods of the next round may have been faster.
      ...(heldUnder(before, nextKey)
        ? {}
        : { reserved: quantity, holds: [...(before.holds ?? []), { key: nextKey, quantity }] }),
    },
    kind: 'return',
    stated: quantity,
    reason: '撤销核销',
  }))
}

/** Pieces come back from a shopper into a location, once per key (OR-6). */
export async function takeBack(
  of: Held & { quantity: number; reason?: string },
  source: string,
): Promise<void> {
  const { quantity, reason, ...place } = of
  await changeOnce({ ...place, key: `return/${place.key}`, source }, () => ({
    move: { onHand: quantity },
    kind: 'return',
    stated: quantity,
    ...(reason ? { reason } : {}),
  }))
}

/** Gives back what is held past its time, however its order ended: no stock is lost to a dead reservation (IN-3). */
export async function expireHolds(limit = 200): Promise<number> {
  const at = now()
  let expired = 0
  for (const { skuId, locationId, holds = [] } of await expiredHolds(at, limit))
    for (const { key, expiresAt } of holds) {
      if (!expiresAt || expiresAt > at) continue
      await releaseStock({ skuId, locationId, key }, 'expiry', at)
      expired++
    }
  if (expired) logger.info({ expired }, 'holds expired')
  return expired
}
