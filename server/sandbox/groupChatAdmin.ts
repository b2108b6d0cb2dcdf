import type Router from '@koa/router'
import type Koa from 'koa'
import type { Core } from './core'
import type { GroupChats, JoinScene } from './groupChats'
import type { GroupWelcomes } from './groupWelcomes'
import type { JoinWays } from './joinWays'
import { listOf, readText, textOr, type Body } from './platformApi'

const refused = (status: number, text: string) => Object.assign(new Error(text), { status })

/** What people do with customer groups in their clients, for the sandbox's page and for tests. Not part of any platform. */
export function groupChatAdminRoutes(
  router: Router,
  core: Core,
  groups: GroupChats,
  ways: JoinWays,
  welcomes: GroupWelcomes,
) {
  const post = (path: string, handle: (body: Body, id: string) => unknown) =>
    router.post(`/__sandbox${path}`, async (ctx: Koa.Context) => {
      const { id = '' } = ctx.params as Record<string, string>
      ctx.body = handle(JSON.parse((await readText(ctx)) || '{}') as Body, id) ?? { ok: true }
    })
  const named = (userid: string) =>
    core.people.guide(userid)?.name ?? core.people.byExternal(userid)?.name ?? userid

  router.get('/__sandbox/groups', (ctx) => {
    const userid = textOr(ctx.query.userid)
    const own = userid ? groups.ownOf(userid).chat_id : undefined
    ctx.body = {
      ...(own ? { own } : {}),
      groups: groups.all().map(({ members, messages: _, ...it }) => ({
        ...it,
        members: members.map((one) => ({ ...one, name: named(one.userid) })),
      })),
      joinWays: ways.all(),
      welcomes: welcomes.all().map(({ id, said }) => ({ id, said })),
    }
  })
  router.get('/__sandbox/groups/:id/messages', (ctx) => {
    const { messages } = groups.mustFind(ctx.params.id ?? '')
    const of = textOr(ctx.query.personId)
    const external = of ? core.people.person(of)?.externalUserId : undefined
    ctx.body = { messages: messages.filter((it) => !of || !it.to || it.to.includes(external ?? '')) }
  })

  /** `{ userid, name, personIds }`: a guide makes a group. */
  post('/groups', (body) => {
    const { chat_id } = groups.create({
      userid: textOr(body.userid),
      name: textOr(body.name, '群聊'),
      personIds: listOf(body.personIds),
    })
    core.journal.log('聊天', `${named(textOr(body.userid))} 建了群 ${textOr(body.name)}`)
    return { chat_id }
  })
  /** `{ ids, invitor }` of guides and persons, `invitor` a userid. */
  post('/groups/:id/invite', (body, id) => {
    const group = groups.mustFind(id)
    const invitor = textOr(body.invitor, group.owner)
    const came = groups.join(group, listOf(body.ids), { scene: 1, invitor })
    welcomes.greet(group, came)
    return { came }
  })
  /** `{ personId }`: scans the code of a join way. */
  post('/join-ways/:id/scan', (body, id) => {
    const way = ways.find(id)
    const group = way && ways.groupFor(way)
    if (!way || !group) throw refused(404, 'this code leads nowhere')
    const scene: JoinScene = 3
    const came = groups.join(group, [textOr(body.personId)], { scene, state: way.state })
    welcomes.greet(group, came)
    return { came, chatId: group.chat_id }
  })
  /** `{ id, isRemoved? }` of a guide or person. */
  post('/groups/:id/leave', (body, id) =>
    groups.leave(groups.mustFind(id), textOr(body.id), body.isRemoved === true),
  )
  /** `{ name?, notice?, owner? }` in a client. */
  post('/groups/:id/change', (body, id) => groups.change(groups.mustFind(id), body as { name?: string }))
  post('/groups/:id/dismiss', (_, id) => groups.dismiss(groups.mustFind(id)))
  /** `{ templateId }`: the owner chooses the welcome in the client; none without. */
  post('/groups/:id/welcome', (body, id) => {
    const group = groups.mustFind(id)
    if (body.templateId) group.welcomeId = welcomes.mustFind(body.templateId).id
    else delete group.welcomeId
    core.journal.tell('groups')
  })
  /** `{ personId, text }`. */
  post('/groups/:id/talk', (body, id) =>
    groups.say(groups.mustFind(id), {
      ...{ from: 'person', by: textOr(body.personId), kind: 'text' },
      text: textOr(body.text).slice(0, 2000),
    }),
  )
}
