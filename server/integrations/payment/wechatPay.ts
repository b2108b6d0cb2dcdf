import { z } from 'zod'
import { env } from '../../../config/env'
import { now } from '../../kernel/clock'
import { PlatformUnavailable, WordedRefusal } from '../http'
import { callPay, newNonce } from './payApi'
import { linesOf, signRsa } from './payCrypto'
import { refundAnswer, transactionShape, type Refund, type Transaction } from './payShapes'

/**
 * WeChat Pay v3 (platform-apis §2). Money is integer fen. Every call may be repeated with the same numbers; all throw
 * PlatformUnavailable when no answer that can be trusted came, after which the outcome is unknown: ask again or query.
 * Refusals are WordedRefusal (a PlatformError) with WeChat's code as `reason`.
 */
export { NotificationForged, openNotification, type Notification } from './payNotification'
export type { Refund, Transaction }

function shaped<T>(schema: z.ZodType<T>, body: unknown, api: string): T {
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw new PlatformUnavailable(`${api}: unexpected answer`)
  return parsed.data
}
const isRefusal = (error: unknown, ...reasons: string[]) =>
  error instanceof WordedRefusal && reasons.includes(error.reason)

/** The beginning of a text that fits into so many bytes of UTF-8, no character cut in two. */
function fitting(text: string, bytes: number): string {
  let size = 0
  let end = 0
  for (const sign of text) {
    size += Buffer.byteLength(sign)
    if (size > bytes) break
    end += sign.length
  }
  return text.slice(0, end)
}

/** RFC 3339 with China's offset, in whole seconds, as the platform writes time. */
const beijing = (at: Date): string =>
  `${new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 19)}+08:00`

const TRANSACTIONS = '/v3/pay/transactions'
const REFUNDS = '/v3/refund/domestic/refunds'

/**
 * Opens a payment in the mini-program (§2.4). The same input again before payment gives a prepay id again; other content
 * under the same number is refused. A prepay id lives two hours, at most until `expiresAt`.
 * @param input.outTradeNo 6 to 32 of `0-9A-Za-z_-*`
 * @param input.description what is paid for; cut to 127 bytes
 * @throws WordedRefusal ORDERPAID, ORDER_CLOSED, INVALID_REQUEST (number used for other content), PARAM_ERROR, …
 */
export async function createPrepay(input: {
  outTradeNo: string
  description: string
  amount: number
  openid: string
  expiresAt: Date
}): Promise<{ prepayId: string }> {
  const path = `${TRANSACTIONS}/jsapi`
  const body = {
    appid: env.WX_APPID,
    mchid: env.WXPAY_MCHID,
    description: fitting(input.description, 127),
    out_trade_no: input.outTradeNo,
    time_expire: beijing(input.expiresAt),
    notify_url: `${env.PUBLIC_URL}/api/pay/wechat/transactions`,
    amount: { total: input.amount, currency: 'CNY' },
    payer: { openid: input.openid },
  }
  const answer = await callPay({ method: 'POST', path, body })
  return { prepayId: shaped(z.object({ prepay_id: z.string().min(1) }), answer, path).prepay_id }
}

/** What `wx.requestPayment` is called with (§2.4). That it succeeds is no proof of payment: query or be notified. */
export function payParams(prepayId: string) {
  const timeStamp = String(Math.floor(now().getTime() / 1000))
  const nonceStr = newNonce()
  const pack = `prepay_id=${prepayId}`
  const paySign = signRsa(linesOf(env.WX_APPID, timeStamp, nonceStr, pack), env.WXPAY_PRIVATE_KEY)
  return { appId: env.WX_APPID, timeStamp, nonceStr, package: pack, signType: 'RSA' as const, paySign }
}

/** What the platform knows of a payment (§2.5); undefined when it has no such order. */
export async function queryTransaction(outTradeNo: string): Promise<Transaction | undefined> {
  const path = `${TRANSACTIONS}/out-trade-no/${encodeURIComponent(outTradeNo)}`
  try {
    const answer = await callPay({ method: 'GET', path, query: { mchid: env.WXPAY_MCHID } })
    return shaped(transactionShape, answer, path)
  } catch (error) {
    if (isRefusal(error, 'ORDER_NOT_EXIST', 'RESOURCE_NOT_EXISTS')) return undefined
    throw error
  }
}

/**
 * Makes sure that nobody can pay this number any more (§2.5): `closed`, also when it was closed before or never opened;
 * `paid` when the payment was faster.
 */
export async function closeTransaction(outTradeNo: string): Promise<'closed' | 'paid'> {
  const path = `${TRANSACTIONS}/out-trade-no/${encodeURIComponent(outTradeNo)}/close`
  try {
    await callPay({ method: 'POST', path, body: { mchid: env.WXPAY_MCHID } })
    return 'closed'
  } catch (error) {
    if (isRefusal(error, 'ORDERPAID')) return 'paid'
    if (isRefusal(error, 'ORDER_CLOSED', 'ORDER_NOT_EXIST', 'RESOURCE_NOT_EXISTS')) return 'closed'
    throw error
  }
}

/**
 * Asks for money to go back (§2.6); how it ended comes by notification or query. One `outRefundNo` is one refund,
 * however often it is asked for; after a failure the same number is used again.
 * @param input.amount fen that go back
 * @param input.total fen of the whole payment
 * @param input.reason shown to the shopper; cut to 80 bytes
 * @throws WordedRefusal NOT_ENOUGH (the merchant's balance), FREQUENCY_LIMITED (a minute between refunds of one
 *   order), INVALID_REQUEST, …
 */
export async function requestRefund(input: {
  outRefundNo: string
  outTradeNo: string
  amount: number
  total: number
  reason: string
}): Promise<Refund> {
  const reason = fitting(input.reason, 80)
  const body = {
    out_trade_no: input.outTradeNo,
    out_refund_no: input.outRefundNo,
    ...(reason ? { reason } : {}),
    notify_url: `${env.PUBLIC_URL}/api/pay/wechat/refunds`,
    amount: { refund: input.amount, total: input.total, currency: 'CNY' },
  }
  return shaped(refundAnswer, await callPay({ method: 'POST', path: REFUNDS, body }), REFUNDS)
}

/** What the platform knows of a refund (§2.6); undefined when it has none of that number. */
export async function queryRefund(outRefundNo: string): Promise<Refund | undefined> {
  const path = `${REFUNDS}/${encodeURIComponent(outRefundNo)}`
  try {
    return shaped(refundAnswer, await callPay({ method: 'GET', path }), path)
  } catch (error) {
    if (isRefusal(error, 'RESOURCE_NOT_EXISTS')) return undefined
    throw error
  }
}
