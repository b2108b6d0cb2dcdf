import { distance } from 'geokdbush'
import { keyedId } from '../../kernel/ids'
import { fromShanghai } from '../../kernel/shanghai'
import { logger } from '../../kernel/logger'
import { hasSku } from '../catalog/catalog.service'
import { availableOfSku, soldOf, soldSince } from '../inventory/inventory.service'
import { findLocation } from '../stores/stores.service'
import { insertTransfer, moveTransfer, openTransfersOf, staleSuggestions } from './transfers.model'
import { COVER, suggest, type Place } from './transfers.rules'

const DAY = 86_400_000
const KM = 1000
const BATCH = 500
type Point = [number, number]

const idOf = (day: string, skuId: string, to: string): string => keyedId('tra', 'suggestion', day, skuId, to)

/** One SKU in all places that have stock of it, with what moves between them. */
async function placesOf(skuId: string, since: Date): Promise<Place[]> {
  const [stock, sold, moving] = await Promise.all([
    availableOfSku(skuId),
    soldOf(skuId, since),
    openTransfersOf(skuId),
  ])
  const places = new Map<string, Place>()
  for (const { locationId: id, available } of stock)
    if (await findLocation(id))
      places.set(id, { id, available, incoming: 0, promised: 0, sold: Math.max(0, sold.get(id) ?? 0) })
  for (const { from, to, status, lines, orderId } of moving) {
    // What a shopper waits for fills no shelf, and is held where it comes from.
    if (orderId) continue
    for (const line of lines) {
      if (line.skuId !== skuId) continue
      const [giver, taker] = [places.get(from), places.get(to)]
      if (taker) taker.incoming += line.shipped ?? line.quantity
      if (giver && (status === 'suggested' || status === 'requested')) giver.promised += line.quantity
    }
  }
  return [...places.values()]
}

/** Suggests transfers of one SKU for a day: at most one to each location (IN-5). */
async function suggestOf(skuId: string, day: string, since: Date): Promise<number> {
  const places = await placesOf(skuId, since)
  const positions = new Map<string, Point>()
  for (const { id } of places) positions.set(id, (await findLocation(id))?.position ?? [0, 0])
  const metres = (from: string, to: string) => {
    const [a, b]: [Point, Point] = [positions.get(from) ?? [0, 0], positions.get(to) ?? [0, 0]]
    return Math.round(distance(...a, ...b) * KM)
  }
  let made = 0
  for (const { from, to, quantity, reason } of suggest(places, metres)) {
    const lines = [{ skuId, quantity }]
    const suggestion = { _id: idOf(day, skuId, to), from, to, lines, reason, asked: '' }
    if (await insertTransfer({ ...suggestion, status: 'suggested' }, 'rule')) made++
  }
  return made
}

/** Calls off what was suggested before a day and nobody took up: the day's own suggestions take its place. */
async function callOffStale(before: Date): Promise<void> {
  for (;;) {
    const stale = await staleSuggestions(before, BATCH)
    for (const it of stale)
      await moveTransfer(it, 'cancelled', 'rule', { reason: `${it.reason}；取消：建议已过期` })
    if (stale.length < BATCH) return
  }
}

/**
 * Suggests what should move where, for every SKU that was sold lately (IN-5): at most once per SKU, receiver and day,
 * however often it runs.
 * @param day `YYYY-MM-DD` in Shanghai
 */
export async function suggestTransfers(day: string): Promise<void> {
  const today = fromShanghai(day)
  await callOffStale(today)
  const since = new Date(today.getTime() - COVER.sales * DAY)
  let made = 0
  for (const skuId of await soldSince(since))
    if (await hasSku(skuId)) made += await suggestOf(skuId, day, since)
  logger.info({ day, made }, 'transfers suggested')
}
