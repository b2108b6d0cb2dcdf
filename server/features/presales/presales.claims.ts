import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { logger } from '../../kernel/logger'
import { holdStock, keepStock, moveHeld, releaseStock } from '../inventory/inventory.service'
import {
  endPresale,
  findPresale,
  pullClaim,
  pushClaim,
  settleClaim,
  unreleasedPresales,
  withExpiredClaims,
  writeReleased,
  type ClaimDoc,
  type PresaleDoc,
} from './presales.model'
import { SETTLE_MS } from './presales.rules'

/*
 * How the goods of a presale are sure: when it is offered, each place sets its quota apart by one hold on its stock, so
 * that no other sale can have them. A deposit claims pieces of the quota on the offer's own document; when the balance
 * is paid they move from that hold into one of the order's, within one update of the stock. What nobody paid for goes
 * back to the pool when the offer is over.
 */

const TRIES = 5
const BATCH = 50

/** Names the hold under which a place sets pieces of an offer apart; by their number, so that two offers under one id differ. */
export const setApartKey = (presaleId: string, { quota }: { quota: number }): string =>
  `presale/${presaleId}/${quota}`

/**
 * Claims pieces of an offer for an order (CA-4): once per key, never more than the quota of the place or the member's
 * limit, whoever else asks.
 */
export async function claimPresale(
  presaleId: string,
  claim: ClaimDoc,
): Promise<{ outcome: 'claimed' | 'over' | 'limit_reached' } | { outcome: 'sold_out'; left: number }> {
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await findPresale(presaleId)
    if (!before || before.withdrawnAt || before.endedAt) return { outcome: 'over' }
    if (before.claims.some((it) => it.key === claim.key)) return { outcome: 'claimed' }
    const { memberId, quantity, locationId } = claim
    if ((before.taken[memberId] ?? 0) + quantity > before.perMember) return { outcome: 'limit_reached' }
    const left = before.places.find((it) => it.locationId === locationId)?.left ?? 0
    if (left < quantity) return { outcome: 'sold_out', left }
    if (await pushClaim(presaleId, before.perMember, claim)) return { outcome: 'claimed' }
  }
  return { outcome: 'sold_out', left: 0 }
}

/** The deposit of a claim is paid: it no longer expires. @returns false when it is gone */
export const keepClaim = (presaleId: string, key: string): Promise<boolean> =>
  settleClaim(presaleId, key, false)

/** Gives claimed pieces back to the quota; those the order took for itself are its own to give back. */
export async function dropClaim(presaleId: string, key: string): Promise<void> {
  const claim = (await findPresale(presaleId))?.claims.find((it) => it.key === key)
  if (claim) await pullClaim(presaleId, claim)
}

/**
 * Moves claimed pieces from those set apart into a hold of the order's own, once.
 * @returns false when nothing is claimed under the key, or the pieces are no longer set apart
 */
export async function takeClaimed(
  presaleId: string,
  key: string,
  into: { skuId: string; key: string },
): Promise<boolean> {
  const presale = await findPresale(presaleId)
  const claim = presale?.claims.find((it) => it.key === key)
  const place = presale?.places.find((it) => it.locationId === claim?.locationId)
  if (!claim || !place) return false
  const { locationId, quantity, isTaken } = claim
  if (isTaken) return true
  const setApart = { skuId: into.skuId, locationId, key: setApartKey(presaleId, place) }
  const isMoved = await moveHeld(setApart, into.key, quantity)
  crashPoint('presale.moved')
  if (isMoved) await settleClaim(presaleId, key, true)
  return isMoved
}

/** Makes an offer's pieces stay set apart; a hold that expired before this was heard of is taken again. */
export async function keepSetApart(presaleId: string): Promise<void> {
  const presale = await findPresale(presaleId)
  if (!presale || presale.releasedAt) return
  for (const place of presale.places) {
    const { locationId, quota } = place
    const held = { skuId: presale.skuId, locationId, key: setApartKey(presaleId, place) }
    if (await keepStock(held)) continue
    const { outcome } = await holdStock({ ...held, quantity: quota, source: presaleId })
    if (outcome !== 'held')
      logger.error({ presaleId, locationId }, 'the pieces of a presale are gone: a person must look')
  }
}

/** Gives claims back whose deposit was never paid (IN-3). */
export async function expireClaims(): Promise<void> {
  const at = now()
  for (const { _id, claims } of await withExpiredClaims(at, BATCH))
    for (const claim of claims)
      if (claim.expiresAt && claim.expiresAt <= at && !claim.isTaken) await pullClaim(_id, claim, at)
}

/** Gives what nobody paid for back to the pool once an offer is over and every order of it is settled. */
export async function releaseEnded(): Promise<void> {
  const overBy = new Date(now().getTime() - SETTLE_MS)
  for (const presale of await unreleasedPresales(overBy, BATCH))
    if (await endPresale(presale._id)) await release(presale)
}

async function release({ _id, skuId, places }: PresaleDoc): Promise<void> {
  for (const place of places)
    await releaseStock({ skuId, locationId: place.locationId, key: setApartKey(_id, place) }, _id)
  await writeReleased(_id)
}
