import { createHmac } from 'node:crypto'
import type Router from '@koa/router'
import { sessionKeyProof, signaturesEqual } from '../kernel/platformCrypto'
import type { Core } from './core'
import { platformApi, textOr } from './platformApi'
import { refuse } from './refusals'
import { drawWxacode } from './wxacode'

const TOKENS = ['wechat', 'stable'] as const

/** The mini-program's server API: platform-apis 1.1 to 1.4. */
export function wechatRoutes(router: Router, core: Core) {
  const { appid, secret } = core.wechat

  const checkApp = (given: Record<string, unknown>) => {
    if (!textOr(given.appid)) throw refuse(41002)
    if (!textOr(given.secret)) throw refuse(41004)
    if (given.appid !== appid) throw refuse(40013)
    if (given.secret !== secret) throw refuse(40125)
  }

  platformApi(router, core, { family: 'wechat', method: 'get', path: '/cgi-bin/token' }, ({ query }) => {
    if (query.grant_type !== 'client_credential') throw refuse(40002)
    checkApp(query)
    core.limiter.take('tokenDay', appid)
    const { value, expiresIn } = core.credentials.replace('wechat', appid)
    return { access_token: value, expires_in: expiresIn }
  })

  platformApi(
    router,
    core,
    { family: 'wechat', method: 'post', path: '/cgi-bin/stable_token' },
    ({ body }) => {
      if (body.grant_type !== 'client_credential') throw refuse(40002)
      checkApp(body)
      core.limiter.take('stableTokenMinute', appid)
      const { value, expiresIn } = core.credentials.stable(appid, body.force_refresh === true)
      return { access_token: value, expires_in: expiresIn }
    },
  )

  platformApi(router, core, { family: 'wechat', method: 'get', path: '/sns/jscode2session' }, ({ query }) => {
    checkApp(query)
    if (query.grant_type !== 'authorization_code') throw refuse(40002)
    if (!query.js_code) throw refuse(41008)
    const person = core.people.person(core.codes.redeem('login', query.js_code, 40163))
    if (!person) throw refuse(40029)
    core.limiter.take('loginPerUserMinute', person.openid, 45011)
    if (person.risky) throw refuse(40226)
    const sessionKey = createHmac('sha256', core.random('session'))
      .digest()
      .subarray(0, 16)
      .toString('base64')
    core.sessionKeys.set(person.openid, sessionKey)
    const unionid = core.switches.openPlatformBound ? { unionid: person.unionid } : {}
    return { openid: person.openid, session_key: sessionKey, ...unionid }
  })

  platformApi(
    router,
    core,
    { family: 'wechat', method: 'get', path: '/wxa/checksessionkey', token: [...TOKENS] },
    ({ query }) => {
      const sessionKey = core.sessionKeys.get(query.openid ?? '')
      if (!core.people.byOpenid(query.openid ?? '')) throw refuse(40003)
      const proven = sessionKey && signaturesEqual(sessionKeyProof(sessionKey), query.signature ?? '')
      if (!proven || query.sig_method !== 'hmac_sha256') throw refuse(87009)
      return { errcode: 0, errmsg: 'ok' }
    },
  )

  platformApi(
    router,
    core,
    { family: 'wechat', method: 'post', path: '/wxa/business/getuserphonenumber', token: [...TOKENS] },
    ({ body }) => {
      const person = core.people.person(core.codes.redeem('phone', textOr(body.code), 40029))
      if (!person) throw refuse(40029)
      const watermark = { timestamp: core.clock.seconds(), appid }
      const { phone } = person
      return {
        errcode: 0,
        errmsg: 'ok',
        phone_info: { phoneNumber: phone, purePhoneNumber: phone, countryCode: '86', watermark },
      }
    },
  )

  platformApi(
    router,
    core,
    { family: 'wechat', method: 'post', path: '/wxa/getwxacodeunlimit', token: [...TOKENS] },
    ({ body }) => {
      core.limiter.take('wxacodeMinute', appid)
      return drawWxacode(core, body)
    },
  )
}
