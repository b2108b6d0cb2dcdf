import { CallError, createClient, queryOf, type Outgoing, type Send } from '../../miniapp/src/api/client'

type Answer = { status: number; body: unknown }
const refusal = (code: string) => ({
  error: { code, message: '不行', details: { left: 0 }, requestId: 'req_1' },
})

const setUp = (answers: (Answer | 'offline')[], renewTo?: string) => {
  const sent: Outgoing[] = []
  let token: string | undefined = 'old'
  let renewals = 0
  const send: Send = async (it) => {
    sent.push(it)
    const answer = answers[Math.min(sent.length, answers.length) - 1]
    if (!answer || answer === 'offline') throw new Error('no network')
    return answer
  }
  const call = createClient({
    base: 'http://shop/api',
    send,
    token: () => token,
    renew: async () => {
      renewals++
      await Promise.resolve()
      token = renewTo
      return renewTo
    },
  })
  return { call, sent, renewals: () => renewals, forget: () => (token = undefined) }
}

const failureOf = async (work: Promise<unknown>): Promise<CallError> =>
  work.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => error as CallError,
  )

describe('calls typed by the contracts', () => {
  test('put path parameters and query in their places and leave out what is empty', async () => {
    const { call, sent } = setUp([{ status: 200, body: { items: [] } }])
    await call('GET /stores/:storeId/stock', {
      params: { storeId: 'sto_a/b' },
      query: { q: '茶 壶', category: undefined, cursor: '', limit: 20 },
    })
    expect(sent[0]).toMatchObject({
      method: 'GET',
      url: 'http://shop/api/stores/sto_a%2Fb/stock?q=%E8%8C%B6%20%E5%A3%B6&limit=20',
      headers: { authorization: 'Bearer old' },
    })
  })

  test('send a body and no token when nobody is signed in', async () => {
    const { call, sent, forget } = setUp([{ status: 200, body: {} }])
    forget()
    await call('POST /session', { body: { code: 'c' } })
    expect(sent[0]).toMatchObject({ method: 'POST', headers: {}, body: { code: 'c' } })
  })

  test('a refusal carries code, sentence, details and request id', async () => {
    const { call } = setUp([{ status: 404, body: refusal('product_not_found') }])
    const error = await failureOf(call('GET /products/:spuId', { params: { spuId: 'spu_x' } }))
    expect(error).toBeInstanceOf(CallError)
    expect(error).toMatchObject({
      code: 'product_not_found',
      status: 404,
      message: '不行',
      details: { left: 0 },
      requestId: 'req_1',
    })
  })

  test('no answer and an unreadable one are said in words, not as technical text', async () => {
    const offline = await failureOf(setUp(['offline']).call('GET /categories'))
    expect(offline).toMatchObject({ code: 'network_failed', status: 0 })
    const html = await failureOf(setUp([{ status: 502, body: '<html>' }]).call('GET /categories'))
    expect(html).toMatchObject({ code: 'unreadable_answer', status: 502 })
    for (const it of [offline, html]) expect(it.message).toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('a token that is refused', () => {
  const old = { status: 401, body: refusal('unauthenticated') }

  test('is renewed and the call made again once', async () => {
    const { call, sent, renewals } = setUp([old, { status: 200, body: { id: 'mem_1' } }], 'new')
    await expect(call('GET /me')).resolves.toEqual({ id: 'mem_1' })
    expect(renewals()).toBe(1)
    expect(sent.map((it) => it.headers.authorization)).toEqual(['Bearer old', 'Bearer new'])
  })

  test('is not renewed a second time', async () => {
    const { call, sent, renewals } = setUp([old, old, old], 'new')
    expect(await failureOf(call('GET /me'))).toMatchObject({ status: 401 })
    expect([sent.length, renewals()]).toEqual([2, 1])
  })

  test('stays refused where nobody can sign in', async () => {
    const { call, sent } = setUp([old])
    expect(await failureOf(call('GET /me'))).toMatchObject({ code: 'unauthenticated' })
    expect(sent).toHaveLength(1)
  })

  test('of many calls at once is renewed once for all', async () => {
    const answers = [old, old, old, ...Array.from({ length: 3 }, () => ({ status: 200, body: {} }))]
    const { call, renewals } = setUp(answers, 'new')
    await Promise.all([call('GET /me'), call('GET /me'), call('GET /me')])
    expect(renewals()).toBe(1)
  })

  test('a refused sign-in asks for no other sign-in', async () => {
    const { call, renewals } = setUp([{ status: 401, body: refusal('login_code_invalid') }], 'new')
    expect(await failureOf(call('POST /session', { body: { code: 'x' } }))).toMatchObject({
      code: 'login_code_invalid',
    })
    expect(renewals()).toBe(0)
  })
})

test('a query keeps zero and false', () => {
  expect(queryOf({ offset: 0, openNow: false, q: null })).toBe('offset=0&openNow=false')
})
