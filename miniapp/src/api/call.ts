import Taro from '@tarojs/taro'
import { platform } from '../platform'
import { createClient, type Send } from './client'
import { hearTime } from './serverTime'
import { dropSession, keepSession, token } from './session'

const send: Send = async ({ method, url, headers, body, timeoutMs }) => {
  const answer = await Taro.request({
    method,
    url,
    data: body,
    header: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    timeout: timeoutMs,
  })
  hearTime(answer.header as Record<string, unknown>)
  return { status: answer.statusCode, body: answer.data as unknown }
}

/**
 * Signs in with the platform's code. `null` where there is no WeChat to ask (a plain browser).
 * A refusal is a CallError with the server's sentence.
 */
export const signIn = async (storeId?: string): Promise<string | null> => {
  const code = await platform.loginCode()
  if (code === null) return null
  const session = await call('POST /session', { body: { code, storeId } })
  keepSession(session)
  return session.token
}

/** Calls the server; see createClient. A token that can't be renewed is forgotten. */
export const call = createClient({
  base: __API_BASE__,
  send,
  token: token.get,
  renew: async () => {
    dropSession()
    return (await signIn()) ?? undefined
  },
})
