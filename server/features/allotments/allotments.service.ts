import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { logger } from '../../kernel/logger'
import { emit } from '../../kernel/outbox'
import { idsOf } from '../../kernel/oneId'
import { holdStock, keepStock, moveHeld, releaseStock, type Held } from '../inventory/inventory.service'
import { allotmentOpened } from './allotments.events'
import {
  findAllotment,
  findClaim,
  findClaims,
  insertAllotment,
  keepClaim,
  lookFor,
  pullClaim,
  pushClaims,
  unreleased,
  withExpiredClaims,
  writeAllTaken,
  writeClosed,
  writeEnded,
  writeReleased,
  writeSettleAt,
  writeTaken,
  type Allotment,
  type AllotmentDoc,
  type AllottedPlace,
  type ClaimDoc,
} from './allotments.model'
import { isSameStock, SETTLE_MS, setApartKey } from './allotments.rules'

/*
 * Campaign stock apart from normal stock (活动库存): how the goods of a presale, a group buy or a flash sale are sure. When
 * the campaign is set up, each place sets its quota apart by one hold on its stock, so that no other sale can have them.
 * An order claims pieces of it on the campaign's own document; once it is paid and to be handed out they move from that
 * hold into one of the order's, within one update of the stock. What nobody paid for goes back to the pool afterwards.
 */

export { findAllotment, findAllotments, takenBy } from './allotments.model'
export type { Allotment, AllottedPlace, ClaimDoc } from './allotments.model'

const TRIES = 5
const BATCH = 50
/** Pieces are held this long until the campaign stands; then without an end. */
const SETTING_UP_MS = 10 * 60_000

interface Terms {
  /** The campaign's id. */
  id: string
  places: readonly Omit<AllottedPlace, 'left'>[]
  /** Pieces a member may take in all. */
  perMember: number
  /** After the last payment could be made: what is left goes back an hour later. */
  until: Date
}

const settleOf = (until: Date): Date => new Date(until.getTime() + SETTLE_MS)

/**
 * Sets the pieces of a campaign apart: each place its quota, or none of them. The same id with the same pieces again is
 * the same stock.
 * @returns `out_of_stock` with what the place could give, `exists` when the id stands with other pieces
 */
export async function openAllotment({
  id,
  places,
  perMember,
  until,
}: Terms): Promise<
  { outcome: 'open' | 'exists' } | ({ outcome: 'out_of_stock'; available: number } & Place)
> {
  if (!(await findAllotment(id))) {
    const short = await setApart(id, places)
    if (short) return { outcome: 'out_of_stock', ...short }
    await insertAllotment({
      _id: id,
      places: places.map((it) => ({ ...it, left: it.quota })),
      perMember,
      claims: [],
      taken: {},
      settleAt: settleOf(until),
      createdAt: now(),
      outbox: [emit(allotmentOpened, { allotmentId: id })],
    })
  }
  const standing = await findAllotment(id)
  if (!standing || standing.perMember !== perMember || !isSameStock(standing.places, places))
    return { outcome: 'exists' }
  await keepSetApart(id)
  return { outcome: 'open' }
}
type Place = Pick<AllottedPlace, 'skuId' | 'locationId'>

/** Holds the quota of each place, or of none. @returns the place that has too few */
async function setApart(
  id: string,
  places: Terms['places'],
): Promise<(Place & { available: number }) | undefined> {
  const expiresAt = new Date(now().getTime() + SETTING_UP_MS)
  const done: Held[] = []
  for (const place of places) {
    const { skuId, locationId, quota } = place
    const wanted = { skuId, locationId, key: setApartKey(id, place) }
    const held = await holdStock({ ...wanted, quantity: quota, source: id, expiresAt })
    if (held.outcome === 'held') {
      done.push(wanted)
      continue
    }
    for (const other of done) await releaseStock(other, id)
    return { skuId, locationId, available: held.available }
  }
  return undefined
}

/** Makes a campaign's pieces stay set apart; a hold that expired before this was heard of is taken again. */
export async function keepSetApart(allotmentId: string): Promise<void> {
  const allotment = await findAllotment(allotmentId)
  if (!allotment || allotment.releasedAt) return
  for (const place of allotment.places) {
    const { skuId, locationId, quota } = place
    const held = { skuId, locationId, key: setApartKey(allotmentId, place) }
    if (await keepStock(held)) continue
    const { outcome } = await holdStock({ ...held, quantity: quota, source: allotmentId })
    if (outcome !== 'held')
      logger.error({ allotmentId, skuId, locationId }, 'pieces of a campaign are gone: a person must look')
  }
}

export type Claimed =
  | { outcome: 'claimed' }
  | { outcome: 'over' | 'limit_reached' }
  | { outcome: 'sold_out'; left: number; skuId: string }

/**
 * Claims pieces of a campaign for the lines of one order: all or none, once per key, never more than the quota of a place
 * or the member's limit, whoever else asks. Each line is of another SKU or place.
 */
export async function claimPieces(
  allotmentId: string,
  claims: readonly [ClaimDoc, ...ClaimDoc[]],
): Promise<Claimed> {
  const [first] = claims
  const pieces = claims.reduce((sum, it) => sum + it.quantity, 0)
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await lookFor(first, allotmentId)
    if (!before || before.closedAt || before.endedAt) return { outcome: 'over' }
    if (before.claims?.length) return { outcome: 'claimed' }
    const taken = (memberId: string) => before.taken?.[memberId] ?? 0
    const ids = idsOf(first.memberId)
    if (ids.reduce((sum, it) => sum + taken(it), pieces) > before.perMember)
      return { outcome: 'limit_reached' }
    const elsewhere = new Map(ids.filter((it) => it !== first.memberId).map((it) => [it, taken(it)]))
    for (const claim of claims) {
      const left = leftOf(before, claim)
      if (left < claim.quantity) return { outcome: 'sold_out', left, skuId: claim.skuId }
    }
    if (await pushClaims(allotmentId, before.perMember, claims, elsewhere)) return { outcome: 'claimed' }
  }
  return { outcome: 'sold_out', left: 0, skuId: first.skuId }
}

/** Pieces nobody has claimed of a SKU at a place. */
export const leftOf = ({ places }: Pick<AllotmentDoc, 'places'>, { skuId, locationId }: Place): number =>
  places.find((it) => it.skuId === skuId && it.locationId === locationId)?.left ?? 0

/** The orders of claims are paid: they no longer expire. @returns false when one of them is gone */
export async function keepClaims(allotmentId: string, keys: readonly string[]): Promise<boolean> {
  for (const key of keys) if (!(await keepClaim(allotmentId, key))) return false
  return true
}

/** Gives claimed pieces back to the campaign; those the order took for itself are its own to give back. */
export async function dropClaims(allotmentId: string, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const { claim } = await findClaim(allotmentId, key)
    if (claim) await pullClaim(allotmentId, claim)
  }
}

/**
 * Moves claimed pieces from those set apart into a hold of the order's own under the same key, once.
 * @returns false when nothing is claimed under the key, or the pieces are no longer set apart
 */
export async function takeClaimed(allotmentId: string, key: string): Promise<boolean> {
  const { places, claim } = await findClaim(allotmentId, key)
  const place = places.find((it) => it.skuId === claim?.skuId && it.locationId === claim.locationId)
  if (!claim || !place) return false
  if (claim.isTaken) return true
  const { skuId, locationId, quantity } = claim
  const isMoved = await moveHeld({ skuId, locationId, key: setApartKey(allotmentId, place) }, key, quantity)
  crashPoint('allotment.moved')
  if (isMoved) await writeTaken(allotmentId, key)
  return isMoved
}

/**
 * Moves the pieces of many paid claims into one hold per SKU at its place, where they leave together. Once per hold; while
 * it stands the same again changes nothing.
 * @param nextKeyOf names the hold of a SKU
 */
export async function gatherClaims(
  allotmentId: string,
  keys: readonly string[],
  nextKeyOf: (skuId: string) => string,
): Promise<void> {
  const { places = [], claims = [] } = (await findClaims(allotmentId)) ?? {}
  const wanted = new Set(keys)
  for (const place of places) {
    const { skuId, locationId } = place
    const quantity = claims
      .filter((it) => wanted.has(it.key) && it.skuId === skuId && it.locationId === locationId)
      .reduce((sum, it) => sum + it.quantity, 0)
    if (!quantity) continue
    const held = { skuId, locationId, key: setApartKey(allotmentId, place) }
    if (!(await moveHeld(held, nextKeyOf(skuId), quantity)))
      logger.error({ allotmentId, skuId, quantity }, 'pieces of a campaign are gone: a person must look')
    crashPoint('allotment.gathered')
  }
  await writeAllTaken(allotmentId, keys)
}

/** Calls a campaign's stock off: nothing more is claimed, and what is unpaid is not kept. Its left pieces go back. */
export const closeAllotment = (allotmentId: string): Promise<void> => writeClosed(allotmentId)

/** The last payment of a campaign can be made at another time than was thought. */
export const settleAllotment = (allotmentId: string, until: Date): Promise<void> =>
  writeSettleAt(allotmentId, settleOf(until))

/** Gives claims back whose order was never paid (IN-3). */
export async function expireClaims(): Promise<void> {
  const by = now()
  for (const { _id, claims } of await withExpiredClaims(by, BATCH))
    for (const claim of claims)
      if (claim.expiresAt && claim.expiresAt <= by && !claim.isTaken) await pullClaim(_id, claim, by)
}

/** Gives what nobody paid for back to the pool once a campaign is over and every order of it is settled. */
export async function releaseEnded(): Promise<void> {
  for (const allotment of await unreleased(now(), BATCH))
    if (await writeEnded(allotment._id)) await release(allotment)
}

async function release({ _id, places }: Allotment): Promise<void> {
  for (const place of places) {
    const { skuId, locationId } = place
    await releaseStock({ skuId, locationId, key: setApartKey(_id, place) }, _id)
  }
  await writeReleased(_id)
}
