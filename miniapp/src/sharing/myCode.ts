import { call } from '../api/call'
import { token } from '../api/session'
import { shared } from '../api/shared'

/** The shopper's invite code, which is `from` of every link they hand on; undefined until it is known. */
export const myCode = shared<string | undefined>(undefined)
let askedFor: string | undefined

/** Learns the shopper's code once per sign-in; without it links are handed on without a name. */
export const learnMyCode = (): void => {
  const who = token.get()
  if (!who || who === askedFor) return
  askedFor = who
  myCode.set(undefined)
  call('GET /referral').then(
    ({ code }) => myCode.set(code),
    () => (askedFor = undefined),
  )
}
