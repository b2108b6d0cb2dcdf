import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { env } from '../../../config/env'
import { jsTicketSignature } from '../../kernel/platformCrypto'
import { sharedToken } from '../sharedToken'
import { call } from './wecomApi'

/** WeCom server API (platform-apis §3.1, §3.3), self-built app: sign-in and the signatures of the JS-SDK. */

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
