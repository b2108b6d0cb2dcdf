import type { Said } from './content'
import type { Core } from './core'
import type { GroupChats } from './groupChats'
import type { Body } from './platformApi'
import { refuse } from './refusals'
import type { Person } from './world'

/** How often a customer may get a mass message; the corp's admin chooses (platform-apis 3.8). */
export const MASS_CAPS = ['month', '4/month', '7/week', '1/day'] as const
export type MassCap = (typeof MASS_CAPS)[number]

const DAY_MS = 86_400_000
const SHANGHAI_MS = 8 * 3_600_000
const MOST_REMINDERS = 3

/** One customer or group of a task: 0 not sent, 1 sent, 2 no friend any more, 3 has had too many already. */
export type MassTarget = { status: 0 | 1 | 2 | 3; sentAt?: number } & (
  { personId: string; externalUserId: string; chatId?: undefined } | { chatId: string; personId?: undefined }
)
/** personId or chatId */
const idOf = (it: MassTarget): string => it.chatId ?? it.personId
/** What one member is asked to send: 0 unsent, 2 sent. */
export type MassTask = { userid: string; status: 0 | 2; sentAt?: number; targets: MassTarget[] }
export type MassMessage = {
  msgid: string
  kind: 'single' | 'group'
  /** As it was given. */
  text: unknown
  attachments: unknown
  said: Said[]
  canSelect: boolean
  /** Milliseconds, sandbox time. */
  madeAt: number
  isCancelled: boolean
  reminders: number[]
  tasks: MassTask[]
}

/** Where the count of a customer's mass messages begins, and how many it may come to. */
export function massCapAt(cap: MassCap, at: number): { from: number; most: number } {
  const local = new Date(at + SHANGHAI_MS)
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()]
  const begin = (of: number) => of - SHANGHAI_MS
  switch (cap) {
    case '1/day':
      return { from: begin(Date.UTC(year, month, day)), most: 1 }
    case '7/week':
      return { from: begin(Date.UTC(year, month, day - ((local.getUTCDay() + 6) % 7))), most: 7 }
    case '4/month':
      return { from: begin(Date.UTC(year, month, 1)), most: 4 }
    case 'month':
      return {
        from: begin(Date.UTC(year, month, 1)),
        most: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(),
      }
  }
}

/** The corp's mass messages: each waits in its members' WeCom, and nothing goes out before they press send. */
export function createMassTasks(core: Core, groups: GroupChats) {
  const messages = new Map<string, MassMessage>()
  /** When each person or group got one, milliseconds. */
  const received = new Map<string, number[]>()
  const settings = { cap: 'month' as MassCap, dispatchMs: 2000 }
  core.onReset(() => {
    messages.clear()
    received.clear()
    Object.assign(settings, { cap: 'month', dispatchMs: 2000 })
  })

  const isCapped = (id: string): boolean => {
    const { from, most } = massCapAt(settings.cap, core.clock.now())
    return (received.get(id) ?? []).filter((at) => at >= from).length >= most
  }
  /** Of several followers the one who talked to the person last. */
  const lastTalker = (person: Person): string | undefined => {
    const at = (userid: string) => core.chats.last(userid, person.personId)?.at ?? 0
    const [first] = [...person.followers].sort((a, b) => at(b.userid) - at(a.userid))
    return first?.userid
  }
  const mustFind = (msgid: unknown): MassMessage => {
    const found = typeof msgid === 'string' ? messages.get(msgid) : undefined
    if (!found) throw refuse(40058, 'invalid request parameter: msgid')
    return found
  }

  /** A group's owner sends to it; a customer's friend to them. */
  const isReached = ({ personId, chatId }: MassTarget, userid: string): boolean => {
    if (chatId !== undefined) return groups.find(chatId)?.owner === userid
    const person = core.people.person(personId)
    const follower = person && core.people.followerOf(person, userid)
    return follower !== undefined && !follower.blocked
  }
  function deliver(message: MassMessage, task: MassTask, target: MassTarget) {
    const { userid } = task
    const id = idOf(target)
    if (!isReached(target, userid)) return void (target.status = 2)
    if (isCapped(id)) return void (target.status = 3)
    const at = core.clock.now()
    received.set(id, [...(received.get(id) ?? []), at])
    Object.assign(target, { status: 1, sentAt: at })
    const { personId, chatId } = target
    if (chatId !== undefined) {
      const group = groups.mustFind(chatId)
      for (const one of message.said) groups.say(group, { ...one, from: 'guide', by: userid, isMass: true })
      return
    }
    core.welcomes.chatBegan(userid, personId)
    for (const one of message.said) {
      const said = core.chats.say(userid, personId, { ...one, from: 'guide', isMass: true })
      core.journal.tell('message', { userid, personId, message: said })
    }
  }

  return {
    settings,
    mustFind,
    find: (msgid: string) => messages.get(msgid),
    all: () => [...messages.values()],
    /** Whose task sending to these people is, by member. @throws 41048 */
    tasksOf(people: Person[], sender: string | undefined): { tasks: MassTask[]; failed: Person[] } {
      const tasks = new Map<string, MassTask>()
      const failed: Person[] = []
      for (const person of people) {
        const userid = sender ?? lastTalker(person)
        const { personId, externalUserId } = person
        if (!userid || !externalUserId || !core.people.followerOf(person, userid)) {
          failed.push(person)
          continue
        }
        const task = tasks.get(userid) ?? { userid, status: 0, targets: [] }
        if (!task.targets.some((it) => it.personId === personId))
          task.targets.push({ personId, externalUserId, status: 0 })
        tasks.set(userid, task)
      }
      if (tasks.size === 0) throw refuse(41048)
      return { tasks: [...tasks.values()], failed }
    },
    /** A member's task of sending to groups of their own. @throws 40058 a group that is not */
    taskOfGroups(chatIds: string[], userid: string): MassTask {
      const isOwn = (it: string) => groups.find(it)?.owner === userid
      if (!chatIds.every(isOwn)) throw refuse(40058, 'invalid request parameter: chat_id_list')
      const targets = [...new Set(chatIds)].map((chatId): MassTarget => ({ chatId, status: 0 }))
      return { userid, status: 0, targets }
    },
    add(kind: MassMessage['kind'], body: Body, said: Said[], tasks: MassTask[]): MassMessage {
      const message: MassMessage = {
        kind,
        msgid: `msg${core.random('mass').replace(/[-_]/g, 'x').slice(0, 24)}`,
        text: body.text,
        attachments: body.attachments ?? [],
        said,
        canSelect: body.allow_select === true,
        madeAt: core.clock.now(),
        isCancelled: false,
        reminders: [],
        tasks,
      }
      messages.set(message.msgid, message)
      return message
    },
    /** @throws 41063 asked before it was dispatched */
    mustBeDispatched(message: MassMessage) {
      if (core.clock.now() - message.madeAt < settings.dispatchMs) throw refuse(41063)
    },
    /** @throws 41094 after three within a day */
    remind(message: MassMessage) {
      const now = core.clock.now()
      const recent = message.reminders.filter((at) => now - at < DAY_MS)
      if (recent.length >= MOST_REMINDERS) throw refuse(41094)
      message.reminders = [...recent, now]
    },
    /** @throws 41093 done before */
    cancel(message: MassMessage) {
      if (message.isCancelled) throw refuse(41093)
      message.isCancelled = true
    },
    /** A member presses send; `ids` are the people or groups left chosen, where the message lets them choose. */
    confirm(message: MassMessage, task: MassTask, ids: string[] | undefined) {
      const isChosen = (it: MassTarget) => !message.canSelect || !ids || ids.includes(idOf(it))
      Object.assign(task, { status: 2, sentAt: core.clock.now() })
      for (const target of task.targets.filter(isChosen)) deliver(message, task, target)
    },
  }
}
export type MassTasks = ReturnType<typeof createMassTasks>
