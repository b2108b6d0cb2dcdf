import type { SandboxClock } from './clock'
import { refuse } from './refusals'

type Lease = { value: string; owner: string; from: number; until: number; dead: boolean }
export type LeaseKind = 'wechat' | 'stable' | 'wecom' | 'corpTicket' | 'agentTicket'

const RENEW_BEFORE = 300_000
const FORCE_APART = 30_000
const FORCE_PER_DAY = 20
const DAY = 86_400_000

type Tools = { clock: SandboxClock; random: (label: string) => string; lifetime: () => number }

/**
 * Tokens and tickets. Unknown → 40014, expired → 42001, revoked or replaced → 40001.
 * WeCom gives the same token again while it lives; stable_token renews in its last 5 minutes with both valid.
 */
export function createCredentials({ clock, random, lifetime }: Tools) {
  const leases = new Map<string, Lease & { kind: LeaseKind }>()
  const latest = new Map<string, Lease>()
  const forced = new Map<string, number[]>()

  const issue = (kind: LeaseKind, owner: string) => {
    const from = clock.now()
    const lease = { kind, owner, value: random(kind), from, until: from + lifetime(), dead: false }
    leases.set(lease.value, lease)
    latest.set(`${kind}:${owner}`, lease)
    return lease
  }
  const current = (kind: LeaseKind, owner: string) => {
    const lease = latest.get(`${kind}:${owner}`)
    return lease && !lease.dead && lease.until > clock.now() ? lease : undefined
  }
  const answer = (lease: Lease) => ({
    value: lease.value,
    expiresIn: Math.max(1, Math.ceil((lease.until - clock.now()) / 1000)),
  })

  return {
    /** /cgi-bin/token: a new one each time; the one before dies. */
    replace(kind: LeaseKind, owner: string) {
      const before = current(kind, owner)
      if (before) before.dead = true
      return answer(issue(kind, owner))
    },
    /** Same value while it lives: WeCom tokens and tickets. */
    keep: (kind: LeaseKind, owner: string) => answer(current(kind, owner) ?? issue(kind, owner)),
    /** stable_token, normal and forced (≥ 30 s apart, 20 a day, else no refresh). */
    stable(owner: string, force: boolean) {
      const before = current('stable', owner)
      const renewBefore = Math.min(RENEW_BEFORE, lifetime() / 2)
      const at = clock.now()
      const uses = (forced.get(owner) ?? []).filter((use) => at - use < DAY)
      const last = uses[uses.length - 1]
      if (force && uses.length < FORCE_PER_DAY && (last === undefined || at - last >= FORCE_APART)) {
        forced.set(owner, [...uses, at])
        if (before) before.dead = true
        return answer(issue('stable', owner))
      }
      return answer(before && before.until - at > renewBefore ? before : issue('stable', owner))
    },
    /** The owner of a token of one of these kinds. */
    check(value: string | undefined, kinds: LeaseKind[]): string {
      if (!value) throw refuse(41001)
      const lease = leases.get(value)
      if (!lease || !kinds.includes(lease.kind)) throw refuse(40014)
      if (lease.dead) throw refuse(40001)
      if (lease.until <= clock.now()) throw refuse(42001)
      return lease.owner
    },
    /** Tickets that a page signature may have been made with now. */
    live: (kind: LeaseKind, owner: string) =>
      [...leases.values()].filter(
        (lease) => lease.kind === kind && lease.owner === owner && !lease.dead && lease.until > clock.now(),
      ),
    /** Admin: kills all living ones of a platform at once; returns how many. */
    revoke(kinds: LeaseKind[]) {
      const living = [...leases.values()].filter((lease) => kinds.includes(lease.kind) && !lease.dead)
      for (const lease of living) lease.dead = true
      return living.length
    },
    reset() {
      leases.clear()
      latest.clear()
      forced.clear()
    },
  }
}

export type CodeKind = 'login' | 'phone' | 'oauth'
const CODE_LIFE = 300_000

/** Codes for one use within 5 minutes; the kinds are not interchangeable. */
export function createCodes({ clock, random }: Omit<Tools, 'lifetime'>) {
  const codes = new Map<string, { kind: CodeKind; who: string; until: number; used: boolean }>()
  return {
    issue(kind: CodeKind, who: string) {
      const code = random(`code-${kind}`)
      codes.set(code, { kind, who, until: clock.now() + CODE_LIFE, used: false })
      return code
    },
    /** Whom the code stands for; `usedCode` and `expiredCode` differ by platform. */
    redeem(kind: CodeKind, code: string, usedCode: number, expiredCode = 40029) {
      const found = codes.get(code)
      if (!found || found.kind !== kind) throw refuse(40029)
      if (found.used) throw refuse(usedCode)
      if (found.until <= clock.now()) throw refuse(expiredCode)
      found.used = true
      return found.who
    },
    reset: () => codes.clear(),
  }
}
