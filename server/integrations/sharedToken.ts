import { pause } from '../kernel/pause'
import { redis } from '../kernel/redis'
import { script } from '../kernel/script'

interface Fetched {
  token: string
  /** Seconds of life as the platform stated it. */
  expiresIn: number
}

const dropIfSame = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`)
const LOCK_MS = 6000
const MARGIN_SECONDS = 300

/**
 * A platform token shared by all processes through Redis: one of them fetches, the others wait for it.
 * While Redis is away each process fetches for itself and keeps the token in memory.
 */
export function sharedToken(name: string, fetchToken: () => Promise<Fetched>) {
  const key = `platform:${name}`
  let own: { token: string; until: number } | undefined

  async function fetchAndShare(): Promise<string> {
    const { token, expiresIn } = await fetchToken()
    const seconds = Math.max(1, expiresIn > 2 * MARGIN_SECONDS ? expiresIn - MARGIN_SECONDS : expiresIn - 1)
    own = { token, until: Date.now() + seconds * 1000 }
    await redis()
      .set(key, token, 'EX', seconds)
      .catch(() => undefined)
    return token
  }

  async function fetchUnderLock(): Promise<string> {
    const store = redis()
    try {
      // Whoever held the lock a moment ago has brought one.
      const shared = await store.get(key).catch(() => null)
      return shared ?? (await fetchAndShare())
    } finally {
      await store.del(`${key}:lock`).catch(() => undefined)
    }
  }

  async function get(): Promise<string> {
    for (let waited = 0; waited < LOCK_MS; waited += 50) {
      let locked: string | null
      try {
        const shared = await redis().get(key)
        if (shared) return shared
        locked = await redis().set(`${key}:lock`, '1', 'PX', LOCK_MS, 'NX')
      } catch {
        return own && own.until > Date.now() ? own.token : fetchAndShare()
      }
      if (locked) return fetchUnderLock()
      await pause(50)
    }
    return fetchAndShare()
  }

  /** Drops the token if it is still the one that was refused. */
  async function drop(refused: string): Promise<void> {
    own = undefined
    await dropIfSame([key], refused).catch(() => undefined)
  }
  return { get, drop }
}

const tokenRefused = new Set([40001, 40014, 42001])
const BUSY = new Set([-1, 45033])

/** Asks up to three times, about a second apart, while the platform is busy (-1) or has too many calls at once (45033). */
export async function whileBusy<T extends { errcode: number }>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const answer = await ask()
    if (!BUSY.has(answer.errcode) || tries === 3) return answer
    // Those who were refused together do not come back together.
    await pause(1000 + Math.random() * 500)
  }
}

/** Calls with a token; a refused token is fetched anew and the call repeated once (platform-apis §0.3). */
export async function withToken<T>(
  token: ReturnType<typeof sharedToken>,
  call: (token: string) => Promise<{ errcode: number; result: () => T }>,
): Promise<T> {
  for (let renewed = false; ; renewed = true) {
    const current = await token.get()
    const { errcode, result } = await whileBusy(() => call(current))
    if (renewed || !tokenRefused.has(errcode)) return result()
    await token.drop(current)
  }
}
