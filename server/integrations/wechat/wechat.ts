import { z } from 'zod'
import { env } from '../../../config/env'
import { PlatformError, PlatformUnavailable, send, type PlatformRequest } from '../http'
import { sharedToken, whileBusy, withToken } from '../sharedToken'

/** Mini-program server API (platform-apis §1). */

const failure = z.object({ errcode: z.number().default(0), errmsg: z.string().default('') })

async function json(response: Response, api: string): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    throw new PlatformUnavailable(`${api}: answer is not JSON`)
  }
}

function shaped<T>(schema: z.ZodType<T>, answer: unknown, api: string): T {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new PlatformUnavailable(`${api}: unexpected answer`)
  return parsed.data
}

/** One request whose answer is JSON. */
async function ask(request: PlatformRequest) {
  const answer = await json(await send(request), request.path)
  return { answer, ...shaped(failure, answer, request.path) }
}

const accessToken = sharedToken(`wechat:${env.WX_APPID}`, async () => {
  const api = '/cgi-bin/stable_token'
  const body = { grant_type: 'client_credential', appid: env.WX_APPID, secret: env.WX_SECRET }
  const { answer, errcode, errmsg } = await whileBusy(() =>
    ask({ method: 'POST', base: env.WX_API_BASE, path: api, query: {}, body }),
  )
  if (errcode) throw new PlatformError('wechat', api, errcode, errmsg)
  const it = shaped(z.object({ access_token: z.string(), expires_in: z.number() }), answer, api)
  return { token: it.access_token, expiresIn: it.expires_in }
})

const codeSession = z.object({
  openid: z.string(),
  session_key: z.string(),
  unionid: z.string().optional(),
})

/**
 * Exchanges the code of wx.login (§1.2). Unionid only when the mini-program is bound to an Open Platform account.
 * @throws PlatformError 40029 bad code, 40163 used, 40226 refused, 45011 too often; PlatformUnavailable
 */
export async function codeToSession(code: string): Promise<{ openid: string; unionid?: string }> {
  const api = '/sns/jscode2session'
  const query = {
    appid: env.WX_APPID,
    secret: env.WX_SECRET,
    js_code: code,
    grant_type: 'authorization_code',
  }
  const { answer, errcode, errmsg } = await whileBusy(() =>
    ask({ method: 'GET', base: env.WX_API_BASE, path: api, query }),
  )
  if (errcode) throw new PlatformError('wechat', api, errcode, errmsg)
  const { openid, unionid } = shaped(codeSession, answer, api)
  return { openid, ...(unionid ? { unionid } : {}) }
}

const phoneInfo = z.object({
  phone_info: z.object({
    purePhoneNumber: z.string(),
    countryCode: z.string(),
    watermark: z.object({ appid: z.string() }),
  }),
})

/**
 * The verified phone number behind a getPhoneNumber code (§1.3); without country code for +86.
 * @throws PlatformError 40029 bad or used code; PlatformUnavailable
 */
export async function phoneOfCode(code: string): Promise<string> {
  const api = '/wxa/business/getuserphonenumber'
  return withToken(accessToken, async (access_token) => {
    const { answer, errcode, errmsg } = await ask({
      method: 'POST',
      base: env.WX_API_BASE,
      path: api,
      query: { access_token },
      body: { code },
    })
    return {
      errcode,
      result: () => {
        if (errcode) throw new PlatformError('wechat', api, errcode, errmsg)
        const { phone_info: it } = shaped(phoneInfo, answer, api)
        if (it.watermark.appid !== env.WX_APPID)
          throw new PlatformError('wechat', api, 40013, 'foreign watermark')
        return it.countryCode === '86' ? it.purePhoneNumber : `+${it.countryCode}${it.purePhoneNumber}`
      },
    }
  })
}

/**
 * An unlimited mini-program code as PNG (§1.4). `scene` is at most 32 characters.
 * @throws PlatformError 41030 unknown page, 40129 bad scene, 45009 too often; PlatformUnavailable
 */
export async function createWxacode(input: { scene: string; page: string; width?: number }): Promise<Buffer> {
  const api = '/wxa/getwxacodeunlimit'
  return withToken(accessToken, async (access_token) => {
    const response = await send({
      method: 'POST',
      base: env.WX_API_BASE,
      path: api,
      query: { access_token },
      body: { ...input, check_path: env.PLATFORM === 'production' },
    })
    if (response.headers.get('content-type')?.startsWith('image/')) {
      const bytes = await response.arrayBuffer().catch((error: unknown) => {
        throw new PlatformUnavailable(`${api}: ${String(error)}`)
      })
      const image = Buffer.from(bytes)
      return { errcode: 0, result: () => image }
    }
    const { errcode, errmsg } = shaped(failure, await json(response, api), api)
    return {
      errcode,
      result: () => {
        throw new PlatformError('wechat', api, errcode, errmsg)
      },
    }
  })
}
