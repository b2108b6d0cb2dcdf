import { env } from '../../config/env'
import { importGuides } from '../../server/features/guides/guides.service'
import { redis } from '../../server/kernel/redis'
import { build } from '../support/build'
import { forgetLimits } from '../support/limits'
import { enrol, oauthCode, person, signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { endQuiet } from '../support/wecomQuiet'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
})
beforeEach(forgetLimits)
afterAll(() => product?.stop())

const OURS = new URL(env.PUBLIC_URL)
const PAGE = `${OURS.origin}/sidebar/?from=chat`
const session = (code: string) => product.post('/wecom/session', { body: { code } })
const outcome = ({ status, body }: Awaited<ReturnType<typeof session>>) => [status, body?.error?.code]
const oauth = (redirect: string, state = '') =>
  product.get(`/wecom/oauth?${new URLSearchParams({ redirect, state })}`)
const jsConfig = (url: string) => product.get(`/wecom/js-config?${new URLSearchParams({ url })}`)

describe('the way to WeCom sign-in (GU-1)', () => {
  it('carries corp, agent, scope, state and where to return', async () => {
    const { body } = await oauth(PAGE, 'chat 1')
    const url = new URL(body.url)
    expect(url.href.startsWith(product.sandbox.url)).toBe(true)
    expect(url.hash).toBe('#wechat_redirect')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      appid: 'ww0000000000000001',
      redirect_uri: PAGE,
      response_type: 'code',
      scope: 'snsapi_base',
      state: 'chat 1',
      agentid: '1000002',
    })
  })

  it.each([
    'https://evil.example/sidebar/',
    `http://${OURS.hostname}.evil.example:${OURS.port}/`,
    `${OURS.origin}@evil.example/`,
    `https://${OURS.host}/sidebar/`,
    `http://${OURS.hostname}:1/sidebar/`,
    'javascript:alert(1)',
    'data:text/html,x',
  ])('never leads back to %s', async (redirect) => {
    expect(outcome(await oauth(redirect))).toEqual([403, 'url_not_trusted'])
  })
})

describe('signing in a guide (GU-1)', () => {
  it.each(['guide', 'manager'] as const)('opens a session for a %s with name and store', async (role) => {
    const store = await build.store()
    const { guide, token } = await signInGuide(product, { role, storeId: store._id })
    expect((await product.get('/wecom/me', { token })).body).toEqual({
      id: guide._id,
      userid: guide.userid,
      name: guide.name,
      role,
      store: { id: store._id, name: store.name },
    })
  })

  it('lasts a working day', async () => {
    const guide = await build.guide()
    await enrol(product, guide)
    const { body } = await session(await oauthCode(product, guide.userid))
    const hours = (Date.parse(body.expiresAt) - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThan(7.9)
    expect(hours).toBeLessThanOrEqual(8)
  })

  it('takes a code once', async () => {
    const guide = await build.guide()
    await enrol(product, guide)
    const code = await oauthCode(product, guide.userid)
    expect((await session(code)).status).toBe(200)
    expect(outcome(await session(code))).toEqual([401, 'oauth_code_invalid'])
  })

  it('takes no code older than five minutes', async () => {
    const guide = await build.guide()
    await enrol(product, guide)
    const code = await oauthCode(product, guide.userid)
    await product.sandbox.advance(301)
    expect(outcome(await session(code))).toEqual([401, 'oauth_code_invalid'])
  })

  it("takes neither a made-up code nor a shopper's login code", async () => {
    const shopper = await person(product)
    const codes = ['made-up', await product.sandbox.loginCode(shopper.personId)]
    for (const code of codes) expect(outcome(await session(code))).toEqual([401, 'oauth_code_invalid'])
  })

  it('turns away somebody outside the corp', async () => {
    const shopper = await person(product)
    expect(outcome(await session(await oauthCode(product, shopper.personId)))).toEqual([403, 'not_a_guide'])
  })

  it('turns away a colleague who is no guide of ours', async () => {
    await enrol(product, { userid: 'accountant', name: '会计' })
    expect(outcome(await session(await oauthCode(product, 'accountant')))).toEqual([403, 'not_a_guide'])
  })

  it('turns away a guide whose account is closed', async () => {
    const guide = await build.guide({ active: false })
    await enrol(product, guide)
    expect(outcome(await session(await oauthCode(product, guide.userid)))).toEqual([403, 'not_a_guide'])
  })

  it('ends what an open session shows when the account is closed meanwhile', async () => {
    const { guide, token } = await signInGuide(product)
    await importGuides([{ ...guide, active: false }])
    expect(outcome(await product.get('/wecom/me', { token }))).toEqual([403, 'not_a_guide'])
  })

  it('signs in a guide whose store is not in the directory any more', async () => {
    const { guide, token } = await signInGuide(product, { storeId: 'sto_closed' })
    const { status, body } = await product.get('/wecom/me', { token })
    expect([status, body.id, body.store.id]).toEqual([200, guide._id, 'sto_closed'])
  })

  it.each([
    ['answers 500', { http: 500 }],
    ['breaks the connection', { drop: true }],
    ['counts too many calls (45009)', { errcode: 45009 }],
    ['does not let our address in (60020)', { errcode: 60020 }],
  ])('says to try again when WeCom %s; the code stays good', async (_, given) => {
    const guide = await build.guide()
    await enrol(product, guide)
    const code = await oauthCode(product, guide.userid)
    await product.sandbox.post('/__sandbox/fault', { endpoint: '/cgi-bin/auth/getuserinfo', ...given })
    expect(outcome(await session(code))).toEqual([503, 'platform_unavailable'])
    expect((await session(code)).status).toBe(200)
  })
})

describe('signing a page for the JS-SDK (GU-1)', () => {
  const verify = (
    kind: 'config' | 'agent',
    body: Awaited<ReturnType<typeof jsConfig>>['body'],
    url: string,
  ) =>
    product.sandbox.bridge('verify', {
      kind,
      corpId: body.corpId,
      agentId: body.agentId,
      url,
      ...(kind === 'agent' ? body.agentConfig : body.config),
    })

  it('gives both signatures as the WeCom client recomputes them', async () => {
    const { body } = await jsConfig(PAGE)
    expect(await verify('config', body, PAGE)).toEqual({ ok: true })
    expect(await verify('agent', body, PAGE)).toEqual({ ok: true })
  })

  it('signs the address without its part behind #', async () => {
    const { body } = await jsConfig(`${PAGE}#/customer`)
    expect(await verify('config', body, PAGE)).toEqual({ ok: true })
  })

  it('signs for one page only', async () => {
    const { body } = await jsConfig(PAGE)
    expect(await verify('config', body, `${PAGE}&other=1`)).toHaveProperty('fail')
  })

  it('uses the two tickets apart', async () => {
    const { body } = await jsConfig(PAGE)
    const swapped = { ...body, config: body.agentConfig, agentConfig: body.config }
    expect(await verify('config', swapped, PAGE)).toHaveProperty('fail')
    expect(await verify('agent', swapped, PAGE)).toHaveProperty('fail')
  })

  it('signs no page of somebody else', async () => {
    expect(outcome(await jsConfig('https://evil.example/'))).toEqual([403, 'url_not_trusted'])
  })

  it('asks for each ticket once for many pages', async () => {
    const count = async () => {
      const { entries } = await product.sandbox.get('/__sandbox/log')
      return entries.filter((it) => /ticket/.test(it.text)).length
    }
    const keys = await redis().keys('platform:*')
    if (keys.length) await redis().del(...keys)
    const before = await count()
    await Promise.all(Array.from({ length: 8 }, (_, at) => jsConfig(`${PAGE}&n=${at}`)))
    expect((await count()) - before).toBe(2)
  })

  it('says to try again when WeCom gives no ticket', async () => {
    const keys = await redis().keys('platform:*')
    if (keys.length) await redis().del(...keys)
    await product.sandbox.post('/__sandbox/fault', { endpoint: '/cgi-bin/get_jsapi_ticket', errcode: 45009 })
    expect(outcome(await jsConfig(PAGE))).toEqual([503, 'platform_unavailable'])
    await endQuiet()
    expect((await jsConfig(PAGE)).status).toBe(200)
  })
})
