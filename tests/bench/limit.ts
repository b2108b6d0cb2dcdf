/**
 * The bare limit: Koa that does the same number of Redis and MongoDB operations of the same kind on the same data as
 * the product's route of the same path, and nothing else: no checks, no limits, no logs, no shaping of answers.
 * `node --import tsx tests/bench/limit.ts` with PORT, MONGODB_URI, REDIS_URL and LIMIT_STORES (ids, comma separated).
 */
import { createHash } from 'node:crypto'
import { Redis } from 'ioredis'
import Koa, { type Context } from 'koa'
import { mongo } from 'mongoose'

const { PORT, MONGODB_URI = '', REDIS_URL = '', LIMIT_STORES = '' } = process.env
const stores = LIMIT_STORES.split(',')

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

const app = new Koa()
app.use((ctx) => {
  if (ctx.path === '/api/stock/nearby') return stockNearby(ctx)
  if (ctx.path.startsWith('/api/stores/')) return storePage(ctx)
  if (ctx.path.startsWith('/api/customers/')) return sidebarProfile(ctx)
  ctx.body = 'ok'
})

async function indexAudit(): Promise<void> {
  const audit = client.db().collection('benchAudit')
  await audit.createIndex({ subject: 1, at: -1 })
  await audit.createIndex({ actor: 1, at: -1 })
}

process.once('SIGTERM', () => process.exit(0))
indexAudit().then(
  () => app.listen(Number(PORT), '127.0.0.1'),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`)
    process.exit(1)
  },
)
