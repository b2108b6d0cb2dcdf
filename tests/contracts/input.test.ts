import { freshAddress } from './ownAddresses'
import { person, signInGuide, signInOperator, signInShopper } from '../support/people'
import { MACHINE, startProduct, type TestProduct } from '../support/product'
import { isPublic, namedBy, routes, send, type Described, type Kind, type Parts } from './routes'
import { mutationsOf, schemaOf, validParts, type Schema } from './values'

let product: TestProduct
let tokens: Record<Kind, string>
beforeAll(async () => {
  product = await startProduct()
  tokens = {
    member: (await signInShopper(product, await person(product))).token,
    guide: (await signInGuide(product)).token,
    manager: (await signInGuide(product, { role: 'manager' })).token,
    operator: (await signInOperator(product)).token,
    machine: MACHINE,
  }
})
afterAll(() => product?.stop())

const tokenFor = (it: Described) => (isPublic(it) ? undefined : tokens[namedBy(it)[0] as Kind])
const parts = ['params', 'query', 'body'] as const
const checked = routes.flatMap((it) =>
  parts.filter((part) => it.route[part]).map((part) => ({ ...it, part, schema: it.route[part]! })),
)

/** Texts that have broken parsers, queries and databases before. */
const hostile = [
  '\u0000',
  '\ud800',
  '😀'.repeat(8),
  '{"$gt":""}',
  '$where',
  '__proto__',
  '((((*[',
  '%E0%A4%A',
  '../../../etc/passwd',
  `' or 1=1; --`,
  '-1',
  'NaN',
  '٣',
]
const texts = (schema: Schema): string[] =>
  Object.entries(schema.properties ?? {})
    .filter(([, it]) => it.type === 'string' || it.type === 'number' || it.type === 'integer')
    .map(([name]) => name)

describe('input of the wrong shape, from the contracts (OA-1)', () => {
  it.each(routes.filter((it) => parts.some((part) => it.route[part])))(
    '$key takes what its schema allows',
    async (it) => {
      const { status, body } = await send(product, it, validParts(it), tokenFor(it))
      expect([status === 500, body?.error?.code]).not.toContain('request_invalid')
      expect(status).not.toBe(500)
    },
  )

  it.each(checked)(
    '$key refuses every wrong $part with 400 and says where',
    async ({ part, schema, ...it }) => {
      const wrong: string[] = []
      const mutations = mutationsOf(schemaOf(schema), part)
      expect(mutations.length).toBeGreaterThan(0)
      for (const { what, value } of mutations) {
        const { status, body } = await send(product, it, { ...validParts(it), [part]: value }, tokenFor(it))
        const at = body?.error?.details?.[0]?.at ?? ''
        if (status !== 400 || body.error.code !== 'request_invalid' || !at.startsWith(part))
          wrong.push(`${what}: ${status} ${body?.error?.code} at "${at}"`)
      }
      expect(wrong).toEqual([])
    },
  )

  it.each(checked)('$key survives hostile texts in its $part', async ({ part, schema, ...it }) => {
    const broken: string[] = []
    for (const name of texts(schemaOf(schema)))
      for (const text of hostile) {
        const valid = validParts(it)
        const given: Parts = { ...valid, [part]: { ...(valid[part] as object), [name]: text } }
        const { status } = await send(product, it, given, tokenFor(it))
        if (status >= 500) broken.push(`${name} ${JSON.stringify(text)}: ${status}`)
      }
    expect(broken).toEqual([])
  })

  it.each(routes.filter((it) => it.route.body))('$key refuses a missing body', async (it) => {
    const { status, body } = await send(product, it, { ...validParts(it), body: undefined }, tokenFor(it))
    expect([status, body.error.code]).toEqual([400, 'request_invalid'])
  })

  it.each([
    '/stores/%E0%A4%A',
    '/stores/%ED%A0%80',
    '/stores/%00',
    '/stores/sto_%2e%2e%2f',
    '/stores/..;/x',
    '//stores',
  ])('survives the address %s', async (path) => {
    expect((await product.get(path, { headers: freshAddress() })).status).toBeLessThan(500)
  })
})
