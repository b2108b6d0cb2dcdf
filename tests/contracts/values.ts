import { z } from 'zod'
import { env } from '../../config/env'
import type { Described, Parts } from './routes'

/** The part of JSON Schema that the contracts use. */
export interface Schema {
  type?: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object'
  enum?: string[]
  const?: unknown
  /** The first of them stands for all. */
  oneOf?: Schema[]
  default?: unknown
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  items?: Schema
  /** Of a tuple. */
  prefixItems?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: unknown
}
export const schemaOf = (schema: z.ZodType): Schema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema

/** What JSON Schema cannot say about a few texts. */
const known: Record<string, string> = { skuIds: 'sku_t1', openNow: 'true', onlyAvailable: 'true' }
const examples = [
  'sto_t1',
  'spu_t1',
  'sku_t1',
  'mem_t1',
  'gui_t1',
  'adr_t1',
  'ord_t1',
  'tra_t1',
  'dlv_t1',
  'pos_t1',
  'prt_t1',
  'wis_t1',
  'tsk_t1',
  'prs_t1',
  'evt_1',
  'cpn_t1',
  'cgr_t1',
  'gcd_t1',
  'ctn_t1',
  'scr_t1',
  'fup_t1',
  'gct_t1',
  'oft_t1',
  'msm_t1',
  'mmt_t1',
  'mpi_t1',
  'ccd_t1',
  'ccd_t1.0123456789abcdef',
  '0123456789abcdef01234567',
  '0123456789ABCDEF01234567',
  'apt_t1',
  'svc_t1',
  'gbu_t1',
  'tea_t1',
  'chn_t1',
  'chc_t1',
  'tko_t1',
  'whi_t1',
  'ste_t1',
  'sup_t1',
  'pho_t1',
  'rfc_t1',
  'inv_t1',
  'mrg_t1',
  'fls_t1',
  'fss_t1',
  'cat_tea',
  'pages/home/index',
  '10:00',
  '69012345',
  'ABCDEF0123',
  '13900000001',
  'wmcustomer',
  '2026-10-01T00:00:00Z',
  '2026-10-01',
]

function exampleOf(pattern: string): string {
  const found = examples.find((it) => new RegExp(pattern).test(it))
  if (!found) throw new Error(`no example matches ${pattern}`)
  return found
}

/** A value the schema accepts. */
export function validOf(schema: Schema, name = ''): unknown {
  if (known[name] && schema.type !== 'array') return known[name]
  if (schema.default !== undefined) return schema.default
  if (schema.oneOf?.[0]) return validOf(schema.oneOf[0], name)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.format === 'uri') return `${env.PUBLIC_URL}/sidebar/`
  if (schema.pattern) return exampleOf(schema.pattern)
  if (schema.type === 'string') return 'x'.repeat(Math.max(1, schema.minLength ?? 1))
  if (schema.type === 'boolean') return true
  if (schema.prefixItems) return schema.prefixItems.map((it) => validOf(it))
  if (schema.type === 'array') return [validOf(schema.items ?? {})]
  if (schema.type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([at, shape]) => [at, validOf(shape, at)]),
    )
  return Math.min(schema.maximum ?? 1, Math.max(schema.minimum ?? 1, 1))
}

export interface Mutation {
  what: string
  value: unknown
}
type Where = keyof Parts

/** Values the schema must refuse, each with one thing wrong. In addresses everything is text. */
export function mutationsOf(schema: Schema, where: Where, name = ''): Mutation[] {
  if (schema.oneOf?.[0]) return mutationsOf(schema.oneOf[0], where, name)
  const bad = (what: string, value: unknown): Mutation => ({ what: `${name} ${what}`.trim(), value })
  const valid = validOf(schema, name)
  const wrongTypes: Mutation[] =
    where === 'body'
      ? [null, [valid], { nested: valid }, ...(schema.type === 'string' ? [7, true] : ['text'])]
          .filter(
            (it) => schema.type !== 'object' || Array.isArray(it) || typeof it !== 'object' || it === null,
          )
          .filter((it) => schema.type !== 'array' || !Array.isArray(it))
          .map((it) => bad(`is ${JSON.stringify(it).slice(0, 40)}`, it))
      : where === 'query'
        ? schema.type === 'object'
          ? []
          : [bad('stands twice', [valid, valid])]
        : []
  return [...wrongTypes, ...outOfBounds(schema, where, bad), ...insideOf(schema, where, bad)]
}

type Bad = (what: string, value: unknown) => Mutation

function outOfBounds(schema: Schema, where: Where, bad: Bad): Mutation[] {
  if (schema.type === 'string')
    return [
      ...(schema.enum ? [bad('is not one of the list', 'nothing-of-that-kind')] : []),
      ...(schema.format === 'uri' ? [bad('is no address', 'not an address')] : []),
      ...(schema.pattern
        ? [
            bad('is a foreign id', 'zzz_1'),
            bad('holds odd signs', `${exampleOf(schema.pattern)} 空/..`),
            bad('is far too long', exampleOf(schema.pattern) + 'x'.repeat(3000)),
          ]
        : []),
      ...(schema.maxLength ? [bad('is too long', 'x'.repeat(schema.maxLength + 1))] : []),
      ...(schema.minLength && where !== 'params' ? [bad('is empty', '')] : []),
    ]
  if (schema.type !== 'number' && schema.type !== 'integer') return []
  const { minimum = -Infinity, maximum = Infinity } = schema
  const ends = [minimum - 1, maximum + 1].filter((it) => Number.isSafeInteger(it))
  return [
    ...[1e308, -1e308, ...ends].map((it) => bad(`is ${it}`, it)),
    ...(schema.type === 'integer' ? [bad('is a fraction', 1.5)] : []),
    ...(where === 'query' ? [bad('is a word', 'many')] : [bad('is a number as text', '5')]),
  ]
}

function insideOf(schema: Schema, where: Where, bad: Bad): Mutation[] {
  if (schema.type === 'array') {
    const item = validOf(schema.items ?? {})
    return [
      ...(schema.minItems ? [bad('is an empty list', [])] : []),
      ...(schema.maxItems ? [bad('is too many', Array(schema.maxItems + 1).fill(item))] : []),
      ...mutationsOf(schema.items ?? {}, where).map((it) => bad(`[0].${it.what}`, [it.value])),
    ]
  }
  if (schema.type !== 'object') return []
  const whole = validOf(schema) as Record<string, unknown>
  const fields = Object.entries(schema.properties ?? {})
  const without = (name: string) => Object.fromEntries(Object.entries(whole).filter(([at]) => at !== name))
  return [
    ...(where === 'params' ? [] : (schema.required ?? []).map((at) => bad(`${at} is missing`, without(at)))),
    ...(schema.additionalProperties === false
      ? [bad('has one field more', { ...whole, role: 'owner' })]
      : []),
    ...fields.flatMap(([at, shape]) =>
      mutationsOf(shape, where, at).map((it) => bad(it.what, { ...whole, [at]: it.value })),
    ),
  ]
}

/** Parts a route accepts as far as their shape goes. */
export const validParts = ({ route: { params, query, body } }: Described): Parts => ({
  params: params ? (validOf(schemaOf(params)) as Parts['params']) : {},
  query: query ? (validOf(schemaOf(query)) as Parts['query']) : {},
  body: body ? validOf(schemaOf(body)) : undefined,
})
