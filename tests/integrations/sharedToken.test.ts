import { PlatformError, PlatformUnavailable } from '../../server/integrations/http'
import { sharedToken, withToken } from '../../server/integrations/sharedToken'
import { createWxacode, phoneOfCode } from '../../server/integrations/wechat/wechat'
import { getExternalContact } from '../../server/integrations/wecom/contacts'
import { redis } from '../../server/kernel/redis'
import { befriend, enrol, person } from '../support/people'
import { build, next } from '../support/build'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
/** Somebody whom WeCom knows. */
let externalUserId: string
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
  const guide = await build.guide()
  await enrol(product, guide)
  const friend = await person(product, { externalUserId: 'wm_integration' })
  await befriend(product, friend.personId, guide.userid)
  externalUserId = 'wm_integration'
})
afterAll(() => product?.stop())

/** As if nothing had been asked or refused before. */
async function forgetTokens() {
  const keys = await redis().keys('platform:*')
  if (keys.length) await redis().del(...keys)
}
/** How often the sandbox was asked for a path since `after`, with each outcome. */
async function asked(path: string, after: number): Promise<string[]> {
  const { entries } = await product.sandbox.get(`/__sandbox/log?after=${after}`)
  return entries.filter((it) => it.text.startsWith(`${path} `)).map((it) => it.text.slice(path.length + 1))
}
async function mark(): Promise<number> {
  const { entries } = await product.sandbox.get('/__sandbox/log')
  return Number(entries.at(-1)?.seq ?? 0)
}
const fault = (endpoint: string, given: object) =>
  product.sandbox.post('/__sandbox/fault', { endpoint, ...given })

describe('one token for all processes (TR-3, platform-apis §0.3)', () => {
  /** Two processes as they see it: two holders under one name. */
  const twoProcesses = (fetchToken: () => Promise<{ token: string; expiresIn: number }>) => {
    const name = `test:${next()}`
    return [sharedToken(name, fetchToken), sharedToken(name, fetchToken)] as const
  }

  it('is fetched once, however many ask at once', async () => {
    let fetched = 0
    const [a, b] = twoProcesses(async () => ({ token: `t${++fetched}`, expiresIn: 7200 }))
    const got = await Promise.all(Array.from({ length: 30 }, (_, at) => (at % 2 ? a : b).get()))
    expect(new Set(got)).toEqual(new Set(['t1']))
    expect(fetched).toBe(1)
  })

  it('is taken from Redis by a process that starts later', async () => {
    let fetched = 0
    const [a, b] = twoProcesses(async () => ({ token: `t${++fetched}`, expiresIn: 7200 }))
    await a.get()
    expect([await b.get(), fetched]).toEqual(['t1', 1])
  })

  it('is fetched by the next in line when the first fails', async () => {
    let tries = 0
    const [a, b] = twoProcesses(async () => {
      if (++tries === 1) throw new PlatformUnavailable('down')
      return { token: 'second', expiresIn: 7200 }
    })
    const outcomes = await Promise.allSettled([a.get(), b.get(), b.get()])
    expect(outcomes.filter((it) => it.status === 'rejected')).toHaveLength(1)
    expect(tries).toBe(2)
  })

  it('ends in Redis before it ends at the platform', async () => {
    const name = `test:${next()}`
    await sharedToken(name, async () => ({ token: 't', expiresIn: 7200 })).get()
    const seconds = await redis().ttl(`platform:${name}`)
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(6900)
  })

  it('is dropped only by who was refused with that very token', async () => {
    let fetched = 0
    const [a, b] = twoProcesses(async () => ({ token: `t${++fetched}`, expiresIn: 7200 }))
    await a.get()
    await b.drop('an older one')
    expect(await a.get()).toBe('t1')
    await b.drop('t1')
    expect(await a.get()).toBe('t2')
  })

  it('gives a call up after one renewal', async () => {
    let fetched = 0
    const [a] = twoProcesses(async () => ({ token: `t${++fetched}`, expiresIn: 7200 }))
    const used: string[] = []
    const call = async (token: string) => {
      used.push(token)
      return { errcode: 40014, result: () => Promise.reject(new PlatformError('wecom', 'x', 40014, 'no')) }
    }
    await expect(withToken(a, call)).rejects.toMatchObject({ code: 40014 })
    expect(used).toEqual(['t1', 't2'])
  })
})

describe('calls to WeCom (TR-3)', () => {
  const GET = '/cgi-bin/externalcontact/get'

  it('share one token over many calls at once', async () => {
    await forgetTokens()
    const from = await mark()
    await Promise.all(Array.from({ length: 10 }, () => getExternalContact(externalUserId)))
    expect(await asked('/cgi-bin/gettoken', from)).toEqual(['ok'])
    expect(await asked(GET, from)).toHaveLength(10)
  })

  it('are repeated once with a new token when the old one was revoked', async () => {
    await getExternalContact(externalUserId)
    await product.sandbox.post('/__sandbox/tokens/revoke', { platform: 'wecom' })
    const from = await mark()
    const { contact } = await getExternalContact(externalUserId)
    expect(contact.external_userid).toBe(externalUserId)
    expect(await asked('/cgi-bin/gettoken', from)).toEqual(['ok'])
    expect((await asked(GET, from)).map((it) => it.split(' ')[0])).toEqual(['40001', 'ok'])
  })

  it.each([40001, 40014, 42001])('say so when %i comes again with the new token', async (errcode) => {
    await fault(GET, { errcode, times: 2 })
    const from = await mark()
    await expect(getExternalContact(externalUserId)).rejects.toMatchObject({ code: errcode })
    expect(await asked(GET, from)).toHaveLength(2)
  })

  it('are tried a third time when WeCom is busy twice', async () => {
    await fault(GET, { errcode: -1, times: 2 })
    const from = await mark()
    await expect(getExternalContact(externalUserId)).resolves.toBeDefined()
    expect(await asked(GET, from)).toHaveLength(3)
  })

  it('are given up when WeCom is busy three times', async () => {
    await fault(GET, { errcode: -1, times: 3 })
    const from = await mark()
    await expect(getExternalContact(externalUserId)).rejects.toMatchObject({ code: -1 })
    expect(await asked(GET, from)).toHaveLength(3)
  })

  it('are tried again when too many come at once', async () => {
    await fault(GET, { errcode: 45033, times: 2 })
    const from = await mark()
    await expect(getExternalContact(externalUserId)).resolves.toBeDefined()
    expect(await asked(GET, from)).toHaveLength(3)
  })

  it.each([45009, 60020, 48002])('are not repeated after %i', async (errcode) => {
    await fault(GET, { errcode })
    const from = await mark()
    await expect(getExternalContact(externalUserId)).rejects.toMatchObject({
      platform: 'wecom',
      code: errcode,
    })
    expect(await asked(GET, from)).toHaveLength(1)
    await forgetTokens()
  })

  it.each([{ http: 500 }, { drop: true }, { truncate: true }])('tell %j from a refusal', async (given) => {
    await fault(GET, given)
    await expect(getExternalContact(externalUserId)).rejects.toBeInstanceOf(PlatformUnavailable)
  })

  it('read the code, not the text, of a refusal', async () => {
    await fault(GET, { errcode: 84061, malformed: true })
    await expect(getExternalContact(externalUserId)).rejects.toMatchObject({ code: 84061 })
  })

  it('read all pages of a contact with very many followers', async () => {
    const followers = Array.from({ length: 501 }, (_, at) => ({
      userid: `colleague${at}`,
      remark: '',
      createtime: 1_790_000_000,
      tags: [],
    }))
    await product.sandbox.post('/__sandbox/people', {
      person: { personId: 'per_busy', name: '熟人', openid: 'o_busy', externalUserId: 'wm_busy', followers },
    })
    const from = await mark()
    expect((await getExternalContact('wm_busy')).followers).toHaveLength(501)
    expect(await asked(GET, from)).toHaveLength(2)
  })

  it('go on while Redis is away, with a token of their own', async () => {
    redis().disconnect()
    await product.sandbox.post('/__sandbox/tokens/revoke', { platform: 'wecom' })
    const from = await mark()
    try {
      await getExternalContact(externalUserId)
      await getExternalContact(externalUserId)
    } finally {
      await redis().connect()
    }
    expect(await asked('/cgi-bin/gettoken', from)).toEqual(['ok'])
    await expect(getExternalContact(externalUserId)).resolves.toBeDefined()
  })
})

describe('calls to WeChat (TR-3, ST-5)', () => {
  const code = () => createWxacode({ scene: 's=T1', page: 'pages/home/index' })

  it('use stable_token and never the token that ends all others', async () => {
    await forgetTokens()
    const from = await mark()
    await code()
    expect(await asked('/cgi-bin/stable_token', from)).toEqual(['ok'])
    expect(await asked('/cgi-bin/token', from)).toEqual([])
  })

  it('read a mini-program code as a picture', async () => {
    expect((await code()).subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
  })

  it.each([
    ['a scene that is too long', { scene: 'x'.repeat(33), page: 'pages/home/index' }, 40129],
    ['a page that is none', { scene: 's=1', page: '/home' }, 41030],
  ])('read the refusal of %s', async (_, input, errcode) => {
    await expect(createWxacode(input)).rejects.toMatchObject({ platform: 'wechat', code: errcode })
  })

  it('draw a code with a new token when the old one was revoked', async () => {
    await code()
    await product.sandbox.post('/__sandbox/tokens/revoke', { platform: 'wechat' })
    const from = await mark()
    expect((await code()).length).toBeGreaterThan(100)
    expect(await asked('/cgi-bin/stable_token', from)).toEqual(['ok'])
  })

  it('say so when WeChat draws too many', async () => {
    await fault('/wxa/getwxacodeunlimit', { errcode: 45009 })
    await expect(code()).rejects.toMatchObject({ code: 45009 })
  })

  it('fail as unavailable when not even a token is to be had', async () => {
    await forgetTokens()
    await fault('/cgi-bin/stable_token', { http: 502 })
    await expect(code()).rejects.toBeInstanceOf(PlatformUnavailable)
  })

  it('read the number behind a phone code', async () => {
    const who = await person(product, { phone: '13899990000' })
    expect(await phoneOfCode(await product.sandbox.phoneCode(who.personId))).toBe('13899990000')
  })
})
