import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { buildSandbox, buildServer, readBody, type TestSandbox } from './support'

const PAGE =
  '<!doctype html><html><head lang="zh"><title>店</title><script src="/app.js"></script></head><body>合店</body></html>'
let server: Awaited<ReturnType<typeof buildServer>>
let sandbox: TestSandbox
let seen: { encoding: string | undefined; forwarded: string | undefined; ifNoneMatch: string | undefined }

beforeEach(async () => {
  server = await buildServer(async (req, res) => {
    const path = new URL(req.url ?? '/', 'http://x').pathname
    const { 'accept-encoding': encoding, 'if-none-match': ifNoneMatch } = req.headers
    seen = { encoding: String(encoding), ifNoneMatch, forwarded: String(req.headers['x-forwarded-host']) }
    if (path === '/stream') {
      res.writeHead(200, { 'content-type': 'text/event-stream' })
      return void res.write('data: 1\n\n')
    }
    if (path === '/echo') {
      res.writeHead(201, { 'content-type': 'application/json', 'x-own': '1' })
      return void res.end(JSON.stringify({ method: req.method, body: await readBody(req) }))
    }
    if (path === '/away') return void res.writeHead(302, { location: `${server.url}/back?a=1` }).end()
    if (path === '/elsewhere') return void res.writeHead(302, { location: 'https://example.com/' }).end()
    if (path === '/zip') {
      const zipped = encoding === 'identity' ? Buffer.from(PAGE) : gzipSync(PAGE)
      const headers = encoding === 'identity' ? {} : { 'content-encoding': 'gzip' }
      return void res.writeHead(200, { 'content-type': 'text/html', ...headers }).end(zipped)
    }
    res.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'self';frame-ancestors 'self';upgrade-insecure-requests",
      'x-frame-options': 'SAMEORIGIN',
      'set-cookie': 'own=1',
      etag: '"1"',
    })
    res.end(PAGE)
  })
  sandbox = await buildSandbox({ serverUrl: server.url })
})
afterEach(async () => {
  await sandbox.stop()
  await server.stop()
})

const open = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${sandbox.webviewUrl}${path}`, { headers: { accept: 'text/html', ...headers }, redirect: 'manual' })

describe('pages', () => {
  it('get the bridge before their first script, for the first person', async () => {
    const answer = await open('/')
    const html = await answer.text()
    expect(html).toContain(
      '<head lang="zh"><script src="/__webview/bridge.js?role=person&as=per_1"></script><title>',
    )
    expect(Number(answer.headers.get('content-length'))).toBe(Buffer.byteLength(html))
  })
  it('act as the guide under /sidebar and /console, as whom ?as= says', async () => {
    expect(await (await open('/sidebar/')).text()).toContain('role=guide&as=zhoumin')
    expect(await (await open('/console/?as=chenjia')).text()).toContain('role=guide&as=chenjia')
    expect(await (await open('/sidebarish')).text()).toContain('role=person')
    expect(await (await open('/?as=nobody')).text()).toContain('as=per_1')
  })
  it('remember who acts in a cookie beside those of the product', async () => {
    const answer = await open('/?as=per_2')
    expect(answer.headers.getSetCookie()).toEqual(['own=1', 'sandbox_person=per_2; Path=/; SameSite=Lax'])
    expect(await (await open('/', { cookie: 'sandbox_person=per_2' })).text()).toContain('as=per_2')
  })
  it('survive cookies and addresses that make no sense', async () => {
    expect(await (await open('/', { cookie: 'sandbox_person=%' })).text()).toContain('as=per_1')
    const { hostname, port } = new URL(sandbox.webviewUrl)
    const status = await new Promise((done) =>
      request({ hostname, port, path: '//' }, (answer) => done(answer.resume().statusCode)).end(),
    )
    expect(status).toBe(400)
    expect((await open('/')).status).toBe(200)
  })
  it('may stand in a frame and are always read afresh', async () => {
    const answer = await open('/', { 'if-none-match': '"1"' })
    expect(answer.headers.get('x-frame-options')).toBeNull()
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'self'")
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(seen.ifNoneMatch).toBeUndefined()
  })
  it('are asked for uncompressed so that they can be changed', async () => {
    expect(await (await open('/zip')).text()).toContain('/__webview/bridge.js')
    expect(seen.encoding).toBe('identity')
  })
  it('show a page that tries again while the product is away', async () => {
    await server.stop()
    const answer = await open('/')
    expect(answer.status).toBe(502)
    expect(await answer.text()).toContain('http-equiv="refresh"')
    server = await buildServer((_, res) => void res.end())
  })
})

describe('everything else', () => {
  it('passes unchanged, body and status included', async () => {
    const answer = await fetch(`${sandbox.webviewUrl}/echo`, { method: 'PUT', body: '你好' })
    expect(answer.status).toBe(201)
    expect(answer.headers.get('x-own')).toBe('1')
    expect(await answer.json()).toEqual({ method: 'PUT', body: '你好' })
    expect(seen.forwarded).toBe(new URL(sandbox.webviewUrl).host)
  })
  it('streams server-sent events without waiting for their end', async () => {
    const reader = (await open('/stream')).body?.getReader()
    const first = await reader?.read()
    expect(Buffer.from(first?.value ?? []).toString()).toBe('data: 1\n\n')
    await reader?.cancel()
  })
  it('keeps redirects of the product in the webview and lets others go', async () => {
    expect((await open('/away')).headers.get('location')).toBe(`${sandbox.webviewUrl}/back?a=1`)
    expect((await open('/elsewhere')).headers.get('location')).toBe('https://example.com/')
  })
  it('breaks as told', async () => {
    await sandbox.post('/__sandbox/fault', { target: 'webview', endpoint: '/echo', http: 503, times: 1 })
    expect((await open('/echo')).status).toBe(503)
    expect((await open('/echo')).status).toBe(201)
  })
  it('serves pictures of the product on the sandbox’s own port', async () => {
    expect(await (await fetch(`${sandbox.url}/media/avatars/a.webp`)).text()).toContain('合店')
  })
})

describe('bridge', () => {
  it('is made for who acts and cannot be broken out of', async () => {
    const source = await (await open('/__webview/bridge.js?role=guide&as=%3C/script%3E')).text()
    expect(source).toContain('"as":"\\u003c/script>"')
    expect(source).toContain('WeixinJSBridge')
    expect(() => new Function(source)).not.toThrow()
  })
})

describe('the sandbox’s own page', () => {
  it('is served with its parts, and nothing outside its folder', async () => {
    const page = await (await fetch(`${sandbox.url}/`)).text()
    expect(page).toContain('/js/main.js')
    expect((await fetch(`${sandbox.url}/js/main.js`)).headers.get('content-type')).toContain(
      'text/javascript',
    )
    expect((await fetch(`${sandbox.url}/..%2fcore.ts`)).status).toBe(404)
    expect((await fetch(`${sandbox.url}/%2e%2e/core.ts`)).status).toBe(404)
  })
  it('hears of messages as they are said', async () => {
    const reader = (await fetch(`${sandbox.url}/__sandbox/events`)).body?.getReader()
    await reader?.read()
    await sandbox.post('/__sandbox/customer/talk', {
      userid: 'zhoumin',
      personId: 'per_1',
      from: 'person',
      text: '在吗',
    })
    const next = Buffer.from((await reader?.read())?.value ?? []).toString()
    expect(JSON.parse(next.slice(6))).toMatchObject({
      type: 'message',
      personId: 'per_1',
      message: { from: 'person', text: '在吗' },
    })
    await reader?.cancel()
    const { chats } = await sandbox.get('/__sandbox/chats?userid=zhoumin')
    expect(chats[0]).toMatchObject({ personId: 'per_1', last: { text: '在吗' } })
  })
})
