import { setTimeout as sleep } from 'node:timers/promises'
import { mongo } from 'mongoose'
import type { Chain } from './chain'

export interface StockRow {
  _id: string
  skuId: string
  locationId: string
  onHand: number
  reserved: number
  available: number
  holds?: { key: string; quantity: number; expiresAt?: Date }[]
}

/** The chain's database, read past the product. */
export async function withDb<T>({ mongodb }: Chain, work: (db: mongo.Db) => Promise<T>): Promise<T> {
  const client = await mongo.MongoClient.connect(mongodb)
  try {
    return await work(client.db())
  } finally {
    await client.close()
  }
}

const SETTLED_WITHIN_MS = 120_000

/** Asks until nothing is left; gives what is, when it takes too long. */
export async function untilNone(count: () => Promise<number>): Promise<number> {
  const until = Date.now() + SETTLED_WITHIN_MS
  for (;;) {
    const left = await count()
    if (!left || Date.now() > until) return left
    await sleep(250)
  }
}

/** Documents of any collection with events that still wait. */
export async function waitingEvents(db: mongo.Db): Promise<number> {
  const collections = await db.listCollections({}, { nameOnly: true }).toArray()
  const counts = await Promise.all(
    collections.map(({ name }) => db.collection(name).countDocuments({ 'outbox.at': { $gt: new Date(0) } })),
  )
  return counts.reduce((sum, it) => sum + it, 0)
}

export const stockOf = (db: mongo.Db, skuIds: readonly string[]): Promise<StockRow[]> =>
  db
    .collection<StockRow>('stock')
    .find({ skuId: { $in: [...skuIds] } })
    .toArray()

interface Sums {
  onHand: number
  reserved: number
}

/** Σ of the ledger per stock document, and how many entries each key has. */
export async function ledgerOf(db: mongo.Db, skuIds: readonly string[]) {
  const entries = await db
    .collection<{ key: string; skuId: string; locationId: string; quantity: number; reserved?: number }>(
      'ledger',
    )
    .find({ skuId: { $in: [...skuIds] } })
    .toArray()
  const counts = new Map<string, number>()
  const sums = new Map<string, Sums>()
  for (const { key, skuId, locationId, quantity, reserved = 0 } of entries) {
    const id = `${skuId}@${locationId}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    const sum = sums.get(id) ?? { onHand: 0, reserved: 0 }
    sums.set(id, { onHand: sum.onHand + quantity, reserved: sum.reserved + reserved })
  }
  return { counts, sums }
}

/** Stock documents that are not the sum of their ledger, or whose holds are not what they say is held. */
export const unreconciled = (rows: readonly StockRow[], sums: ReadonlyMap<string, Sums>): StockRow[] =>
  rows.filter((it) => {
    const sum = sums.get(it._id) ?? { onHand: 0, reserved: 0 }
    const held = (it.holds ?? []).reduce((all, { quantity }) => all + quantity, 0)
    return it.onHand !== sum.onHand || it.reserved !== sum.reserved || it.reserved !== held
  })

interface Shown {
  source: string
  stores: { store: { id: string }; available: number }[]
}

/** Live stock of one SKU by store, once it is answered from Redis again. */
async function live(api: string, skuId: string): Promise<Map<string, number>> {
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`${api}/stock/nearby?skuId=${skuId}&lng=121.47&lat=31.23&limit=50`)
    const { source, stores } = (await answer.json()) as Shown
    if (source === 'live' || tries === 20) return new Map(stores.map((it) => [it.store.id, it.available]))
    await sleep(100)
  }
}

/** Places where the live answer is not the stock document. */
export async function wrongLive({ addresses }: Chain, rows: readonly StockRow[]): Promise<number> {
  let wrong = 0
  for (const skuId of new Set(rows.map((it) => it.skuId))) {
    const shown = await live(addresses.api, skuId)
    wrong += rows.filter((it) => it.skuId === skuId && shown.get(it.locationId) !== it.available).length
  }
  return wrong
}
