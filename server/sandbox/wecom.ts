import type Router from '@koa/router'
import type { Core } from './core'
import { platformApi } from './platformApi'
import { refuse } from './refusals'

/** WeCom tokens, tickets, sign-in and members: platform-apis 3.1 to 3.3. */
export function wecomRoutes(router: Router, core: Core) {
  const { corpId, apps } = core.wecom

  platformApi(router, core, { family: 'wecom', method: 'get', path: '/cgi-bin/gettoken' }, ({ query }) => {
    if (!query.corpid) throw refuse(41002)
    if (!query.corpsecret) throw refuse(41004)
    if (query.corpid !== corpId) throw refuse(40013)
    const app = apps.find((one) => one.secret === query.corpsecret)
    if (!app) throw refuse(40001, 'invalid credential')
    const { value, expiresIn } = core.credentials.keep('wecom', app.agentId)
    return { access_token: value, expires_in: expiresIn }
  })

  platformApi(
    router,
    core,
    { family: 'wecom', method: 'get', path: '/cgi-bin/get_jsapi_ticket', token: ['wecom'] },
    ({ owner }) => {
      core.limiter.take('ticketCorpHour', corpId)
      core.limiter.take('ticketAppHour', owner)
      const { value, expiresIn } = core.credentials.keep('corpTicket', corpId)
      return { ticket: value, expires_in: expiresIn }
    },
  )

  platformApi(
    router,
    core,
    { family: 'wecom', method: 'get', path: '/cgi-bin/ticket/get', token: ['wecom'] },
    ({ query, owner }) => {
      if (query.type !== 'agent_config') throw refuse(40035, 'invalid parameter: type')
      core.limiter.take('ticketAppHour', owner)
      const { value, expiresIn } = core.credentials.keep('agentTicket', owner)
      return { ticket: value, expires_in: expiresIn }
    },
  )

  platformApi(
    router,
    core,
    { family: 'wecom', method: 'get', path: '/cgi-bin/auth/getuserinfo', token: ['wecom'], exempt: true },
    ({ query }) => {
      if (!query.code) throw refuse(40029)
      const who = core.codes.redeem('oauth', query.code, 42022, 42003)
      if (core.people.guide(who)) return { userid: who }
      const person = core.people.person(who)
      if (!person) throw refuse(40029)
      const known = person.followers.some((one) => core.people.guide(one.userid)?.visible !== false)
      return { openid: person.openid, ...(known ? { external_userid: person.externalUserId } : {}) }
    },
  )

  platformApi(
    router,
    core,
    { family: 'wecom', method: 'get', path: '/cgi-bin/user/get', token: ['wecom'] },
    ({ query }) => {
      const guide = core.people.guide(query.userid ?? '')
      if (!guide) throw refuse(60111)
      if (guide.visible === false) throw refuse(60011)
      return {
        userid: guide.userid,
        name: guide.name,
        department: [1],
        order: [0],
        position: guide.role === 'manager' ? '店长' : '导购',
        is_leader_in_dept: [guide.role === 'manager' ? 1 : 0],
        direct_leader: [],
        main_department: 1,
        alias: '',
        status: guide.status ?? 1,
        telephone: '',
        extattr: { attrs: [] },
        external_position: guide.storeName,
      }
    },
  )
}
