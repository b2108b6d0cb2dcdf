import { isDeepStrictEqual } from 'node:util'
import Router from '@koa/router'
import type { Context, Middleware } from 'koa'
import type { z } from 'zod'
import { env } from '../../config/env'
import { admit, type Caller, type CallerOf } from './auth'
import { readJson, readRaw } from './body'
import type { Answer, Contract, ErrorTable, Received, Route, RouteKey } from './contract'
import { AppError, commonErrors, failCommon } from './errors'
import { limiter } from './limits'
import { Prepared } from './prepared'

/** What a handler works with: checked input, who calls, and the Koa context for what JSON cannot say. */
export type Input<R extends Route> = Received<R> & { caller: CallerOf<R>; ctx: Context; raw: string }
type Handlers<R> = {
  [K in keyof R]: R[K] extends Route ? (input: Input<R[K]>) => Promise<Answer<R[K]>> | Answer<R[K]> : never
}

interface AnyInput {
  params: unknown
  query: unknown
  body: unknown
  caller: Caller
  ctx: Context
  raw: string
}
type AnyHandler = (input: AnyInput) => unknown

/** A contract with its handlers, ready to be mounted. */
export interface Feature {
  contract: Contract
  handlers: Record<string, AnyHandler>
}

/** Joins a contract and its handlers; the compiler refuses a missing, extra or wrongly typed one. */
export const implement = <E extends ErrorTable, R extends Record<RouteKey, Route>>(
  contract: Contract<E, R>,
  handlers: Handlers<R>,
): Feature => ({
  contract: contract as unknown as Contract,
  handlers: handlers as unknown as Record<string, AnyHandler>,
})

export const splitKey = (key: string): { method: string; path: string } => {
  const [method = '', path = ''] = key.split(' ')
  return { method, path }
}

function checked(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const details = parsed.error.issues
    .slice(0, 20)
    .map((it) => ({ at: [where, ...it.path].join('.'), problem: it.message }))
  throw failCommon('request_invalid', details)
}

/**
 * Runs a handler. A refusal its contract does not declare is a fault of ours: tests see it as a 500, people get
 * the refusal, and the log names it.
 */
async function handled(handler: AnyHandler, input: AnyInput, declared: ReadonlySet<string>) {
  try {
    return await handler(input)
  } catch (error) {
    if (error instanceof AppError && !declared.has(error.code)) {
      if (env.NODE_ENV === 'test') throw new Error(`refusal not in the contract: ${error.code}`)
      input.ctx.state.undeclared = error.code
    }
    throw error
  }
}

/** What a prepared answer promises, proven in tests: it is exactly what the contract says. */
function prove({ response }: Route, { bytes }: Prepared): void {
  const answer: unknown = JSON.parse(bytes.toString())
  if (!isDeepStrictEqual(response?.parse(answer), answer)) throw new Error('a prepared answer holds more')
}

/** Checks the answer against its contract and sends it. */
function send(ctx: Context, route: Route, answer: unknown): void {
  if (answer instanceof Prepared) {
    if (env.NODE_ENV === 'test') prove(route, answer)
    ctx.set('Content-Type', 'application/json; charset=utf-8')
    ctx.body = answer.bytes
  } else if (route.produces) {
    ctx.type = route.produces
    ctx.body = answer
  } else if (route.response) ctx.body = route.response.parse(answer)
  else ctx.status = 204
}

/** One route from contract to answer: limit → who → input → handler → output. */
function serve(key: string, route: Route, handler: AnyHandler) {
  const limit = limiter(key, route.limit)
  const declared = new Set<string>([...(route.errors ?? []), ...Object.keys(commonErrors)])
  return async (ctx: Context): Promise<void> => {
    ctx.state.route = key
    ctx.state.isFrequent = route.prepared
    // Koa splits proxies' headers even where none is trusted.
    const counted = limit(ctx.app.proxy ? ctx.ip : (ctx.req.socket.remoteAddress ?? ''))
    if (counted) await counted
    const caller = await admit(ctx, route.auth)
    const raw = route.rawBody ? await readRaw(ctx, route.rawBody) : ''
    const json = route.body ? await readJson(ctx) : undefined
    const input: AnyInput = {
      params: checked(route.params, ctx.params, 'params'),
      query: checked(route.query, ctx.query, 'query'),
      body: checked(route.body, json, 'body'),
      caller,
      ctx,
      raw,
    }
    send(ctx, route, await handled(handler, input, declared))
  }
}

/** The router of all features under a prefix, in the order of their contracts. */
export function createRouter(prefix: string, features: readonly Feature[]): Router {
  const router = new Router({ prefix })
  for (const { contract, handlers } of features)
    for (const [key, route] of Object.entries(contract.routes)) {
      const handler = handlers[key]
      if (!handler) throw new Error(`no handler for ${key}`)
      const { method, path } = splitKey(key)
      router.register(path, [method], serve(key, route, handler))
    }
  return router
}

/** Paths of one method, length and beginning, `/api/coupons/…`: what a path with parameters is looked for among. */
const kinOf = (method: string, path: string): string => {
  const parts = path.split('/')
  return `${method} ${parts.length} ${parts[1]}/${parts[2]}`
}

/**
 * The routes of a router as middleware: found by name, those with parameters among the few that begin alike. The
 * router itself, which tries every route, is left with what neither finds.
 */
export function routesOf(router: Router): Middleware {
  const plain = new Map<string, Middleware>()
  const kin = new Map<string, typeof router.stack>()
  for (const layer of router.stack)
    for (const method of layer.methods) {
      const path = String(layer.path)
      if (!path.includes(':')) plain.set(`${method} ${path}`, layer.stack[0] as Middleware)
      else kin.set(kinOf(method, path), [...(kin.get(kinOf(method, path)) ?? []), layer])
    }
  const all = router.routes() as Middleware
  return (ctx, next) => {
    const { method, path } = ctx
    const named = plain.get(`${method} ${path}`)
    if (named) return named(ctx, next)
    const layer = kin.get(kinOf(method, path))?.find((it) => it.match(path))
    if (!layer) return all(ctx, next)
    ctx.params = layer.params(path, layer.captures(path))
    return (layer.stack[0] as Middleware)(ctx, next)
  }
}
