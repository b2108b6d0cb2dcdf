import type { Core } from './core'
import type { Follower } from './world'

const DAY = 86_400
const WINDOW = 90 * DAY
const MOST_IN_WINDOW = 2

/** 1 taken over, 2 waiting, 3 refused by the customer, 4 the taker has too many customers. */
export type HandoverStatus = 1 | 2 | 3 | 4
export type Handover = {
  handover: string
  takeover: string
  externalUserId: string
  /** Seconds. */
  at: number
  status: HandoverStatus
  /** Seconds; 0 before. */
  takenAt: number
  message: string
}

/** Added by the corp's allotment (add_way of platform-apis 3.4). */
const BY_ALLOTMENT = 202
const LOOKS_EVERY_MS = 500

/** Customers on their way from one member to another: a day after the start the taker has them, unless they refuse. */
export function createHandovers(core: Core) {
  let all: Handover[] = []
  core.onReset(() => (all = []))

  const event = (
    changeType: string,
    userid: string,
    externalUserId: string,
    more: Record<string, string> = {},
  ) =>
    core.callbacks.emit('change_external_contact', changeType, {
      UserID: userid,
      ExternalUserID: externalUserId,
      ...more,
    })

  const fail = (it: Handover, status: 3 | 4) => {
    it.status = status
    const reason = status === 3 ? 'customer_refused' : 'customer_limit_exceed'
    event('transfer_fail', it.handover, it.externalUserId, { FailReason: reason })
    core.journal.tell('people')
  }
  const complete = (it: Handover, seconds: number) => {
    const person = core.people.byExternal(it.externalUserId)
    if (!person) return
    const taker = core.people.guide(it.takeover)
    if (taker?.customerContact === false) return fail(it, 4)
    it.status = 1
    it.takenAt = seconds
    const isKnown = core.people.followerOf(person, it.takeover) !== undefined
    const hasLeft = core.people.guide(it.handover)?.status === 5
    core.people.unfollow(person, it.handover)
    if (!isKnown) {
      const follower: Follower = {
        userid: it.takeover,
        remark: '',
        createtime: seconds,
        tags: [],
        add_way: BY_ALLOTMENT,
      }
      core.people.follow(person, follower)
      event('add_external_contact', it.takeover, it.externalUserId)
    }
    if (!hasLeft)
      event('del_external_contact', it.handover, it.externalUserId, { Source: 'DELETE_BY_TRANSFER' })
    if (it.message) {
      const message = { from: 'guide' as const, kind: 'text' as const, text: it.message }
      const said = core.chats.say(it.takeover, person.personId, message)
      core.journal.tell('message', { userid: it.takeover, personId: person.personId, message: said })
    }
    core.journal.log('聊天', `${person.name} 由 ${it.takeover} 接替 ${it.handover}`)
    core.journal.tell('people')
  }
  /** Completes what is a day old by the sandbox's clock. */
  const settle = () => {
    const now = core.clock.seconds()
    for (const it of all) if (it.status === 2 && now >= it.at + DAY) complete(it, now)
  }
  const timer = setInterval(settle, LOOKS_EVERY_MS)
  timer.unref()

  return {
    settle,
    stop: () => clearInterval(timer),
    of: (handover: string, takeover: string) => {
      settle()
      const pair = all.filter((it) => it.handover === handover && it.takeover === takeover)
      // A customer stands there once, as it went last.
      return [...new Map(pair.map((it) => [it.externalUserId, it])).values()]
    },
    all: () => all,
    /** Starts one. @returns its refusal's code, 0 when it is under way */
    start(given: Pick<Handover, 'handover' | 'takeover' | 'externalUserId' | 'message'>): number {
      const person = core.people.byExternal(given.externalUserId)
      if (!person) return 40096
      if (!core.people.followerOf(person, given.handover)) return 40131
      const own = all.filter((it) => it.externalUserId === given.externalUserId)
      if (own.some((it) => it.status === 2)) return 40129
      const at = core.clock.seconds()
      const recent = own.filter((it) => it.status === 1 && at - it.takenAt < WINDOW)
      if (recent.length >= MOST_IN_WINDOW) return 40128
      all.push({ ...given, at, status: 2, takenAt: 0 })
      return 0
    },
    /** What the customer does on their phone. @returns whether there was one to refuse */
    refuse(externalUserId: string): boolean {
      settle()
      const found = all.find((it) => it.externalUserId === externalUserId && it.status === 2)
      if (found) fail(found, 3)
      return found !== undefined
    },
  }
}
export type Handovers = ReturnType<typeof createHandovers>
