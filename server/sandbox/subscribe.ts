import type Router from '@koa/router'
import type { Core } from './core'
import { objectOf } from './payApi'
import { platformApi, textOr } from './platformApi'
import { refuse } from './refusals'

/** What a value may be, by the letters its key begins with (platform-apis 1.6). */
const RULES: Record<string, RegExp> = {
  thing: /^[^]{1,20}$/u,
  number: /^-?[\d.]{1,32}$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[^\p{L}\p{N}]{1,5}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
  time: /^(\d{4}年\d{1,2}月\d{1,2}日 ?|\d{4}[-/]\d{1,2}[-/]\d{1,2} ?)?\d{1,2}:\d{2}(:\d{2})?( ?~ ?[\d年月日 :/-]+)?$/,
  date: /^(\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/]\d{1,2}[-/]\d{1,2})( ?\d{1,2}:\d{2}(:\d{2})?)?( ?~ ?[\d年月日 :/-]+)?$/,
  amount: /^[¥￥$]?\d{1,10}(\.\d+)?元?$/,
  phone_number: /^[\d+() -]{1,17}$/,
  car_number: /^.{1,8}$/u,
  name: /^(\p{Script=Han}{1,10}|[^\p{Script=Han}\d]{1,20})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
}
const SEND = '/cgi-bin/message/subscribe/send'

/** Subscribe messages: one consent, one message. A template id is known when it has the form of one (43 characters). */
export function subscribeRoutes(router: Router, core: Core) {
  const spec = { family: 'wechat', method: 'post', path: SEND, token: ['wechat', 'stable'] } as const
  platformApi(router, core, { ...spec, token: [...spec.token] }, ({ body }) => {
    const openid = textOr(body.touser)
    const templateId = textOr(body.template_id)
    const person = core.people.byOpenid(openid)
    if (!person) throw refuse(40003)
    if (!/^[\w-]{43}$/.test(templateId)) throw refuse(40037)
    const page = textOr(body.page)
    const path = page.split('?')[0] ?? ''
    const { pages } = core.people.world
    if (path && (path.startsWith('/') || (pages && !pages.includes(path)))) throw refuse(41030)
    const lines = Object.entries(objectOf(body.data)).map(([key, given]): [string, string] => {
      const value = textOr(objectOf(given).value)
      const rule = RULES[key.replace(/\d+$/, '')]
      if (!rule?.test(value)) throw refuse(47003, `argument invalid! data.${key}.value invalid`)
      return [key, value]
    })
    if (lines.length === 0) throw refuse(47003, 'argument invalid! data is empty')
    const consent = core.notices.consentOf(openid, templateId)
    if (consent.isBanned || consent.credits === 0) throw refuse(43101)
    consent.credits -= 1
    const title = core.notices.titleOf(templateId)
    core.notices.show({
      personId: person.personId,
      kind: 'subscribe',
      title,
      lines,
      ...(page ? { page } : {}),
    })
    return { errcode: 0, errmsg: 'ok' }
  })
}
