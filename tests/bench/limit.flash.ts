import type { Redis } from 'ioredis'
import type { mongo } from 'mongoose'

interface Row {
  _id: string
}
export interface AskedPiece {
  key: string
  skuId: string
  storeId: string
}

const PASS = `return redis.call('HINCRBY', KEYS[1], ARGV[1], -1)`
const LOOK = `return redis.call('HGET', KEYS[1], ARGV[1])`

/** What everybody hears once nothing is left: one script. */
export const lookOnce = (redis: Redis, { skuId, storeId }: AskedPiece) =>
  redis.eval(LOOK, 1, `limit:{${skuId}}`, storeId)

/**
 * A piece of a flash sale: one script, a member and the stock of the item read, the same stock looked at by key, one
 * conditional update with a claim, one insert of an order, one more Redis command.
 */
export async function grabPiece(
  rows: (name: string) => mongo.Collection<Row>,
  redis: Redis,
  order: object,
  { key, skuId, storeId }: AskedPiece,
) {
  await redis.eval(PASS, 1, `limit:{${skuId}}`, storeId)
  const stock = rows('benchAllotments')
  const _id = `fss_bench.${skuId}`
  await rows('members').findOne({ _id: key })
  await stock.findOne({ _id }, { projection: { claims: 0, taken: 0 } })
  await stock.findOne({ _id }, { projection: { places: 1, claims: { $elemMatch: { key } } } })
  await stock.updateOne(
    { _id, 'claims.key': { $nin: [key] }, 'places.left': { $gte: 1 } } as never,
    {
      $push: {
        claims: { key, memberId: key, skuId, locationId: storeId, quantity: 1, expiresAt: new Date() },
      },
      $inc: { 'places.0.left': -1, 'taken.all': 1 },
    } as never,
  )
  await rows('benchOrders').insertOne({ ...order, _id: key } as never)
  await redis.zrem(`limit:{${skuId}}:pending`, key)
  return { id: key }
}
