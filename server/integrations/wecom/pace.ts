import { env } from '../../../config/env'
import { script } from '../../kernel/script'
import { PlatformError } from '../http'

/** Keeps our calls under WeCom's caps for each API, for all processes together (platform-apis §3.14). */

const TOO_OFTEN = 45009
/** WeCom does not count valid codes: who tries many invalid ones keeps nobody from signing in. */
const EXEMPT = new Set(['/cgi-bin/auth/getuserinfo'])
const MINUTE_MS = 60_000
/** A block lasts for the rest of a minute or of an hour: each that follows at once is waited out four times as long. */
const FIRST_QUIET_MS = 60_000
const LONGEST_QUIET_MS = 3_600_000

/** @returns milliseconds until the API may be asked; 0 when this call may go */
const take = script(`
local quiet = redis.call('PTTL', KEYS[1])
if quiet > 0 then return quiet end
local calls = redis.call('INCR', KEYS[2])
if calls == 1 then redis.call('PEXPIRE', KEYS[2], ${MINUTE_MS}) end
if calls > tonumber(ARGV[1]) then return redis.call('PTTL', KEYS[2]) end
return 0`)

/** Many calls are refused by one block: the first of them says how long it is quiet. */
const hush = script(`
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local blocks = redis.call('INCR', KEYS[2])
local quiet = math.min(${FIRST_QUIET_MS} * 4 ^ (blocks - 1), ${LONGEST_QUIET_MS})
redis.call('SET', KEYS[1], blocks, 'PX', quiet)
redis.call('PEXPIRE', KEYS[2], quiet + ${5 * MINUTE_MS})
return quiet`)

const keyOf = (api: string, what: 'quiet' | 'calls' | 'blocks'): string => `platform:{wecom:${api}}:${what}`

/**
 * Asks unless WeCom said 45009 for this API not long ago, or we have had our share of this minute; that it says so
 * now is noted for everybody. While Redis is away nothing is held back.
 * @throws PlatformError 45009 without asking; whoever can wait tries again later
 */
export async function paced<T extends { errcode: number }>(api: string, ask: () => Promise<T>): Promise<T> {
  if (EXEMPT.has(api)) return ask()
  const [quiet, calls, blocks] = [keyOf(api, 'quiet'), keyOf(api, 'calls'), keyOf(api, 'blocks')]
  const wait = Number(await take([quiet, calls], env.WECOM_CALLS_PER_MINUTE).catch(() => 0))
  if (wait > 0)
    throw new PlatformError('wecom', api, TOO_OFTEN, `not asked: again in ${Math.ceil(wait / 1000)} s`)
  const answer = await ask()
  if (answer.errcode === TOO_OFTEN) await hush([quiet, blocks]).catch(() => undefined)
  return answer
}
