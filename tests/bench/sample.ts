/**
 * Chooses from a loaded chain what the bench asks for, and signs in the guides it asks as: writes one JSON line.
 * Runs with the product's environment: `node --import tsx tests/bench/sample.ts`.
 */
import mongoose from 'mongoose'
import { env } from '../../config/env'
import { importCoupons, type CouponDoc } from '../../server/features/coupons/coupons.service'
import { placeOrder } from '../../server/features/orders/orders.service'
import { connectDb, disconnectDb, ensureIndexes } from '../../server/kernel/db'
import { disconnectRedis, redis } from '../../server/kernel/redis'
import { openSession } from '../../server/kernel/sessions'
import { booking, type Booking } from './sample.booking'
import { flash, type Flash } from './sample.flash'
import { teams, type Teams } from './sample.teams'

/** What requests are made of. */
export interface Sample {
  skuIds: string[]
  storeIds: string[]
  positions: [number, number][]
  customers: { externalUserId: string; token: string }[]
  /** Shoppers' sessions. */
  tokens: string[]
  /** Where goods are bought, with more pieces than the bench buys. */
  shelves: Shelf[]
  /** One shelf everybody buys from, and one that is empty. */
  hot: Shelf
  soldOut: Shelf
  orders: { id: string; token: string }[]
  /** Coupons with more pieces than the bench claims, and one that is claimed out. */
  coupons: string[]
  claimedOut: string
  /** Digits of gifts to redeem, and guides' sessions. */
  codes: string[]
  guideTokens: string[]
  booking: Booking
  flash: Flash
  teams: Teams
}

interface Shelf {
  skuId: string
  storeId: string
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
  // Tickets as if WeCom had given them: pages are signed, nobody is asked.
  const app = `platform:wecom:${env.WECOM_CORPID}:${env.WECOM_AGENTID}`
  for (const it of ['corpTicket', 'agentTicket']) await redis().set(`${app}:${it}`, 'bench', 'EX', 7200)
  // What WeCom said counts as fresh for the time of the bench: nothing is asked of anybody.
  const askedAt = new Date(Date.now() + HOUR)
  await mongoose.connection.collection('contacts').updateMany({}, { $set: { askedAt } })
  return chosen
}

const PLENTY = 1_000_000
const MANY_SHELVES = 3000

/** Fills shelves as if nobody had bought yet; what earlier runs ordered is forgotten. */
async function fill(shelves: readonly (Shelf & { pieces?: number })[]): Promise<void> {
  const stock = mongoose.connection.collection('stock')
  await stock.bulkWrite(
    shelves.map(({ skuId, storeId, pieces = PLENTY }) => ({
      updateOne: {
        filter: { skuId, locationId: storeId },
        update: {
          $set: { onHand: pieces, available: pieces, reserved: 0, safety: 0, holds: [], outbox: [] },
          $inc: { version: 1 },
        },
      },
    })) as never,
  )
}

async function shopping() {
  for (const name of ['orders', 'benchOrders', 'benchStock'])
    await mongoose.connection.collection(name).deleteMany({})
  const rows = await all<{ skuId: string; locationId: string }>(
    'stock',
    { locationId: /^sto_/ },
    { skuId: 1, locationId: 1 },
  )
  const spreadOut = spread(rows, MANY_SHELVES).map(({ skuId, locationId }) => ({
    skuId,
    storeId: locationId,
  }))
  const [hot, ...shelves] = spreadOut as [Shelf, ...Shelf[]]
  const soldOut = shelves.pop() as Shelf
  const others = shelves.filter((it) => it.skuId !== soldOut.skuId)
  await fill([hot, { ...soldOut, pieces: 0 }, ...others])
  const members = spread(await all<{ _id: string }>('members'), MANY)
  const tokens = []
  for (const { _id: memberId } of members)
    tokens.push((await openSession({ kind: 'member', memberId, openid: `openid_${memberId}` })).token)
  const orders = []
  for (const [at, { _id: memberId }] of members.entries()) {
    const { skuId, storeId } = others[at] as Shelf
    const caller = { kind: 'member' as const, memberId, openid: `openid_${memberId}` }
    const lines = [{ skuId, quantity: 1 }]
    const placed = await placeOrder(caller, { key: `sample-${at}`, lines, way: 'pickup', storeId })
    orders.push({ id: placed.id, token: tokens[at] as string })
  }
  return { tokens, shelves: others, hot, soldOut, orders }
}

const MANY_COUPONS = 40
const MANY_CODES = 20_000

/** Coupons to claim and redeem, as if nobody had yet. */
async function couponing() {
  const grants = mongoose.connection.collection('couponGrants')
  await grants.deleteMany({ couponId: /^cpn_bench/ })
  const [createdAt, until] = [new Date(Date.now() - HOUR), new Date(Date.now() + 240 * HOUR)]
  const couponOf = (name: string, total: number): CouponDoc => ({
    _id: `cpn_bench${name}`,
    title: '压测券',
    benefit: { kind: 'gift', gift: '小样' },
    scope: { channels: ['store'] },
    audience: { newOnly: false },
    claim: { from: createdAt, until },
    ways: ['page'],
    validity: { kind: 'days', days: 9 },
    quota: { total, perPerson: 20 },
    stacking: { member: true, coupons: true },
    status: 'live',
    version: 1,
    createdAt,
    createdBy: 'bench',
    updatedAt: createdAt,
  })
  const coupons = Array.from({ length: MANY_COUPONS }, (_, at) => couponOf(String(at), PLENTY))
  const [out, codes] = [couponOf('Out', 1), couponOf('Codes', PLENTY)]
  const rows = [{ couponId: out._id, seq: 1 }].concat(
    Array.from({ length: MANY_CODES }, (_, at) => ({ couponId: codes._id, seq: at + 1 })),
  )
  const made = rows.map(({ couponId, seq }) => ({
    _id: `cgr_bench${couponId.slice(9)}${seq}`,
    couponId,
    memberId: 'mem_bench',
    seq,
    way: 'page',
    status: 'held',
    version: 1,
    claimedAt: createdAt,
    validFrom: createdAt,
    expiresAt: until,
    digits: String(10_000_000 + seq + (couponId === out._id ? 80_000_000 : 0)),
  }))
  for (let at = 0; at < made.length; at += 1000) await grants.insertMany(made.slice(at, at + 1000) as never)
  const keys = await redis().keys('cpn:{cpn_bench*')
  if (keys.length) await redis().del(...keys)
  await importCoupons([...coupons, out, codes])
  const guides = spread(await all<GuideRow>('guides'), 20)
  const guideTokens = await Promise.all(
    guides.map(
      async ({ _id: guideId, userid, storeId }) =>
        (await openSession({ kind: 'guide', guideId, userid, storeId })).token,
    ),
  )
  return {
    coupons: coupons.map((it) => it._id),
    claimedOut: out._id,
    codes: made.slice(1).map((it) => it.digits),
    guideTokens,
  }
}

async function main(): Promise<void> {
  await connectDb()
  await ensureIndexes()
  const stores = spread(await all<StoreRow>('locations', { kind: 'store' }, { position: 1 }), MANY)
  const products = await all<{ skus: { id: string }[] }>('products', {}, { 'skus.id': 1 })
  const skuIds = spread(products, MANY).flatMap(({ skus }) => skus.slice(0, 1).map(({ id }) => id))
  const bought = await shopping()
  const sample: Sample = {
    skuIds,
    storeIds: stores.map((it) => it._id),
    // Shoppers stand some hundred metres from stores all over the chain.
    positions: stores.map(({ position: [lng, lat] }, at) => [lng + (at % 7) * 0.002, lat - (at % 5) * 0.002]),
    customers: await customers(),
    ...bought,
    ...(await couponing()),
    booking: await booking(),
    flash: await flash(bought.shelves),
    teams: await teams(bought.hot, bought.tokens.length),
  }
  process.stdout.write(`${JSON.stringify(sample)}\n`)
  await Promise.all([disconnectDb(), disconnectRedis()])
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
