import type { z } from 'zod'
import type { Prepared } from './prepared'

/**
 * Who may call a route. `public` needs no session; `operator` is somebody at the console, of headquarters, a region or
 * a store; `machine` is an API key of a POS, ERP or other system.
 */
export type Audience = 'public' | 'member' | 'guide' | 'manager' | 'operator' | 'machine'

/** Anybody may look; who is signed in sees what it means for them. */
export const anybody = ['public', 'member'] as const satisfies readonly Audience[]

/** An expected refusal: its HTTP status and the Chinese sentence a person may be shown. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 502 | 503
  readonly text: string
}
export type ErrorTable = Readonly<Record<string, Refusal>>

/** At most `points` calls per `seconds` for one caller: `local` counts in this process, `shared` in Redis. */
export interface Limit {
  readonly points: number
  readonly seconds: number
  readonly scope: 'local' | 'shared'
}

export interface Route<Codes extends string = string> {
  readonly summary: string
  /** Product IDs this route serves, e.g. `ST-3`. */
  readonly ids: readonly string[]
  readonly auth: Audience | readonly Audience[]
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Answer body; a route without one answers 204. */
  readonly response?: z.ZodType
  /** The handler answers with JSON of parts it checked when it made them (kernel/prepared). */
  readonly prepared?: true
  readonly errors?: readonly Codes[]
  readonly limit?: Limit
  /** The body is handed over as it came (text), up to `bytes`: CSV files, signed callbacks. */
  readonly rawBody?: { readonly bytes: number; readonly types: readonly string[] }
  /** The answer is not JSON; `response` then describes nothing and the handler sends text or bytes itself. */
  readonly produces?: string
}

export type RouteKey = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`

export interface Contract<E extends ErrorTable = ErrorTable, R = Record<RouteKey, Route>> {
  readonly tag: string
  readonly errors: E
  readonly routes: R
}

/**
 * One feature's promise to its callers. Validation of input and output, the route table, OpenAPI,
 * the clients' types and the generated 401/403 tests are all read from this one object.
 */
export const contract = <
  const E extends ErrorTable,
  const R extends Record<RouteKey, Route<Extract<keyof E, string>>>,
>(
  it: Contract<E, R>,
): Contract<E, R> => it

type In<S> = S extends z.ZodType ? z.input<S> : undefined
type Out<S> = S extends z.ZodType ? z.output<S> : undefined

/** What a handler of this route receives, after validation. */
export interface Received<R extends Route> {
  params: Out<R['params']>
  query: Out<R['query']>
  body: Out<R['body']>
}
/** What a handler must return, before validation. */
export type Answer<R extends Route> = R['prepared'] extends true
  ? Prepared
  : R['response'] extends z.ZodType
    ? In<R['response']>
    : unknown

/** A contract as clients see it: request parts as they are sent, the answer as it arrives. */
export type Wire<R> = {
  [K in keyof R]: R[K] extends Route
    ? {
        params: In<R[K]['params']>
        query: In<R[K]['query']>
        body: In<R[K]['body']>
        response: R[K]['response'] extends z.ZodType ? z.output<R[K]['response']> : void
      }
    : never
}
