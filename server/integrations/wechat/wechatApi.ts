import { z } from 'zod'
import { env } from '../../../config/env'
import { PlatformError, PlatformUnavailable, send, type PlatformRequest } from '../http'
import { sharedToken, whileBusy, withToken } from '../sharedToken'

/** How api.weixin.qq.com is asked (platform-apis §0.3, §1.1). */

export const failure = z.object({ errcode: z.number().default(0), errmsg: z.string().default('') })

export async function json(response: Response, api: string): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    throw new PlatformUnavailable(`${api}: answer is not JSON`)
  }
}

export function shaped<T>(schema: z.ZodType<T>, answer: unknown, api: string): T {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new PlatformUnavailable(`${api}: unexpected answer`)
  return parsed.data
}

/** One request whose answer is JSON. */
export async function ask(request: PlatformRequest) {
  const answer = await json(await send(request), request.path)
  return { answer, ...shaped(failure, answer, request.path) }
}

export const accessToken = sharedToken(`wechat:${env.WX_APPID}`, async () => {
  const api = '/cgi-bin/stable_token'
  const body = { grant_type: 'client_credential', appid: env.WX_APPID, secret: env.WX_SECRET }
  const { answer, errcode, errmsg } = await whileBusy(() =>
    ask({ method: 'POST', base: env.WX_API_BASE, path: api, query: {}, body }),
  )
  if (errcode) throw new PlatformError('wechat', api, errcode, errmsg)
  const it = shaped(z.object({ access_token: z.string(), expires_in: z.number() }), answer, api)
  return { token: it.access_token, expiresIn: it.expires_in }
})

/** One POST with the mini-program's token. @throws PlatformError with WeChat's errcode; PlatformUnavailable */
export async function post(api: string, body: unknown): Promise<unknown> {
  return withToken(accessToken, async (access_token) => {
    const { answer, errcode, errmsg } = await ask({
      method: 'POST',
      base: env.WX_API_BASE,
      path: api,
      query: { access_token },
      body,
    })
    return {
      errcode,
      result: () => {
        if (errcode) throw new PlatformError('wechat', api, errcode, errmsg)
        return answer
      },
    }
  })
}
