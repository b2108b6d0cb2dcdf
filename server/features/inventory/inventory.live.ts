import { newId } from '../../kernel/ids'
import { logger } from '../../kernel/logger'
import { redis, redisRunId, redisRunIdNow } from '../../kernel/redis'
import { script } from '../../kernel/script'
import { availableInLocation, availableOfSku, type Available } from './inventory.model'

/**
 * The live copy of stock in Redis: one hash per SKU, field = location, value = `available:version`, written only
 * by a newer version. Field `#` holds the identity of the Redis process the hash was completed under: a Redis
 * that was restarted or emptied makes every hash unfinished, and it is rebuilt from MongoDB when next asked for.
 * While it is being rebuilt the field holds the token of the rebuild, so that one which was overtaken (Redis
 * emptied, stock imported) cannot call the hash complete.
 */
const keyOf = (skuId: string) => `live:{${skuId}}`
const MARK = '#'
const putNewer = script(`
for i = 1, #ARGV, 3 do
  local held = redis.call('HGET', KEYS[1], ARGV[i])
  local version = held and tonumber(string.match(held, ':(%d+)$')) or -1
  if tonumber(ARGV[i + 2]) > version then
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1] .. ':' .. ARGV[i + 2])
  end
end`)
const complete = script(`
if redis.call('HGET', KEYS[1], '${MARK}') == ARGV[1] then redis.call('HSET', KEYS[1], '${MARK}', ARGV[2]) end`)
const BATCH = 500

async function write(skuId: string, rows: readonly Available[]): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) {
    const values = rows.slice(at, at + BATCH).flatMap((it) => [it.locationId, it.available, it.version])
    await putNewer([keyOf(skuId)], ...values)
  }
}

/** Copies one change; older versions are ignored. */
export const putLive = (row: Available): Promise<void> => write(row.skuId, [row])

/** Has these SKUs' hashes rebuilt when next asked for; also one that is just being rebuilt is not called complete. */
export async function forgetLive(skuIds: Iterable<string>): Promise<void> {
  const pipeline = redis().pipeline()
  for (const skuId of skuIds) pipeline.hdel(keyOf(skuId), MARK)
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error
}

const rebuilding = new Map<string, Promise<void>>()

/** Completes a SKU's hash from MongoDB; one at a time per process. Concurrent changes win by their version. */
export function rebuildLive(skuId: string): Promise<void> {
  const running = rebuilding.get(skuId)
  if (running) return running
  const work = (async () => {
    const mark = await redisRunId()
    if (!mark) return
    const token = newId('rebuild')
    await redis().hset(keyOf(skuId), MARK, token)
    await write(skuId, await availableOfSku(skuId))
    await complete([keyOf(skuId)], token, mark)
  })()
    .catch((error: unknown) => logger.warn({ skuId, error: String(error) }, 'live stock not rebuilt'))
    .finally(() => rebuilding.delete(skuId))
  rebuilding.set(skuId, work)
  return work
}

const availableIn = (value: string | null | undefined): number =>
  value ? Number(value.slice(0, value.indexOf(':'))) : 0

export interface LiveAnswer {
  /** Pieces available, in the order asked; a location that does not carry the SKU has 0. */
  available: number[]
  source: 'live' | 'store'
}

/** One SKU in some locations: one HMGET; from MongoDB while the copy is not complete or Redis is away. */
export async function readLive(skuId: string, locationIds: readonly string[]): Promise<LiveAnswer> {
  const values = await redis()
    .hmget(keyOf(skuId), MARK, ...locationIds)
    .catch(() => undefined)
  if (values && values[0] && values[0] === (redisRunIdNow() || (await redisRunId()))) {
    const available = locationIds.map((_, at) => availableIn(values[at + 1]))
    return { available, source: 'live' }
  }
  void rebuildLive(skuId)
  const rows = new Map((await availableOfSku(skuId, locationIds)).map((it) => [it.locationId, it.available]))
  return { available: locationIds.map((it) => rows.get(it) ?? 0), source: 'store' }
}

/** Several SKUs in one location: one pipeline; what is not complete comes from MongoDB. */
export async function readLiveOfLocation(
  locationId: string,
  skuIds: readonly string[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  const mark = await redisRunId()
  const pipeline = redis().pipeline()
  for (const skuId of skuIds) pipeline.hmget(keyOf(skuId), MARK, locationId)
  const answers = await pipeline.exec().catch(() => null)
  const missing: string[] = []
  skuIds.forEach((skuId, at) => {
    const values = answers?.[at]?.[1] as (string | null)[] | undefined
    if (mark && values?.[0] === mark) found.set(skuId, availableIn(values[1]))
    else missing.push(skuId)
  })
  if (missing.length) {
    const rows = await availableInLocation(locationId, missing)
    for (const it of rows) found.set(it.skuId, it.available)
    for (const skuId of missing) void rebuildLive(skuId)
  }
  return found
}

/**
 * Several SKUs in several locations, location → SKU → pieces: one pipeline of one HMGET per SKU (ST-3b, IN-4); what is
 * not complete comes from MongoDB. A location that does not carry a SKU has 0.
 */
export async function readLiveGrid(
  skuIds: readonly string[],
  locationIds: readonly string[],
): Promise<Map<string, Map<string, number>>> {
  const grid = new Map(locationIds.map((it) => [it, new Map(skuIds.map((skuId) => [skuId, 0]))]))
  const mark = await redisRunId()
  const pipeline = redis().pipeline()
  for (const skuId of skuIds) pipeline.hmget(keyOf(skuId), MARK, ...locationIds)
  const answers = await pipeline.exec().catch(() => null)
  const readSku = async (skuId: string, values: (string | null)[] | undefined) => {
    if (mark && values?.[0] === mark)
      return locationIds.forEach((it, at) => grid.get(it)?.set(skuId, availableIn(values[at + 1])))
    void rebuildLive(skuId)
    for (const it of await availableOfSku(skuId, locationIds))
      grid.get(it.locationId)?.set(skuId, it.available)
  }
  await Promise.all(
    skuIds.map((skuId, at) => readSku(skuId, answers?.[at]?.[1] as (string | null)[] | undefined)),
  )
  return grid
}
