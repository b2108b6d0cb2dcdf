/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { basics, goTo, installBridge, refusal, serve } from './support'
import type { Scene } from './support'

type Client = typeof import('../../guide-sidebar/src/wecom/client')
type Failures = typeof import('../../guide-sidebar/src/wecom/failure')

/** The SDK keeps its registration in its module: each test gets a new one over a new bridge. */
const fresh = (): { scene: Scene; client: Client; failures: Failures } => {
  jest.resetModules()
  const scene = installBridge()
  return {
    scene,
    client: jest.requireActual<Client>('../../guide-sidebar/src/wecom/client'),
    failures: jest.requireActual<Failures>('../../guide-sidebar/src/wecom/failure'),
  }
}

beforeEach(() => {
  sessionStorage.clear()
  goTo('/sidebar/?from=chat#/me')
})
afterEach(() => jest.useRealTimers())

describe('the real SDK over a bridge', () => {
  it('registers the address without its hash, as the app, and reads who is in the chat', async () => {
    const { scene, client } = fresh()
    const log = serve(basics)
    await client.connect()
    expect(client.isWeCom()).toBe(true)
    expect(log.map(({ query }) => query.get('url'))).toEqual(['http://localhost/sidebar/?from=chat'])
    expect(scene.calls[0]).toMatchObject({
      name: 'agentConfig',
      params: { corpid: 'ww1', agentid: '1000002', timestamp: '1', nonceStr: 'n', signature: 's' },
    })
    expect(await client.readEntry()).toBe('single_chat_tools')
    expect(await client.readContact()).toBe('wmABC123')
  })

  it('opens the profile of an outside contact', async () => {
    const { scene, client } = fresh()
    serve(basics)
    await client.connect()
    await client.openContactProfile('wmABC123')
    expect(scene.calls.at(-1)).toMatchObject({
      name: 'openUserProfile',
      params: { type: 2, userid: 'wmABC123' },
    })
  })

  it.each([
    ['getCurExternalContact:fail no permission', 'noPermission'],
    ['getCurExternalContact:fail_no_permission', 'noPermission'],
    ['getCurExternalContact:no permission to execute', 'noPermission'],
    ['getCurExternalContact:fail without context of external contact', 'noContact'],
    ['getCurExternalContact:function_not_exist', 'unsupported'],
    ['getCurExternalContact:cancel', 'cancelled'],
    ['getCurExternalContact:fail system busy', 'other'],
  ])('understands %s as %s', async (words, kind) => {
    const { scene, client } = fresh()
    serve(basics)
    await client.connect()
    scene.refuse.getCurExternalContact = words
    await expect(client.readContact()).rejects.toMatchObject({ kind })
  })

  // Through the real SDK this failure also escapes from its register() as an unhandled rejection.
  it('knows a refused signature by the client’s words', () => {
    const { failures } = fresh()
    expect(failures.weComFailureOf({ errMsg: 'agentConfig:fail invalid signature' }).kind).toBe('signature')
    expect(failures.weComFailureOf(new Error('x')).kind).toBe('other')
    expect(failures.weComFailureOf(undefined).kind).toBe('other')
  })

  it('passes the server’s refusal of the address on, and registers on a retry', async () => {
    const { client } = fresh()
    serve({ 'GET /wecom/js-config': () => refusal(403, 'url_not_trusted', '这个网址不在可信域名里') })
    await expect(client.connect()).rejects.toMatchObject({ code: 'url_not_trusted' })
    serve(basics)
    await client.connect()
    expect(await client.readContact()).toBe('wmABC123')
  })

  it('gives up after 5 s when the client never answers, as the SDK does not', async () => {
    const { scene, client } = fresh()
    serve(basics)
    scene.silent.add('agentConfig')
    jest.useFakeTimers()
    let outcome: unknown = 'pending'
    void client.connect().catch((error: unknown) => (outcome = error))
    await jest.advanceTimersByTimeAsync(client.WECOM_LIMIT_MS - 1)
    expect(outcome).toBe('pending')
    await jest.advanceTimersByTimeAsync(1)
    expect(outcome).toMatchObject({ kind: 'timeout' })
  })

  it('has a title and advice for every failure', () => {
    const { failures } = fresh()
    for (const { title, text } of Object.values(failures.WECOM_WORDS)) {
      expect(title).toMatch(/[一-龥]/)
      expect(text.length).toBeGreaterThan(10)
    }
  })
})
