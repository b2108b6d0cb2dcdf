import { createSign, createVerify, type KeyLike } from 'node:crypto'

/** Signatures of WeChat Pay v3 (platform-apis §2.1, §2.2): RSA PKCS#1 v1.5 over SHA-256, base64. */

/** Lines as the platform signs them: each ends with a line break, an empty one too. */
export const linesOf = (...lines: (string | number)[]): string => lines.map((it) => `${it}\n`).join('')

export const signRsa = (text: string, privateKey: KeyLike): string =>
  createSign('RSA-SHA256').update(text, 'utf8').sign(privateKey, 'base64')

/** Whether `signature` is the key's over exactly this text; a signature that is no base64 is simply wrong. */
export const isSignedBy = (text: string, signature: string, publicKey: KeyLike): boolean =>
  createVerify('RSA-SHA256').update(text, 'utf8').verify(publicKey, signature, 'base64')

interface SignedRequest {
  method: 'GET' | 'POST'
  /** Percent-encoded path with query, as it is sent. */
  target: string
  /** The exact bytes that are sent; '' for none. */
  body: string
  /** Seconds. */
  timestamp: number
  nonce: string
}
interface Merchant {
  mchid: string
  /** Serial number of the merchant's API certificate. */
  serial: string
  privateKey: KeyLike
}

/** The Authorization header of one request (§2.1). */
export function authorizationOf(request: SignedRequest, { mchid, serial, privateKey }: Merchant): string {
  const { method, target, timestamp, nonce, body } = request
  const signature = signRsa(linesOf(method, target, timestamp, nonce, body), privateKey)
  return `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",timestamp="${timestamp}",serial_no="${serial}",signature="${signature}"`
}
