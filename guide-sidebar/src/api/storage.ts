import type { Api } from '../../../server/api'

export type Guide = Api['GET /wecom/me']['response']

export interface Session {
  token: string
  /** ISO instant. */
  expiresAt: string
  guide: Guide
}

const SESSION = 'hedian.session'
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

/** The session of this tab; undefined when there is none or it has run out at `now` (ms). */
export const loadSession = (now: number): Session | undefined => {
  const session = read<Session>(SESSION)
  return session && Date.parse(session.expiresAt) > now ? session : undefined
}
export const saveSession = (session: Session): void =>
  sessionStorage.setItem(SESSION, JSON.stringify(session))
export const dropSession = (): void => sessionStorage.removeItem(SESSION)

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
