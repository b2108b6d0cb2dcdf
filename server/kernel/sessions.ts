import { hash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { freshenNow, memberNow } from './oneId'
import { redis } from './redis'

const staff = { guideId: z.string(), userid: z.string(), storeId: z.string() }
const caller = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('member'), memberId: z.string(), openid: z.string() }),
  z.object({ kind: z.literal('guide'), ...staff }),
  z.object({ kind: z.literal('manager'), ...staff }),
  z.object({
    kind: z.literal('operator'),
    operatorId: z.string(),
    name: z.string(),
    role: z.enum(['headquarters', 'region', 'store']),
    /** The stores a region or store operator answers for; headquarters answers for all. */
    storeIds: z.array(z.string()).optional(),
  }),
])

/** The person behind a session. */
export type SessionCaller = z.infer<typeof caller>

const lifetime = { member: 2 * 86_400, guide: 8 * 3600, manager: 8 * 3600, operator: 8 * 3600 } as const
const keyOf = (token: string) => `session:${hash('sha256', token, 'base64url')}`

/** Opens a session; the token is opaque and only its hash is stored. */
export async function openSession(who: SessionCaller): Promise<{ token: string; expiresAt: string }> {
  const token = randomBytes(32).toString('base64url')
  const seconds = lifetime[who.kind]
  await redis().set(keyOf(token), JSON.stringify(who), 'EX', seconds)
  return { token, expiresAt: new Date(Date.now() + seconds * 1000).toISOString() }
}

/** Who a token is of; somebody who was merged into another member goes on as that one (ME-1). */
export async function readSession(token: string): Promise<SessionCaller | undefined> {
  const [stored] = await Promise.all([redis().get(keyOf(token)), freshenNow()])
  if (!stored) return undefined
  const who = caller.parse(JSON.parse(stored))
  return who.kind === 'member' ? { ...who, memberId: memberNow(who.memberId) } : who
}

export const closeSession = async (token: string): Promise<void> => {
  await redis().del(keyOf(token))
}
