import type Router from '@koa/router'
import QRCode from 'qrcode'
import { wrong } from './contactWays'
import type { Core } from './core'
import { createGroupChats, type GroupChat, type GroupMember } from './groupChats'
import { groupChatAdminRoutes } from './groupChatAdmin'
import { createGroupWelcomes, groupWelcomeRoutes } from './groupWelcomes'
import { createJoinWays } from './joinWays'
import { contactApi, listOf, numberOr, platformApi, textOr } from './platformApi'
import { refuse } from './refusals'

const MOST_ASKED = 100
const MOST_PEOPLE = 1000
const MOST_PER_OWNER = 300

/** Customer groups (platform-apis 3.9, 3.10): lists, members, join ways, welcome. Changes made here cause no callback. */
export function groupChatRoutes(router: Router, core: Core) {
  const groups = createGroupChats(core)
  const ways = createJoinWays(core, groups)
  const welcomes = createGroupWelcomes(core, groups)
  const api = contactApi(router, core)

  const isVisible = (group: GroupChat) => core.people.guide(group.owner)?.visible !== false
  const chatOf = (chatId: unknown): GroupChat => {
    const found = groups.find(textOr(chatId))
    if (!found || !isVisible(found)) throw refuse(90501)
    return found
  }
  /** 0 normal; once its owner left the corp 1, until it was handed over. */
  const statusOf = (group: GroupChat) =>
    group.status === 0 && core.people.guide(group.owner)?.status === 5 ? 1 : group.status

  api('post', 'groupchat/list', ({ body }) => {
    const owners = listOf((body.owner_filter as { userid_list?: unknown } | undefined)?.userid_list)
    const limit = numberOr(body.limit, 0)
    if (limit < 1 || limit > 1000) throw wrong('limit')
    if (owners.length > MOST_ASKED) throw wrong('owner_filter.userid_list')
    if (owners.length === 0 && core.people.guides().length > MOST_PEOPLE) throw refuse(81017)
    const from = body.cursor ? Number(textOr(body.cursor)) : 0
    if (!Number.isInteger(from) || from < 0) throw refuse(40035, 'invalid parameter: cursor')
    const wanted = numberOr(body.status_filter, 0)
    const found = groups
      .all()
      .filter(isVisible)
      .filter((it) => owners.length === 0 || owners.includes(it.owner))
      .filter((it) => wanted === 0 || statusOf(it) === wanted)
    return {
      group_chat_list: found
        .slice(from, from + limit)
        .map((it) => ({ chat_id: it.chat_id, status: statusOf(it) })),
      ...(found.length > from + limit ? { next_cursor: String(from + limit) } : {}),
    }
  })

  const shownMember = (it: GroupMember, needName: boolean) => {
    const person = it.type === 2 ? core.people.byExternal(it.userid) : undefined
    const name = person?.name ?? core.people.guide(it.userid)?.name ?? ''
    const hasUnionid = person && core.switches.openPlatformBound && (person.type ?? 1) === 1
    return {
      userid: it.userid,
      type: it.type,
      join_time: it.join_time,
      join_scene: it.join_scene,
      ...(it.invitor ? { invitor: { userid: it.invitor } } : {}),
      group_nickname: it.group_nickname,
      ...(needName ? { name } : {}),
      ...(hasUnionid ? { unionid: person.unionid } : {}),
      ...(it.state ? { state: it.state } : {}),
    }
  }
  api('post', 'groupchat/get', ({ body }) => {
    const group = chatOf(body.chat_id)
    const { chat_id, name, owner, create_time, notice } = group
    return {
      group_chat: {
        ...{ chat_id, name, owner, create_time, notice },
        member_list: group.members.map((it) => shownMember(it, body.need_name === 1)),
        admin_list: group.admins.map((userid) => ({ userid })),
        member_version: String(group.version),
      },
    }
  })

  api('post', 'groupchat/add_join_way', ({ body }) => ({ config_id: ways.add(body).config_id }))
  api('post', 'groupchat/get_join_way', ({ body }) => ({ join_way: ways.mustFind(body.config_id) }))
  api('post', 'groupchat/update_join_way', ({ body }) => {
    ways.change(ways.mustFind(body.config_id), body)
    return {}
  })
  api('post', 'groupchat/del_join_way', ({ body }) => {
    ways.remove(ways.mustFind(body.config_id))
    return {}
  })
  router.get('/wework/group-qr/:id', async (ctx) => {
    const way = ways.find(ctx.params.id ?? '')
    if (!way) return
    ctx.type = 'image/png'
    ctx.body = await QRCode.toBuffer(`${core.platformUrl}/?group=${way.config_id}`, {
      width: 430,
      margin: 2,
      rendererOpts: { filterType: 0 } as QRCode.QRCodeToBufferOptions['rendererOpts'],
    })
  })
  platformApi(
    router,
    core,
    {
      family: 'wecom',
      method: 'post',
      path: '/cgi-bin/externalcontact/opengid_to_chatid',
      token: ['wecom'],
      contact: true,
    },
    ({ body }) => {
      const found = groups.find(textOr(body.opengid).replace(/^open_/, ''))
      if (!textOr(body.opengid).startsWith('open_') || !found) throw refuse(90511)
      return { chat_id: found.chat_id }
    },
  )

  /** So many groups a new owner got on a day: `day:userid`. */
  const gotten = new Map<string, number>()
  core.onReset(() => gotten.clear())
  const handOver = (name: string, problemOf: (group: GroupChat, status: number) => number | undefined) =>
    api('post', name, ({ body }) => {
      const ids = listOf(body.chat_id_list)
      const taker = core.people.guide(textOr(body.new_owner))
      if (ids.length === 0 || ids.length > MOST_ASKED) throw wrong('chat_id_list')
      if (!taker) throw refuse(60111)
      if ((taker.status ?? 1) !== 1) throw refuse(41054)
      if (taker.customerContact === false) throw refuse(84074)
      const day = `${Math.floor(core.clock.seconds() / 86_400)}:${taker.userid}`
      const failed: { chat_id: string; errcode: number; errmsg: string }[] = []
      for (const chat_id of ids) {
        const group = groups.find(chat_id)
        const count = gotten.get(day) ?? 0
        const code = !group
          ? 90501
          : count >= MOST_PER_OWNER
            ? 45009
            : group.owner === taker.userid
              ? 90504
              : problemOf(group, core.people.guide(group.owner)?.status ?? 1)
        if (code || !group) {
          const { message } = refuse(code ?? 90501)
          failed.push({ chat_id, errcode: code ?? 90501, errmsg: message })
          continue
        }
        gotten.set(day, count + 1)
        const before = group.owner
        group.owner = taker.userid
        group.status = 0
        group.members = group.members.filter(
          (it) => it.userid !== before || core.people.guide(before)?.status !== 5,
        )
        if (!group.members.some((it) => it.userid === taker.userid))
          group.members.push({
            ...{ userid: taker.userid, type: 1, join_time: core.clock.seconds() },
            ...{ join_scene: 1, group_nickname: '' },
          })
        group.version += 1
        core.journal.tell('groups')
      }
      return { failed_chat_list: failed }
    })
  handOver('groupchat/transfer', (_, status) => (status === 5 ? undefined : 90500))
  handOver('groupchat/onjob_transfer', (_, status) => (status === 5 ? 90502 : undefined))

  groupWelcomeRoutes(router, core, welcomes)
  groupChatAdminRoutes(router, core, groups, ways, welcomes)
  return groups
}
