import path from 'node:path'
import { Redis } from 'ioredis'
import { createConnection, Schema, type Connection } from 'mongoose'
import { startEngines, type Engines } from '../../config/engines/startEngines'
import { isAlive } from '../../config/processes'
import { silentLog } from '../../config/progress'
import { ownFolder } from './fakeParts'
import { pause } from '../support/pause'

const { folder, remove } = ownFolder()
const dataDir = path.join(folder, 'data')
// The addresses of the run's own engines must not be taken for given ones.
const { MONGODB_URI, REDIS_URL } = process.env
let engines: Engines
let connection: Connection

const position = new Schema({ type: String, coordinates: [Number] }, { _id: false })
const stockSchema = new Schema({ _id: String, code: { type: String, unique: true }, left: Number, position })
stockSchema.index({ position: '2dsphere' })

async function start(): Promise<Engines> {
  delete process.env.MONGODB_URI
  delete process.env.REDIS_URL
  try {
    return await startEngines({ dataDir, log: silentLog })
  } finally {
    Object.assign(process.env, { MONGODB_URI, REDIS_URL })
  }
}

beforeAll(async () => {
  engines = await start()
  connection = await createConnection(engines.mongodb.uri, { dbName: 'probe' }).asPromise()
}, 300_000)
afterAll(async () => {
  await connection.close()
  await engines.stop()
  remove()
})

test('an own set is apart from the one of this test run', () => {
  expect(engines.mongodb.uri).not.toBe(process.env.TEST_MONGODB_URI)
  expect(engines.redis.url).not.toBe(process.env.TEST_REDIS_URL)
  expect(engines.processes().every(isAlive)).toBe(true)
})

test('unique indexes, racing conditional updates and $near work as the product needs them', async () => {
  const Stock = connection.model('stock', stockSchema)
  await Stock.init()
  const at = { type: 'Point', coordinates: [121.4377, 31.2226] }
  await Stock.create({ _id: 'a', code: 'A', left: 10, position: at })
  await expect(Stock.create({ _id: 'b', code: 'A' })).rejects.toMatchObject({ code: 11000 })

  const take = () => Stock.updateOne({ _id: 'a', left: { $gte: 1 } }, { $inc: { left: -1 } })
  const taken = await Promise.all(Array.from({ length: 40 }, take))
  expect(taken.filter(({ modifiedCount }) => modifiedCount === 1)).toHaveLength(10)
  expect(await Stock.findById('a').lean()).toMatchObject({ left: 0 })

  const near = (metres: number) =>
    Stock.countDocuments({
      position: { $geoWithin: { $centerSphere: [[121.4377, 31.2236], metres / 6_378_100] } },
    })
  expect([await near(200), await near(50)]).toEqual([1, 0])
})

test('what was acknowledged survives kill -9 of every engine process, and a stop and start', async () => {
  const redis = new Redis(engines.redis.url)
  redis.on('error', () => {})
  await redis.set('kept', 'yes')
  await connection.collection('kept').insertOne({ n: 1 })
  // Redis writes its log to the disk once a second.
  await redis.config('SET', 'appendfsync', 'always')
  await redis.set('kept', 'yes')

  for (const { pid } of engines.processes()) process.kill(pid, 'SIGKILL')
  expect(
    await connection
      .collection('kept')
      .countDocuments()
      .catch(() => readAgain()),
  ).toBe(1)
  expect(await redis.get('kept')).toBe('yes')
  redis.disconnect()

  await connection.close()
  const earlier = engines.processes()
  await engines.stop()
  expect(earlier.filter(isAlive)).toEqual([])
  engines = await start()
  connection = await createConnection(engines.mongodb.uri, { dbName: 'probe' }).asPromise()
  expect(await connection.collection('kept').countDocuments()).toBe(1)
}, 60_000)

async function readAgain(): Promise<number> {
  for (;;) {
    try {
      return await connection.collection('kept').countDocuments()
    } catch {
      await pause(100)
    }
  }
}
