import type { Api } from '../../../server/api'
import { ApiFailure, failureOf } from './failure'
import { isNamed, seatNow } from './seat'
import { clearRelogin, tokenOf } from './storage'

/** A call that has not answered after this many ms has failed. */
export const CALL_LIMIT_MS = 10_000
const BASE = '/api'
type Part<K extends keyof Api, P extends 'params' | 'query' | 'body'> = Api[K][P] extends undefined
  ? { [key in P]?: undefined }
  : { [key in P]: Api[K][P] }
export type CallRequest<K extends keyof Api> = Part<K, 'params'> & Part<K, 'query'> & Part<K, 'body'>

interface LooseRequest {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
}

/** Method and path of a call, its parameters and query filled in; undefined query values are left out. */
export const addressOf = (key: string, { params = {}, query = {} }: LooseRequest) => {
  const [method = 'GET', pattern = '/'] = key.split(' ')
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  const tail = search.toString()
  return { method, url: `${BASE}${path}${tail ? `?${tail}` : ''}` }
}

let unauthorized: () => Promise<boolean> = () => Promise.resolve(false)
/** Sets what a refused token leads to; it answers whether the page is being left for a new sign-in. */
export const onUnauthorized = (handler: () => Promise<boolean>): void => {
  unauthorized = handler
}

const exchange = async (key: string, request: LooseRequest): Promise<Response> => {
  const { method, url } = addressOf(key, request)
  const named = isNamed(key)
  const token = named ? tokenOf(seatNow(), Date.now()) : undefined
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (token) headers.Authorization = `Bearer ${token}`
  if (request.body !== undefined) headers['Content-Type'] = 'application/json'
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), CALL_LIMIT_MS)
  let answer: Response
  try {
    const body = request.body === undefined ? undefined : JSON.stringify(request.body)
    answer = await fetch(url, { method, headers, body, signal: stop.signal })
  } catch {
    throw stop.signal.aborted
      ? new ApiFailure('timeout', '等了 10 秒还没有回应，请再试一次')
      : new ApiFailure('network', '网络不通，请检查网络后再试')
  } finally {
    clearTimeout(timer)
  }
  if (answer.ok) {
    if (named) clearRelogin()
    return answer
  }
  const failure = failureOf(answer.status, await answer.json().catch(() => undefined))
  // The page is being left for the sign-in: never answer, so that no error flashes up meanwhile.
  if (answer.status === 401 && named && (await unauthorized())) return new Promise(() => {})
  throw failure
}

/**
 * Calls one route of the server, typed by its contract.
 * Throws ApiFailure. A refused token leads to one new sign-in (see signIn.ts).
 */
export const call = async <K extends keyof Api>(
  key: K,
  request: CallRequest<K>,
): Promise<Api[K]['response']> => {
  const answer = await exchange(key, request as LooseRequest)
  if (answer.status === 204) return undefined as Api[K]['response']
  try {
    return (await answer.json()) as Api[K]['response']
  } catch {
    throw new ApiFailure('bad_answer', '服务暂时没有正常回应，请稍后再试', answer.status)
  }
}

/** Calls a route that answers a picture; the same errors as `call`. */
export const callForPicture = async <K extends keyof Api>(key: K, request: CallRequest<K>): Promise<Blob> =>
  (await exchange(key, request as LooseRequest)).blob()
