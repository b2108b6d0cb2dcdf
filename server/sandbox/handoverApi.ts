import type Router from '@koa/router'
import type Koa from 'koa'
import { wrong } from './contactWays'
import type { Core } from './core'
import { createHandovers } from './handovers'
import { contactApi, listOf, numberOr, readText, textOr, type Body } from './platformApi'
import { refuse } from './refusals'
import type { Guide } from './world'

const MOST = 100
const MOST_SIGNS = 200
const RESULTS_PER_PAGE = 100
const YEAR = 365 * 86_400
const LEFT = 5

const refused = (status: number, text: string) => Object.assign(new Error(text), { status })

/** Customers from one member to another, who is at work or has left (platform-apis 3.10). */
export function handoverRoutes(router: Router, core: Core) {
  const handovers = createHandovers(core)
  const api = contactApi(router, core)
  const guideOf = (userid: unknown): Guide => {
    const guide = core.people.guide(textOr(userid))
    if (!guide) throw refuse(60111)
    if (guide.visible === false) throw refuse(60011)
    return guide
  }
  const takerOf = (userid: unknown): Guide => {
    const guide = guideOf(userid)
    if (guide.status === LEFT) throw refuse(60111)
    if ((guide.status ?? 1) !== 1) throw refuse(41054)
    if (guide.customerContact === false) throw refuse(84074)
    return guide
  }

  /** Per customer, the outer answer stays good. */
  const start = (body: Body, message: string) => {
    const { userid: handover } = guideOf(body.handover_userid)
    const { userid: takeover } = takerOf(body.takeover_userid)
    const ids = listOf(body.external_userid)
    if (handover === takeover) throw refuse(40130, 'the members are the same')
    if (ids.length === 0 || ids.length > MOST) throw wrong('external_userid')
    return {
      customer: ids.map((externalUserId) => ({
        external_userid: externalUserId,
        errcode: handovers.start({ handover, takeover, externalUserId, message }),
      })),
    }
  }
  api('post', 'transfer_customer', ({ body }) => {
    const message = textOr(body.transfer_success_msg)
    if ([...message].length > MOST_SIGNS) throw wrong('transfer_success_msg')
    // Who left is no member any more.
    if (guideOf(body.handover_userid).status === LEFT) throw refuse(60111)
    return start(body, message)
  })
  api('post', 'resigned/transfer_customer', ({ body }) => {
    const from = guideOf(body.handover_userid)
    const isLongAgo = core.clock.seconds() - (from.leftAt ?? core.clock.seconds()) > YEAR
    if (from.status !== LEFT || isLongAgo) throw refuse(40097, 'the handover member has not resigned')
    return start(body, '')
  })

  const results = (body: Body) => {
    const found = handovers.of(textOr(body.handover_userid), textOr(body.takeover_userid))
    const from = body.cursor ? Number(textOr(body.cursor)) : 0
    if (!Number.isInteger(from) || from < 0) throw refuse(40035, 'invalid parameter: cursor')
    const more = found.length > from + RESULTS_PER_PAGE
    return {
      customer: found.slice(from, from + RESULTS_PER_PAGE).map((it) => ({
        external_userid: it.externalUserId,
        status: it.status,
        takeover_time: it.takenAt,
      })),
      ...(more ? { next_cursor: String(from + RESULTS_PER_PAGE) } : {}),
    }
  }
  api('post', 'transfer_result', ({ body }) => results(body))
  api('post', 'resigned/transfer_result', ({ body }) => results(body))

  api('post', 'get_unassigned_list', ({ body }) => {
    const size = numberOr(body.page_size, 1000)
    if (size < 1 || size > 1000) throw wrong('page_size')
    const page = numberOr(body.page_id, 0)
    const from = body.cursor ? Number(textOr(body.cursor)) : page * size
    if (!Number.isInteger(from) || from < 0) throw refuse(40035, 'invalid parameter: cursor')
    handovers.settle()
    const info = core.people
      .guides()
      .filter((it) => it.status === LEFT)
      .flatMap((guide) =>
        core.people.customersOf(guide.userid).map(({ person }) => ({
          handover_userid: guide.userid,
          external_userid: core.people.externalOf(person),
          dimission_time: guide.leftAt ?? core.clock.seconds(),
        })),
      )
    const more = info.length > from + size
    return {
      info: info.slice(from, from + size),
      is_last: !more,
      ...(more ? { next_cursor: String(from + size) } : {}),
    }
  })

  const post = (path: string, handle: (body: Body) => unknown) =>
    router.post(`/__sandbox/${path}`, async (ctx: Koa.Context) => {
      ctx.body = handle(JSON.parse((await readText(ctx)) || '{}') as Body) ?? { ok: true }
    })
  /** `{ userid }`: the member leaves the corp. */
  post('guide/leave', ({ userid }) => {
    const guide = core.people.guide(textOr(userid))
    if (!guide) throw refused(404, `unknown guide ${textOr(userid)}`)
    guide.status = LEFT
    guide.leftAt = core.clock.seconds()
    core.journal.log('沙盒', `${guide.name} 离职了`)
    core.journal.tell('people')
  })
  /** `{ personId }`: the customer says no on their phone. */
  post('handover/refuse', ({ personId }) => {
    const external = core.people.person(textOr(personId))?.externalUserId
    if (!external || !handovers.refuse(external)) throw refused(404, 'nothing to refuse')
  })
  post('handover/settle', () => handovers.settle())
  router.get('/__sandbox/handovers', (ctx) => {
    ctx.body = { handovers: handovers.all() }
  })
  return handovers
}
