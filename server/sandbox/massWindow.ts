import type Router from '@koa/router'
import type Koa from 'koa'
import type { Core } from './core'
import type { GroupChats } from './groupChats'
import { MASS_CAPS, type MassTarget, type MassTasks } from './massTasks'
import { listOf, readText, textOr, type Body } from './platformApi'

const refused = (status: number, text: string) => Object.assign(new Error(text), { status })

/** What members do with mass messages in their WeCom, for the sandbox's page and for tests. Not part of any platform. */
export function massAdminRoutes(router: Router, core: Core, mass: MassTasks, groups: GroupChats) {
  const read = async (ctx: Koa.Context) => JSON.parse((await readText(ctx)) || '{}') as Body

  /** The tasks of one member, newest first. */
  router.get('/__sandbox/mass', (ctx) => {
    const userid = String(ctx.query.userid ?? '')
    const tasks = mass.all().flatMap((message) => {
      const task = message.tasks.find((it) => it.userid === userid)
      if (!task) return []
      const { msgid, kind, said, canSelect, madeAt, isCancelled, reminders } = message
      const nameOf = ({ personId, chatId }: MassTarget) =>
        chatId === undefined
          ? core.people.person(personId)?.name
          : (groups.find(chatId)?.name ?? '已解散的群')
      const targets = task.targets.map((it) => ({ ...it, name: nameOf(it) }))
      return [{ msgid, kind, said, canSelect, madeAt, isCancelled, reminders, ...task, targets }]
    })
    ctx.body = { tasks: tasks.reverse(), settings: mass.settings }
  })

  /** `{ userid, ids? }`: the member presses send, to all or to the people or groups left chosen. */
  router.post('/__sandbox/mass/:msgid/confirm', async (ctx: Koa.Context) => {
    const body = await read(ctx)
    const { msgid = '' } = ctx.params as Record<string, string>
    const message = mass.find(msgid)
    const task = message?.tasks.find((it) => it.userid === textOr(body.userid))
    if (!message || !task) throw refused(404, 'this member has no such task')
    if (message.isCancelled) throw refused(409, 'the message was cancelled')
    if (task.status === 2) throw refused(409, 'the message was sent')
    mass.confirm(message, task, body.ids === undefined ? undefined : listOf(body.ids))
    core.journal.log('企微', `${task.userid} 发出群发`)
    core.journal.tell('mass', { userids: [task.userid] })
    ctx.body = {
      statuses: task.targets.map(({ status, ...it }) => ({
        ...(it.chatId === undefined ? { externalUserId: it.externalUserId } : { chatId: it.chatId }),
        status,
      })),
    }
  })

  /** `{ cap, dispatchMs }`: how many a customer may get, and how long a new message is being dispatched. */
  router.post('/__sandbox/mass/settings', async (ctx: Koa.Context) => {
    const { cap, dispatchMs } = await read(ctx)
    const known = MASS_CAPS.find((it) => it === cap)
    if (cap !== undefined && !known) throw refused(400, `cap is one of ${MASS_CAPS.join(', ')}`)
    if (dispatchMs !== undefined && !Number.isSafeInteger(dispatchMs))
      throw refused(400, 'dispatchMs must be a whole number')
    if (known) mass.settings.cap = known
    if (dispatchMs !== undefined) mass.settings.dispatchMs = Number(dispatchMs)
    ctx.body = mass.settings
  })
}
