import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { env } from '../../../config/env'
import { jsTicketSignature } from '../../kernel/platformCrypto'
import { PlatformError, PlatformUnavailable, send } from '../http'
import { sharedToken, whileBusy, withToken } from '../sharedToken'

/** WeCom server API (platform-apis §3), self-built app. */

const base = z.object({ errcode: z.number(), errmsg: z.string() })

async function ask<T extends z.ZodRawShape>(
  api: string,
  query: Record<string, string | undefined>,
  shape: T,
  body?: unknown,
): Promise<{ errcode: number; result: () => z.output<z.ZodObject<T>> }> {
  const method = body === undefined ? 'GET' : 'POST'
  const response = await send({ method, base: env.WECOM_API_BASE, path: api, query, body })
  const answer: unknown = await response.json().catch(() => undefined)
  const status = base.safeParse(answer)
  if (!status.success) throw new PlatformUnavailable(`${api}: unexpected answer`)
  const { errcode, errmsg } = status.data
  return {
    errcode,
    result: () => {
      if (errcode) throw new PlatformError('wecom', api, errcode, errmsg)
      const parsed = z.object(shape).safeParse(answer)
      if (!parsed.success) throw new PlatformUnavailable(`${api}: unexpected answer`)
      return parsed.data
    },
  }
}

const accessToken = sharedToken(`wecom:${env.WECOM_CORPID}:${env.WECOM_AGENTID}`, async () => {
  const shape = { access_token: z.string(), expires_in: z.number() }
  const query = { corpid: env.WECOM_CORPID, corpsecret: env.WECOM_SECRET }
  const it = (await whileBusy(() => ask('/cgi-bin/gettoken', query, shape))).result()
  return { token: it.access_token, expiresIn: it.expires_in }
})

const call = <T extends z.ZodRawShape>(
  api: string,
  query: Record<string, string | undefined>,
  shape: T,
  body?: unknown,
) => withToken(accessToken, (access_token) => ask(api, { access_token, ...query }, shape, body))

const ticketShape = { ticket: z.string(), expires_in: z.number() }
const ticket = (name: string, api: string, query: Record<string, string>) =>
  sharedToken(`wecom:${env.WECOM_CORPID}:${env.WECOM_AGENTID}:${name}`, async () => {
    const it = await call(api, query, ticketShape)
    return { token: it.ticket, expiresIn: it.expires_in }
  })
const corpTicket = ticket('corpTicket', '/cgi-bin/get_jsapi_ticket', {})
const agentTicket = ticket('agentTicket', '/cgi-bin/ticket/get', { type: 'agent_config' })

/** Where a browser is sent to sign in (§3.3, snsapi_base). */
export function oauthUrl(redirect: string, state: string): string {
  const url = new URL(env.WECOM_OAUTH_URL)
  url.search = new URLSearchParams({
    appid: env.WECOM_CORPID,
    redirect_uri: redirect,
    response_type: 'code',
    scope: 'snsapi_base',
    state,
    agentid: env.WECOM_AGENTID,
  }).toString()
  url.hash = 'wechat_redirect'
  return url.href
}

/**
 * The member behind an OAuth code; undefined for somebody outside the corp.
 * @throws PlatformError 40029 bad, 42003 expired, 42022 used code
 */
export async function userOfCode(code: string): Promise<string | undefined> {
  const { userid } = await call('/cgi-bin/auth/getuserinfo', { code }, { userid: z.string().optional() })
  return userid
}

const externalContact = z.object({
  external_userid: z.string(),
  name: z.string(),
  avatar: z.string().optional(),
  type: z.number(),
  unionid: z.string().optional(),
})
const followUser = z.object({
  userid: z.string(),
  remark: z.string().default(''),
  createtime: z.number(),
  tags: z
    .array(
      z.object({
        group_name: z.string().default(''),
        tag_name: z.string(),
        tag_id: z.string().optional(),
        type: z.number(),
      }),
    )
    .default([]),
  state: z.string().optional(),
})
export type ExternalContact = z.infer<typeof externalContact>
export type FollowUser = z.infer<typeof followUser>

/**
 * An external contact with all its followers (§3.4), over every page.
 * @throws PlatformError 84061 no such relation, 40096 bad id, 60011 outside the app's range
 */
export async function getExternalContact(
  externalUserId: string,
): Promise<{ contact: ExternalContact; followers: FollowUser[] }> {
  const shape = {
    external_contact: externalContact,
    follow_user: z.array(followUser).default([]),
    next_cursor: z.string().optional(),
  }
  const followers: FollowUser[] = []
  for (let cursor: string | undefined; ;) {
    const page = await call(
      '/cgi-bin/externalcontact/get',
      { external_userid: externalUserId, cursor },
      shape,
    )
    followers.push(...page.follow_user)
    cursor = page.next_cursor || undefined
    if (!cursor) return { contact: page.external_contact, followers }
  }
}

export interface PageSignature {
  timestamp: string
  nonceStr: string
  signature: string
}

/** Both signatures @wecom/jssdk needs for one page address, without its `#…` part (§3.1). */
export async function signPage(url: string): Promise<{ config: PageSignature; agentConfig: PageSignature }> {
  const page = url.split('#')[0] ?? url
  const sign = (secret: string): PageSignature => {
    const nonceStr = randomBytes(8).toString('hex')
    const timestamp = String(Math.floor(Date.now() / 1000))
    return {
      timestamp,
      nonceStr,
      signature: jsTicketSignature({ ticket: secret, nonceStr, timestamp, url: page }),
    }
  }
  const [corp, agent] = await Promise.all([corpTicket.get(), agentTicket.get()])
  return { config: sign(corp), agentConfig: sign(agent) }
}
