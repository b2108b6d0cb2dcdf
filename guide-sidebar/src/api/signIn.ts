import { browser } from './browser'
import { call, onUnauthorized } from './client'
import { ApiFailure } from './failure'
import { newState, readReturn, redirectOf } from './signIn.rules'
import {
  dropSession,
  hasReloggedIn,
  loadSession,
  markRelogin,
  savePending,
  saveSession,
  takePending,
} from './storage'
import type { Guide } from './storage'

/** Leaves this page for WeCom's OAuth; it comes back with `code` and `state`. */
export const startSignIn = async (): Promise<void> => {
  const href = browser.href()
  const state = newState()
  const { url } = await call('GET /wecom/oauth', { query: { redirect: redirectOf(href), state } })
  savePending({ state, hash: new URL(href).hash })
  browser.leave(url)
}

/**
 * The signed-in guide, or undefined when nobody is. A code in the address is exchanged here (GU-1); it is taken
 * out of the address first, for the JS-SDK signs the address as it then stands. A code whose state this tab did
 * not ask for is refused.
 */
export const resumeSession = async (): Promise<Guide | undefined> => {
  const { code, state, clean } = readReturn(browser.href())
  if (!code) return loadSession(Date.now())?.guide
  const pending = takePending()
  const back = new URL(clean)
  if (pending?.hash) back.hash = pending.hash
  browser.rewrite(back.toString())
  if (!pending || pending.state !== state) {
    const known = loadSession(Date.now())
    if (known) return known.guide
    throw new ApiFailure('state_mismatch', '这次登录不是从本页发起的，请重新登录')
  }
  dropSession()
  const session = await call('POST /wecom/session', { body: { code } })
  saveSession(session)
  return session.guide
}

/** Ends the session at the server, if it answers, and in this tab. */
export const signOut = async (): Promise<void> => {
  // Without a session there is nothing to end, and a refused token must not lead back to the sign-in here.
  onUnauthorized(() => Promise.resolve(false))
  await call('DELETE /session', {}).catch(() => undefined)
  dropSession()
  signInAgainWhenRefused()
}

/** A token refused by the server leads to one new sign-in; a second refusal with no success between is shown. */
export const signInAgainWhenRefused = (): void =>
  onUnauthorized(async () => {
    dropSession()
    if (hasReloggedIn()) return false
    markRelogin()
    await startSignIn()
    return true
  })
