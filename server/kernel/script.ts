import { hash } from 'node:crypto'
import { redis } from './redis'

const isUnknown = (error: unknown): boolean => error instanceof Error && error.message.startsWith('NOSCRIPT')

/**
 * A Lua script by its hash, sent whole only where Redis does not know it yet: after each of its starts.
 * @returns what the script returns, as Redis answers it
 */
export const script =
  (lua: string, sha = hash('sha1', lua, 'hex')) =>
  async (keys: readonly string[], ...given: readonly (string | number)[]): Promise<unknown> => {
    try {
      return await redis().evalsha(sha, keys.length, ...keys, ...given)
    } catch (error) {
      if (!isUnknown(error)) throw error
      return redis().eval(lua, keys.length, ...keys, ...given)
    }
  }
