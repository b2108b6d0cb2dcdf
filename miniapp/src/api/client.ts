import type { Api, ApiError } from '../../../server/api'

export type RouteKey = keyof Api & string
export type Answer<K extends RouteKey> = Api[K]['response']
type Part<K extends RouteKey, P extends 'params' | 'query' | 'body'> = Api[K][P] extends undefined
  ? { [key in P]?: undefined }
  : { [key in P]: Api[K][P] }
export type Args<K extends RouteKey> = Part<K, 'params'> &
  (Api[K]['query'] extends undefined ? { query?: undefined } : { query?: Api[K]['query'] }) &
  Part<K, 'body'>

/** What a person may be told when a call failed; branch on `code`. */
export class CallError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly details?: unknown,
    readonly requestId?: string,
  ) {
    super(message)
    this.name = 'CallError'
  }
}

export interface Outgoing {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  headers: Record<string, string>
  body?: unknown
  timeoutMs: number
}
/** Rejects when no answer came: no network, or later than `timeoutMs`. */
export type Send = (it: Outgoing) => Promise<{ status: number; body: unknown }>

export interface ClientParts {
  /** e.g. `https://shop.example/api`, no slash at the end. */
  base: string
  send: Send
  token: () => string | undefined
  /** Gets a new token without asking the shopper; undefined where that is impossible. */
  renew: () => Promise<string | undefined>
  timeoutMs?: number
}

const OFFLINE = '网络不太顺，检查一下再试'
const UNREADABLE = '店里的系统没有回应，过一会儿再试'

const pathOf = (template: string, params: Record<string, unknown> | undefined): string =>
  template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name] ?? '')))

/** `a=1&b=x` in the order given; undefined, null and empty strings are left out. */
export const queryOf = (query: object | undefined): string =>
  Object.entries(query ?? {})
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&')

const isApiError = (body: unknown): body is ApiError =>
  typeof body === 'object' && body !== null && typeof (body as ApiError).error?.code === 'string'

/**
 * Calls typed by the server's contracts. A refused token is renewed silently once, and the call made again once;
 * several calls refused at the same time share one renewal. Every failure is a CallError.
 */
export const createClient = ({ base, send, token, renew, timeoutMs = 10_000 }: ClientParts) => {
  let renewing: Promise<string | undefined> | undefined
  const renewOnce = (): Promise<string | undefined> =>
    (renewing ??= renew()
      .catch(() => undefined)
      .finally(() => (renewing = undefined)))

  const attempt = async (request: Outgoing): Promise<{ status: number; body: unknown }> => {
    try {
      return await send(request)
    } catch {
      throw new CallError('network_failed', OFFLINE, 0)
    }
  }

  return async <K extends RouteKey>(key: K, args?: Args<K>): Promise<Answer<K>> => {
    const [method, template] = key.split(' ') as [Outgoing['method'], string]
    const query = queryOf(args?.query as object | undefined)
    const url = `${base}${pathOf(template, args?.params as Record<string, unknown> | undefined)}${query && `?${query}`}`
    const request = (bearer: string | undefined): Outgoing => ({
      method,
      url,
      headers: bearer ? { authorization: `Bearer ${bearer}` } : {},
      body: args?.body,
      timeoutMs,
    })
    const used = token()
    let answer = await attempt(request(used))
    if (answer.status === 401 && key !== 'POST /session') {
      const fresh = token() !== used ? token() : await renewOnce()
      if (fresh) answer = await attempt(request(fresh))
    }
    if (answer.status >= 200 && answer.status < 300) return answer.body as Answer<K>
    if (!isApiError(answer.body)) throw new CallError('unreadable_answer', UNREADABLE, answer.status)
    const { code, message, details, requestId } = answer.body.error
    throw new CallError(code, message, answer.status, details, requestId)
  }
}
