import type Router from '@koa/router'
import type Koa from 'koa'
import { sandboxEnv } from '../../config/sandboxEnv'
import { pause } from '../kernel/pause'
import type { Core } from './core'
import { objectOf } from './payApi'
import { hangUp, readText, textOr, type Body } from './platformApi'

const key = sandboxEnv({ sandboxUrl: '' }).SMS_API_KEY ?? ''
const refusal = (status: number, code: string, message: string) => ({ status, body: { code, message } })

/** The SMS gateway: keeps every message and shows it on the phone that has the number. */
export function smsRoutes(router: Router, core: Core) {
  const take = (ctx: Koa.Context, body: Body) => {
    if (ctx.get('authorization') !== `Bearer ${key}`) return refusal(401, 'UNAUTHORIZED', '密钥错误')
    const phone = textOr(body.phone)
    const template = textOr(body.template)
    if (!/^(1[3-9]\d{9}|\+\d{6,15})$/.test(phone)) return refusal(400, 'INVALID_PHONE', '号码错误')
    if (!/^[\w.-]{1,64}$/.test(template)) return refusal(400, 'INVALID_TEMPLATE', '模板错误')
    const params = Object.entries(objectOf(body.params))
    if (params.some(([, value]) => typeof value !== 'string'))
      return refusal(400, 'INVALID_PARAMS', '参数错误')
    const lines = params as [string, string][]
    const id = core.notices.text(phone, template, Object.fromEntries(lines))
    const person = core.people.persons().find((one) => one.phone === phone)
    const title = `【${core.people.world.corp.name}】${template}`
    if (person) core.notices.show({ personId: person.personId, kind: 'sms', title, lines })
    return { status: 200, body: { id } }
  }

  router.post('/sms/messages', async (ctx: Koa.Context) => {
    const fault = core.faults.take('platform', ctx.path)
    if (fault?.delayMs) await pause(fault.delayMs)
    if (fault?.drop) return hangUp(ctx)
    const body = JSON.parse((await readText(ctx)) || '{}') as Body
    const answer = fault?.code
      ? refusal(fault.http ?? 400, fault.code, '按开关')
      : fault?.http
        ? refusal(fault.http, 'UNAVAILABLE', '按开关')
        : take(ctx, body)
    ctx.status = answer.status
    ctx.body = answer.body
    core.journal.log('短信', `${ctx.path} ${answer.status}`, answer.status !== 200)
  })
}
