import { hash, timingSafeEqual } from 'node:crypto'
import type { Context } from 'koa'
import { env } from '../../config/env'
import type { Audience, Route } from './contract'
import { failCommon } from './errors'
import { freshenIfKnown } from './oneId'
import { readSession, type SessionCaller } from './sessions'

export interface MachineCaller {
  kind: 'machine'
  name: string
}
export interface PublicCaller {
  kind: 'public'
}
export type Caller = SessionCaller | MachineCaller | PublicCaller

type Named<A> = A extends readonly (infer One)[] ? One : A
/** The callers a route can have, from its contract. */
export type CallerOf<R extends Route> = Extract<Caller, { kind: Named<R['auth']> }>

const digest = (text: string) => hash('sha256', text, 'buffer')
const machines = env.MACHINE_KEYS.map((entry) => {
  const at = entry.indexOf(':')
  return { name: entry.slice(0, at), hash: digest(entry.slice(at + 1)) }
})

export const bearer = (ctx: Context): string => /^Bearer (\S+)$/.exec(ctx.get('authorization'))?.[1] ?? ''

async function identify(ctx: Context): Promise<Caller | undefined> {
  const token = bearer(ctx)
  if (!token) return undefined
  const given = digest(token)
  const machine = machines.find((it) => timingSafeEqual(it.hash, given))
  if (!machine) return readSession(token)
  await freshenIfKnown()
  return { kind: 'machine', name: machine.name }
}

const visitor: PublicCaller = { kind: 'public' }

/**
 * Lets in who the contract names; where anybody may look, one of another kind looks as a visitor, and a session that is
 * over is told so, to be renewed.
 * @throws sign_in_required (401) without a valid session, not_allowed (403) for somebody else
 */
export async function admit(ctx: Context, auth: Route['auth']): Promise<Caller> {
  const allowed: readonly Audience[] = typeof auth === 'string' ? [auth] : auth
  const isOpen = allowed.includes('public')
  if (isOpen && (allowed.length === 1 || !bearer(ctx))) return visitor
  const caller = await identify(ctx)
  if (!caller) throw failCommon('sign_in_required')
  if (allowed.includes(caller.kind)) return caller
  if (isOpen) return visitor
  throw failCommon('not_allowed')
}

/** The member who looks, if one does. */
export const memberOf = (caller: Caller): string | undefined =>
  caller.kind === 'member' ? caller.memberId : undefined
