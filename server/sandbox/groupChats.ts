import type { Core } from './core'
import type { Message } from './chats'

/** How somebody came in: invited by a member, by a link, by a QR. */
export type JoinScene = 1 | 2 | 3

export type GroupMember = {
  /** userid of the corp's own, external_userid of everybody else. */
  userid: string
  type: 1 | 2
  join_time: number
  join_scene: JoinScene
  invitor?: string
  group_nickname: string
  /** Of the join way somebody came by. */
  state?: string
}

export type GroupMessage = Message & {
  /** Who says it: userid or personId. */
  by: string
  /** A welcome is said to these alone. */
  to?: string[]
}

export type GroupChat = {
  chat_id: string
  name: string
  owner: string
  /** Seconds. */
  create_time: number
  notice: string
  members: GroupMember[]
  admins: string[]
  /** Grows with every change of the members. */
  version: number
  /** 0 normal, 1 its owner left the corp, 2 being handed over, 3 handed over. */
  status: 0 | 1 | 2 | 3
  /** The welcome the owner has chosen in the client. */
  welcomeId?: string
  messages: GroupMessage[]
}

const MOST_IN_A_GROUP = 500
const DAY = 86_400
const FEWEST = 3
const FIRST_MEMBERS = 40

const refused = (status: number, text: string) => Object.assign(new Error(text), { status })

/** The customer groups of the corp. Whoever changes one in a client is told of; changes by API are not (platform-apis 3.9). */
export function createGroupChats(core: Core) {
  let groups: Map<string, GroupChat> | undefined
  core.onReset(() => (groups = undefined))

  const memberOf = (personId: string): string => {
    const person = core.people.person(personId) ?? core.people.byExternal(personId)
    if (!person) throw refused(404, `unknown person ${personId}`)
    return core.people.externalOf(person)
  }
  const staffMember = (userid: string, at: number): GroupMember => ({
    ...{ userid, type: 1, join_time: at, join_scene: 1, group_nickname: '' },
  })

  /** A guide's own group: their customers of longest standing, in it since they became friends. */
  const firstGroup = (userid: string): GroupChat => {
    const guide = core.people.guide(userid)
    const customers = core.people.customersOf(userid).slice(0, FIRST_MEMBERS)
    const begun = (customers[0]?.follower.createtime ?? core.clock.seconds()) - DAY
    return {
      chat_id: `wr${userid}_group`,
      name: `${guide?.storeName || '门店'} · ${guide?.name ?? ''}的会员群`,
      ...{ owner: userid, create_time: begun, notice: '', admins: [], version: 1, status: 0, messages: [] },
      members: [
        staffMember(userid, begun),
        ...customers.map(({ person, follower }, at): GroupMember => ({
          userid: core.people.externalOf(person),
          type: 2,
          join_time: follower.createtime + (at % 5) * DAY,
          group_nickname: '',
          ...(at % 3 === 0 ? { join_scene: 3, state: '门店群码' } : { join_scene: 1, invitor: userid }),
        })),
      ],
    }
  }
  const known = (): Map<string, GroupChat> => {
    groups ??= new Map(
      core.people
        .guides()
        .filter((it) => core.people.customersOf(it.userid).length >= FEWEST)
        .map((it) => firstGroup(it.userid))
        .map((it) => [it.chat_id, it]),
    )
    return groups
  }
  const mustFind = (chatId: string): GroupChat => {
    const found = known().get(chatId)
    if (!found) throw refused(404, `unknown group ${chatId}`)
    return found
  }
  const tell = (
    changeType: string,
    group: GroupChat,
    more: Record<string, string | number | string[]> = {},
  ) => {
    core.callbacks.emit('change_external_chat', changeType, { ChatId: group.chat_id, ...more })
    core.journal.tell('groups')
  }
  const membersChanged = (group: GroupChat, detail: string, changed: string[], scene: object) => {
    const last = group.version
    group.version += 1
    tell('update', group, {
      UpdateDetail: detail,
      ...scene,
      MemChangeCnt: changed.length,
      MemChangeList: core.switches.flatMemberList ? changed.join(',') : changed,
      LastMemVer: String(last),
      CurMemVer: String(group.version),
    })
  }

  return {
    all: () => [...known().values()],
    find: (chatId: string) => known().get(chatId),
    mustFind,
    /** The group beside which a guide's sidebar opens; one is there for everybody. */
    ownOf(userid: string): GroupChat {
      const id = `wr${userid}_group`
      const found = known().get(id) ?? firstGroup(userid)
      known().set(id, found)
      return found
    },
    create({ userid, name, personIds }: { userid: string; name: string; personIds: string[] }): GroupChat {
      if (!core.people.guide(userid)) throw refused(404, `unknown guide ${userid}`)
      const at = core.clock.seconds()
      const group: GroupChat = {
        chat_id: `wr${core.random('group').replace(/[-_]/g, 'x').slice(0, 30)}`,
        ...{ name, owner: userid, create_time: at, notice: '', admins: [], version: 1, status: 0 },
        messages: [],
        members: [
          staffMember(userid, at),
          ...personIds.map((it): GroupMember => ({
            ...{ userid: memberOf(it), type: 2, join_time: at, join_scene: 1 },
            ...{ invitor: userid, group_nickname: '' },
          })),
        ],
      }
      known().set(group.chat_id, group)
      tell('create', group)
      return group
    },
    /** Who is in it already changes nothing. @throws 409 when the group is full */
    join(group: GroupChat, ids: string[], by: { scene: JoinScene; state?: string; invitor?: string }) {
      const came = ids
        .map((id) => (core.people.guide(id) ? id : memberOf(id)))
        .filter((id) => !group.members.some((it) => it.userid === id))
      if (group.members.length + came.length > MOST_IN_A_GROUP) throw refused(409, 'the group is full')
      if (came.length === 0) return []
      for (const userid of came)
        group.members.push({
          ...{ userid, type: core.people.guide(userid) ? 1 : 2, join_time: core.clock.seconds() },
          ...{ join_scene: by.scene, group_nickname: '' },
          ...(by.state ? { state: by.state } : {}),
          ...(by.invitor ? { invitor: by.invitor } : {}),
        })
      membersChanged(group, 'add_member', came, { JoinScene: by.scene === 3 ? 3 : 0 })
      return came
    },
    leave(group: GroupChat, id: string, isRemoved: boolean) {
      const userid = core.people.guide(id) ? id : memberOf(id)
      if (!group.members.some((it) => it.userid === userid)) throw refused(404, 'not in the group')
      group.members = group.members.filter((it) => it.userid !== userid)
      membersChanged(group, 'del_member', [userid], { QuitScene: isRemoved ? 1 : 0 })
    },
    /** Changed in a client: told of. */
    change(group: GroupChat, to: { name?: string; notice?: string; owner?: string }) {
      for (const [field, detail] of [
        ['name', 'change_name'],
        ['notice', 'change_notice'],
        ['owner', 'change_owner'],
      ] as const) {
        const value = to[field]
        if (value === undefined || value === group[field]) continue
        group[field] = value
        tell('update', group, { UpdateDetail: detail })
      }
    },
    dismiss(group: GroupChat) {
      known().delete(group.chat_id)
      tell('dismiss', group)
    },
    say(group: GroupChat, message: Omit<GroupMessage, 'id' | 'at'>): GroupMessage {
      const said = { ...message, id: core.random('groupMessage').slice(0, 12), at: core.clock.now() }
      group.messages.push(said)
      core.journal.tell('groupMessage', { chatId: group.chat_id, message: said })
      return said
    },
  }
}
export type GroupChats = ReturnType<typeof createGroupChats>
