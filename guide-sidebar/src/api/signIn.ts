import { browser } from './browser'
import { call, onUnauthorized } from './client'
import { ApiFailure } from './failure'
import { newState, readReturn, redirectOf } from './signIn.rules'
import { seatNow } from './seat'
import {
  dropSession,
  hasReloggedIn,
  loadOperator,
  loadSession,
  markRelogin,
  saveOperator,
  savePending,
  saveSession,
  takePending,
} from './storage'
import type { Guide, Operator } from './storage'

/** How a code of WeCom becomes somebody, and who is here already. */
interface Door<Person> {
  known: () => Person | undefined
  enter: (code: string) => Promise<Person>
}
const guideDoor: Door<Guide> = {
  known: () => loadSession(Date.now())?.guide,
  enter: async (code) => {
    const session = await call('POST /wecom/session', { body: { code } })
    saveSession(session)
    return session.guide
  },
}
const operatorDoor: Door<Operator> = {
  known: () => loadOperator(Date.now())?.operator,
  enter: async (code) => {
    const session = await call('POST /operators/session', { body: { code } })
    saveOperator(session)
    return session.operator
  },
}

/** Leaves this page for WeCom's OAuth; it comes back with `code` and `state`. */
export const startSignIn = async (): Promise<void> => {
  const href = browser.href()
  const state = newState()
  const { url } = await call('GET /wecom/oauth', { query: { redirect: redirectOf(href), state } })
  savePending({ state, hash: new URL(href).hash })
  browser.leave(url)
}

/**
 * The signed-in person, or undefined when nobody is. A code in the address is exchanged here; it is taken out of
 * the address first, for the JS-SDK signs the address as it then stands. A code whose state this tab did not ask
 * for is refused.
 */
const resume = async <Person>({ known, enter }: Door<Person>): Promise<Person | undefined> => {
  const { code, state, clean } = readReturn(browser.href())
  if (!code) return known()
  const pending = takePending()
  const back = new URL(clean)
  if (pending?.hash) back.hash = pending.hash
  browser.rewrite(back.toString())
  if (!pending || pending.state !== state) {
    const person = known()
    if (person) return person
    throw new ApiFailure('state_mismatch', '这次登录不是从本页发起的，请重新登录')
  }
  dropSession(seatNow())
  return enter(code)
}
/** The signed-in guide (GU-1). */
export const resumeSession = (): Promise<Guide | undefined> => resume(guideDoor)
/** The signed-in operator (OP-6). */
export const resumeOperator = (): Promise<Operator | undefined> => resume(operatorDoor)

/** Ends the session at the server, if it answers, and in this tab. */
export const signOut = async (): Promise<void> => {
  // Without a session there is nothing to end, and a refused token must not lead back to the sign-in here.
  onUnauthorized(() => Promise.resolve(false))
  await call('DELETE /session', {}).catch(() => undefined)
  dropSession(seatNow())
  signInAgainWhenRefused()
}

/** A token refused by the server leads to one new sign-in; a second refusal with no success between is shown. */
export const signInAgainWhenRefused = (): void =>
  onUnauthorized(async () => {
    dropSession(seatNow())
    if (hasReloggedIn()) return false
    markRelogin()
    await startSignIn()
    return true
  })
