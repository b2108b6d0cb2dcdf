import type Router from '@koa/router'
import type Koa from 'koa'
import { pause } from '../kernel/pause'
import type { Core, WecomApp } from './core'
import type { LeaseKind } from './credentials'
import type { Fault } from './faults'
import type { Upload } from './media'
import { PlatformRefusal, refusalBody, refuse, type Family } from './refusals'

export type Body = Record<string, unknown>
export type Call = {
  query: Record<string, string>
  body: Body
  /** Whose token it is: appid of the mini-program or agent id of the WeCom app; '' without a token. */
  owner: string
  /** The WeCom app behind the token. */
  app: WecomApp | undefined
  /** The file of an upload. */
  upload?: Upload
}

type Spec = {
  family: Family
  method: 'get' | 'post'
  path: string
  /** Kinds of token that open it; none = no token needed. */
  token?: LeaseKind[]
  /** Needs the customer-contact permission (48002). */
  contact?: boolean
  /** Not counted against the frequency caps. */
  exempt?: boolean
  /** Takes a file: multipart, field `media`. */
  isUpload?: boolean
}

const MAX_BODY = 1_000_000
const MAX_UPLOAD = 25_000_000

async function readBytes(ctx: Koa.Context, most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) throw refuse(40206, 'request body too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
/** Reads the whole body as text; refuses more than 1 MB. */
export const readText = async (ctx: Koa.Context): Promise<string> =>
  (await readBytes(ctx, MAX_BODY)).toString('utf8')

/** The file in the field `media`; undefined when there is none. */
async function readUpload(ctx: Koa.Context): Promise<Upload | undefined> {
  const bytes = await readBytes(ctx, MAX_UPLOAD)
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': ctx.get('content-type') },
  })
    .formData()
    .catch(() => undefined)
  const file = form?.get('media')
  if (!file || typeof file === 'string') return undefined
  return { name: file.name, bytes: Buffer.from(await file.arrayBuffer()) }
}

function parseBody(family: Family, text: string): Body {
  if (family === 'wecom' && /\\u(?!00[0-7])[0-9a-f]{4}/i.test(text)) throw refuse(40033)
  try {
    const body: unknown = JSON.parse(text || '{}')
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Body
  } catch {
    // falls through to the refusal below
  }
  throw refuse(family === 'wechat' ? 47001 : 40035, 'data format error')
}

const single = (query: NodeJS.Dict<string | string[]>) =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, (Array.isArray(value) ? value[0] : value) ?? '']),
  )

/** Gives the connection up without an answer. */
export function hangUp(ctx: Koa.Context) {
  ctx.respond = false
  ctx.req.socket.destroy()
}

function spoil(ctx: Koa.Context, fault: Fault) {
  if (!fault.truncate || Buffer.isBuffer(ctx.body)) return
  const text = JSON.stringify(ctx.body)
  ctx.type = 'application/json'
  ctx.body = text.slice(0, Math.floor(text.length / 2))
}

/**
 * Declares one platform API: caps, faults, token, body, then `handle`. What `handle` returns goes out as JSON
 * (WeCom: beside errcode 0), a Buffer as PNG; refusals go out with HTTP 200 as the platforms do.
 */
export function platformApi(router: Router, core: Core, spec: Spec, handle: (call: Call) => unknown) {
  const { family, path } = spec

  const answer = async (ctx: Koa.Context, fault: Fault | undefined) => {
    const ip = ctx.ip
    if (!spec.exempt) {
      core.limiter.take('apiMinute', `${family}:${path}`)
      core.limiter.take('apiHour', `${family}:${path}`)
      core.limiter.take('ipMinute', `${family}:${ip}`)
      core.limiter.take('ipHour', `${family}:${ip}`)
    }
    if (fault?.errcode !== undefined) throw refuse(fault.errcode)
    const query = single(ctx.query)
    const owner = spec.token ? core.credentials.check(query.access_token, spec.token) : ''
    const app = core.wecom.apps.find((one) => one.agentId === owner)
    if (spec.contact && !app?.customerContact) throw refuse(48002)
    const upload = spec.isUpload ? await readUpload(ctx) : undefined
    const body = spec.method === 'post' && !spec.isUpload ? parseBody(family, await readText(ctx)) : {}
    const result = await handle({ query, body, owner, app, ...(upload ? { upload } : {}) })
    if (Buffer.isBuffer(result)) {
      ctx.type = 'image/png'
      ctx.body = result
    } else {
      ctx.body = family === 'wecom' ? { errcode: 0, errmsg: 'ok', ...(result as object) } : result
    }
  }

  router[spec.method](path, async (ctx: Koa.Context) => {
    const source = family === 'wechat' ? '微信' : '企微'
    const fault = core.faults.take('platform', path)
    if (fault?.delayMs) await pause(fault.delayMs)
    if (fault?.drop) {
      core.journal.log(source, `${path} 断开（按开关）`, true)
      return hangUp(ctx)
    }
    if (fault?.http) {
      core.journal.log(source, `${path} HTTP ${fault.http}（按开关）`, true)
      ctx.status = fault.http
      ctx.body = '<html><body>Bad Gateway</body></html>'
      return
    }
    try {
      await answer(ctx, fault)
      core.journal.log(source, `${path} ok`)
    } catch (error) {
      if (!(error instanceof PlatformRefusal)) throw error
      const refused = refusalBody(family, error, core.random('rid'), ctx.ip)
      ctx.body = fault?.malformed ? { errcode: refused.errcode, errmsg: '\u0000<err/>' } : refused
      core.journal.log(source, `${path} ${error.errcode} ${error.message}`, true)
    }
    if (fault) spoil(ctx, fault)
  })
}

export const textOr = (value: unknown, fallback = '') => (typeof value === 'string' ? value : fallback)
export const numberOr = (value: unknown, fallback: number) => (typeof value === 'number' ? value : fallback)
export const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []

/** How an API of customer contact is answered, below `/cgi-bin/externalcontact/`. */
export const contactApi =
  (router: Router, core: Core) =>
  (method: Spec['method'], name: string, handle: (call: Call) => unknown): void =>
    platformApi(
      router,
      core,
      { family: 'wecom', method, path: `/cgi-bin/externalcontact/${name}`, token: ['wecom'], contact: true },
      handle,
    )
