import { logger } from '../kernel/logger'

/** A call to an outside platform that got no usable answer: network, time-out, 5xx, not the promised shape. */
export class PlatformUnavailable extends Error {}

/** A refusal by the platform itself, with its own code. */
export class PlatformError extends Error {
  constructor(
    readonly platform: 'wechat' | 'wecom' | 'pay' | 'sms' | 'carriers',
    readonly api: string,
    /** The platform's number; of platforms that refuse in words the HTTP status. */
    readonly code: number,
    readonly text: string,
  ) {
    super(`${platform} ${api} ${code}: ${text}`)
  }
}

/** A refusal of a platform whose codes are words: WeChat Pay, the SMS gateway and the carriers. */
export class WordedRefusal extends PlatformError {
  constructor(
    platform: 'pay' | 'sms' | 'carriers',
    api: string,
    status: number,
    /** Such as `NOT_ENOUGH`. */
    readonly reason: string,
    text: string,
  ) {
    super(platform, api, status, `${reason} ${text}`)
  }
}

/** Whether a platform is what went wrong: it refused, or gave no usable answer. */
export const isPlatformTrouble = (error: unknown): error is PlatformUnavailable | PlatformError =>
  error instanceof PlatformUnavailable || error instanceof PlatformError

/**
 * Turns what a platform says into a refusal of ours; any other error stays what it is.
 * @param away the refusal that it cannot be asked now, with the platform's code where it gave one
 * @param worded the refusal for a code that means something to who asked; undefined for the others
 */
export function refusalBy(
  error: unknown,
  away: (details?: { platformCode: number }) => Error,
  worded: (error: PlatformError) => Error | undefined = () => undefined,
): unknown {
  if (!isPlatformTrouble(error)) return error
  const refusal = error instanceof PlatformError ? worded(error) : undefined
  if (refusal) return refusal
  // Who asked hears that it did not work; what it was is for who runs the chain.
  logger.warn({ error: error.message }, 'a platform refused a call or did not answer')
  return error instanceof PlatformError ? away({ platformCode: error.code }) : away()
}

export interface PlatformRequest {
  method: 'GET' | 'POST'
  base: string
  path: string
  query: Record<string, string | number | undefined>
  /** Goes as JSON; a string goes as it is, so that what was signed is what is sent, and a form with its files. */
  body?: unknown
  headers?: Record<string, string>
  timeoutMs?: number
}

/** The address of a request, percent-encoded as it will be sent. */
export function addressOf({ base, path, query }: Pick<PlatformRequest, 'base' | 'path' | 'query'>): URL {
  const url = new URL(path, base)
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, String(value))
  return url
}

/** Sends one request. @throws PlatformUnavailable without an answer in time (default 5 s) or on HTTP 5xx */
export async function send(request: PlatformRequest): Promise<Response> {
  const { body } = request
  const isForm = body instanceof FormData
  const isJson = body !== undefined && !isForm
  let response: Response
  try {
    response = await fetch(addressOf(request), {
      method: request.method,
      headers: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...request.headers },
      ...(isForm ? { body } : {}),
      ...(isJson ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(request.timeoutMs ?? 5000),
    })
  } catch (error) {
    throw new PlatformUnavailable(`${request.path}: ${String(error)}`)
  }
  if (response.status >= 500) throw new PlatformUnavailable(`${request.path}: HTTP ${response.status}`)
  return response
}
