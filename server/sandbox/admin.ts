import type Router from '@koa/router'
import type Koa from 'koa'
import type { Core } from './core'
import type { Friendships, Pair } from './friendships'
import { numberOr, readText, textOr, type Body } from './platformApi'
import { completePerson, type Guide, type Person, type World } from './world'

/** The switches of the sandbox, for its page and for tests (platform-apis 5.6). Not part of any platform. */
export function adminRoutes(router: Router, core: Core, friends: Friendships) {
  const post = (path: string, handle: (body: Body, params: Record<string, string>) => unknown) =>
    router.post(`/__sandbox${path}`, async (ctx: Koa.Context) => {
      const body = JSON.parse((await readText(ctx)) || '{}') as Body
      ctx.body = (await handle(body, ctx.params as Record<string, string>)) ?? { ok: true }
    })
  const asPair = (body: Body): Pair => ({ userid: textOr(body.userid), personId: textOr(body.personId) })

  router.get('/__sandbox/health', (ctx) => {
    ctx.body = { ok: true, guides: core.people.guides().length, persons: core.people.persons().length }
  })
  router.get('/__sandbox/state', (ctx) => {
    ctx.body = {
      now: core.clock.now(),
      rate: core.clock.rate(),
      webviewPort: core.webviewPort,
      corp: core.people.world.corp,
      guides: core.people.guides(),
      stores: core.people.world.stores,
      personCount: core.people.persons().length,
      currentGuide: core.currentGuide || core.people.guides()[0]?.userid,
      faults: core.faults.list(),
      notify: core.callbacks.mode(),
      payNotify: core.pay.notify.mode(),
      pay: core.pay.settings(),
      switches: core.switches,
      limits: core.limiter.caps,
      wxacodes: core.wxacodes,
      events: core.callbacks.sent().length,
      logCount: core.journal.count(),
    }
  })
  router.get('/__sandbox/log', (ctx) => {
    ctx.body = { entries: core.journal.since(Number(ctx.query.after ?? 0)) }
  })

  /** `advance` in seconds, `set` an ISO instant, `rate` a speed (0 stops). */
  post('/clock', ({ advance, set, rate }) => {
    // The rate first: a clock that is stopped and set stands exactly where it was set.
    if (typeof rate === 'number') core.clock.setRate(rate)
    if (typeof set === 'string') core.clock.set(Date.parse(set))
    if (typeof advance === 'number') core.clock.advance(advance * 1000)
    core.journal.tell('clock', { now: core.clock.now(), rate: core.clock.rate() })
    return { now: core.clock.now(), rate: core.clock.rate() }
  })
  post('/fault', (body) => {
    const fault = core.faults.add({ ...body, endpoint: textOr(body.endpoint, '*') })
    core.journal.log('沙盒', `故障 ${fault.id}：${fault.endpoint}`)
    core.journal.tell('switches')
    return fault
  })
  post('/fault/:id/remove', (_, { id = '' }) => {
    core.faults.remove(id)
    core.journal.tell('switches')
  })
  post('/limits', (body) => core.limiter.set(body))
  post('/lifetime', ({ seconds }) => core.setLifetime(numberOr(seconds, 7200) * 1000))
  post('/tokens/revoke', ({ platform }) => {
    const wechat = platform === 'wecom' ? 0 : core.credentials.revoke(['wechat', 'stable'])
    const wecom = platform === 'wechat' ? 0 : core.credentials.revoke(['wecom'])
    core.journal.log('沙盒', `作废令牌 ${wechat + wecom} 个`)
    return { revoked: wechat + wecom }
  })
  post('/notify', (body) => {
    core.callbacks.setMode(body)
    core.journal.tell('switches')
    return core.callbacks.mode()
  })
  post('/notify/flush', () => core.callbacks.flush())
  post('/notify/replay', ({ index }) => ({ ok: core.callbacks.replay(numberOr(index, 0)) }))
  post('/callback/verify', ({ url }) => core.callbacks.verifyUrl(textOr(url) || undefined))
  post('/switches', ({ openPlatformBound, consoleWelcome, flatMemberList, bridge }) => {
    if (typeof consoleWelcome === 'boolean') core.switches.consoleWelcome = consoleWelcome
    if (typeof flatMemberList === 'boolean') core.switches.flatMemberList = flatMemberList
    if (typeof openPlatformBound === 'boolean') core.switches.openPlatformBound = openPlatformBound
    Object.assign(core.switches.bridge, bridge)
    core.journal.tell('switches')
    return core.switches
  })

  post('/customer/add', (body) =>
    friends.add({
      ...asPair(body),
      ...(typeof body.state === 'string' ? { state: body.state } : {}),
      ...(typeof body.addWay === 'number' ? { addWay: body.addWay } : {}),
      oneWay: body.oneWay === true,
    }),
  )
  post('/customer/scan', (body) => friends.add({ ...asPair(body), state: textOr(body.state), addWay: 1 }))
  post('/customer/edit', (body) =>
    friends.edit({
      ...asPair(body),
      ...(body as { remark?: string; tags?: { group: string; name: string }[] }),
    }),
  )
  post('/customer/delete', (body) => friends.remove(asPair(body)))
  post('/customer/block', (body) => friends.block(asPair(body)))
  post('/customer/talk', (body) =>
    friends.talk(asPair(body), {
      from: body.from === 'guide' ? 'guide' : 'person',
      kind: 'text',
      text: textOr(body.text).slice(0, 2000),
    }),
  )
  post('/people', ({ guide, person }) => {
    if (guide) core.people.addGuide(guide as Guide)
    const added = person
      ? completePerson(person as Partial<Person> & { name: string }, core.people.persons().length)
      : undefined
    if (added) core.people.addPerson(added)
    core.journal.tell('people')
    return { guide, person: added }
  })
  post('/person/:id', (body, { id = '' }) => {
    const person = core.people.person(id)
    if (!person) throw Object.assign(new Error(`unknown person ${id}`), { status: 404 })
    const { position, locationDenied, risky } = body as Partial<Person>
    Object.assign(person, { position: position ?? person.position, locationDenied, risky })
    return person
  })
  /** What scanCode on this phone answers next. */
  post('/person/:id/scan', ({ result }, { id = '' }) => void core.nextScan.set(id, textOr(result)))
  /** Opens a chat in a guide's window; the sidebar beside it then reads this customer. */
  post('/window', (body) => {
    const { userid, personId } = asPair(body)
    core.currentGuide = userid || core.currentGuide
    if (personId) core.openChats.set(userid, friends.pair({ userid, personId }).person.personId)
  })
  post('/reset', ({ seed, world }) =>
    core.reset({
      ...(typeof seed === 'string' ? { seed } : {}),
      ...(world ? { world: world as World } : {}),
    }),
  )
}
