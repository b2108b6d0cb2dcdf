import { setTimeout as sleep } from 'node:timers/promises'
import { mongo } from 'mongoose'
import type { Burst } from './burst'
import type { Chain } from './chain'
import { OPENING, skuIds, storeIds } from './shelf'

/** What a run of faults left; everything but `acknowledged` must be 0. */
export interface Damage {
  acknowledged: number
  /** Acknowledged changes without a ledger entry. */
  lost: number
  /** Changes with more than one. */
  doubled: number
  /** Stock documents that are not opening stock plus what was acknowledged. */
  wrongStock: number
  /** Stock documents that are not the sum of their ledger. */
  unreconciled: number
  /** Places where the live answer is not the stock document. */
  wrongLive: number
  waitingEvents: number
  deadLetters: number
  /** Addresses that do not answer 200. */
  silent: number
}

interface StockRow {
  _id: string
  skuId: string
  locationId: string
  onHand: number
  available: number
}
interface Shown {
  source: string
  stores: { store: { id: string }; available: number }[]
}
const SETTLED_WITHIN_MS = 60_000

async function settled(stock: mongo.Collection<StockRow>): Promise<number> {
  const until = Date.now() + SETTLED_WITHIN_MS
  for (;;) {
    const waiting = await stock.countDocuments({ 'outbox.at': { $gt: new Date(0) } })
    if (!waiting || Date.now() > until) return waiting
    await sleep(200)
  }
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

/** Compares what was acknowledged with the database and the live answers, once no event waits any more. */
export async function assess({ mongodb, addresses }: Chain, { acknowledged }: Burst): Promise<Damage> {
  const client = await mongo.MongoClient.connect(mongodb)
  try {
    const stock = client.db().collection<StockRow>('stock')
    const waitingEvents = await settled(stock)
    const rows = await stock.find().toArray()
    const entries = await client
      .db()
      .collection('ledger')
      .find({}, { projection: { key: 1, skuId: 1, locationId: 1, quantity: 1 } })
      .toArray()
    const counts = new Map<string, number>()
    const sums = new Map<string, number>()
    for (const { key, skuId, locationId, quantity } of entries) {
      counts.set(String(key), (counts.get(String(key)) ?? 0) + 1)
      const id = `${String(skuId)}@${String(locationId)}`
      sums.set(id, (sums.get(id) ?? 0) + Number(quantity))
    }
    const expected = new Map<string, number>()
    for (const { stockId, delta } of acknowledged.values())
      expected.set(stockId, (expected.get(stockId) ?? OPENING) + delta)
    let wrongLive = 0
    for (const skuId of skuIds) {
      const shown = await live(addresses.api, skuId)
      for (const it of rows) if (it.skuId === skuId && shown.get(it.locationId) !== it.available) wrongLive++
    }
    const pages = [
      addresses.health,
      `${addresses.api}/stores?lng=121.47&lat=31.23`,
      `${addresses.api}/stores/${storeIds[0]}/stock`,
      addresses.openapi,
    ]
    const answers = await Promise.all(pages.map((it) => fetch(it).catch(() => undefined)))
    return {
      acknowledged: acknowledged.size,
      lost: [...acknowledged.keys()].filter((key) => !counts.has(`erp/${key}`)).length,
      doubled: [...counts.values()].filter((it) => it > 1).length,
      wrongStock: rows.filter((it) => it.onHand !== (expected.get(it._id) ?? OPENING)).length,
      unreconciled: rows.filter((it) => it.onHand !== sums.get(it._id)).length,
      wrongLive,
      waitingEvents,
      deadLetters: await client.db().collection('deadLetters').countDocuments(),
      silent: answers.filter((it) => !it?.ok).length,
    }
  } finally {
    await client.close()
  }
}
