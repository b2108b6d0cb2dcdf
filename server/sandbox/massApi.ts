import type Router from '@koa/router'
import { wrong } from './contactWays'
import { saidOf } from './content'
import type { Core } from './core'
import type { GroupChats } from './groupChats'
import { massAdminRoutes } from './massWindow'
import { createMassTasks, type MassMessage, type MassTask } from './massTasks'
import { contactApi, listOf, numberOr, textOr, type Body } from './platformApi'
import { refuse } from './refusals'
import type { Person } from './world'

const MOST_CUSTOMERS = 10_000
const MOST_GROUPS = 2000
const LIST_DAYS = 31
const seconds = (ms: number | undefined) => Math.floor((ms ?? 0) / 1000)

/** A page of a list whose cursor is a place in it. @throws 40058, 40035 */
export function pageOf<T>(all: T[], { limit, cursor }: Body, usual: number, most: number) {
  const size = numberOr(limit, usual)
  if (!Number.isInteger(size) || size < 1 || size > most) throw wrong('limit')
  const from = cursor ? Number(textOr(cursor)) : 0
  if (!Number.isInteger(from) || from < 0) throw refuse(40035, 'invalid parameter: cursor')
  return {
    page: all.slice(from, from + size),
    next_cursor: all.length > from + size ? String(from + size) : '',
  }
}

/** @throws 40058 */
const kindOf = (given: unknown): MassMessage['kind'] => {
  const kind = textOr(given)
  if (kind !== 'single' && kind !== 'group') throw wrong('chat_type')
  return kind
}

/** Mass messages 企业群发 (platform-apis 3.8). No callback tells that a member has sent one. */
export function massRoutes(router: Router, core: Core, groups: GroupChats) {
  const mass = createMassTasks(core, groups)
  const call = contactApi(router, core)
  const api = (name: string, handle: (body: Body) => object) => call('post', name, ({ body }) => handle(body))

  /** @throws 60111, 60011, 84074, 41054 */
  const senderOf = (body: Body): string | undefined => {
    const userid = textOr(body.sender)
    if (!userid) return undefined
    const guide = core.people.guide(userid)
    if (!guide) throw refuse(60111)
    if (guide.visible === false) throw refuse(60011)
    if (guide.customerContact === false) throw refuse(84074)
    if ((guide.status ?? 1) !== 1) throw refuse(41054)
    return userid
  }
  const hasTags = (person: Person, userid: string | undefined, filter: Body): boolean => {
    const tagGroups = Array.isArray(filter.group_list) ? (filter.group_list as Body[]) : []
    const own = person.followers
      .filter((it) => !userid || it.userid === userid)
      .flatMap((it) => it.tags.flatMap((tag) => tag.tag_id ?? []))
    return tagGroups.every((group) => listOf(group.tag_list).some((id) => own.includes(id)))
  }
  /** Whom it is for: those named, else the sender's customers that carry the tags. @throws 40058, 40096 */
  const peopleOf = (body: Body, sender: string | undefined): Person[] => {
    const named = listOf(body.external_userid)
    if (named.length > MOST_CUSTOMERS) throw wrong('external_userid')
    if (named.length === 0) {
      if (!sender) throw wrong('sender')
      const customers = core.people.customersOf(sender).map((it) => it.person)
      const filter = body.tag_filter as Body | undefined
      return filter ? customers.filter((it) => hasTags(it, sender, filter)) : customers
    }
    return named.map((id) => {
      const person = core.people.byExternal(id)
      if (!person) throw refuse(40096)
      return person
    })
  }

  /** To the groups named, else to all the sender owns. @throws 40058, 41048 */
  const toGroups = (body: Body, sender: string | undefined): MassTask => {
    if (!sender) throw wrong('sender')
    const named = listOf(body.chat_id_list)
    if (named.length > MOST_GROUPS) throw wrong('chat_id_list')
    const own = groups.all().filter((it) => it.owner === sender)
    const chatIds = named.length ? named : own.map((it) => it.chat_id)
    if (chatIds.length === 0) throw refuse(41048)
    return mass.taskOfGroups(chatIds, sender)
  }

  api('add_msg_template', (body) => {
    const kind = kindOf(body.chat_type ?? 'single')
    const sender = senderOf(body)
    const said = saidOf(core, body, { tooMany: () => refuse(41064), unsupported: () => refuse(41065) })
    const { tasks, failed } =
      kind === 'group'
        ? { tasks: [toGroups(body, sender)], failed: [] }
        : mass.tasksOf(peopleOf(body, sender), sender)
    const message = mass.add(kind, body, said, tasks)
    core.journal.tell('mass', { userids: tasks.map((it) => it.userid) })
    return { fail_list: failed.map((it) => it.externalUserId), msgid: message.msgid }
  })
  api('remind_groupmsg_send', (body) => {
    mass.remind(mass.mustFind(body.msgid))
    core.journal.tell('mass')
    return {}
  })
  api('cancel_groupmsg_send', (body) => {
    mass.cancel(mass.mustFind(body.msgid))
    core.journal.tell('mass')
    return {}
  })

  const shown = ({ msgid, madeAt, text, attachments }: MassMessage) => ({
    msgid,
    create_time: String(seconds(madeAt)),
    create_type: 0,
    ...(text ? { text } : {}),
    attachments,
  })
  api('get_groupmsg_list_v2', (body) => {
    const kind = kindOf(body.chat_type)
    const [from, until] = [numberOr(body.start_time, -1), numberOr(body.end_time, -1)]
    if (from < 0) throw wrong('start_time')
    if (until < from || until - from > LIST_DAYS * 86_400) throw wrong('end_time')
    const filter = numberOr(body.filter_type, 2)
    if (![0, 1, 2].includes(filter)) throw wrong('filter_type')
    // Those made here are the corp's, and by API: of no creator.
    const isAsked = filter !== 1 && !textOr(body.creator)
    const found = isAsked
      ? mass
          .all()
          .filter((it) => it.kind === kind && seconds(it.madeAt) >= from && seconds(it.madeAt) <= until)
      : []
    const { page, next_cursor } = pageOf(found, body, 50, 100)
    return { group_msg_list: page.map(shown), next_cursor }
  })
  api('get_groupmsg_task', (body) => {
    const message = mass.mustFind(body.msgid)
    mass.mustBeDispatched(message)
    const { page, next_cursor } = pageOf(message.tasks, body, 500, 1000)
    return {
      task_list: page.map(({ userid, status, sentAt }) => ({
        userid,
        status,
        ...(sentAt ? { send_time: seconds(sentAt) } : {}),
      })),
      next_cursor,
    }
  })
  api('get_groupmsg_send_result', (body) => {
    const message = mass.mustFind(body.msgid)
    const task = message.tasks.find((it) => it.userid === textOr(body.userid))
    if (!task) throw refuse(60111)
    mass.mustBeDispatched(message)
    const { page, next_cursor } = pageOf(task.targets, body, 500, 1000)
    return {
      send_list: page.map(({ status, sentAt, ...it }) => ({
        ...(it.chatId === undefined ? { external_userid: it.externalUserId } : { chat_id: it.chatId }),
        userid: task.userid,
        status,
        ...(sentAt ? { send_time: seconds(sentAt) } : {}),
      })),
      next_cursor,
    }
  })
  massAdminRoutes(router, core, mass, groups)
}
