import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { z } from 'zod'
import { contract } from '../../server/kernel/contract'
import { errors, requestId } from '../../server/kernel/edge'
import { commonErrors, failWith } from '../../server/kernel/errors'
import { disconnectRedis } from '../../server/kernel/redis'
import { createRouter, implement } from '../../server/kernel/router'

const tables = {
  tea_cold: { status: 409, text: '茶凉了' },
  tea_gone: { status: 404, text: '茶没了' },
} as const
const fail = failWith(tables)

const teaContract = contract({
  tag: 'Tea',
  errors: tables,
  routes: {
    'GET /tea/declared': {
      summary: '',
      ids: [],
      auth: 'public',
      response: z.object({}),
      errors: ['tea_cold'],
    },
    'GET /tea/undeclared': {
      summary: '',
      ids: [],
      auth: 'public',
      response: z.object({}),
      errors: ['tea_cold'],
    },
    'GET /tea/undeclared/later': { summary: '', ids: [], auth: 'public', response: z.object({}) },
    'GET /tea/broken': { summary: '', ids: [], auth: 'public', response: z.object({ cups: z.int() }) },
    'GET /tea/crash': { summary: '', ids: [], auth: 'public', response: z.object({}) },
    'GET /tea/extra': { summary: '', ids: [], auth: 'public', response: z.object({ cups: z.int() }) },
    'POST /tea': { summary: '', ids: [], auth: 'public', body: z.object({ note: z.string() }) },
    'GET /tea/twice': {
      summary: '',
      ids: [],
      auth: 'public',
      limit: { points: 2, seconds: 60, scope: 'local' },
      response: z.object({}),
    },
  },
})
const tea = implement(teaContract, {
  'GET /tea/declared': () => Promise.reject(fail('tea_cold', { degrees: 20 })),
  'GET /tea/undeclared': () => {
    throw fail('tea_gone')
  },
  'GET /tea/undeclared/later': () => Promise.reject(fail('tea_gone')),
  'GET /tea/broken': () => ({ cups: 'password=hunter2' }) as never,
  'GET /tea/crash': () => {
    throw new Error('password=hunter2')
  },
  'GET /tea/extra': () => ({ cups: 1, phone: '13800000000' }),
  'POST /tea': () => undefined,
  'GET /tea/twice': () => ({}),
})

let server: Server
let origin: string
beforeAll(async () => {
  const app = new Koa()
  app
    .use(requestId)
    .use(errors)
    .use(createRouter('/api', [tea]).routes())
  server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await disconnectRedis()
})

interface Told {
  error: { code: string; message: string; details?: unknown; requestId: string }
}
async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(`${origin}/api${path}`, init)
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    told: (text ? JSON.parse(text) : {}) as Told,
  }
}
const postText = (text: string, type = 'application/json') =>
  ask('/tea', { method: 'POST', body: text, headers: { 'content-type': type } })

describe('the one exit of errors (style: errors)', () => {
  it('sends a declared refusal with its status, words, details and request id', async () => {
    const { status, told, headers } = await ask('/tea/declared')
    expect(status).toBe(409)
    expect(told.error).toEqual({
      code: 'tea_cold',
      message: '茶凉了',
      details: { degrees: 20 },
      requestId: headers.get('x-request-id'),
    })
  })

  it.each(['/tea/undeclared', '/tea/undeclared/later'])(
    'treats a refusal the contract of %s does not declare as a fault',
    async (path) => {
      const { status, told } = await ask(path)
      expect([status, told.error.code]).toEqual([500, 'internal_error'])
    },
  )

  it.each(['/tea/broken', '/tea/crash'])(
    'answers %s with 500 and tells nothing of the cause',
    async (path) => {
      const { status, told, text } = await ask(path)
      expect([status, told.error.code]).toEqual([500, 'internal_error'])
      expect(told.error.message).toMatch(/[\u4e00-\u9fff]/)
      expect(text).not.toMatch(/hunter2|cups|expected|Error|at /)
    },
  )

  it('sends only what the response schema names', async () => {
    expect((await ask('/tea/extra')).text).toBe('{"cups":1}')
  })

  it('answers 204 without a body where the contract promises none', async () => {
    expect(await postText('{"note":"绿茶"}')).toMatchObject({ status: 204, text: '' })
  })

  it('says when to come back after too many calls', async () => {
    await ask('/tea/twice')
    await ask('/tea/twice')
    const { status, headers, told } = await ask('/tea/twice')
    expect([status, told.error.code]).toEqual([429, 'too_many_requests'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it.each(['short', 'with space in it', 'x'.repeat(65), '<script>alert(1)</script>'])(
    'gives its own id to a request that calls itself "%s"',
    async (given) => {
      const { headers } = await ask('/tea/extra', { headers: { 'x-request-id': given } })
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    },
  )

  it('keeps a well-formed request id of the caller', async () => {
    const { headers } = await ask('/tea/extra', { headers: { 'x-request-id': 'gateway-0001' } })
    expect(headers.get('x-request-id')).toBe('gateway-0001')
  })

  it.each(Object.entries(commonErrors))('explains %s in Chinese', (_, { text }) => {
    expect(text).toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('reading bodies', () => {
  it('refuses a body over 1 MB with 413 instead of breaking the connection', async () => {
    const { status, told } = await postText(JSON.stringify({ note: 'x'.repeat(3_000_000) }))
    expect([status, told.error.code]).toEqual([413, 'body_too_large'])
  })

  it('takes one just under the limit', async () => {
    expect((await postText(JSON.stringify({ note: 'x'.repeat(999_900) }))).status).toBe(204)
  })

  it.each(['{"note":', 'note=1', '{"note":"a"} trailing', '\u0000'])(
    'refuses %j as unreadable',
    async (text) => {
      const { status, told } = await postText(text)
      expect([status, told.error.code]).toEqual([415, 'body_unreadable'])
    },
  )

  it('refuses what is not UTF-8', async () => {
    const { status, told } = await ask('/tea', {
      method: 'POST',
      body: Buffer.from('7b226e6f7465223a22ff22 7d'.replace(' ', ''), 'hex'),
      headers: { 'content-type': 'application/json' },
    })
    expect([status, told.error.code]).toEqual([415, 'body_unreadable'])
  })

  it('refuses JSON that calls itself a form', async () => {
    const { status, told } = await postText('{"note":"a"}', 'application/x-www-form-urlencoded')
    expect([status, told.error.code]).toEqual([415, 'body_unreadable'])
  })
})
