/**
 * The bare limit: Koa that does the same number of Redis and MongoDB operations of the same kind on the same data as
 * the product's route of the same path, and nothing else: no checks, no limits, no logs, no shaping of answers.
 * `node --import tsx tests/bench/limit.ts` with PORT, MONGODB_URI, REDIS_URL, LIMIT_STORES (ids, comma separated),
 * SOLD_OUT, FLASH_OUT (SKUs' ids) and CLAIMED_OUT (a coupon's id).
 */
import { createHash } from 'node:crypto'
import { Redis } from 'ioredis'
import Koa, { type Context } from 'koa'
import { mongo } from 'mongoose'
import { bookSlot, type AskedSlot } from './limit.booking'
import { grabPiece, lookOnce, type AskedPiece } from './limit.flash'
import { takeSeat, type AskedSeat } from './limit.teams'

const {
  PORT,
  MONGODB_URI = '',
  REDIS_URL = '',
  LIMIT_STORES = '',
  SOLD_OUT = '',
  CLAIMED_OUT = '',
  FLASH_OUT = '',
} = process.env
const manyStores = LIMIT_STORES.split(',')
const stores = manyStores.slice(0, 20)

interface Row {
  _id: string
}
const client = new mongo.MongoClient(MONGODB_URI, { maxPoolSize: 40, retryWrites: false })
const rows = (name: string) => client.db().collection<Row>(name)
const redis = new Redis(REDIS_URL)
const brief = { skuId: 1, locationId: 1, available: 1, version: 1, _id: 0 }

const lastPart = ({ path }: Context) => path.slice(path.lastIndexOf('/') + 1)

/** One HMGET of twenty stores (and the hash's mark). */
async function stockNearby(ctx: Context): Promise<void> {
  ctx.body = await redis.hmget(`live:{${String(ctx.query.skuId)}}`, '#', ...stores)
}

/** All stock rows of one store. */
async function storePage(ctx: Context): Promise<void> {
  const storeId = ctx.path.split('/')[3]
  const found = await rows('stock').find({ locationId: storeId }, { projection: brief }).toArray()
  ctx.body = found.slice(0, 20)
}

/** A session, a contact, then member, latest visits, facts of all visits and an audit entry side by side. */
async function sidebarProfile(ctx: Context): Promise<void> {
  const token = ctx.get('authorization').slice(7)
  await redis.get(`session:${createHash('sha256').update(token).digest('base64url')}`)
  const contact = await rows('contacts').findOne({ _id: lastPart(ctx) })
  const memberId = (contact as unknown as { memberId: string }).memberId
  const facts = { _id: 0, amount: 1, channel: 1, kind: 1, at: 1 }
  const [member, visits] = await Promise.all([
    rows('members').findOne({ _id: memberId }),
    rows('visits').find({ memberId }).sort({ at: -1 }).limit(12).toArray(),
    rows('visits').find({ memberId }, { projection: facts }).toArray(),
    client
      .db()
      .collection('benchAudit')
      .insertOne({
        at: new Date(),
        actor: 'gui_0001',
        action: 'customer.viewed',
        subject: memberId,
        details: { externalUserId: contact?._id },
        requestId: 'limit',
      }),
  ])
  ctx.body = { contact, member, visits }
}

const session = (ctx: Context) =>
  redis.get(`session:${createHash('sha256').update(ctx.get('authorization').slice(7)).digest('base64url')}`)

async function readBody(ctx: Context): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

interface Asked {
  key: string
  lines: { skuId: string; quantity: number }[]
  storeId: string
}
const SCRIPT = `return redis.call('HGET', KEYS[1], ARGV[1])`

let order: object = {}

/**
 * An order of one piece: a session, a mark and a look at the live stock, one document read, one conditional update with
 * hold and event, one insert of an order, one script. Of what is sold out only a session and one script.
 */
async function placeOrder(ctx: Context): Promise<void> {
  const { key, lines, storeId } = JSON.parse(await readBody(ctx)) as Asked
  const [{ skuId } = { skuId: '' }] = lines
  const live = `live:{${skuId}}`
  await session(ctx)
  if (skuId === SOLD_OUT) {
    ctx.body = { left: await redis.eval(SCRIPT, 1, live, storeId) }
    return
  }
  await Promise.all([redis.set(`limit:{${key}}`, 1, 'EX', 1800, 'NX'), redis.hmget(live, '#', storeId)])
  await rows('members').findOne({ _id: key })
  const at = new Date()
  const entry = { id: key, key, kind: 'reservation', quantity: 0, reserved: 1, stated: 1, source: key, at }
  const data = { skuId, locationId: storeId, available: 0, version: 0, entry: { ...entry, onHandAfter: 0 } }
  await rows('benchStock').findOneAndUpdate(
    { _id: `${skuId}@${storeId}`, available: { $gte: 1 } } as never,
    {
      $inc: { available: -1, reserved: 1, version: 1 },
      $set: { updatedAt: at },
      $push: {
        holds: { key, quantity: 1, expiresAt: at },
        outbox: { id: key, name: 'stock.changed', at, data },
      },
    } as never,
    { returnDocument: 'after', projection: { available: 1, version: 1 } },
  )
  await rows('benchOrders').insertOne({ ...order, _id: key } as never)
  await redis.eval(SCRIPT, 1, live, storeId)
  ctx.body = { id: key }
}

/** A session and one order. */
async function orderPage(ctx: Context): Promise<void> {
  await session(ctx)
  ctx.body =
    (await client
      .db()
      .collection<Row>('orders')
      .findOne({ _id: lastPart(ctx) })) ?? {}
}

let claims = 0

/**
 * A claim: a session, one script that deals a number, one insert of a grant, one more Redis command. Of what is claimed
 * out only a session and one script.
 */
async function claimCoupon(ctx: Context): Promise<void> {
  const couponId = ctx.path.split('/')[3] ?? ''
  await readBody(ctx)
  await session(ctx)
  const key = `limit:{${couponId}}`
  if (couponId === CLAIMED_OUT) {
    ctx.body = { left: await redis.eval(SCRIPT, 1, key, 'next') }
    return
  }
  const seq = (claims += 1)
  const at = new Date()
  await redis.eval(`return redis.call('HINCRBY', KEYS[1], ARGV[1], 1)`, 1, key, 'next')
  await rows('benchGrants').insertOne({
    _id: `limit${seq}`,
    couponId: 'limit',
    memberId: couponId,
    seq,
    way: 'page',
    status: 'held',
    version: 1,
    claimedAt: at,
    validFrom: at,
    expiresAt: at,
  } as never)
  await redis.zrem(`${key}:pending`, String(seq))
  ctx.body = { id: seq }
}

/** A redemption: a count and a session, grant by digits, coupon, conditional update, audit entry and member. */
async function redeemCoupon(ctx: Context): Promise<void> {
  const { code: digits } = JSON.parse(await readBody(ctx)) as { code: string }
  await redis.incr(`limit:${digits}`)
  await session(ctx)
  const grant = await rows('benchGrants').findOne({ digits } as never)
  const { couponId = '', memberId = '' } = (grant ?? {}) as { couponId?: string; memberId?: string }
  const coupon = await rows('coupons').findOne({ _id: couponId })
  await rows('benchGrants').findOneAndUpdate(
    { _id: grant?._id, status: 'held' } as never,
    { $set: { status: 'used', use: { at: new Date(), amount: 0, off: 0 } }, $inc: { version: 1 } } as never,
    { returnDocument: 'after' },
  )
  await client.db().collection('benchAudit').insertOne({
    at: new Date(),
    actor: 'gui_0001',
    action: 'coupon.redeemed',
    subject: digits,
    requestId: 'limit',
  })
  const member = await rows('members').findOne({ _id: memberId })
  ctx.body = { grant, coupon, member }
}

/** One pipeline of ten HMGETs of seventy places. */
async function basketStores(ctx: Context): Promise<void> {
  const { lines } = JSON.parse(await readBody(ctx)) as Asked
  const pipeline = redis.pipeline()
  for (const { skuId } of lines) pipeline.hmget(`live:{${skuId}}`, '#', ...manyStores)
  ctx.body = await pipeline.exec()
}

/** A booking: a session, and its work on documents. */
async function bookAppointment(ctx: Context): Promise<void> {
  const asked = JSON.parse(await readBody(ctx)) as AskedSlot
  await session(ctx)
  ctx.body = await bookSlot(rows, ctx.get('authorization').slice(7), asked)
}

/** A piece of a flash sale: a session and its work; of what is sold out only a session and one script. */
async function grab(ctx: Context): Promise<void> {
  const asked = JSON.parse(await readBody(ctx)) as AskedPiece
  await session(ctx)
  ctx.body =
    asked.skuId === FLASH_OUT
      ? { left: await lookOnce(redis, asked) }
      : await grabPiece(rows, redis, order, asked)
}

/** A seat in a team: a session and its work. */
async function joinTeam(ctx: Context): Promise<void> {
  const asked = JSON.parse(await readBody(ctx)) as AskedSeat
  await session(ctx)
  ctx.body = await takeSeat(rows, order, ctx.path.split('/')[3] ?? '', asked)
}

const app = new Koa()
app.use((ctx) => {
  if (ctx.path === '/api/appointments') return bookAppointment(ctx)
  if (ctx.path.startsWith('/api/flash-sales/')) return grab(ctx)
  if (ctx.path.startsWith('/api/teams/')) return joinTeam(ctx)
  if (ctx.path === '/api/orders') return placeOrder(ctx)
  if (ctx.path.startsWith('/api/orders/')) return orderPage(ctx)
  if (ctx.path === '/api/coupon-codes/redeem') return redeemCoupon(ctx)
  if (ctx.path.startsWith('/api/coupons/')) return claimCoupon(ctx)
  if (ctx.path === '/api/baskets/stores') return basketStores(ctx)
  if (ctx.path === '/api/stock/nearby') return stockNearby(ctx)
  if (ctx.path.startsWith('/api/stores/')) return storePage(ctx)
  if (ctx.path.startsWith('/api/customers/')) return sidebarProfile(ctx)
  ctx.body = 'ok'
})

/** Gives a collection the indexes of another: what an insert or update costs is mostly theirs. */
async function indexLike(name: string, model: string): Promise<void> {
  const db = client.db()
  for (const { key, name: index, unique, partialFilterExpression } of await db.collection(model).indexes())
    if (index !== '_id_')
      await db.collection(name).createIndex(key, {
        ...(unique ? { unique } : {}),
        ...(partialFilterExpression ? { partialFilterExpression } : {}),
      })
}

/** The same indexes as the product's documents have, and stock to take from. */
async function prepare(): Promise<void> {
  const stock = client.db().collection('benchStock')
  await stock.deleteMany({})
  await indexLike('benchOrders', 'orders')
  await indexLike('benchStock', 'stock')
  const grants = client.db().collection('benchGrants')
  await grants.deleteMany({})
  await indexLike('benchGrants', 'couponGrants')
  await indexLike('benchAppointments', 'appointments')
  await indexLike('benchSlots', 'appointmentSlots')
  const codes = await client.db().collection('couponGrants').find({ couponId: 'cpn_benchCodes' }).toArray()
  if (codes.length) await grants.insertMany(codes)
  order = (await client.db().collection('orders').findOne()) ?? {}
  const plenty = await client
    .db()
    .collection('stock')
    .find({ available: { $gte: 900_000 } })
    .toArray()
  if (plenty.length) await stock.insertMany(plenty.map((it) => ({ ...it, holds: [], outbox: [] })))
  await indexLike('benchAllotments', 'allotments')
  const allotted = await rows('allotments')
    .find({ _id: /^(fss|gbu)_bench/ })
    .toArray()
  if (allotted.length)
    await rows('benchAllotments').insertMany(
      allotted.map((it) => ({ ...it, _id: it._id.replace(/^fss_[^.]+/, 'fss_bench') })),
    )
  await indexLike('benchTeams', 'teams')
  const teams = await rows('teams').find().toArray()
  if (teams.length) await rows('benchTeams').insertMany(teams)
  const audit = client.db().collection('benchAudit')
  await audit.createIndex({ subject: 1, at: -1 })
  await audit.createIndex({ actor: 1, at: -1 })
}

process.once('SIGTERM', () => process.exit(0))
prepare().then(
  () => app.listen(Number(PORT), '127.0.0.1'),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`)
    process.exit(1)
  },
)
