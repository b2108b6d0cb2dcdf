import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { redis, redisRunId, redisRunIdNow } from '../../kernel/redis'
import { script } from '../../kernel/script'
import { findAllotment } from '../allotments/allotments.service'
import type { Sale } from './flashSales.plans'
import { doorOf } from './flashSales.rules'

/*
 * The gate of one item of a session (design §2, Bursts): it lets through as many as there are pieces and answers the rest
 * with one call of Redis. Who is let through still has to win: the allotment in MongoDB is the judge. A gate that is lost
 * is built anew from there, one that is wrong is set right within seconds.
 */

export type Passed =
  { outcome: 'go' | 'again' | 'early' | 'over' | 'paused' | 'limit' } | { outcome: 'soldOut'; unpaid: number }

const keysOf = (stockId: string): string[] =>
  ['gate', 'taken', 'passed', 'asked', 'pending'].map((it) => `fls:{${stockId}}:${it}`)

const pass = script(`
local g = redis.call('HMGET', KEYS[1], 'mark', 'status', 'from', 'until', ARGV[4], 'unpaid')
if g[1] ~= ARGV[1] then return 'unknown' end
if redis.call('HEXISTS', KEYS[3], ARGV[6]) == 1 then return 'again' end
local at = tonumber(ARGV[2])
if at >= tonumber(g[4]) or g[2] == 'ended' then return 'over' end
if at < tonumber(g[3]) then return 'early' end
if g[2] == 'paused' then return 'paused' end
local quantity = tonumber(ARGV[5])
if tonumber(redis.call('HGET', KEYS[2], ARGV[3]) or '0') + quantity > tonumber(ARGV[7]) then
  redis.call('HSETNX', KEYS[4], ARGV[3], 'limit')
  return 'limit'
end
if tonumber(g[5] or '0') < quantity then
  redis.call('HSETNX', KEYS[4], ARGV[3], 'soldOut')
  redis.call('HINCRBY', KEYS[1], 'refused', 1)
  return 'soldOut ' .. (g[6] or '0')
end
redis.call('HINCRBY', KEYS[1], ARGV[4], -quantity)
redis.call('HINCRBY', KEYS[1], 'unpaid', quantity)
redis.call('HINCRBY', KEYS[2], ARGV[3], quantity)
redis.call('HSET', KEYS[3], ARGV[6], ARGV[3] .. ' ' .. ARGV[4] .. ' ' .. quantity .. ' u')
redis.call('ZADD', KEYS[5], at, ARGV[6])
redis.call('HDEL', KEYS[4], ARGV[3])
return 'go'`)

/** What a pass took comes back, once. */
const takeBack = script(`
local passed = redis.call('HGET', KEYS[3], ARGV[1])
if not passed then return 0 end
local member, door, quantity, state = string.match(passed, '^(%S+) (%S+) (%d+) (%a)$')
redis.call('HDEL', KEYS[3], ARGV[1])
redis.call('ZREM', KEYS[5], ARGV[1])
redis.call('HINCRBY', KEYS[2], member, -quantity)
redis.call('HINCRBY', KEYS[1], door, quantity)
if state == 'u' then redis.call('HINCRBY', KEYS[1], 'unpaid', -quantity) end
return 1`)

const markPaid = script(`
redis.call('ZREM', KEYS[5], ARGV[1])
local passed = redis.call('HGET', KEYS[3], ARGV[1])
if not passed or string.sub(passed, -1) ~= 'u' then return 0 end
local quantity = string.match(passed, ' (%d+) u$')
redis.call('HSET', KEYS[3], ARGV[1], string.sub(passed, 1, -2) .. 'p')
redis.call('HINCRBY', KEYS[1], 'unpaid', -quantity)
return 1`)

/** Pieces left by door as the allotment says, less what was let through and has not claimed yet; who read an older plan changes no status. */
const setGate = script(`
if ARGV[1] == 'build' then
  if redis.call('HGET', KEYS[1], 'mark') == ARGV[2] then return 0 end
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'whole', ARGV[8])
end
if ARGV[1] ~= 'build' and redis.call('HGET', KEYS[1], 'mark') ~= ARGV[2] then return 0 end
local waiting = {}
for _, key in ipairs(redis.call('ZRANGE', KEYS[5], 0, -1)) do
  local passed = redis.call('HGET', KEYS[3], key)
  if passed then
    local door, quantity = string.match(passed, '^%S+ (%S+) (%d+) ')
    waiting[door] = (waiting[door] or 0) + tonumber(quantity)
  end
end
if tonumber(redis.call('HGET', KEYS[1], 'version') or '0') <= tonumber(ARGV[7]) then
  redis.call('HSET', KEYS[1], 'status', ARGV[3], 'version', ARGV[7])
end
redis.call('HSET', KEYS[1], 'mark', ARGV[2], 'from', ARGV[4], 'until', ARGV[5])
for i = 9, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[i], math.max(0, tonumber(ARGV[i + 1]) - (waiting[ARGV[i]] or 0)))
end
for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, ARGV[6]) end
return 1`)

const KEPT_S = 3 * 86_400
const markOf = async (): Promise<string> => redisRunIdNow() || (await redisRunId())

async function set(how: 'build' | 'sync', mark: string, sale: Sale): Promise<boolean> {
  const { plan, session, stockId } = sale
  const stock = await findAllotment(stockId)
  const lefts = new Map<string, number>()
  for (const { locationId, left } of stock && !stock.closedAt ? stock.places : []) {
    const door = doorOf(locationId)
    lefts.set(door, (lefts.get(door) ?? 0) + left)
  }
  await setGate(
    keysOf(stockId),
    how,
    mark,
    plan.status,
    session.from.getTime(),
    session.until.getTime(),
    KEPT_S,
    plan.version,
    // Built before anybody had a piece, it knows of everybody who has one.
    stock?.places.every((it) => it.left === it.quota) ? 1 : 0,
    ...[...lefts].flatMap(([door, left]) => [`left:${door}`, left]),
  )
  return stock !== null
}

const building = new Map<string, Promise<boolean>>()
/** Builds a gate that is not there; of many who ask at once one does. */
function build(mark: string, sale: Sale): Promise<boolean> {
  const under = building.get(sale.stockId)
  if (under) return under
  const made = set('build', mark, sale).finally(() => building.delete(sale.stockId))
  building.set(sale.stockId, made)
  return made
}

interface Asking {
  memberId: string
  /** A store, or `sent`. */
  door: string
  quantity: number
  /** The order it is for: the same again is let through again. */
  orderId: string
}

/** Asks the gate for pieces. @throws when Redis is away */
export async function passGate(sale: Sale, { memberId, door, quantity, orderId }: Asking): Promise<Passed> {
  const keys = keysOf(sale.stockId)
  for (let tries = 0; ; tries++) {
    const mark = await markOf()
    if (!mark || tries > 3) throw new Error('the gate of a flash sale cannot be built')
    const said = String(
      await pass(
        keys,
        mark,
        now().getTime(),
        memberId,
        `left:${door}`,
        quantity,
        orderId,
        sale.item.perMember,
      ),
    )
    if (said === 'unknown') {
      await build(mark, sale)
      continue
    }
    if (said.startsWith('soldOut ')) return { outcome: 'soldOut', unpaid: Number(said.slice(8)) }
    return { outcome: said as Exclude<Passed['outcome'], 'soldOut'> }
  }
}

const quietly = (error: unknown): void => {
  logger.warn({ error: String(error) }, 'the gate of a flash sale is set right later')
}

/** What was let through has claimed its pieces. */
export const settlePass = async (stockId: string, orderId: string): Promise<void> => {
  await redis().zrem(`fls:{${stockId}}:pending`, orderId).catch(quietly)
}
/** What was let through got nothing, or its order closed: the next may ask. */
export const giveBackPass = async (stockId: string, orderId: string): Promise<void> => {
  await takeBack(keysOf(stockId), orderId).catch(quietly)
}
/** An order of it is paid. */
export const payPass = async (stockId: string, orderId: string): Promise<void> => {
  await markPaid(keysOf(stockId), orderId).catch(quietly)
}

/** Has a gate say what the allotment says; builds the one that is not there. */
export async function syncGate(sale: Sale): Promise<void> {
  const mark = await markOf()
  if (!mark) return
  await build(mark, sale)
  await set('sync', mark, sale)
}

/** Passes that were let through before an instant and have not claimed since: of dead processes. */
export const stalePasses = (stockId: string, before: Date): Promise<string[]> =>
  redis().zrangebyscore(`fls:{${stockId}}:pending`, '-inf', before.getTime())

export interface GateLook {
  unpaid: number
  refused: number
  /** What was said to the member last, where it was a refusal. */
  said: 'soldOut' | 'limit' | undefined
  /** Pieces the member was let through for; undefined where the gate does not know all of them. */
  taken: number | undefined
  /** Pieces nobody was let through for; undefined where the gate is not built. */
  left: number | undefined
}

/** What gates know beside the allotments; nothing while Redis is away. */
export async function lookAtGates(
  stockIds: readonly string[],
  memberId = '',
): Promise<Map<string, GateLook>> {
  const found = new Map<string, GateLook>()
  if (!stockIds.length) return found
  const mark = await markOf().catch(() => '')
  const pipeline = redis().pipeline()
  for (const id of stockIds) {
    const [gate = '', taken = '', , asked = ''] = keysOf(id)
    pipeline.hgetall(gate).hget(asked, memberId).hget(taken, memberId)
  }
  const answers = await pipeline.exec().catch(() => null)
  stockIds.forEach((id, at) => {
    const [gate = {}, said, taken] = [0, 1, 2].map((nth) => answers?.[at * 3 + nth]?.[1]) as [
      Record<string, string>?,
      (string | null)?,
      (string | null)?,
    ]
    const isBuilt = mark !== '' && gate.mark === mark
    const lefts = Object.entries(gate).filter(([field]) => field.startsWith('left:'))
    found.set(id, {
      unpaid: Math.max(0, Number(gate.unpaid ?? 0)),
      refused: Number(gate.refused ?? 0),
      said: said === 'soldOut' || said === 'limit' ? said : undefined,
      taken: isBuilt && gate.whole === '1' ? Number(taken ?? 0) : undefined,
      left: isBuilt && lefts.length ? lefts.reduce((sum, [, left]) => sum + Number(left), 0) : undefined,
    })
  })
  return found
}
