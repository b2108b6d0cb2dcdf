import { redis } from '../../server/kernel/redis'

/** Forgets who called how often, so that a test file may sign in more people than one address may. */
export async function forgetLimits(): Promise<void> {
  const keys = await redis().keys('limit:*')
  if (keys.length) await redis().del(...keys)
}
