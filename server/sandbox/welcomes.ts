import type { SandboxClock } from './clock'
import { refuse } from './refusals'

const LIVES_MS = 20_000

type Welcome = { userid: string; personId: string; at: number; isUsed: boolean }

/**
 * The codes a new friendship gives to greet with (platform-apis 3.7): valid 20 s, one use, none once the two have begun
 * to chat.
 */
export function createWelcomes({
  clock,
  random,
}: {
  clock: SandboxClock
  random: (label: string) => string
}) {
  const codes = new Map<string, Welcome>()
  /** How many more calls find another app sending at this moment (41096). */
  let busy = 0
  return {
    issue(userid: string, personId: string): string {
      const code = random('welcome')
      codes.set(code, { userid, personId, at: clock.now(), isUsed: false })
      return code
    },
    /** Whose code it is. @throws 41049 missing, 41050 unknown or late, 41096 another app is sending, 41051 used */
    open(code: string): Welcome {
      if (!code) throw refuse(41049)
      const found = codes.get(code)
      if (!found || clock.now() - found.at > LIVES_MS) throw refuse(41050)
      if (busy > 0) {
        busy -= 1
        throw refuse(41096)
      }
      if (found.isUsed) throw refuse(41051)
      return found
    },
    use(welcome: Welcome) {
      welcome.isUsed = true
    },
    /** Somebody said something: the two need no welcome any more. */
    chatBegan(userid: string, personId: string) {
      for (const it of codes.values()) if (it.userid === userid && it.personId === personId) it.isUsed = true
    },
    setBusy(times: number) {
      busy = times
    },
    reset() {
      codes.clear()
      busy = 0
    },
  }
}
