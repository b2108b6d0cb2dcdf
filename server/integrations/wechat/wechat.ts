import { z } from 'zod'
import { env } from '../../../config/env'
import { PlatformError, PlatformUnavailable, send } from '../http'
import { whileBusy, withToken } from '../sharedToken'
import { accessToken, ask, failure, json, post, shaped } from './wechatApi'

export { uploadShippingInfo, type Parcel } from './shipping'

/** Mini-program server API (platform-apis §1). */

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
  const { phone_info: it } = shaped(phoneInfo, await post(api, { code }), api)
  if (it.watermark.appid !== env.WX_APPID) throw new PlatformError('wechat', api, 40013, 'foreign watermark')
  return it.countryCode === '86' ? it.purePhoneNumber : `+${it.countryCode}${it.purePhoneNumber}`
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

/**
 * Sends one subscribe message (§1.6); it uses up one consent of this person for this template. Values must keep to the
 * rule of their key's prefix: `thing` ≤ 20 characters, `character_string` ≤ 32, `phrase` ≤ 5 Chinese, …
 * @param message.page where a tap leads, without leading slash
 * @throws PlatformError 43101 no consent left, 40003 openid, 40037 template, 47003 a value, 41030 page; PlatformUnavailable
 */
export async function sendSubscribeMessage(message: {
  openid: string
  templateId: string
  page?: string
  data: Record<string, string>
}): Promise<void> {
  const { openid, templateId, page, data } = message
  await post('/cgi-bin/message/subscribe/send', {
    touser: openid,
    template_id: templateId,
    ...(page ? { page } : {}),
    data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }])),
  })
}
