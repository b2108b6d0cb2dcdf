import { freshAddress } from './ownAddresses'
import { features } from '../../server/app'
import type { Audience, Contract, Route } from '../../server/kernel/contract'
import { splitKey } from '../../server/kernel/router'
import type { Reply, TestProduct } from '../support/product'

/** One route as its contract describes it. */
export interface Described {
  key: string
  method: string
  path: string
  route: Route
  contract: Contract
}
export const routes: Described[] = features.flatMap(({ contract }) =>
  Object.entries(contract.routes).map(([key, route]) => ({ key, ...splitKey(key), route, contract })),
)

export const kinds = ['member', 'guide', 'manager', 'operator', 'machine'] as const
export type Kind = (typeof kinds)[number]
export const namedBy = ({ route }: Described): readonly Audience[] =>
  typeof route.auth === 'string' ? [route.auth] : route.auth
export const isPublic = (it: Described): boolean => namedBy(it).includes('public')

export interface Parts {
  params: Record<string, unknown>
  query: Record<string, unknown>
  body: unknown
}

/** Sends these parts to a route, each time from an address of its own. */
export function send(
  product: TestProduct,
  { method, path, route }: Described,
  { params, query, body }: Parts,
  token?: string,
): Promise<Reply> {
  const sendable = (value: unknown) => encodeURIComponent(Buffer.from(String(value)).toString())
  const filled = path.replace(/:(\w+)/g, (_, name: string) => sendable(params[name]))
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)]),
  )
  return product.call(method, `${filled}?${new URLSearchParams(pairs)}`, {
    headers: freshAddress(),
    ...(token ? { token } : {}),
    ...(body === undefined ? {} : { body }),
    ...(route.rawBody ? { raw: { type: route.rawBody.types[0] ?? '', text: '' } } : {}),
  })
}
