import QRCode from 'qrcode'
import sharp from 'sharp'
import { encryptSessionData, decryptSessionData, sessionKeyProof } from '../../server/kernel/platformCrypto'
import { buildSandbox, type Json, type TestSandbox } from './support'

let sandbox: TestSandbox
let accessToken: string
beforeEach(async () => {
  sandbox = await buildSandbox()
  accessToken = await sandbox.wechatToken()
})
afterEach(() => sandbox.stop())

describe('code2Session', () => {
  it('gives openid, unionid and a 16-byte session_key', async () => {
    const answer = await sandbox.session(await sandbox.loginCode('per_1'))
    const person = sandbox.core.people.person('per_1')
    expect(answer).toMatchObject({ openid: person?.openid, unionid: person?.unionid })
    expect(Buffer.from(answer.session_key, 'base64')).toHaveLength(16)
    expect(answer.errcode).toBeUndefined()
  })
  it('takes a code once', async () => {
    const code = await sandbox.loginCode('per_1')
    await sandbox.session(code)
    expect((await sandbox.session(code)).errcode).toBe(40163)
  })
  it('refuses unknown, late and other kinds of codes with 40029', async () => {
    expect((await sandbox.session('nothing')).errcode).toBe(40029)
    expect((await sandbox.session(await sandbox.phoneCode('per_1'))).errcode).toBe(40029)
    const late = await sandbox.loginCode('per_1')
    await sandbox.advance(300)
    expect((await sandbox.session(late)).errcode).toBe(40029)
    expect((await sandbox.session('')).errcode).toBe(41008)
  })
  it('leaves unionid out without an Open Platform binding', async () => {
    await sandbox.post('/__sandbox/switches', { openPlatformBound: false })
    expect((await sandbox.session(await sandbox.loginCode('per_1'))).unionid).toBeUndefined()
  })
  it('blocks people of high risk with 40226', async () => {
    await sandbox.post('/__sandbox/person/per_2', { risky: true })
    expect((await sandbox.session(await sandbox.loginCode('per_2'))).errcode).toBe(40226)
  })
  it('slows one user down with 45011 and leaves others alone', async () => {
    await sandbox.post('/__sandbox/limits', { loginPerUserMinute: 1 })
    await sandbox.session(await sandbox.loginCode('per_1'))
    expect((await sandbox.session(await sandbox.loginCode('per_1'))).errcode).toBe(45011)
    expect((await sandbox.session(await sandbox.loginCode('per_2'))).openid).toEqual(expect.any(String))
    await sandbox.advance(60)
    expect((await sandbox.session(await sandbox.loginCode('per_1'))).openid).toEqual(expect.any(String))
  })
  it('rotates the session_key at each login', async () => {
    const iv = Buffer.alloc(16, 1).toString('base64')
    const first = await sandbox.session(await sandbox.loginCode('per_1'))
    const second = await sandbox.session(await sandbox.loginCode('per_1'))
    const sealed = encryptSessionData('{"a":1}', { sessionKey: second.session_key, iv })
    expect(decryptSessionData(sealed, { sessionKey: second.session_key, iv })).toBe('{"a":1}')
    expect(first.session_key).not.toBe(second.session_key)
    const check = (key: string) =>
      sandbox.get(
        `/wxa/checksessionkey?access_token=${accessToken}&openid=${first.openid}&sig_method=hmac_sha256&signature=${sessionKeyProof(key)}`,
      )
    expect((await check(second.session_key)).errcode).toBe(0)
    expect((await check(first.session_key)).errcode).toBe(87009)
  })
})

describe('getuserphonenumber', () => {
  const phone = (code: string) =>
    sandbox.post(`/wxa/business/getuserphonenumber?access_token=${accessToken}`, { code })
  it('gives the number with a watermark of this appid, once', async () => {
    const code = await sandbox.phoneCode('per_1')
    const number = sandbox.core.people.person('per_1')?.phone
    expect((await phone(code)).phone_info).toMatchObject({
      phoneNumber: number,
      purePhoneNumber: number,
      countryCode: '86',
      watermark: { appid: 'wx00000000000000a1', timestamp: expect.any(Number) },
    })
    expect((await phone(code)).errcode).toBe(40029)
  })
  it('takes no login code', async () => {
    expect((await phone(await sandbox.loginCode('per_1'))).errcode).toBe(40029)
  })
})

describe('getwxacodeunlimit', () => {
  const draw = (body: Json) =>
    fetch(`${sandbox.url}/wxa/getwxacodeunlimit?access_token=${accessToken}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
  const refusal = async (body: Json) => ((await (await draw(body)).json()) as Json).errcode

  it('answers a PNG of the asked width that leads to the phone', async () => {
    const answer = await draw({ scene: 's=SH001', page: 'pages/store/index', width: 430 })
    expect(answer.headers.get('content-type')).toBe('image/png')
    const image = Buffer.from(await answer.arrayBuffer())
    expect(image.subarray(1, 4).toString()).toBe('PNG')
    expect(image.readUInt32BE(16)).toBe(430)
    const url = `${sandbox.webviewUrl}/?scene=s%3DSH001&page=pages%2Fstore%2Findex`
    const { wxacodes } = await sandbox.get('/__sandbox/state')
    expect(wxacodes).toMatchObject([{ scene: 's=SH001', page: 'pages/store/index', url }])
    const same = await QRCode.toBuffer(url, { width: 430, margin: 2 })
    const pixels = (png: Buffer) => sharp(png).greyscale().raw().toBuffer()
    expect((await pixels(image)).equals(await pixels(same))).toBe(true)
  })
  it.each([[undefined], [''], ['x'.repeat(33)], ['店'], ['a%20b'], ['a b']])(
    'refuses scene %p',
    async (scene) => {
      expect(await refusal({ scene })).toBe(40129)
    },
  )
  it('takes every sign the platform allows in a scene', async () => {
    const answer = await draw({ scene: "!#$&'()*+,/:;=?@-._~aZ09" })
    expect(answer.headers.get('content-type')).toBe('image/png')
  })
  it('refuses pages with a slash in front, a query, or not released', async () => {
    expect(await refusal({ scene: 'a', page: '/pages/store/index' })).toBe(41030)
    expect(await refusal({ scene: 'a', page: 'pages/store/index?a=1' })).toBe(41030)
    sandbox.core.people.world.pages = ['pages/home/index']
    expect(await refusal({ scene: 'a', page: 'pages/none/index' })).toBe(41030)
    expect(
      (await draw({ scene: 'a', page: 'pages/none/index', check_path: false })).headers.get('content-type'),
    ).toBe('image/png')
  })
  it('refuses widths outside 280 to 1280 and broken bodies as JSON', async () => {
    expect(await refusal({ scene: 'a', width: 279 })).toBe(40097)
    expect(await refusal({ scene: 'a', width: 1281 })).toBe(40097)
    expect(await refusal([] as unknown as Json)).toBe(47001)
  })
})
