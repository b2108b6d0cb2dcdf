/**
 * Chooses from a loaded chain what the bench asks for, and signs in the guides it asks as: writes one JSON line.
 * Runs with the product's environment: `node --import tsx tests/bench/sample.ts`.
 */
import mongoose from 'mongoose'
import { connectDb, disconnectDb } from '../../server/kernel/db'
import { disconnectRedis } from '../../server/kernel/redis'
import { openSession } from '../../server/kernel/sessions'

/** What requests are made of. */
export interface Sample {
  skuIds: string[]
  storeIds: string[]
  positions: [number, number][]
  customers: { externalUserId: string; token: string }[]
}

interface StoreRow {
  _id: string
  position: [number, number]
}
interface ContactRow {
  _id: string
  memberId: string
  followers: { userid: string }[]
}
interface GuideRow {
  _id: string
  userid: string
  storeId: string
}

const MANY = 200
const HOUR = 3600_000

/** Every nth of a list, so that what is taken lies over all of it. */
const spread = <T>(all: readonly T[], count: number): T[] =>
  all.filter((_, at) => at % Math.max(1, Math.floor(all.length / count)) === 0).slice(0, count)

const all = <T>(name: string, filter = {}, projection = {}) =>
  mongoose.connection.collection(name).find(filter, { projection }).sort({ _id: 1 }).toArray() as Promise<
    unknown[]
  > as Promise<T[]>

async function customers(): Promise<Sample['customers']> {
  const [contacts, guides] = await Promise.all([all<ContactRow>('contacts'), all<GuideRow>('guides')])
  const byUserid = new Map(guides.map((it) => [it.userid, it]))
  const tokens = new Map<string, string>()
  const chosen = []
  for (const { _id, followers } of spread(contacts, MANY)) {
    const guide = byUserid.get(followers[0]?.userid ?? '')
    if (!guide) continue
    const { _id: guideId, userid, storeId } = guide
    const token =
      tokens.get(guideId) ?? (await openSession({ kind: 'guide', guideId, userid, storeId })).token
    tokens.set(guideId, token)
    chosen.push({ externalUserId: _id, token })
  }
  // What WeCom said counts as fresh for the time of the bench: nothing is asked of anybody.
  const askedAt = new Date(Date.now() + HOUR)
  await mongoose.connection.collection('contacts').updateMany({}, { $set: { askedAt } })
  return chosen
}

async function main(): Promise<void> {
  await connectDb()
  const stores = spread(await all<StoreRow>('locations', { kind: 'store' }, { position: 1 }), MANY)
  const products = await all<{ skus: { id: string }[] }>('products', {}, { 'skus.id': 1 })
  const skuIds = spread(products, MANY).flatMap(({ skus }) => skus.slice(0, 1).map(({ id }) => id))
  const sample: Sample = {
    skuIds,
    storeIds: stores.map((it) => it._id),
    // Shoppers stand some hundred metres from stores all over the chain.
    positions: stores.map(({ position: [lng, lat] }, at) => [lng + (at % 7) * 0.002, lat - (at % 5) * 0.002]),
    customers: await customers(),
  }
  process.stdout.write(`${JSON.stringify(sample)}\n`)
  await Promise.all([disconnectDb(), disconnectRedis()])
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
