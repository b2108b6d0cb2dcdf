import { randomBytes } from 'node:crypto'
import { env } from '../../../config/env'
import { now } from '../../kernel/clock'
import { pause } from '../../kernel/pause'
import { PlatformUnavailable, WordedRefusal, addressOf, send, type PlatformRequest } from '../http'
import { preferredSerial, platformKey, type Download } from './payCertificates'
import { authorizationOf, isSignedBy, linesOf } from './payCrypto'

/** Calls to WeChat Pay v3: signed by the merchant, answers verified, repeated where that is safe (§2.1 to §2.3). */

const TRIES = 3
const PAUSE_MS = 250
/** After this long no further try is begun: somebody is waiting. */
const PATIENCE_MS = 5000
/** How old a signature may be, in seconds; so that a recorded message is of no use later. */
const FRESH_SECONDS = 300

const merchant = {
  mchid: env.WXPAY_MCHID,
  serial: env.WXPAY_SERIAL,
  privateKey: env.WXPAY_PRIVATE_KEY,
}
const seconds = () => Math.floor(now().getTime() / 1000)

export const newNonce = (): string => randomBytes(16).toString('hex')

/** What the platform puts beside a body that it signed. */
export interface Signed {
  timestamp: string
  nonce: string
  signature: string
  serial: string
}
export type SignatureProblem = 'unsigned' | 'stale' | 'unknown_serial' | 'bad_signature'

/** The four headers of a signed body; undefined when one is missing. `read` gives a header by lower-cased name. */
export function signedBy(read: (name: string) => string | null | undefined): Signed | undefined {
  const timestamp = read('wechatpay-timestamp')
  const nonce = read('wechatpay-nonce')
  const signature = read('wechatpay-signature')
  const serial = read('wechatpay-serial')
  return timestamp && nonce && signature && serial ? { timestamp, nonce, signature, serial } : undefined
}

type FindKey = (serial: string) => ReturnType<typeof platformKey>

/** Why a body is not the platform's, or undefined when it is. @throws PlatformUnavailable without certificates */
export async function problemOf(
  signed: Signed | undefined,
  body: string,
  findKey: FindKey = (serial) => platformKey(serial, downloadCertificates),
): Promise<SignatureProblem | undefined> {
  if (!signed) return 'unsigned'
  const { timestamp, nonce, signature, serial } = signed
  if (!/^\d+$/.test(timestamp) || Math.abs(seconds() - Number(timestamp)) >= FRESH_SECONDS) return 'stale'
  const key = await findKey(serial)
  if (!key) return 'unknown_serial'
  return isSignedBy(linesOf(timestamp, nonce, body), signature, key) ? undefined : 'bad_signature'
}

interface PayRequest {
  method: 'GET' | 'POST'
  /** With its parts percent-encoded. */
  path: string
  query?: Record<string, string>
  body?: unknown
}
interface Answer {
  status: number
  text: string
  signed: Signed | undefined
}

async function sendSigned({ method, path, query = {}, body }: PayRequest): Promise<Answer> {
  const request: PlatformRequest = { method, base: env.WXPAY_API_BASE, path, query }
  const url = addressOf(request)
  const text = body === undefined ? '' : JSON.stringify(body)
  const part = {
    method,
    target: url.pathname + url.search,
    body: text,
    timestamp: seconds(),
    nonce: newNonce(),
  }
  const serial = preferredSerial()
  const response = await send({
    ...request,
    ...(text ? { body: text } : {}),
    headers: {
      authorization: authorizationOf(part, merchant),
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'hedian',
      ...(serial ? { 'wechatpay-serial': serial } : {}),
    },
  })
  const answered = await response.text().catch((error: unknown) => {
    throw new PlatformUnavailable(`${path}: ${String(error)}`)
  })
  return { status: response.status, text: answered, signed: signedBy((name) => response.headers.get(name)) }
}

function json(text: string, api: string): unknown {
  try {
    return text ? JSON.parse(text) : undefined
  } catch {
    throw new PlatformUnavailable(`${api}: answer is not JSON`)
  }
}

const words = (body: unknown, name: 'code' | 'message'): string => {
  const value: unknown = typeof body === 'object' && body ? Reflect.get(body, name) : undefined
  return typeof value === 'string' ? value : ''
}

/** Answers that ask for the same again: too fast, or a fault of theirs (5xx is PlatformUnavailable already). */
const isBusy = (error: unknown) =>
  error instanceof PlatformUnavailable || (error instanceof WordedRefusal && error.code === 429)

/**
 * One try. Without `findKey` the platform's keys are used.
 * @throws WordedRefusal with the platform's `code` as reason; ORDER_PAID, another spelling, comes as ORDERPAID
 */
async function ask(request: PayRequest, findKey?: FindKey): Promise<unknown> {
  const { status, text, signed } = await sendSigned(request)
  const api = request.path
  const isDone = status >= 200 && status < 300
  // Refusals come unsigned when it is our own signature that was refused; a wrong one is never taken.
  if (isDone || signed) {
    const problem = await problemOf(signed, text, findKey)
    if (problem) throw new PlatformUnavailable(`${api}: answer is not the platform's (${problem})`)
  }
  const body = json(text, api)
  if (isDone) return body
  const code = words(body, 'code') || 'UNKNOWN'
  const reason = code === 'ORDER_PAID' ? 'ORDERPAID' : code
  throw new WordedRefusal('pay', api, status, reason, words(body, 'message'))
}

/**
 * Calls WeChat Pay; the same request up to three times while it is busy or out of reach, which is safe because every
 * call carries our own number. Gives the answer's body, undefined for 204.
 * @throws WordedRefusal (see `ask`); PlatformUnavailable when no answer that can be trusted came
 */
export async function callPay(request: PayRequest): Promise<unknown> {
  const begun = performance.now()
  for (let tries = 1; ; tries++) {
    try {
      return await ask(request)
    } catch (error) {
      if (!isBusy(error) || tries === TRIES || performance.now() - begun > PATIENCE_MS) throw error
    }
    await pause(PAUSE_MS * tries)
  }
}

/** The platform certificates (§2.2): the answer is signed by one of those it brings, or with the public key. */
const downloadCertificates: Download = async (readKeys) => {
  const request: PayRequest = { method: 'GET', path: '/v3/certificates' }
  const { status, text, signed } = await sendSigned(request)
  if (status !== 200) throw new PlatformUnavailable(`${request.path}: HTTP ${status}`)
  const keyOf = readKeys(json(text, request.path))
  const problem = await problemOf(signed, text, async (serial) => keyOf(serial))
  if (problem) throw new PlatformUnavailable(`${request.path}: answer is not the platform's (${problem})`)
}
