import { z } from 'zod'
import { env } from '../../../config/env'
import { PlatformUnavailable, WordedRefusal, send } from '../http'

/**
 * Text messages through a gateway that speaks HTTP: `POST {SMS_API_BASE}/sms/messages` with a bearer key and
 * `{ phone, template, params }`, answered by `{ id }`, or 4xx with `{ code, message }`. A provider with another manner is
 * adapted here and nowhere else.
 */
const accepted = z.object({ id: z.string() })
const refused = z.object({ code: z.string().default('UNKNOWN'), message: z.string().default('') })

/**
 * Sends one text message. That it was accepted does not say that it arrived. It is not repeated here: the caller decides,
 * as a repetition may be a second message.
 * @param message.phone Chinese mobile number, or with `+` and country code
 * @param message.template name of the text as the gateway knows it; `params` fill its places
 * @throws WordedRefusal INVALID_PHONE, INVALID_TEMPLATE, FREQUENCY_LIMITED, …; PlatformUnavailable
 */
export async function sendSms(message: {
  phone: string
  template: string
  params: Record<string, string>
}): Promise<{ id: string }> {
  const path = '/sms/messages'
  const response = await send({
    method: 'POST',
    base: env.SMS_API_BASE,
    path,
    query: {},
    body: message,
    headers: { authorization: `Bearer ${env.SMS_API_KEY}` },
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) {
    const parsed = accepted.safeParse(answer)
    if (parsed.success) return parsed.data
  } else {
    const parsed = refused.safeParse(answer)
    if (parsed.success)
      throw new WordedRefusal('sms', path, response.status, parsed.data.code, parsed.data.message)
  }
  throw new PlatformUnavailable(`${path}: unexpected answer (HTTP ${response.status})`)
}
