import { wrong } from './contactWays'
import type { Core } from './core'
import type { GroupChat, GroupChats } from './groupChats'
import { listOf, numberOr, textOr, type Body } from './platformApi'
import { refuse } from './refusals'

export type JoinWay = {
  config_id: string
  scene: 1 | 2
  remark: string
  auto_create_room: number
  room_base_name: string
  room_base_id: number
  chat_id_list: string[]
  qr_code: string
  state: string
}

const MOST_CHATS = 5
const MOST_SIGNS = 30
const MOST_NAME = 40
const FULL = 200

/** The codes by which people join customer groups (platform-apis 3.9). */
export function createJoinWays(core: Core, groups: GroupChats) {
  const ways = new Map<string, JoinWay>()
  core.onReset(() => ways.clear())

  const fieldsOf = (body: Body): Omit<JoinWay, 'config_id' | 'qr_code'> => {
    const { scene } = body
    if (scene !== 1 && scene !== 2) throw wrong('scene')
    const chat_id_list = listOf(body.chat_id_list)
    if (chat_id_list.length === 0) throw wrong('chat_id_list')
    if (chat_id_list.length > MOST_CHATS) throw refuse(41091)
    if (chat_id_list.some((it) => !groups.find(it))) throw refuse(90501)
    const state = textOr(body.state)
    const room_base_name = textOr(body.room_base_name)
    if ([...state].length > MOST_SIGNS) throw wrong('state')
    if ([...room_base_name].length > MOST_NAME) throw wrong('room_base_name')
    return {
      scene,
      // Cut, not refused.
      remark: [...textOr(body.remark)].slice(0, MOST_SIGNS).join(''),
      auto_create_room: numberOr(body.auto_create_room, 1),
      room_base_name,
      room_base_id: numberOr(body.room_base_id, 1),
      chat_id_list,
      state,
    }
  }

  return {
    find: (configId: string) => ways.get(configId),
    all: () => [...ways.values()],
    /** @throws 40058, 41043, 41044 */
    mustFind(configId: unknown): JoinWay {
      if (!textOr(configId)) throw refuse(41043)
      const way = ways.get(textOr(configId))
      if (!way) throw refuse(41044)
      return way
    },
    add(body: Body): JoinWay {
      const fields = fieldsOf(body)
      const config_id = core.random('joinWay').replace(/[-_]/g, 'x').slice(0, 32)
      const qr_code = `${core.platformUrl}/wework/group-qr/${config_id}`
      const way = { ...fields, config_id, qr_code }
      ways.set(config_id, way)
      return way
    },
    change: (way: JoinWay, body: Body) => void Object.assign(way, fieldsOf(body)),
    remove: (way: JoinWay) => void ways.delete(way.config_id),
    /** The group a scan leads to: the first that is not full, else a new one where the way makes some. */
    groupFor(way: JoinWay): GroupChat | undefined {
      const open = way.chat_id_list.map((it) => groups.find(it)).filter((it) => it !== undefined)
      const found = open.find((it) => it.members.length < FULL)
      const [first] = open
      if (found || !first || way.auto_create_room !== 1) return found
      const name = `${way.room_base_name || first.name}${way.room_base_id}`
      way.room_base_id += 1
      const made = groups.create({ userid: first.owner, name, personIds: [] })
      way.chat_id_list = [...way.chat_id_list, made.chat_id].slice(-MOST_CHATS)
      return made
    },
  }
}
export type JoinWays = ReturnType<typeof createJoinWays>
