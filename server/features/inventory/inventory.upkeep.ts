import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import type { StockChanged } from './inventory.events'
import { forgetLive } from './inventory.live'
import {
  entriesUpTo,
  insertOpening,
  ledgerSums,
  stockAfter,
  stockByIds,
  stockIdOf,
  type StockDoc,
} from './inventory.model'
import { availableOf } from './inventory.rules'

const PAGE = 500

export interface Difference {
  stockId: string
  onHand: number
  /** Σ of the ledger and of the entries still waiting in the outbox. */
  entries: number
  /** Where they differ: what the document says is held, and Σ of its holds. */
  reserved?: number
  held?: number
}

/** Pieces held must be the sum of the holds (IN-3); both stand on one document, so they never differ for a moment. */
function heldDifference({ reserved, holds = [] }: StockDoc): Pick<Difference, 'reserved' | 'held'> {
  const held = holds.reduce((sum, it) => sum + it.quantity, 0)
  return held === reserved ? {} : { reserved, held }
}

async function differencesIn(page: readonly StockDoc[]): Promise<Difference[]> {
  const sums = await ledgerSums(page)
  return page
    .map((it) => {
      const waiting = it.outbox.reduce((sum, event) => sum + (event.data as StockChanged).entry.quantity, 0)
      const entries = (sums.get(it._id) ?? 0) + waiting
      return { stockId: it._id, onHand: it.onHand, entries, ...heldDifference(it) }
    })
    .filter((it) => it.entries !== it.onHand || it.held !== undefined)
}

/**
 * The difference of one document, exact while it is being changed: entries up to the version read, each once,
 * whether it stands in the ledger, still waits in the outbox, or moves between the two meanwhile.
 */
async function differenceOf(stockId: string): Promise<Difference | undefined> {
  const [stock] = await stockByIds([stockId])
  if (!stock) return undefined
  const written = await entriesUpTo(stock)
  const waiting = stock.outbox.map((event) => (event.data as StockChanged).entry)
  const byId = new Map([...written, ...waiting].map((it) => [it.id, it.quantity]))
  const entries = [...byId.values()].reduce((sum, it) => sum + it, 0)
  const held = heldDifference(stock)
  return entries === stock.onHand && held.held === undefined
    ? undefined
    : { stockId, onHand: stock.onHand, entries, ...held }
}

/**
 * Proves stock = Σ ledger (IN-2) for every stock document, counting entries that still wait in the outbox.
 * Reports and changes nothing: a difference means a fault a person must see.
 */
export async function reconcile(): Promise<Difference[]> {
  const differences: Difference[] = []
  for (let last = ''; ;) {
    const page = await stockAfter(last, PAGE)
    if (!page.length) break
    last = page.at(-1)?._id ?? ''
    const suspects = await differencesIn(page)
    const found = await Promise.all(suspects.map((it) => differenceOf(it.stockId)))
    differences.push(...found.filter((it) => it !== undefined))
  }
  if (differences.length)
    logger.error({ differences: differences.slice(0, 20) }, 'stock differs from its ledger')
  return differences
}

/** First stock of many SKUs with its opening ledger entries; rows that exist already stay as they are. */
export async function importOpeningStock(
  rows: readonly { skuId: string; locationId: string; onHand: number; safety: number }[],
): Promise<void> {
  const updatedAt = now()
  const stock = rows.map(({ skuId, locationId, onHand, safety }) => ({
    _id: stockIdOf(skuId, locationId),
    skuId,
    locationId,
    onHand,
    safety,
    reserved: 0,
    available: availableOf({ onHand, safety, reserved: 0 }),
    version: 1,
    updatedAt,
  }))
  await insertOpening(stock)
  await forgetLive(new Set(rows.map((it) => it.skuId)))
}
