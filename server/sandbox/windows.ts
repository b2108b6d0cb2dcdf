import type Router from '@koa/router'
import type { Core } from './core'
import type { Person } from './world'

const summary = (person: Person) => ({
  personId: person.personId,
  externalUserId: person.externalUserId,
  name: person.name,
  avatar: person.avatar,
  phone: `${person.phone.slice(0, 3)}****${person.phone.slice(-4)}`,
  locationDenied: person.locationDenied === true,
})

const MOST = 60

/** What the two windows of the sandbox's page show: chats, people, and a live feed of changes. */
export function windowRoutes(router: Router, core: Core) {
  router.get('/__sandbox/chats', (ctx) => {
    const userid = String(ctx.query.userid ?? '')
    const words = String(ctx.query.q ?? '').trim()
    const chats = core.people
      .customersOf(userid)
      .filter(({ person, follower }) => person.name.includes(words) || follower.remark.includes(words))
      .map(({ person, follower }) => ({
        ...summary(person),
        remark: follower.remark,
        blocked: follower.blocked === true,
        last: core.chats.last(userid, person.personId),
      }))
      .sort((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0))
    ctx.body = { chats: chats.slice(0, MOST), total: chats.length, open: core.openChats.get(userid) }
  })
  router.get('/__sandbox/chat', (ctx) => {
    ctx.body = {
      messages: core.chats.open(String(ctx.query.userid ?? ''), String(ctx.query.personId ?? '')),
    }
  })
  router.get('/__sandbox/persons', (ctx) => {
    const words = String(ctx.query.q ?? '').trim()
    const found = core.people
      .persons()
      .filter(({ name, phone }) => name.includes(words) || phone.endsWith(words))
    ctx.body = { persons: found.slice(0, MOST).map(summary), total: found.length }
  })
  router.get('/__sandbox/persons/:id', (ctx) => {
    const person = core.people.person(ctx.params.id ?? '')
    if (!person) return void (ctx.status = 404)
    const chats = person.followers.map((follower) => ({
      guide: core.people.guide(follower.userid),
      last: core.chats.last(follower.userid, person.personId),
    }))
    chats.sort((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0))
    ctx.body = { ...summary(person), chats }
  })
  router.get('/__sandbox/events', (ctx) => {
    ctx.respond = false
    const { res } = ctx
    res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    res.write('retry: 1000\n\n')
    const send = (event: unknown) => res.write(`data: ${JSON.stringify(event)}\n\n`)
    core.journal.bus.on('event', send)
    res.on('close', () => core.journal.bus.off('event', send))
  })
}
