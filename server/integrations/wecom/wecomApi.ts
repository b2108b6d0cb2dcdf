import { z } from 'zod'
import { env } from '../../../config/env'
import { PlatformError, PlatformUnavailable, send } from '../http'
import { sharedToken, whileBusy, withToken } from '../sharedToken'
import { paced } from './pace'

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

const askPaced: typeof ask = (api, query, shape, body) => paced(api, () => ask(api, query, shape, body))

/** The token of our app, shared by all processes. */
const accessToken = sharedToken(`wecom:${env.WECOM_CORPID}:${env.WECOM_AGENTID}`, async () => {
  const shape = { access_token: z.string(), expires_in: z.number() }
  const query = { corpid: env.WECOM_CORPID, corpsecret: env.WECOM_SECRET }
  const it = (await whileBusy(() => askPaced('/cgi-bin/gettoken', query, shape))).result()
  return { token: it.access_token, expiresIn: it.expires_in }
})

/** One call with the app's token at the pace WeCom allows, with the retries of `withToken`. @throws PlatformError, PlatformUnavailable */
export const call = <T extends z.ZodRawShape>(
  api: string,
  query: Record<string, string | undefined>,
  shape: T,
  body?: unknown,
) => withToken(accessToken, (access_token) => askPaced(api, { access_token, ...query }, shape, body))
