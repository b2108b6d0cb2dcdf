import { buildService, type Service } from './service'

let service: Service
beforeAll(async () => {
  service = await buildService()
})
afterAll(() => service?.stop())

describe('a route made of its contract', () => {
  it('hands over what was asked, of the promised types and with defaults', async () => {
    expect((await service.get('/lamps/a?times=3')).body.name).toBe('lamp 3')
    expect((await service.get('/lamps/a')).body.name).toBe('lamp 1')
  })
  it('answers only what the contract names', async () => {
    expect(Object.keys((await service.get('/lamps/a')).body)).toEqual(['name'])
  })
  it('says what is wrong with the question, and where', async () => {
    const { status, body } = await service.get('/lamps/muchTooLong?times=often')
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ code: 'request_invalid', message: '请求的内容不对，请检查后再试' })
    expect(body.error.details).toMatchObject([{ at: 'params.lampId' }])
    expect((await service.get('/lamps/a?times=often')).body.error.details).toMatchObject([
      { at: 'query.times' },
    ])
  })
  it('refuses with code, words, details and the id of the request', async () => {
    const { status, headers, body } = await service.get('/lamps/missing?times=2')
    expect(status).toBe(404)
    expect(body).toEqual({
      error: {
        code: 'lamp_missing',
        message: '没有这盏灯',
        details: { looked: 2 },
        requestId: headers.get('x-request-id'),
      },
    })
  })
  it.each(['broken', 'odd'])('tells nothing of what went wrong inside (%s)', async (lamp) => {
    const { status, body } = await service.get(`/lamps/${lamp}`)
    expect(status).toBe(500)
    expect(body.error.code).toBe('internal_error')
    expect(Object.keys(body.error).sort()).toEqual(['code', 'message', 'requestId'])
    expect(JSON.stringify(body)).not.toMatch(/12345|number/)
  })
  it('answers 204 where nothing is promised', async () => {
    const answer = await service.remove('/lamps/a')
    expect([answer.status, await answer.text()]).toEqual([204, ''])
  })
})
