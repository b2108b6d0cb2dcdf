import { APPID, CORP, SECRET, buildSandbox, type TestSandbox } from './support'

let sandbox: TestSandbox
beforeEach(async () => {
  sandbox = await buildSandbox()
  await sandbox.post('/__sandbox/clock', { rate: 0 })
})
afterEach(() => sandbox.stop())

const token = () => sandbox.get(`/cgi-bin/token?grant_type=client_credential&appid=${APPID}&secret=${SECRET}`)
const stable = (force_refresh = false) =>
  sandbox.post('/cgi-bin/stable_token', {
    grant_type: 'client_credential',
    appid: APPID,
    secret: SECRET,
    force_refresh,
  })
const wechatCode = async (accessToken: string) =>
  (await sandbox.post(`/wxa/business/getuserphonenumber?access_token=${accessToken}`, { code: 'x' })).errcode
const wecomCode = async (accessToken: string) =>
  (await sandbox.get(`/cgi-bin/externalcontact/get_follow_user_list?access_token=${accessToken}`)).errcode
/** Accepted tokens get as far as the refusal of the code. */
const ACCEPTED = 40029

describe('/cgi-bin/token', () => {
  it('gives a token for 7200 s and kills the one before', async () => {
    const first = await token()
    expect(first).toEqual({ access_token: expect.any(String), expires_in: 7200 })
    expect(await wechatCode(first.access_token)).toBe(ACCEPTED)
    const second = await token()
    expect(await wechatCode(first.access_token)).toBe(40001)
    expect(await wechatCode(second.access_token)).toBe(ACCEPTED)
  })
  it.each([
    ['grant_type=client_credential&secret=x', 41002],
    [`grant_type=client_credential&appid=${APPID}`, 41004],
    ['grant_type=client_credential&appid=wx1&secret=x', 40013],
    [`grant_type=client_credential&appid=${APPID}&secret=x`, 40125],
    [`grant_type=password&appid=${APPID}&secret=${SECRET}`, 40002],
  ])('refuses %s with %i', async (query, errcode) => {
    expect((await sandbox.get(`/cgi-bin/token?${query}`)).errcode).toBe(errcode)
  })
  it('leaves the stable token alone', async () => {
    const { access_token } = await stable()
    await token()
    expect(await wechatCode(access_token)).toBe(ACCEPTED)
  })
})

describe('/cgi-bin/stable_token', () => {
  it('gives the same token while it lives', async () => {
    const first = await stable()
    await sandbox.advance(3600)
    expect(await stable()).toEqual({ access_token: first.access_token, expires_in: 3600 })
  })
  it('renews in the last 5 minutes, with both valid', async () => {
    const first = await stable()
    await sandbox.advance(7200 - 299)
    const second = await stable()
    expect(second.access_token).not.toBe(first.access_token)
    expect(second.expires_in).toBe(7200)
    expect(await wechatCode(first.access_token)).toBe(ACCEPTED)
    await sandbox.advance(300)
    expect(await wechatCode(first.access_token)).toBe(42001)
    expect(await wechatCode(second.access_token)).toBe(ACCEPTED)
  })
  it('kills the old one when forced, but not twice within 30 s', async () => {
    const first = await stable()
    const second = await stable(true)
    expect(await wechatCode(first.access_token)).toBe(40001)
    expect((await stable(true)).access_token).toBe(second.access_token)
    await sandbox.advance(30)
    expect((await stable(true)).access_token).not.toBe(second.access_token)
  })
  it('forces at most 20 times a day', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      await stable(true)
      await sandbox.advance(31)
    }
    const last = await stable()
    expect((await stable(true)).access_token).toBe(last.access_token)
    await sandbox.advance(86_400)
    expect((await stable(true)).access_token).not.toBe(last.access_token)
  })
  it('refuses a body that is not JSON with 47001', async () => {
    const answer = await fetch(`${sandbox.url}/cgi-bin/stable_token`, { method: 'POST', body: '{"a":' })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ errcode: 47001 })
  })
})

describe('WeCom gettoken', () => {
  it('gives the same token again while it lives, another to another app', async () => {
    const first = await sandbox.wecomToken()
    expect(await sandbox.wecomToken()).toBe(first)
    expect(await sandbox.wecomToken('sandbox-wecom-other-secret')).not.toBe(first)
  })
  it.each([
    ['corpsecret=x', 41002],
    [`corpid=${CORP}`, 41004],
    ['corpid=ww1&corpsecret=x', 40013],
    [`corpid=${CORP}&corpsecret=x`, 40001],
  ])('refuses %s with %i', async (query, errcode) => {
    expect((await sandbox.get(`/cgi-bin/gettoken?${query}`)).errcode).toBe(errcode)
  })
  it('tells missing, unknown and expired tokens apart', async () => {
    const accessToken = await sandbox.wecomToken()
    expect(await wecomCode(accessToken)).toBe(0)
    expect(await wecomCode('')).toBe(41001)
    expect(await wecomCode('made-up')).toBe(40014)
    await sandbox.advance(7200)
    expect(await wecomCode(accessToken)).toBe(42001)
  })
  it('takes no token of the mini-program, nor the other way round', async () => {
    expect(await wecomCode(await sandbox.wechatToken())).toBe(40014)
    expect(await wechatCode(await sandbox.wecomToken())).toBe(40014)
  })
  it('answers 40001 after "revoke now" and gives a new one', async () => {
    const accessToken = await sandbox.wecomToken()
    expect(await sandbox.post('/__sandbox/tokens/revoke', { platform: 'wecom' })).toEqual({ revoked: 1 })
    expect(await wecomCode(accessToken)).toBe(40001)
    expect(await wecomCode(await sandbox.wecomToken())).toBe(0)
  })
  it('shortens the life of tokens when told', async () => {
    await sandbox.post('/__sandbox/lifetime', { seconds: 5 })
    const accessToken = await sandbox.wecomToken()
    await sandbox.advance(5)
    expect(await wecomCode(accessToken)).toBe(42001)
  })
})

describe('shape of refusals', () => {
  it('adds rid on api.weixin and hint with ip on qyapi, both with HTTP 200', async () => {
    const wechat = await sandbox.get('/cgi-bin/token?grant_type=client_credential')
    expect(wechat.errmsg).toMatch(/^appid or corpid missing rid: .{8}-.{8}-.{8}$/)
    const wecom = await sandbox.get('/cgi-bin/gettoken')
    expect(wecom.errmsg).toMatch(/, hint: \[.{24}\], from ip: .+, more info at https:\S+e=41002$/)
  })
  it('knows which addresses are not simulated', async () => {
    const answer = await fetch(`${sandbox.url}/cgi-bin/agent/set`, { method: 'POST', body: '{}' })
    expect(answer.status).toBe(404)
  })
})
