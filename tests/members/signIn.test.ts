import { membersContract } from '../../server/features/members/members.contract'
import mongoose from 'mongoose'
import { claimIdentity, ensureMember } from '../../server/features/members/members.model'
import { redis } from '../../server/kernel/redis'
import { build } from '../support/build'
import { forgetLimits } from '../support/limits'
import { person, signInShopper, type TestPerson } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
})
beforeEach(forgetLimits)
afterAll(() => product?.stop())

const codeOf = (who: TestPerson) => product.sandbox.loginCode(who.personId)
const session = (code: string, more: object = {}) => product.post('/session', { body: { code, ...more } })
const signIn = async (who: TestPerson, more: object = {}) => session(await codeOf(who), more)
const fault = (given: object) =>
  product.sandbox.post('/__sandbox/fault', { endpoint: '/sns/jscode2session', ...given })
const members = () => mongoose.connection.collection('members')
const identities = () => mongoose.connection.collection('identities')

describe('signing in a shopper (ME-1)', () => {
  it('makes somebody new a member', async () => {
    const { status, body } = await signIn(await person(product))
    expect(status).toBe(200)
    expect(body.member).toMatchObject({
      id: expect.stringMatching(/^mem_/),
      nickname: expect.stringMatching(/^禾友/),
      tier: 'normal',
      points: 0,
      consents: { personalised: false, massMessage: false, phone: false },
    })
    expect(body.member).not.toHaveProperty('phone')
  })

  it('finds the same member the next time', async () => {
    const who = await person(product)
    const [first, second] = [await signInShopper(product, who), await signInShopper(product, who)]
    expect(second.member).toEqual(first.member)
    expect(second.token).not.toBe(first.token)
  })

  it('opens the profile with the token it gives', async () => {
    const { token, member } = await signInShopper(product, await person(product))
    expect((await product.get('/me', { token })).body).toEqual(member)
  })

  it('makes one member of twelve first sign-ins at once', async () => {
    const who = await person(product)
    const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(who)))
    const before = [await members().countDocuments(), await identities().countDocuments()] as const
    const answers = await Promise.all(codes.map((code) => session(code)))
    expect(answers.map((it) => it.status)).toEqual(Array(12).fill(200))
    expect(new Set(answers.map((it) => it.body.member.id)).size).toBe(1)
    expect(await members().countDocuments()).toBe(before[0] + 1)
    expect(await identities().countDocuments()).toBe(before[1] + 2)
  })

  it('gives an outside id to one of twelve members who claim it at once', async () => {
    const owners = await Promise.all(
      Array.from({ length: 12 }, (_, at) => claimIdentity('openid', 'openid_raced', `mem_racer${at}`)),
    )
    expect(new Set(owners).size).toBe(1)
    expect(await claimIdentity('openid', 'openid_raced', 'mem_late')).toBe(owners[0])
  })

  it('writes a member once when twelve requests do it at once', async () => {
    const { identities: _, ...member } = await build.member()
    const newcomer = { ...member, _id: 'mem_at_once' }
    const written = await Promise.all(Array.from({ length: 12 }, () => ensureMember(newcomer)))
    expect(new Set(written.map((it) => it._id))).toEqual(new Set(['mem_at_once']))
    expect(await members().countDocuments({ nickname: member.nickname })).toBe(2)
  })

  it('knows a member of another channel by the unionid', async () => {
    const who = await person(product)
    const member = await build.member({
      tier: 'gold',
      identities: [{ provider: 'unionid', subject: who.unionid }],
    })
    expect((await signIn(who)).body.member).toMatchObject({ id: member._id, tier: 'gold' })
    expect((await signIn(who)).body.member.id).toBe(member._id)
  })

  it('goes by openid alone while no Open Platform account is bound, and learns the unionid later', async () => {
    const who = await person(product)
    await product.sandbox.post('/__sandbox/switches', { openPlatformBound: false })
    const first = await signIn(who)
    await product.sandbox.post('/__sandbox/switches', { openPlatformBound: true })
    const second = await signIn(who)
    expect(second.body.member.id).toBe(first.body.member.id)
    expect(await identities().countDocuments({ memberId: first.body.member.id })).toBe(2)
  })

  it('keeps the store whose code was scanned as home store', async () => {
    const store = await build.store()
    const { body } = await signIn(await person(product), { storeId: store._id })
    expect(body.member.homeStoreId).toBe(store._id)
  })

  it('leaves the home store of a known member as it is', async () => {
    const [first, second] = [await build.store(), await build.store()]
    const who = await person(product)
    await signIn(who, { storeId: first._id })
    expect((await signIn(who, { storeId: second._id })).body.member.homeStoreId).toBe(first._id)
  })

  it('signs in also from the code of a store that is gone', async () => {
    const { status, body } = await signIn(await person(product), { storeId: 'sto_gone' })
    expect(status).toBe(200)
    expect(body.member).not.toHaveProperty('homeStoreId')
  })
})

describe('sign-ins that WeChat refuses (ME-1)', () => {
  const refused = [401, 'login_code_invalid']
  const outcome = ({ status, body }: { status: number; body: { error: { code: string } } }) => [
    status,
    body.error.code,
  ]

  it('takes a code once', async () => {
    const code = await codeOf(await person(product))
    expect((await session(code)).status).toBe(200)
    expect(outcome(await session(code))).toEqual(refused)
  })

  it('opens one session when the same code comes twice at once', async () => {
    const code = await codeOf(await person(product))
    const answers = await Promise.all([session(code), session(code), session(code)])
    expect(answers.map((it) => it.status).sort()).toEqual([200, 401, 401])
  })

  it('takes no code it never gave', async () => {
    expect(outcome(await session('made-up'))).toEqual(refused)
  })

  it('takes no code older than five minutes', async () => {
    const code = await codeOf(await person(product))
    await product.sandbox.advance(301)
    expect(outcome(await session(code))).toEqual(refused)
  })

  it('takes no phone code in place of a login code', async () => {
    const code = await product.sandbox.phoneCode((await person(product)).personId)
    expect(outcome(await session(code))).toEqual(refused)
  })

  it('turns away an account WeChat blocks for risk', async () => {
    const who = await person(product, { risky: true })
    expect(outcome(await signIn(who))).toEqual([403, 'account_refused'])
  })

  it.each([
    ['answers 502', { http: 502 }],
    ['breaks the connection', { drop: true }],
    ['sends half an answer', { truncate: true }],
    ['does not answer in time', { delayMs: 6000 }],
    ['counts too many calls (45011)', { errcode: 45011 }],
    ['does not know our secret (40125)', { errcode: 40125 }],
    ['stays busy (-1)', { errcode: -1, times: 3 }],
  ])('says to try again when WeChat %s', async (_, given) => {
    const code = await codeOf(await person(product))
    await fault(given)
    expect(outcome(await session(code))).toEqual([503, 'platform_unavailable'])
  })

  it('asks again by itself when WeChat is busy for a moment', async () => {
    const code = await codeOf(await person(product))
    await fault({ errcode: -1 })
    expect((await session(code)).status).toBe(200)
  })

  it('stops an address that tries too often', async () => {
    const { points } = membersContract.routes['POST /session'].limit
    const answers = []
    for (let at = 0; at < points; at++) answers.push(await session('guess'))
    expect(answers.every((it) => it.status === 401)).toBe(true)
    const late = await session('guess')
    expect(outcome(late)).toEqual([429, 'too_many_requests'])
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('sessions (ME-1, TR-2)', () => {
  const me = (token: string) => product.get('/me', { token })

  it('ends one with sign-out and leaves the other', async () => {
    const who = await person(product)
    const [one, other] = [await signInShopper(product, who), await signInShopper(product, who)]
    expect((await product.call('DELETE', '/session', { token: one.token })).status).toBe(204)
    expect((await me(one.token)).body.error.code).toBe('sign_in_required')
    expect((await me(other.token)).status).toBe(200)
  })

  it('lives two days and says when it ends', async () => {
    const { body } = await signIn(await person(product))
    const [key] = (await redis().keys('session:*')).slice(-1)
    expect(await redis().ttl(key ?? '')).toBeGreaterThan(86_400)
    const days = (Date.parse(body.expiresAt) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(1.9)
    expect(days).toBeLessThanOrEqual(2)
  })

  it('is gone after its time', async () => {
    const { token } = await signInShopper(product, await person(product))
    for (const key of await redis().keys('session:*')) await redis().pexpire(key, 0)
    expect((await me(token)).status).toBe(401)
  })

  it('is kept by a hash: whoever reads Redis cannot use it', async () => {
    const { token } = await signInShopper(product, await person(product))
    const keys = await redis().keys('session:*')
    expect(keys.length).toBeGreaterThan(0)
    expect(keys.join()).not.toContain(token)
    const answers = await Promise.all(keys.map((key) => me(key.replace('session:', ''))))
    expect(answers.every((it) => it.status === 401)).toBe(true)
  })
})
