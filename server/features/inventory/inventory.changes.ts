import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import { logger } from '../../kernel/logger'
import { pause } from '../../kernel/pause'
import { hasSku, skuOfBarcode } from '../catalog/catalog.service'
import { findLocation } from '../stores/stores.service'
import { inventoryContract, type rowResult, type stockChange } from './inventory.contract'
import type { StockChanged } from './inventory.events'
import { putLive } from './inventory.live'
import {
  changeAtVersion,
  findEntries,
  findStock,
  stockIdOf,
  type Available,
  type StockDoc,
  type StockMove,
} from './inventory.model'
import { changeOf, type LedgerKind } from './inventory.rules'

type Change = z.output<typeof stockChange>
type Row = z.infer<typeof rowResult>
type Refused =
  'sku_not_found' | 'location_not_found' | 'stock_insufficient' | 'quantity_invalid' | 'key_reused'
type Result = { outcome: 'applied' | 'repeated'; stock: StockDoc } | { outcome: 'refused'; code: Refused }

export const fail = failWith(inventoryContract.errors)

const MAX_TRIES = 60
const LANES = 8

const empty = (skuId: string, locationId: string): StockDoc => ({
  _id: stockIdOf(skuId, locationId),
  skuId,
  locationId,
  onHand: 0,
  reserved: 0,
  safety: 0,
  available: 0,
  version: 0,
  updatedAt: now(),
  outbox: [],
})

const sameChange = (entry: { kind: string; stated: number }, change: Pick<Change, 'kind' | 'quantity'>) =>
  entry.kind === change.kind && entry.stated === change.quantity

/** The entry an earlier call with this key made: still waiting on the document, or in the ledger. */
async function earlier(stock: StockDoc, key: string) {
  const waiting = stock.outbox.map((it) => (it.data as StockChanged).entry).find((it) => it.key === key)
  if (waiting) return { ...waiting, stockId: stock._id }
  const entries = (await findEntries(key)).map((it) => ({
    ...it,
    stockId: stockIdOf(it.skuId, it.locationId),
  }))
  return entries.find((it) => it.stockId === stock._id) ?? entries[0]
}

/** The SKU a line names, by id or by barcode. */
const skuOf = async ({ skuId, barcode }: Change): Promise<string | undefined> =>
  skuId ?? (barcode ? skuOfBarcode(barcode) : undefined)

type Decision<R> = { move: StockMove; kind: LedgerKind; stated: number; reason?: string } | { refused: R }
type Written<R> = { outcome: 'applied' | 'repeated'; stock: StockDoc } | { outcome: 'refused'; code: R }

/**
 * Applies one change exactly once per key: reads the document, looks for the key, decides, and writes on condition of
 * the version read. A key found nowhere at that version was never applied, for an entry leaves the document's outbox
 * only after it stands in the ledger. A key used for another stock document is refused as soon as the first use
 * stands in the ledger.
 * @throws stock_busy when others were always faster
 */
export async function changeOnce<R extends string>(
  { skuId, locationId, key, source }: { skuId: string; locationId: string; key: string; source: string },
  decide: (before: StockDoc) => Decision<R>,
  isSame: (entry: { kind: string; stated: number }) => boolean = () => true,
): Promise<Written<R | 'key_reused'>> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const before = (await findStock(skuId, locationId)) ?? empty(skuId, locationId)
    const done = await earlier(before, key)
    if (done) {
      const same = done.stockId === before._id && isSame(done)
      return same ? { outcome: 'repeated', stock: before } : { outcome: 'refused', code: 'key_reused' }
    }
    const decided = decide(before)
    if ('refused' in decided) return { outcome: 'refused', code: decided.refused }
    const { move, kind, stated, reason } = decided
    const entry = { id: newId('led'), key, kind, stated, source, at: now(), ...(reason ? { reason } : {}) }
    const after = await changeAtVersion(before, move, entry)
    if (after) {
      await showLive(after)
      return { outcome: 'applied', stock: after }
    }
    await pause(Math.random() * 4 * Math.min(tries, 10))
  }
  throw fail('stock_busy')
}

/** Copies a change to the live stock at once. The event repeats this; what could not be written now is written then. */
export const showLive = (stock: Available): Promise<void> =>
  putLive(stock).catch((error: unknown) => logger.warn({ error: String(error) }, 'live stock not written'))

/** Applies one line of a feed or a count. */
export async function applyChange(change: Change, source: string): Promise<Result> {
  const skuId = await skuOf(change)
  if (!skuId || !(await hasSku(skuId))) return { outcome: 'refused', code: 'sku_not_found' }
  const { locationId, kind, quantity, reason } = change
  if (!(await findLocation(locationId))) return { outcome: 'refused', code: 'location_not_found' }
  return changeOnce<Refused>(
    { skuId, locationId, key: `${source}/${change.key}`, source },
    (before) => {
      const decided = changeOf(kind, quantity, before)
      if ('refused' in decided) return decided
      return { move: { onHand: decided.delta }, kind, stated: quantity, ...(reason ? { reason } : {}) }
    },
    (entry) => sameChange(entry, change),
  )
}

/**
 * Applies feed lines and answers line by line; lines of one stock document keep their order, others run side by
 * side. `firstRow` numbers the lines as the sender counts them.
 */
export async function applyFeed(changes: readonly Change[], source: string, firstRow = 1) {
  const rows: Row[] = []
  const skuIds = await Promise.all(changes.map(skuOf))
  const lanes = new Map<string, number[]>()
  changes.forEach((it, at) => {
    const place = stockIdOf(skuIds[at] ?? '', it.locationId)
    const lane = lanes.get(place)
    if (lane) lane.push(at)
    else lanes.set(place, [at])
  })
  const queue = [...lanes.values()]
  const work = async () => {
    for (let lane = queue.shift(); lane; lane = queue.shift())
      for (const at of lane) {
        const change = changes[at] as Change
        const result = await applyChange(change, source)
        rows[at] = {
          row: at + firstRow,
          key: change.key,
          outcome: result.outcome,
          ...(result.outcome === 'refused'
            ? { code: result.code, message: inventoryContract.errors[result.code].text }
            : {}),
        }
      }
  }
  await Promise.all(Array.from({ length: LANES }, work))
  return summary(rows)
}

export function summary(rows: Row[]) {
  const count = (outcome: Row['outcome']) => rows.filter((it) => it.outcome === outcome).length
  return { applied: count('applied'), repeated: count('repeated'), refused: count('refused'), rows }
}
