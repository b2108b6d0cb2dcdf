import type { Api } from '../../../server/api'

export type Guide = Api['GET /wecom/me']['response']
export type Operator = Api['GET /operators/me']['response']

interface Kept {
  token: string
  /** ISO instant. */
  expiresAt: string
}
export interface Session extends Kept {
  guide: Guide
}
export interface OperatorSession extends Kept {
  operator: Operator
}

/** Whose page this is: each has a session of its own, and its token goes nowhere else. */
export type Seat = 'guide' | 'operator'
const SESSIONS: Record<Seat, string> = { guide: 'hedian.session', operator: 'hedian.operator' }
const PENDING = 'hedian.oauth'
const RELOGIN = 'hedian.relogin'

/** What was remembered before leaving for WeCom's sign-in page. */
export interface Pending {
  state: string
  hash: string
}

const read = <T>(key: string): T | undefined => {
  const text = sessionStorage.getItem(key)
  if (!text) return undefined
  try {
    return JSON.parse(text) as T
  } catch {
    sessionStorage.removeItem(key)
    return undefined
  }
}

const load = <T extends Kept>(seat: Seat, now: number): T | undefined => {
  const session = read<T>(SESSIONS[seat])
  return session && Date.parse(session.expiresAt) > now ? session : undefined
}

/** The guide's session of this tab; undefined when there is none or it has run out at `now` (ms). */
export const loadSession = (now: number): Session | undefined => load<Session>('guide', now)
/** The operator's session of this tab (OP-6), likewise. */
export const loadOperator = (now: number): OperatorSession | undefined =>
  load<OperatorSession>('operator', now)
/** The token of a seat's session in this tab. */
export const tokenOf = (seat: Seat, now: number): string | undefined => load<Kept>(seat, now)?.token

export const saveSession = (session: Session): void =>
  sessionStorage.setItem(SESSIONS.guide, JSON.stringify(session))
export const saveOperator = (session: OperatorSession): void =>
  sessionStorage.setItem(SESSIONS.operator, JSON.stringify(session))
export const dropSession = (seat: Seat): void => sessionStorage.removeItem(SESSIONS[seat])

export const savePending = (pending: Pending): void =>
  sessionStorage.setItem(PENDING, JSON.stringify(pending))
/** Gives the remembered state once: a second return with the same state finds nothing. */
export const takePending = (): Pending | undefined => {
  const pending = read<Pending>(PENDING)
  sessionStorage.removeItem(PENDING)
  return pending
}

/** Whether a refused token has already sent this tab to sign in again, with no success since. */
export const hasReloggedIn = (): boolean => sessionStorage.getItem(RELOGIN) === '1'
export const markRelogin = (): void => sessionStorage.setItem(RELOGIN, '1')
export const clearRelogin = (): void => sessionStorage.removeItem(RELOGIN)
