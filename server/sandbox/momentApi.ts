import type Router from '@koa/router'
import { wrong } from './contactWays'
import type { Core } from './core'
import { pageOf } from './massApi'
import { momentSaid } from './momentContent'
import { createMoments, type Moment } from './moments'
import { momentAdminRoutes } from './momentWindow'
import { contactApi, listOf, numberOr, textOr, type Body } from './platformApi'
import { refuse } from './refusals'
import type { Guide, MomentReaction } from './world'

const LIST_DAYS = 30
const seconds = (ms: number) => Math.floor(ms / 1000)

/** Moments 朋友圈 (platform-apis 3.11.3). No callback tells that a member has published one. */
export function momentRoutes(router: Router, core: Core) {
  const moments = createMoments(core)
  const call = contactApi(router, core)
  const api = (name: string, handle: (body: Body) => object) => call('post', name, ({ body }) => handle(body))

  const mayPublish = (it: Guide | undefined): it is Guide =>
    it !== undefined && it.visible !== false && it.customerContact !== false && (it.status ?? 1) === 1

  /** Who is to publish it, and to which of their customers: those with one of the tags, where tags are given. */
  function rangeOf(body: Body) {
    const range = (body.visible_range ?? {}) as Body
    const senders = (range.sender_list ?? {}) as Body
    const asked = listOf(senders.user_list)
    const tags = listOf((range.external_contact_list as Body | undefined)?.tag_list)
    const good = tags.filter((it) => core.people.tags.byId(it))
    const users = asked.length ? asked : core.people.guides().map((it) => it.userid)
    const valid = users.filter((it) => mayPublish(core.people.guide(it)))
    const tasks = valid.map((userid) => ({
      userid,
      personIds: core.people
        .customersOf(userid)
        .filter(
          ({ follower }) =>
            tags.length === 0 || follower.tags.some((it) => it.tag_id && good.includes(it.tag_id)),
        )
        .map(({ person }) => person.personId),
      likes: [],
      comments: [],
    }))
    return {
      tasks,
      invalid_sender_list: {
        user_list: asked.filter((it) => !valid.includes(it)),
        department_list: [],
      },
      invalid_external_contact_list: { tag_list: tags.filter((it) => !good.includes(it)) },
    }
  }

  api('add_moment_task', (body) => {
    const said = momentSaid(core, body)
    moments.mustHaveRoom()
    const { tasks, ...invalid } = rangeOf(body)
    const attachments = Array.isArray(body.attachments) ? (body.attachments as Body[]) : []
    const made = tasks.length ? moments.add({ text: body.text, attachments, said, tasks }) : undefined
    const jobid = moments.begin({
      ...(made
        ? { errcode: 0, errmsg: 'ok', moment_id: made.moment_id }
        : { errcode: 40003, errmsg: 'invalid userid' }),
      ...invalid,
    })
    core.journal.tell('moments', { userids: tasks.map((it) => it.userid) })
    return { jobid }
  })
  call('get', 'get_moment_task_result', ({ query }) => ({
    ...moments.resultOf(query.jobid ?? ''),
    type: 'add_moment_task',
  }))
  api('cancel_moment_task', (body) => {
    moments.mustFind(body.moment_id).isCancelled = true
    core.journal.tell('moments')
    return {}
  })

  const shown = ({ moment_id, madeAt, text, attachments }: Moment) => ({
    moment_id,
    create_time: seconds(madeAt),
    create_type: 0,
    visible_type: 1,
    ...(text ? { text } : {}),
    attachments,
  })
  const ageFits = ({ madeAt }: Moment, from: number, until: number) =>
    seconds(madeAt) >= from && seconds(madeAt) <= until
  api('get_moment_list', (body) => {
    const [from, until] = [numberOr(body.start_time, -1), numberOr(body.end_time, -1)]
    if (from < 0) throw wrong('start_time')
    if (until < from || until - from > LIST_DAYS * 86_400) throw wrong('end_time')
    const filter = numberOr(body.filter_type, 2)
    if (![0, 1, 2].includes(filter)) throw wrong('filter_type')
    // Those made here are the corp's, and by API: of no creator.
    const found = moments
      .all()
      .filter((it) => filter !== 1 && !textOr(body.creator) && ageFits(it, from, until))
    const { page, next_cursor } = pageOf(found, body, 20, 20)
    return { moment_list: page.map(shown), next_cursor }
  })
  const dispatched = (body: Body): Moment => {
    const moment = moments.mustFind(body.moment_id)
    moments.mustBeDispatched(moment)
    return moment
  }
  api('get_moment_task', (body) => {
    const { page, next_cursor } = pageOf(dispatched(body).tasks, body, 500, 1000)
    const task_list = page.map((it) => ({ userid: it.userid, publish_status: it.publishedAt ? 1 : 0 }))
    return { task_list, next_cursor }
  })
  api('get_moment_customer_list', (body) => {
    const moment = dispatched(body)
    const { userid, personIds } = moments.taskOf(moment, textOr(body.userid))
    const { page, next_cursor } = pageOf(personIds, body, 500, 1000)
    const customer_list = page.map((id) => ({
      userid,
      external_userid: core.people.person(id)?.externalUserId,
    }))
    return { customer_list, next_cursor }
  })
  /** @throws 41061 not theirs, 41062 not published yet */
  const published = (body: Body) => {
    const task = moments.taskOf(dispatched(body), textOr(body.userid))
    if (!task.publishedAt) throw refuse(41062)
    return task
  }
  api('get_moment_send_result', (body) => {
    const seen = moments.seenBy(published(body)).map((it) => ({ external_userid: it.externalUserId }))
    const { page, next_cursor } = pageOf(seen, body, 3000, 5000)
    return { customer_list: page, next_cursor }
  })
  api('get_moment_comments', (body) => {
    const { likes, comments } = published(body)
    const line = ({ personId, at }: MomentReaction) => ({
      external_userid: core.people.person(personId)?.externalUserId,
      create_time: seconds(at),
    })
    return { comment_list: comments.map(line), like_list: likes.map(line) }
  })
  momentAdminRoutes(router, core, moments)
}
