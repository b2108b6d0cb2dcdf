import type Router from '@koa/router'
import type Koa from 'koa'
import { pause } from '../kernel/pause'
import type { Core } from './core'
import type { Fault } from './faults'
import { signFaultOf } from './payCrypto'
import { PayRefusal, badParam, isPayCode, refusePay } from './payRefusals'
import { hangUp, readText, type Body } from './platformApi'
import { PlatformRefusal } from './refusals'

export type PayCall = {
  params: Record<string, string>
  query: Record<string, string>
  body: Body
  /** The body as it came. */
  raw: string
  /** `Wechatpay-Serial`: which key the answer is to be signed with. */
  asked: string | undefined
}

const SIGN_TEXTS = {
  scheme: 'Http头缺少Authorization，或其认证类型不正确',
  serial: '商户证书序列号有误，请使用签名私钥匹配的证书序列号',
  time: 'Http头Authorization值中的timestamp与发起请求的时间不能相差超过5分钟',
  signature: '签名错误，请检查后再试',
}

function checkSignature(ctx: Koa.Context, body: string) {
  const call = { method: ctx.method, target: ctx.req.url ?? '', body }
  const fault = signFaultOf({ ...call, authorization: ctx.get('authorization') })
  if (!fault) return
  if (fault.wrong === 'mchid') throw refusePay('MCH_NOT_EXISTS', '商户号不存在')
  const detail =
    fault.wrong === 'signature'
      ? {
          detail: { issue: 'sign not match' },
          field: 'signature',
          location: 'authorization',
          sign_information: {
            method: call.method,
            url: call.target,
            sign_message_length: Buffer.byteLength(fault.message),
            truncated_sign_message: fault.message.slice(0, 120),
          },
        }
      : undefined
  throw refusePay('SIGN_ERROR', SIGN_TEXTS[fault.wrong], detail)
}

function parse(text: string): Body {
  try {
    const body: unknown = JSON.parse(text || '{}')
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Body
  } catch {
    // falls through to the refusal below
  }
  throw refusePay('PARAM_ERROR', '请求体不是JSON')
}

/** Breaks off as a fault says: before anything is done, or after, when the platform has accepted and nobody heard. */
function isCut(ctx: Koa.Context, core: Core, fault: Fault | undefined, when: 'before' | 'after') {
  if (!(when === 'before' ? fault?.drop : fault?.dropAnswer)) return false
  core.journal.log('支付', `${ctx.path} 断开（按开关）`, true)
  hangUp(ctx)
  return true
}

/**
 * Declares one call of WeChat Pay: faults, the merchant's signature, body, then `handle`. What it returns goes out as
 * JSON, `undefined` as 204; refusals with their status. Every answer is signed by the platform.
 */
export function payApi(
  router: Router,
  core: Core,
  spec: { method: 'get' | 'post'; path: string },
  handle: (call: PayCall) => unknown,
) {
  const answer = async (ctx: Koa.Context, fault: Fault | undefined) => {
    const raw = await readText(ctx)
    checkSignature(ctx, raw)
    if (isPayCode(fault?.code)) throw refusePay(fault.code, '（按开关）')
    core.limiter.take('payMinute', spec.path)
    const query = Object.fromEntries(new URLSearchParams(ctx.querystring))
    const params = ctx.params as Record<string, string>
    const asked = ctx.get('wechatpay-serial') || undefined
    return handle({ params, query, body: spec.method === 'post' ? parse(raw) : {}, raw, asked })
  }

  router[spec.method](spec.path, async (ctx: Koa.Context) => {
    const fault = core.faults.take('platform', ctx.path)
    if (fault?.delayMs) await pause(fault.delayMs)
    if (isCut(ctx, core, fault, 'before')) return
    if (fault?.http) {
      core.journal.log('支付', `${ctx.path} HTTP ${fault.http}（按开关）`, true)
      ctx.status = fault.http
      ctx.body = '<html><body>Bad Gateway</body></html>'
      return
    }
    let text = ''
    try {
      const result = await answer(ctx, fault)
      ctx.status = result === undefined ? 204 : 200
      text = result === undefined ? '' : JSON.stringify(result)
      core.journal.log('支付', `${ctx.path} ok`)
    } catch (error) {
      const refusal =
        error instanceof PlatformRefusal ? refusePay('RATELIMIT_EXCEEDED', '频率超过限制') : error
      if (!(refusal instanceof PayRefusal)) throw error
      const { code, message, status, detail } = refusal
      ctx.status = status
      text = JSON.stringify({ code, message, ...(detail ? { detail } : {}) })
      core.journal.log('支付', `${ctx.path} ${code} ${message}`, true)
    }
    if (isCut(ctx, core, fault, 'after')) return
    const spoil = fault?.forge ? 'key' : undefined
    ctx.set('Request-ID', core.random('request').slice(0, 32))
    ctx.set(core.pay.keyring.sign(text, ctx.get('wechatpay-serial') || undefined, spoil))
    if (!text) return
    ctx.type = 'application/json'
    ctx.body = fault?.truncate ? text.slice(0, Math.floor(text.length / 2)) : text
  })
}

/** A text field of so many bytes (or less), or PARAM_ERROR that names it. */
export function textField(body: Body, field: string, max: number, shape = /^[^]+$/): string {
  const value = body[field]
  if (typeof value !== 'string' || value === '') throw badParam(field, '必填')
  if (Buffer.byteLength(value) > max || !shape.test(value)) throw badParam(field, '格式或长度不符')
  return value
}

/** An address for notifications: https without a query; plain http only to this machine, as there is no other here. */
export function notifyUrl(value: unknown, max: number): string {
  if (typeof value !== 'string' || !URL.canParse(value)) throw badParam('notify_url', '必填')
  const { protocol, hostname, search } = new URL(value)
  const isLocal = /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname)
  if (protocol !== 'https:' && !(protocol === 'http:' && isLocal)) throw badParam('notify_url', '必须是https')
  if (search || value.includes('?') || value.length > max) throw badParam('notify_url', '不能带参数')
  return value
}

export const objectOf = (value: unknown): Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {}
