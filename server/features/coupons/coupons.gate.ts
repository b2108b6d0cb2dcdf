import { now } from '../../kernel/clock'
import { redis, redisRunId, redisRunIdNow } from '../../kernel/redis'
import { script } from '../../kernel/script'
import { shanghai } from '../../kernel/shanghai'
import { freeNumbers } from './coupons.grants.model'
import { findCoupon, type CouponDoc } from './coupons.model'

/*
 * The gate of a coupon in Redis (design §2, bursts): it deals the numbers of the quota, so that who cannot win is
 * answered by one script. The unique numbers of the grants in MongoDB stay the judge: a gate that is lost or wrong deals
 * a number that is taken, which costs another try and never a coupon too many. It is rebuilt from the grants when Redis
 * was restarted; a number dealt to a claim that died is dealt again (`sweepGate`).
 */

/** A number of the quota, and of the day's quota where there is one. */
export interface Ticket {
  seq: number
  day?: string
  daySeq?: number
}
export type Dealt =
  { outcome: 'go' | 'again'; ticket: Ticket } | { outcome: 'notLive' | 'soldOut' | 'soldOutToday' }

const keysOf = (couponId: string) =>
  ['gate', 'free', 'dayFree', 'dealt', 'pending'].map((it) => `cpn:{${couponId}}:${it}`)

const take = script(`
local g = redis.call('HMGET', KEYS[1], 'mark', 'status', 'from', 'until', 'total', 'next', 'perDay', 'day', 'dayNext')
if g[1] ~= ARGV[1] then return 'unknown' end
local had = redis.call('HGET', KEYS[4], ARGV[4])
if had then return 'again ' .. had end
local at = tonumber(ARGV[2])
if (g[2] ~= 'live' and g[2] ~= 'scheduled') or at < tonumber(g[3]) or at >= tonumber(g[4]) then return 'notLive' end
local number = tonumber(g[6])
local free = redis.call('LLEN', KEYS[2])
if free == 0 and number > tonumber(g[5]) then return 'soldOut' end
local ticket
if g[7] ~= '' then
  local dayNext = tonumber(g[9])
  if g[8] ~= ARGV[3] then
    dayNext = 1
    redis.call('HSET', KEYS[1], 'day', ARGV[3])
    redis.call('DEL', KEYS[3])
  end
  local dayNumber = redis.call('LPOP', KEYS[3])
  if not dayNumber then
    if dayNext > tonumber(g[7]) then
      redis.call('HSET', KEYS[1], 'dayNext', dayNext)
      return 'soldOutToday'
    end
    dayNumber = dayNext
    dayNext = dayNext + 1
  end
  redis.call('HSET', KEYS[1], 'dayNext', dayNext)
  ticket = ARGV[3] .. ' ' .. dayNumber
end
local seq
if free > 0 then
  seq = redis.call('LPOP', KEYS[2])
else
  seq = number
  redis.call('HSET', KEYS[1], 'next', number + 1)
end
ticket = ticket and (seq .. ' ' .. ticket) or tostring(seq)
redis.call('HSET', KEYS[4], ARGV[4], ticket)
redis.call('ZADD', KEYS[5], at, ARGV[4])
return 'go ' .. ticket`)

/** Numbers come back: only what is still dealt to this claim. */
const takeBack = script(`
if redis.call('HGET', KEYS[4], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HDEL', KEYS[4], ARGV[1])
redis.call('ZREM', KEYS[5], ARGV[1])
if ARGV[3] ~= '' then redis.call('RPUSH', KEYS[2], ARGV[3]) end
if ARGV[5] ~= '' and redis.call('HGET', KEYS[1], 'day') == ARGV[4] then redis.call('RPUSH', KEYS[3], ARGV[5]) end
return 1`)

const setGate = script(`
if redis.call('HGET', KEYS[1], 'mark') == ARGV[1] then return 0 end
redis.call('DEL', KEYS[2], KEYS[3])
redis.call('HSET', KEYS[1], 'mark', ARGV[1], 'status', ARGV[2], 'from', ARGV[3], 'until', ARGV[4], 'total', ARGV[5],
  'next', ARGV[6], 'perDay', ARGV[7], 'day', ARGV[8], 'dayNext', ARGV[9])
local gaps = tonumber(ARGV[10])
for i = 1, gaps do redis.call('RPUSH', KEYS[2], ARGV[10 + i]) end
for i = 11 + gaps, #ARGV do redis.call('RPUSH', KEYS[3], ARGV[i]) end
return 1`)

const setRules = script(`
if redis.call('HEXISTS', KEYS[1], 'mark') == 1 then
  redis.call('HSET', KEYS[1], 'status', ARGV[1], 'until', ARGV[2], 'total', ARGV[3], 'perDay', ARGV[4])
end`)

const textOf = ({ seq, day, daySeq }: Ticket): string => (day ? `${seq} ${day} ${daySeq}` : String(seq))
function ticketOf(text: string): Ticket {
  const [seq, day, daySeq] = text.split(' ')
  return { seq: Number(seq), ...(day ? { day, daySeq: Number(daySeq) } : {}) }
}

async function setUp(couponId: string, mark: string): Promise<void> {
  const coupon = await findCoupon(couponId)
  if (!coupon) return
  const { status, claim, quota } = coupon
  const day = shanghai(now()).date
  const all = await freeNumbers(couponId)
  const today = quota.perDay ? await freeNumbers(couponId, day) : undefined
  await setGate(
    keysOf(couponId),
    mark,
    status,
    claim.from.getTime(),
    claim.until.getTime(),
    quota.total,
    all.highest + 1,
    quota.perDay ?? '',
    day,
    (today?.highest ?? 0) + 1,
    all.gaps.length,
    ...all.gaps,
    ...(today?.gaps ?? []),
  )
}

const markOf = async (): Promise<string> => redisRunIdNow() || (await redisRunId())

/** Deals a number to a claim, named by `key`: the same number to the same key. @throws when Redis is away */
export async function deal(couponId: string, key: string): Promise<Dealt> {
  for (let tries = 0; ; tries++) {
    const mark = await markOf()
    if (!mark || tries > 3) throw new Error('the gate of coupons cannot be built')
    const at = now()
    const args = [mark, at.getTime(), shanghai(at).date, key]
    const said = String(await take(keysOf(couponId), ...args))
    if (said === 'unknown') {
      await setUp(couponId, mark)
      continue
    }
    const space = said.indexOf(' ')
    if (space < 0) return { outcome: said as 'notLive' | 'soldOut' | 'soldOutToday' }
    return { outcome: said.slice(0, space) as 'go' | 'again', ticket: ticketOf(said.slice(space + 1)) }
  }
}

/** The claim is written. */
export const settleDeal = async (couponId: string, key: string): Promise<void> => {
  await redis().zrem(`cpn:{${couponId}}:pending`, key)
}

/** The claim was not written: its numbers go to the next, unless somebody has them already (`isTaken`). */
export const giveBack = async (
  couponId: string,
  key: string,
  ticket: Ticket,
  isTaken = false,
): Promise<void> => {
  const back = isTaken ? ['', '', ''] : [ticket.seq, ticket.day ?? '', ticket.daySeq ?? '']
  await takeBack(keysOf(couponId), key, textOf(ticket), ...back)
}

/** The gate follows what an operator decided; one that cannot be reached is rebuilt. */
export async function showRules({ _id, status, claim, quota }: CouponDoc): Promise<void> {
  const args = [status, claim.until.getTime(), quota.total, quota.perDay ?? '']
  await setRules([`cpn:{${_id}}:gate`], ...args)
}

/** Has the gate rebuilt from the grants when it is next asked. */
export const forgetGate = async (couponId: string): Promise<void> => {
  await redis().hdel(`cpn:{${couponId}}:gate`, 'mark')
}

/** Claims that were dealt a number before an instant and not written since, as far as the gate knows. */
export async function unsettledDeals(
  couponId: string,
  before: Date,
): Promise<{ key: string; ticket: Ticket }[]> {
  const keys = await redis().zrangebyscore(`cpn:{${couponId}}:pending`, '-inf', before.getTime())
  if (!keys.length) return []
  const texts = await redis().hmget(`cpn:{${couponId}}:dealt`, ...keys)
  return keys.map((key, at) => ({ key, ticket: ticketOf(texts[at] ?? '0') }))
}

export interface GateLook {
  /** Numbers dealt. */
  claimed: number
  isSoldOut: boolean
  isSoldOutToday: boolean
}

/** How far coupons are claimed, as their gates say; undefined for those whose gate is not built. */
export async function lookAtGates(couponIds: readonly string[]): Promise<Map<string, GateLook>> {
  const found = new Map<string, GateLook>()
  const mark = await markOf()
  const today = shanghai(now()).date
  const pipeline = redis().pipeline()
  for (const id of couponIds) {
    const [gate = '', free = '', dayFree = ''] = keysOf(id)
    pipeline.hmget(gate, 'mark', 'next', 'total', 'perDay', 'day', 'dayNext').llen(free).llen(dayFree)
  }
  const answers = (await pipeline.exec()) ?? []
  couponIds.forEach((id, at) => {
    const [held = [], free = 0, dayFree = 0] = [0, 1, 2].map((nth) => answers[at * 3 + nth]?.[1]) as [
      (string | null)[]?,
      number?,
      number?,
    ]
    const [isMark, next, total, perDay, day, dayNext] = held
    if (!mark || isMark !== mark) return
    found.set(id, {
      claimed: Number(next) - 1 - free,
      isSoldOut: free === 0 && Number(next) > Number(total),
      isSoldOutToday: Boolean(perDay) && day === today && dayFree === 0 && Number(dayNext) > Number(perDay),
    })
  })
  return found
}

const KEPT_S = 3 * 86_400

/** Nobody claims it any more: its gate may go. */
export async function closeGate(couponId: string): Promise<void> {
  const pipeline = redis().pipeline()
  for (const key of keysOf(couponId)) pipeline.expire(key, KEPT_S)
  await pipeline.exec()
}

/** Builds the gate of a coupon that has none. */
export const buildGate = async (couponId: string): Promise<void> => {
  const mark = await markOf()
  if (mark) await setUp(couponId, mark)
}
