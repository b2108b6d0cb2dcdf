import { request } from 'node:http'
import { advanceClock, freezeClock, resetClock } from '../../server/kernel/clock'
import { MACHINE, startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false, withSandbox: false })
})
afterAll(() => product?.stop())

/** Asks for a path exactly as it is written, which fetch would tidy up. */
const raw = (path: string, method = 'GET') =>
  new Promise<number>((done, failed) => {
    const { hostname, port } = new URL(product.origin)
    request({ hostname, port, path, method }, (answer) => {
      answer.resume()
      done(answer.statusCode ?? 0)
    })
      .on('error', failed)
      .end()
  })
const change = (it: { type?: string; body: BodyInit }) =>
  fetch(`${product.origin}/api/stock/changes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${MACHINE}`, ...(it.type ? { 'content-type': it.type } : {}) },
    body: it.body,
  })
const refusal = async (answer: Response) => [answer.status, (await answer.json()).error.code]

describe('a request', () => {
  it('gets an id of its own', async () => {
    const ids = [await product.get('/stores'), await product.get('/stores')].map((it) =>
      it.headers.get('x-request-id'),
    )
    expect(ids[0]).toMatch(/^[\w-]{8,64}$/)
    expect(ids[0]).not.toBe(ids[1])
  })
  it('says the time of the clock that was moved, so that what counts down on phones moves too', async () => {
    freezeClock(new Date('2026-11-11T03:00:00Z'))
    const told = (await product.get('/stores')).headers.get('date')
    advanceClock(90 * 60_000)
    const later = (await product.get('/nothing')).headers.get('date')
    resetClock()
    expect([told, later]).toEqual(['Wed, 11 Nov 2026 03:00:00 GMT', 'Wed, 11 Nov 2026 04:30:00 GMT'])
  })
  it('keeps the id it came with', async () => {
    const { headers } = await product.get('/stores', { headers: { 'x-request-id': 'gateway-12345' } })
    expect(headers.get('x-request-id')).toBe('gateway-12345')
  })
  it.each(['short', 'has spaces in it', 'x'.repeat(65)])('does not keep the id %p', async (id) => {
    const { headers } = await product.get('/stores', { headers: { 'x-request-id': id } })
    expect(headers.get('x-request-id')).not.toBe(id)
  })
  it.each(['/api/nothing', '/nothing', '/api/stores/', '/api'])(
    'to %s finds nothing, in words',
    async (path) => {
      const { status, body } = await product.page(path)
      if (path === '/api/stores/') expect(status).toBeLessThan(500)
      else expect([status, body.error.code]).toEqual([404, 'route_not_found'])
    },
  )
  it('of another method finds nothing', async () => {
    const { status, body } = await product.call('DELETE', '/stores')
    expect([status, body.error.code]).toEqual([404, 'route_not_found'])
  })
  it.each(['/%E0%A4%A', '/api/stores/%E0%A4%A', '/media/%E0%A4%A', '/media/%00', '/docs/assets/%ff'])(
    'with the broken address %s is the fault of who asks',
    async (path) => {
      const status = await raw(path)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    },
  )
  it.each([
    '/media/../../package.json',
    '/media/..%2f..%2f..%2fpackage.json',
    '/docs/assets/%2e%2e/%2e%2e/package.json',
  ])('does not climb out of a folder by %s', async (path) => {
    const status = await raw(path)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  })
})

describe('a body', () => {
  it('of more than 1 MB is refused', async () => {
    const body = JSON.stringify({ changes: [], filler: 'x'.repeat(1_000_001) })
    expect(await refusal(await change({ type: 'application/json', body }))).toEqual([413, 'body_too_large'])
  })
  it('that ends within 1 MB is read', async () => {
    const body = JSON.stringify({ changes: [], filler: 'x'.repeat(900_000) })
    expect(await refusal(await change({ type: 'application/json', body }))).toEqual([400, 'request_invalid'])
  })
  it.each([
    ['not JSON', '{"changes":'],
    ['not UTF-8', new Uint8Array([0x22, 0xc5, 0xcc, 0x22])],
  ])('that is %s is unreadable', async (_, body) => {
    expect(await refusal(await change({ type: 'application/json', body }))).toEqual([415, 'body_unreadable'])
  })
  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])(
    'of type %s is unreadable',
    async (type) => {
      expect(await refusal(await change({ type, body: '{"changes":[]}' }))).toEqual([415, 'body_unreadable'])
    },
  )
  it('that is missing is a wrong question', async () => {
    const { status, body } = await product.post('/stock/changes', { token: MACHINE })
    expect([status, body.error.code]).toEqual([400, 'request_invalid'])
  })
  it('is not read before it is known who sends it', async () => {
    const body = 'x'.repeat(10)
    const answer = await fetch(`${product.origin}/api/stock/changes`, { method: 'POST', body })
    expect(answer.status).toBe(401)
  })
})

describe('headers', () => {
  it('of the API forbid keeping and guessing', async () => {
    const { headers } = await product.get('/stores')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-powered-by')).toBeNull()
  })
  it('of pages let in only our own scripts, pictures and frames', async () => {
    const { headers } = await product.page('/docs')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("object-src 'none'")
    expect(policy).toMatch(/frame-ancestors 'self'/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })
  it('are on refusals as well', async () => {
    expect((await product.get('/nothing')).headers.get('x-content-type-options')).toBe('nosniff')
    expect((await product.page('/nothing')).headers.get('content-security-policy')).toContain(
      "default-src 'self'",
    )
  })
})

describe('what operators ask (TR-3)', () => {
  it('is alive and ready', async () => {
    expect((await product.page('/healthz')).body).toEqual({ status: 'ok' })
    const { status, body } = await product.page('/readyz')
    expect([status, body]).toEqual([200, { status: 'ready', mongodb: true, redis: true }])
  })
  it('counts answers by route and status, not by address', async () => {
    await product.get('/stores/sto_unheard')
    const { text, headers } = await product.page('/metrics')
    expect(headers.get('content-type')).toContain('text/plain')
    expect(text).toMatch(
      /hedian_http_request_seconds_count\{route="GET \/stores\/:storeId",status="404"\} [1-9]/,
    )
    expect(text).not.toContain('sto_unheard')
  })
  it.each(['hedian_events_total', 'hedian_outbox_oldest_seconds', 'hedian_live_stock_reads_total'])(
    'measures %s',
    async (name) => expect((await product.page('/metrics')).text).toContain(`# TYPE ${name}`),
  )
  it('describes every route of the API in OpenAPI 3.1', async () => {
    const { body } = await product.page('/openapi.json')
    expect(body.openapi).toMatch(/^3\.1/)
    expect(body.paths['/stock/nearby'].get.responses['200']).toBeDefined()
    expect(body.paths['/stock/changes'].post.responses).toHaveProperty('401')
    expect((await product.page('/docs')).text).toContain('/openapi.json')
  })
})
