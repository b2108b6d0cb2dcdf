import type Router from '@koa/router'
import type Koa from 'koa'
import type { Core } from './core'
import type { Moment, Moments } from './moments'
import { readText, textOr, type Body } from './platformApi'
import type { MomentTask } from './world'

const refused = (status: number, text: string) => Object.assign(new Error(text), { status })

/** What members and customers do with moments in their clients, for the sandbox's page and for tests. Not part of any platform. */
export function momentAdminRoutes(router: Router, core: Core, moments: Moments) {
  const read = async (ctx: Koa.Context) => JSON.parse((await readText(ctx)) || '{}') as Body
  const nameOf = (personId: string) => core.people.person(personId)?.name
  const shown = (moment: Moment, task: MomentTask) => ({
    ...{ id: moment.moment_id, said: moment.said, madeAt: moment.madeAt, isCancelled: moment.isCancelled },
    ...{ userid: task.userid, publishedAt: task.publishedAt, count: task.personIds.length },
    likes: task.likes.map((it) => ({ ...it, name: nameOf(it.personId) })),
    comments: task.comments.map((it) => ({ ...it, name: nameOf(it.personId) })),
  })
  const all = () => moments.all().flatMap((moment) => moment.tasks.map((task) => ({ moment, task })))

  /** `?userid=` what a member is asked to publish; `?personId=` what a customer sees; newest first. */
  router.get('/__sandbox/moments', (ctx) => {
    const { userid, personId } = ctx.query
    const found = all().filter(({ task }) =>
      userid
        ? task.userid === userid
        : task.publishedAt && moments.seenBy(task).some((it) => it.personId === personId),
    )
    ctx.body = {
      moments: found.reverse().map((it) => shown(it.moment, it.task)),
      settings: moments.settings,
    }
  })

  /** A member's part of a moment, as the address and the body name it. */
  const taskOf = (ctx: Koa.Context, body: Body) => {
    const { id = '' } = ctx.params as Record<string, string>
    const found = all().find((it) => it.moment.moment_id === id && it.task.userid === textOr(body.userid))
    if (!found) throw refused(404, 'this member has no such moment')
    return found
  }
  const post = (path: string, handle: (ctx: Koa.Context, body: Body) => unknown) =>
    router.post(`/__sandbox/moments${path}`, async (ctx: Koa.Context) => {
      ctx.body = handle(ctx, await read(ctx)) ?? { ok: true }
      core.journal.tell('moments')
    })

  /** `{ userid }`: the member presses 发表. */
  post('/:id/publish', (ctx, body) => {
    const { moment, task } = taskOf(ctx, body)
    if (task.publishedAt) throw refused(409, 'the moment was published')
    if (moment.isCancelled) throw refused(409, 'the moment was cancelled')
    task.publishedAt = core.clock.now()
    core.journal.log('企微', `${task.userid} 发表了朋友圈`)
    return { seenBy: moments.seenBy(task).map((it) => it.personId) }
  })
  /** `{ userid, personId, text? }`: a customer likes it, or with a text says something. */
  post('/:id/react', (ctx, body) => {
    const { task } = taskOf(ctx, body)
    const personId = textOr(body.personId)
    if (!task.publishedAt || !moments.seenBy(task).some((it) => it.personId === personId))
      throw refused(409, 'this customer does not see it')
    const text = textOr(body.text)
    const at = core.clock.now()
    if (text) return void task.comments.push({ personId, text, at })
    const isLiked = task.likes.some((it) => it.personId === personId)
    task.likes = isLiked
      ? task.likes.filter((it) => it.personId !== personId)
      : [...task.likes, { personId, at }]
  })
  /** `{ runMs, dispatchMs, mostJobs }`: how long a job runs, what it made is dispatched, and how many may run. */
  post('/settings', (_, body) => {
    for (const name of ['runMs', 'dispatchMs', 'mostJobs'] as const) {
      const value = body[name]
      if (value === undefined) continue
      if (!Number.isSafeInteger(value)) throw refused(400, `${name} must be a whole number`)
      moments.settings[name] = Number(value)
    }
    return moments.settings
  })
}
