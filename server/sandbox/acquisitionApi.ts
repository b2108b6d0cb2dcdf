import type Router from '@koa/router'
import type Koa from 'koa'
import { createAcquisition, type AcquisitionLink } from './acquisition'
import { wrong } from './contactWays'
import type { Core } from './core'
import type { Friendships } from './friendships'
import { contactApi, numberOr, readText, textOr, type Body } from './platformApi'
import { refuse } from './refusals'

const DAY = 86_400
const CHANNEL_BYTES = 64
/** WeCom tells that the balance runs low from here on. */
const LOW = 10
/** Came by an acquisition link (add_way of platform-apis 3.4). */
const BY_LINK = 16

const refused = (status: number, text: string) => Object.assign(new Error(text), { status })
const shown = ({ link_id, link_name, url, create_time, skip_verify }: AcquisitionLink) => ({
  ...{ link_id, link_name, url, create_time, skip_verify },
})

/** Acquisition links: the API, and what a tap on one leads to. Changes by API cause no callback. */
export function acquisitionRoutes(router: Router, core: Core, friends: Friendships) {
  const links = createAcquisition(core)
  const api = contactApi(router, core)
  const pageOf = <T>(all: readonly T[], body: Body, most: number) => {
    const limit = numberOr(body.limit, most)
    if (limit < 1 || limit > most) throw wrong('limit')
    const from = body.cursor ? Number(textOr(body.cursor)) : 0
    if (!Number.isInteger(from) || from < 0) throw refuse(40035, 'invalid parameter: cursor')
    const next_cursor = all.length > from + limit ? String(from + limit) : ''
    return { page: all.slice(from, from + limit), next_cursor }
  }

  api('post', 'customer_acquisition/list_link', ({ body }) => {
    const { page, next_cursor } = pageOf(links.all(), body, 100)
    return { link_id_list: page.map((it) => it.link_id), next_cursor }
  })
  api('post', 'customer_acquisition/get', ({ body }) => {
    const link = links.mustFind(body.link_id)
    return { link: shown(link), range: { user_list: link.users, department_list: [] } }
  })
  api('post', 'customer_acquisition/create_link', ({ body }) => {
    const link = links.add(body)
    core.journal.tell('contactWays')
    return { link: shown(link) }
  })
  api('post', 'customer_acquisition/update_link', ({ body }) => {
    links.change(links.mustFind(body.link_id), body)
    return {}
  })
  api('post', 'customer_acquisition/delete_link', ({ body }) => {
    links.remove(links.mustFind(body.link_id))
    return {}
  })
  api('post', 'customer_acquisition/customer', ({ body }) => {
    const { page, next_cursor } = pageOf(links.mustFind(body.link_id).customers, body, 1000)
    return { customer_list: page.map(({ at: _, ...it }) => it), next_cursor }
  })
  api('post', 'customer_acquisition/statistic', ({ body }) => {
    const { clicks, customers } = links.mustFind(body.link_id)
    return { click_link_customer_cnt: clicks, new_customer_cnt: customers.length }
  })
  api('get', 'customer_acquisition_quota', () => {
    const { total, balance } = links.quota()
    const expire_date = core.clock.seconds() + 365 * DAY
    return { total, balance, quota_list: balance > 0 ? [{ expire_date, balance }] : [] }
  })

  const tell = (changeType: string, more: Record<string, string> = {}) =>
    core.callbacks.emit('customer_acquisition', changeType, more)
  const post = (path: string, handle: (body: Body, id: string) => unknown) =>
    router.post(`/__sandbox/acquisition${path}`, async (ctx: Koa.Context) => {
      const { id = '' } = ctx.params as Record<string, string>
      ctx.body = handle(JSON.parse((await readText(ctx)) || '{}') as Body, id) ?? { ok: true }
    })
  router.get('/__sandbox/acquisition', (ctx) => {
    ctx.body = { links: links.all(), quota: links.quota() }
  })
  /** `{ balance }`: so many new customers are still paid for. */
  post('/quota', ({ balance }) => {
    if (!Number.isSafeInteger(balance)) throw refused(400, 'balance must be a whole number')
    links.setQuota(Number(balance))
  })
  /** `{ personId, channel? }`: taps the link, with what stands behind `customer_channel=` in its address. */
  post('/:id/click', (body, id) => {
    const link = links.find(id)
    const person = core.people.person(textOr(body.personId))
    if (!person) throw refused(404, 'unknown person')
    if (!link) throw refused(404, 'this link leads nowhere any more')
    const state = textOr(body.channel)
    if (Buffer.byteLength(state) > CHANNEL_BYTES) throw refused(400, 'customer_channel is too long')
    link.clicks += 1
    if (links.quota().balance <= 0) {
      tell('link_unavailable', { LinkId: id })
      return { event: false, isUnavailable: true }
    }
    const userid = link.users[link.turn % link.users.length] ?? ''
    link.turn += 1
    const added = friends.add({ userid, personId: person.personId, state, addWay: BY_LINK })
    if (!added.event) return { ...added, userid }
    link.customers.push({
      ...{ external_userid: core.people.externalOf(person), userid, chat_status: 0, state },
      at: core.clock.seconds(),
    })
    const balance = links.spend()
    if (balance === 0) tell('balance_exhausted')
    else if (balance === LOW) tell('balance_low')
    return { ...added, userid }
  })
  /** The admin deletes a link in WeCom's console. */
  post('/:id/delete', (_, id) => {
    const link = links.find(id)
    if (!link) throw refused(404, 'unknown link')
    links.remove(link)
    tell('delete_link', { LinkId: id })
  })
}
