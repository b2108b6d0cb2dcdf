import { redis } from '../../server/kernel/redis'

/** Ends the time in which WeCom is left alone after 45009, as if it had passed. */
export async function endQuiet(): Promise<void> {
  const keys = await redis().keys('platform:{wecom:*')
  if (keys.length) await redis().del(...keys)
}
