import type Router from '@koa/router'
import type Koa from 'koa'
import type { Core } from './core'
import type { Outcome } from './pay'
import { isPaySigned } from './payCrypto'
import { listOf, readText, textOr, type Body } from './platformApi'

const failed = (reason: string) => ({ fail: reason })
const MOST_TEMPLATES = 5

/** The pay sheet and the consent sheet of the shopper's phone: what `wx.js` asks of WeChat behind it. */
export function phoneRoutes(router: Router, core: Core) {
  const post = (path: string, handle: (body: Body) => unknown) =>
    router.post(`/__webview/${path}`, async (ctx: Koa.Context) => {
      ctx.body = await handle(JSON.parse((await readText(ctx)) || '{}') as Body)
    })
  const personOf = (body: Body) => core.people.person(textOr(body.as))

  /** Checks what the page was given to pay with, as the client has its server do, before the sheet opens. */
  const orderFor = (body: Body) => {
    const names = ['timeStamp', 'nonceStr', 'package', 'paySign'] as const
    const params = Object.fromEntries(names.map((name) => [name, textOr(body[name])]))
    const missing = names.find((name) => !params[name])
    if (missing) return failed(`parameter error: parameter.${missing} should be String`)
    if (body.signType !== 'RSA' || !isPaySigned(core.wechat.appid, params)) return failed('支付验证签名失败')
    const order = core.pay.payments.byPrepay(params.package?.replace(/^prepay_id=/, '') ?? '')
    if (!order) return failed('预支付订单不存在')
    if (order.openid !== personOf(body)?.openid) return failed('下单账号与支付账号不一致')
    if (!core.pay.payments.isPayable(order)) return failed('订单已支付或已关闭')
    return { order }
  }
  post('pay/open', (body) => {
    const found = orderFor(body)
    if ('fail' in found) {
      core.journal.log('手机', `requestPayment:fail ${found.fail}`, true)
      return found
    }
    const { description, total } = found.order
    core.journal.log('手机', `打开付款 ¥${(total / 100).toFixed(2)}`)
    return { merchant: core.pay.merchant.name, description, amount: total }
  })
  post('pay/act', (body) => {
    const found = orderFor(body)
    if ('fail' in found) return found
    const outcome = (['success', 'fail'] as Outcome[]).find((one) => one === body.outcome) ?? 'cancel'
    const told = core.pay.act(found.order, outcome)
    core.journal.log(
      '手机',
      told === undefined ? '付款后小程序被关掉' : `requestPayment:${told}`,
      told !== 'ok',
    )
    return told === undefined ? { silent: true } : told === 'ok' ? {} : failed(told.replace(/^fail /, ''))
  })

  const templates = (body: Body) => listOf(body.tmplIds)
  post('subscribe/open', (body) => {
    const person = personOf(body)
    const ids = templates(body)
    if (!person) return failed('unknown person')
    if (ids.length === 0 || ids.length > MOST_TEMPLATES) return failed('tmplIds length error')
    const asked = ids.filter((id) => {
      const { always, isBanned } = core.notices.consentOf(person.openid, id)
      return !always && !isBanned
    })
    return {
      asked: asked.map((id) => ({ id, title: core.notices.titleOf(id) })),
      name: core.people.world.corp.name,
    }
  })
  post('subscribe/answer', (body) => {
    const person = personOf(body)
    if (!person) return failed('unknown person')
    const { openid } = person
    const isAccepted = body.accept === true
    const results = templates(body).map((id) => [
      id,
      core.notices.answer(openid, id, isAccepted, body.always === true),
    ])
    core.journal.log('手机', `订阅消息 ${results.map(([, result]) => result).join(' ')}`)
    return Object.fromEntries(results)
  })
}

/** What phones received, for the sandbox's page and for tests; consents without a tap. Not part of any platform. */
export function noticeAdminRoutes(router: Router, core: Core) {
  router.get('/__sandbox/notices', (ctx) => {
    ctx.body = { notices: core.notices.of(String(ctx.query.personId ?? '')) }
  })
  router.get('/__sandbox/sms', (ctx) => {
    ctx.body = { messages: core.notices.texts(ctx.query.phone ? String(ctx.query.phone) : undefined) }
  })
  /** `{ personId or openid, templateId, accept?, ban?, title? }` */
  router.post('/__sandbox/subscribe', async (ctx: Koa.Context) => {
    const body = JSON.parse((await readText(ctx)) || '{}') as Body
    const templateId = textOr(body.templateId)
    const openid = core.people.person(textOr(body.personId))?.openid ?? textOr(body.openid)
    const consent = core.notices.consentOf(openid, templateId)
    if (typeof body.title === 'string') core.notices.titles.set(templateId, body.title)
    if (typeof body.ban === 'boolean') consent.isBanned = body.ban
    const result =
      typeof body.accept === 'boolean'
        ? core.notices.answer(openid, templateId, body.accept, body.always === true)
        : undefined
    ctx.body = { result, ...consent }
  })
}
