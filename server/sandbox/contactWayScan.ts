import type Router from '@koa/router'
import type Koa from 'koa'
import type { ContactWay, ContactWays } from './contactWays'
import type { Core } from './core'
import type { Friendships } from './friendships'
import { readText, textOr, type Body } from './platformApi'

type Waiting = { configId: string; userid: string; personId: string; state: string; at: number }

const refused = (status: number, text: string) => Object.assign(new Error(text), { status })

/** What people do with live codes in their own clients, for the sandbox's page and for tests. Not part of any platform. */
export function contactWayAdminRoutes(router: Router, core: Core, friends: Friendships, ways: ContactWays) {
  /** Requests of who scanned a code that asks the member first. */
  let waiting: Waiting[] = []
  core.onReset(() => (waiting = []))

  const post = (path: string, handle: (body: Body, id: string) => unknown) =>
    router.post(`/__sandbox/contact-ways${path}`, async (ctx: Koa.Context) => {
      const { id = '' } = ctx.params as Record<string, string>
      ctx.body = handle(JSON.parse((await readText(ctx)) || '{}') as Body, id) ?? { ok: true }
    })

  /** Whom a scan leads to: of several members one after another; where one each is allowed, who has the person. */
  const memberFor = (way: ContactWay, personId: string): string => {
    const person = core.people.person(personId)
    const own = way.user.find((userid) => person && core.people.followerOf(person, userid))
    if (own && way.is_exclusive) return own
    const userid = way.user[way.turn % way.user.length] ?? ''
    way.turn += 1
    return userid
  }

  router.get('/__sandbox/contact-ways', (ctx) => {
    ctx.body = { ways: ways.all().reverse(), waiting }
  })

  /** `{ personId, userid? }`: scans the code; `userid` picks one of its members. */
  const scan = (id: string, body: Body) => {
    const way = ways.find(id)
    if (!way) throw refused(404, 'this code leads nowhere any more')
    const person = core.people.person(textOr(body.personId))
    if (!person) throw refused(404, 'unknown person')
    const { personId } = person
    const userid = textOr(body.userid) || memberFor(way, personId)
    const known = core.people.followerOf(person, userid)
    core.journal.log('手机', `${person.name} 扫了活码 ${way.remark || way.state}`)
    if (!way.skip_verify && !known) {
      const request = { configId: id, userid, personId, state: way.state, at: core.clock.now() }
      waiting = [...waiting.filter((it) => it.userid !== userid || it.personId !== personId), request]
      core.journal.tell('people')
      return { userid, event: false, isWaiting: true }
    }
    return { userid, ...friends.add({ userid, personId, state: way.state, addWay: 1 }), isWaiting: false }
  }
  post('/:id/scan', (body, id) => scan(id, body))

  /** `{ userid, personId }`: the member accepts who waits. */
  post('/accept', (body) => {
    const found = waiting.find((it) => it.userid === body.userid && it.personId === body.personId)
    if (!found) throw refused(404, 'nobody waits for this')
    waiting = waiting.filter((it) => it !== found)
    const { userid, personId, state } = found
    return friends.add({ userid, personId, state, addWay: 1 })
  })

  /** `{ busy }`: so many calls of send_welcome_msg find another app sending. */
  router.post('/__sandbox/welcome', async (ctx: Koa.Context) => {
    const { busy } = JSON.parse((await readText(ctx)) || '{}') as Body
    if (!Number.isSafeInteger(busy)) throw refused(400, 'busy must be a whole number')
    core.welcomes.setBusy(Number(busy))
    ctx.body = { ok: true }
  })
  return { scan }
}
