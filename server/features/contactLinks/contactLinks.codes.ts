import { now } from '../../kernel/clock'
import { randomCode } from '../../kernel/ids'
import { redis } from '../../kernel/redis'

/** How long a code waits to be scanned. */
const LIFE_MS = 5 * 60_000

/** What a code on a guide's screen stands for. */
export interface LinkCode {
  code: string
  externalUserId: string
  guideId: string
  expiresAt: Date
}

const keyOf = (code: string): string => `link:${code}`

/** A code for one contact, kept in Redis for five minutes. */
export async function makeCode(externalUserId: string, guideId: string): Promise<LinkCode> {
  const expiresAt = new Date(now().getTime() + LIFE_MS)
  const made = { code: randomCode(10), externalUserId, guideId, expiresAt }
  await redis().set(keyOf(made.code), JSON.stringify(made), 'PX', LIFE_MS)
  return made
}

export async function findCode(code: string): Promise<LinkCode | undefined> {
  const text = await redis().get(keyOf(code))
  if (!text) return undefined
  const { expiresAt, ...rest } = JSON.parse(text) as Omit<LinkCode, 'expiresAt'> & { expiresAt: string }
  const found = { ...rest, expiresAt: new Date(expiresAt) }
  return found.expiresAt > now() ? found : undefined
}
