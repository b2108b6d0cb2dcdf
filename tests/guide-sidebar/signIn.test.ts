/** @jest-environment jsdom */
import { browser } from '../../guide-sidebar/src/api/browser'
import { CALL_LIMIT_MS, call } from '../../guide-sidebar/src/api/client'
import {
  resumeSession,
  signInAgainWhenRefused,
  signOut,
  startSignIn,
} from '../../guide-sidebar/src/api/signIn'
import { basics, build, goTo, refusal, serve, signedIn } from './support'
import { pause } from '../support/pause'

const left: string[] = []
beforeEach(() => {
  sessionStorage.clear()
  goTo('/sidebar/')
  left.length = 0
  jest.spyOn(browser, 'leave').mockImplementation((url) => void left.push(url))
})

const customer = () => call('GET /customers/:externalUserId', { params: { externalUserId: 'wmABC123' } })
const stateSent = () => new URL(left.at(-1) ?? '').searchParams.get('state') ?? ''

describe('signing in by WeCom OAuth', () => {
  it('leaves with a state and a redirect that is this page', async () => {
    goTo('/sidebar/?from=chat#/me')
    const log = serve(basics)
    await startSignIn()
    expect(log[0]?.query.get('redirect')).toBe('http://localhost/sidebar/?from=chat')
    expect(stateSent()).toMatch(/^[0-9a-f]{32}$/)
  })

  it('comes back: the code leaves the address before it is used, the hash returns, the token is kept', async () => {
    goTo('/sidebar/#/me')
    const log = serve(basics)
    await startSignIn()
    goTo(`/sidebar/?code=C1&state=${stateSent()}`)
    expect(await resumeSession()).toEqual(build.guide())
    const exchange = log.find(({ key }) => key === 'POST /wecom/session')
    expect(exchange).toMatchObject({ body: { code: 'C1' }, page: 'http://localhost/sidebar/#/me' })
    expect(window.location.href).toBe('http://localhost/sidebar/#/me')
    expect(await resumeSession()).toEqual(build.guide())
  })

  it('refuses a code whose state this tab did not send, and uses a state once', async () => {
    const log = serve(basics)
    await startSignIn()
    const state = stateSent()
    goTo('/sidebar/?code=EVIL&state=other')
    await expect(resumeSession()).rejects.toMatchObject({ code: 'state_mismatch' })
    goTo(`/sidebar/?code=C1&state=${state}`)
    await expect(resumeSession()).rejects.toMatchObject({ code: 'state_mismatch' })
    expect(log.some(({ key }) => key === 'POST /wecom/session')).toBe(false)
    expect(window.location.search).toBe('')
  })

  it('takes a session that has run out for none', async () => {
    sessionStorage.setItem(
      'hedian.session',
      JSON.stringify({ ...build.session(), expiresAt: '2020-01-01T00:00:00Z' }),
    )
    expect(await resumeSession()).toBeUndefined()
  })

  it('says what the server says of a person who is no guide', async () => {
    serve({ ...basics, 'POST /wecom/session': () => refusal(403, 'not_a_guide', '你还没有开通导购助手') })
    await startSignIn()
    goTo(`/sidebar/?code=C1&state=${stateSent()}`)
    await expect(resumeSession()).rejects.toMatchObject({ code: 'not_a_guide', requestId: 'req_42' })
  })

  it('signs out here even when the server does not answer', async () => {
    signedIn()
    serve({ 'DELETE /session': () => refusal(503, 'unavailable', '稍后再试') })
    await signOut()
    expect(await resumeSession()).toBeUndefined()
  })
})

describe('a refused token', () => {
  const refused = () => refusal(401, 'unauthenticated', '登录已过期')

  it('leads to one new sign-in, and is shown when it is refused again', async () => {
    signInAgainWhenRefused()
    signedIn()
    serve({ ...basics, 'GET /customers/wmABC123': refused })
    const first = customer()
    let settled = false
    void first.finally(() => (settled = true))
    await pause(20)
    expect(left).toHaveLength(1)
    expect(settled).toBe(false)

    goTo(`/sidebar/?code=C2&state=${stateSent()}`)
    await resumeSession()
    await call('GET /wecom/js-config', { query: { url: 'http://localhost/sidebar/' } })
    await expect(customer()).rejects.toMatchObject({ status: 401, message: '登录已过期' })
    expect(left).toHaveLength(1)
  })

  it('may be renewed again after a call that succeeded', async () => {
    signInAgainWhenRefused()
    signedIn()
    let answer: () => ReturnType<typeof refusal> = refused
    serve({ ...basics, 'GET /customers/wmABC123': () => answer() })
    void customer()
    await pause(20)
    signedIn()
    answer = () => ({ body: build.customer() })
    await customer()
    answer = refused
    void customer()
    await pause(20)
    expect(left).toHaveLength(2)
  })
})

describe('calls', () => {
  it('send the token only in the guide’s name', async () => {
    signedIn()
    const log = serve({
      'GET /stores/cities': () => ({ body: { cities: [] } }),
      'GET /customers/wmABC123': () => ({ body: build.customer() }),
    })
    await call('GET /stores/cities', {})
    await customer()
    expect(log.map(({ token }) => token)).toEqual([undefined, 'tok'])
  })

  it('carry code, words and request number of a refusal', async () => {
    serve({ 'GET /customers/wmABC123': () => refusal(403, 'customer_not_yours', '不是你的好友') })
    await expect(customer()).rejects.toMatchObject({
      code: 'customer_not_yours',
      message: '不是你的好友',
      status: 403,
      requestId: 'req_42',
    })
  })

  it('have words for a gateway’s page, a broken network and a server that does not answer', async () => {
    serve({ 'GET /customers/wmABC123': () => ({ status: 502 }) })
    await expect(customer()).rejects.toMatchObject({ code: 'bad_answer', status: 502 })
    globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'))
    await expect(customer()).rejects.toMatchObject({ code: 'network' })
    jest.useFakeTimers()
    serve({ 'GET /customers/wmABC123': () => new Promise<never>(() => undefined) })
    // oxlint-disable-next-line jest/valid-expect -- awaited below, when the clock has moved
    const slow = expect(customer()).rejects.toMatchObject({ code: 'timeout' })
    await jest.advanceTimersByTimeAsync(CALL_LIMIT_MS)
    await slow
    jest.useRealTimers()
  })
})
