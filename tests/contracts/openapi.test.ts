import { startProduct, type TestProduct } from '../support/product'
import { isPublic, namedBy, routes } from './routes'

interface Operation {
  operationId: string
  summary: string
  description?: string
  tags: string[]
  parameters?: { name: string; in: string; required: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { description: string; content?: Record<string, { schema?: object }> }>
  security: object[]
}
interface Document {
  openapi: string
  info: { title: string; version: string }
  servers: { url: string }[]
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { securitySchemes: Record<string, unknown>; schemas: Record<string, unknown> }
}

let product: TestProduct
let document: Document
beforeAll(async () => {
  product = await startProduct({ withWorker: false, withSandbox: false })
  document = (await product.page('/openapi.json')).body as Document
})
afterAll(() => product?.stop())

const place = (path: string) => path.replace(/:(\w+)/g, '{$1}')
const operationOf = ({ method, path }: { method: string; path: string }) =>
  document.paths[place(path)]?.[method.toLowerCase()]
const operations = () => Object.values(document.paths).flatMap((it) => Object.values(it))

/** Every `$ref` inside, with the address of the value that holds it. */
function refs(value: unknown, at = '#'): { ref: string; at: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    name === '$ref' ? [{ ref: String(inner), at }] : refs(inner, `${at}/${name}`),
  )
}
const find = (ref: string): unknown =>
  ref
    .split('/')
    .slice(1)
    .reduce<unknown>((it, part) => (it as Record<string, unknown> | undefined)?.[part], document)

describe('the API described by itself (OA-1)', () => {
  it('is an OpenAPI 3.1 document with title, version and server', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(document.info).toMatchObject({
      title: expect.any(String),
      version: expect.stringMatching(/^\d+\.\d+/),
    })
    expect(document.servers).toEqual([{ url: '/api' }])
  })

  it('has every route and no other', () => {
    const described = Object.entries(document.paths).flatMap(([path, it]) =>
      Object.keys(it).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(described.sort()).toEqual(routes.map((it) => `${it.method} ${place(it.path)}`).sort())
  })

  it('names each operation once', () => {
    const names = operations().map((it) => it.operationId)
    expect(new Set(names).size).toBe(names.length)
  })

  it('resolves every $ref', () => {
    const all = refs(document)
    expect(all.length).toBeGreaterThan(0)
    expect(all.filter(({ ref }) => !ref.startsWith('#/') || find(ref) === undefined)).toEqual([])
  })

  it('declares the parameters that stand in each path', () => {
    const missing = routes.filter(({ path, ...it }) => {
      const names = [...path.matchAll(/:(\w+)/g)].map((found) => found[1])
      const declared = operationOf({ path, ...it })?.parameters ?? []
      return names.some(
        (name) => !declared.some((one) => one.in === 'path' && one.name === name && one.required),
      )
    })
    expect(missing.map((it) => it.key)).toEqual([])
  })

  it.each(routes)('says what $key answers, in words and as a schema', (it) => {
    const operation = operationOf(it)
    expect(operation?.summary).toBe(it.route.summary)
    expect(document.tags.map((tag) => tag.name)).toEqual(expect.arrayContaining(operation?.tags ?? ['none']))
    const answer = operation?.responses[it.route.response || it.route.produces ? '200' : '204']
    expect(answer?.description).toEqual(expect.any(String))
    if (it.route.response)
      expect(answer?.content?.['application/json']?.schema).toMatchObject({ type: 'object' })
  })

  it.each(routes.filter((it) => it.route.errors?.length))('lists the refusals of $key by status', (it) => {
    const responses = operationOf(it)?.responses ?? {}
    for (const code of it.route.errors ?? []) {
      const refusal = it.contract.errors[code]
      expect(responses[String(refusal?.status)]?.description).toContain(`\`${code}\` ${refusal?.text}`)
    }
  })

  it('asks for a bearer token exactly where the contract names callers', () => {
    const securities = (it: (typeof routes)[number]): object[] => operationOf(it)?.security ?? []
    /** No requirement, or an empty one among others: no token is needed. */
    const isOpen = (security: object[]) =>
      security.length === 0 || security.some((it) => Object.keys(it).length === 0)
    const named = routes.filter((it) => namedBy(it).some((who) => who !== 'public'))
    const unnamed = named.filter((it) => !securities(it).some((one) => 'bearer' in one))
    expect(unnamed.map((it) => it.key)).toEqual([])
    const wrong = routes.filter((it) => isOpen(securities(it)) !== isPublic(it))
    expect(wrong.map((it) => it.key)).toEqual([])
    expect(document.components.securitySchemes).toHaveProperty('bearer')
  })

  it('is shown by a page that finds its script', async () => {
    const page = await product.page('/docs')
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ])
    const script = /src="([^"]+)"/.exec(page.text)?.[1] ?? ''
    expect((await product.page(script)).status).toBe(200)
  })
})

describe('refusals in words (style: errors)', () => {
  it.each(routes)('$key declares only codes its contract explains in Chinese', ({ route, contract }) => {
    for (const code of route.errors ?? []) {
      expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
      expect(contract.errors[code]?.text).toMatch(/[\u4e00-\u9fff]/)
    }
  })
})
