import { createSign } from 'node:crypto'
import { sandboxEnv } from '../../config/sandboxEnv'
import type { Json } from './support'

const given = sandboxEnv({ sandboxUrl: '' })
export const MCHID = given.WXPAY_MCHID ?? ''
export const JSAPI = '/v3/pay/transactions/jsapi'
export const REFUNDS = '/v3/refund/domestic/refunds'
export const seconds = () => Math.floor(Date.now() / 1000)

export type Signing = Partial<{
  mchid: string
  serial: string
  timestamp: number
  scheme: string
  signed: string
}>

/** A call signed here by hand, so that the client's own signing proves nothing about itself. */
export async function payCall(
  url: string,
  method: string,
  target: string,
  body?: unknown,
  signing: Signing = {},
) {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const { mchid = MCHID, serial = given.WXPAY_SERIAL, timestamp = seconds() } = signing
  const { scheme = 'WECHATPAY2-SHA256-RSA2048', signed = text } = signing
  const signature = createSign('RSA-SHA256')
    .update(`${method}\n${target}\n${timestamp}\nn0nce\n${signed}\n`)
    .sign(given.WXPAY_PRIVATE_KEY ?? '', 'base64')
  const authorization = `${scheme} mchid="${mchid}",nonce_str="n0nce",timestamp="${timestamp}",serial_no="${serial}",signature="${signature}"`
  const answer = await fetch(`${url}${target}`, {
    method,
    headers: { authorization },
    ...(text ? { body: text } : {}),
  })
  const answered = await answer.text()
  return {
    status: answer.status,
    body: (answered ? JSON.parse(answered) : undefined) as Json,
    headers: answer.headers,
  }
}
