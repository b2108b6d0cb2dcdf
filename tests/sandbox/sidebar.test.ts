import { jsTicketSignature } from '../../server/kernel/platformCrypto'
import { CORP, buildSandbox, type Json, type TestSandbox } from './support'

let sandbox: TestSandbox
let accessToken: string
beforeEach(async () => {
  sandbox = await buildSandbox({ trustedHosts: ['shop.example.com'] })
  accessToken = await sandbox.wecomToken()
})
afterEach(() => sandbox.stop())

const page = 'http://127.0.0.1:3101/sidebar/?as=zhoumin'
const agentTicket = async () =>
  (await sandbox.get(`/cgi-bin/ticket/get?access_token=${accessToken}&type=agent_config`)).ticket as string
const corpTicket = async () =>
  (await sandbox.get(`/cgi-bin/get_jsapi_ticket?access_token=${accessToken}`)).ticket as string
const claim = (ticket: string, url = page) => {
  const timestamp = Math.floor(Date.now() / 1000)
  const signature = jsTicketSignature({ ticket, nonceStr: 'n1', timestamp, url })
  return { corpId: CORP, agentId: '1000002', timestamp, nonceStr: 'n1', signature, url }
}
const verify = (kind: string, body: Json) => sandbox.bridge('verify', { kind, ...body })

describe('tickets', () => {
  it('stay the same while they live; corp and app tickets differ', async () => {
    const ticket = await agentTicket()
    expect(await agentTicket()).toBe(ticket)
    expect(await corpTicket()).not.toBe(ticket)
    const other = await sandbox.get(`/cgi-bin/ticket/get?access_token=${accessToken}&type=wx_card`)
    expect(other.errcode).toBe(40035)
  })
  it('are fetched at most so often per app and hour', async () => {
    await sandbox.post('/__sandbox/limits', { ticketAppHour: 2 })
    await agentTicket()
    await agentTicket()
    const third = await sandbox.get(`/cgi-bin/ticket/get?access_token=${accessToken}&type=agent_config`)
    expect(third.errcode).toBe(45009)
    await sandbox.advance(3600)
    accessToken = await sandbox.wecomToken()
    expect(await agentTicket()).toEqual(expect.any(String))
  })
})

describe('signature of the page', () => {
  it('is accepted for its own ticket, address and app', async () => {
    expect(await verify('agent', claim(await agentTicket()))).toEqual({ ok: true })
    expect(await verify('corp', claim(await corpTicket()))).toEqual({ ok: true })
  })
  it('is refused for the other ticket, another address, a made-up or an expired ticket', async () => {
    const ticket = await agentTicket()
    const refused = { fail: 'invalid signature' }
    expect(await verify('agent', claim(await corpTicket()))).toEqual(refused)
    expect(await verify('agent', { ...claim(ticket), url: 'http://127.0.0.1:3101/sidebar/other' })).toEqual(
      refused,
    )
    expect(await verify('agent', claim('made-up'))).toEqual(refused)
    await sandbox.advance(7200)
    expect(await verify('agent', claim(ticket))).toEqual(refused)
  })
  it('is refused for another corp or app', async () => {
    const good = claim(await agentTicket())
    expect(await verify('agent', { ...good, corpId: 'ww1' })).toEqual({ fail: 'invalid corpid' })
    expect(await verify('agent', { ...good, agentId: '9' })).toEqual({ fail: 'invalid agentid' })
    expect(await verify('agent', { ...good, signature: '' })).toEqual({ fail: 'missing signature' })
  })
})

describe('OAuth', () => {
  const authorize = (more: Record<string, string> = {}) =>
    fetch(
      `${sandbox.url}/connect/oauth2/authorize?${new URLSearchParams({
        appid: CORP,
        redirect_uri: 'https://shop.example.com/sidebar/?x=1',
        response_type: 'code',
        scope: 'snsapi_base',
        state: 'st',
        ...more,
      })}`,
      { redirect: 'manual' },
    )
  const codeFor = async (userid: string) => {
    const answer = await authorize({ userid })
    return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
  }
  const whoIs = (code: string) =>
    sandbox.get(`/cgi-bin/auth/getuserinfo?access_token=${accessToken}&code=${encodeURIComponent(code)}`)

  it('leads back with code and state, keeping the query', async () => {
    const answer = await authorize()
    expect(answer.status).toBe(302)
    const target = new URL(answer.headers.get('location') ?? '')
    expect(target.host).toBe('shop.example.com')
    expect(Object.fromEntries(target.searchParams)).toEqual({ x: '1', code: expect.any(String), state: 'st' })
    expect(await whoIs(target.searchParams.get('code') ?? '')).toMatchObject({
      errcode: 0,
      userid: 'zhoumin',
    })
  })
  it('signs in the guide whose window is open, or who the page acts as', async () => {
    await sandbox.post('/__sandbox/window', { userid: 'chenjia' })
    const window = new URL((await authorize()).headers.get('location') ?? '')
    expect((await whoIs(window.searchParams.get('code') ?? '')).userid).toBe('chenjia')
    const acting = await authorize({ redirect_uri: 'https://shop.example.com/sidebar/?as=zhoumin' })
    const code = new URL(acting.headers.get('location') ?? '').searchParams.get('code') ?? ''
    expect((await whoIs(code)).userid).toBe('zhoumin')
  })
  it('shows 50001 for an address that is not trusted', async () => {
    const answer = await authorize({ redirect_uri: 'https://evil.example.com/' })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('50001')
  })
  it('shows whom to choose when opened with an empty userid', async () => {
    const text = await (await authorize({ userid: '' })).text()
    expect(text).toContain('周敏')
    expect(text).toContain('userid=chenjia')
  })
  it('gives codes for one use and 5 minutes', async () => {
    const code = await codeFor('zhoumin')
    await whoIs(code)
    expect((await whoIs(code)).errcode).toBe(42022)
    const late = await codeFor('zhoumin')
    await sandbox.advance(300)
    expect((await whoIs(late)).errcode).toBe(42003)
    expect((await whoIs('made-up')).errcode).toBe(40029)
  })
  it('knows outsiders by openid, customers also by external_userid', async () => {
    const customer = sandbox.core.people.person('per_1')
    expect(await whoIs(await codeFor('per_1'))).toMatchObject({
      openid: customer?.openid,
      external_userid: customer?.externalUserId,
    })
    const outsider = await whoIs(await codeFor('per_6'))
    expect(outsider.openid).toEqual(expect.any(String))
    expect(outsider).not.toHaveProperty('external_userid')
    expect(outsider).not.toHaveProperty('userid')
  })
})

describe('what the bridge tells and does', () => {
  const pair = { userid: 'zhoumin', personId: 'per_1' }
  const card = {
    msgtype: 'miniprogram',
    miniprogram: {
      appid: 'wx00000000000000a1',
      title: '山茶唇膏',
      imgUrl: 'https://shop.example.com/a.png',
      page: 'pages/product/index.html?spu=1',
    },
  }
  const send = (message: Json) => sandbox.bridge('send', { as: 'zhoumin', message })
  const chat = async () =>
    (await sandbox.get('/__sandbox/chat?userid=zhoumin&personId=per_1')).messages as Json[]

  it('knows the customer of the open chat, none without a chat or from another entry', async () => {
    expect(await sandbox.bridge('context', { as: 'zhoumin' })).not.toHaveProperty('externalUserId')
    await sandbox.post('/__sandbox/window', pair)
    const open = await sandbox.bridge('context', { as: 'zhoumin' })
    expect(open).toMatchObject({
      entry: 'single_chat_tools',
      externalUserId: sandbox.core.people.person('per_1')?.externalUserId,
    })
    await sandbox.post('/__sandbox/switches', { bridge: { entry: 'normal' } })
    expect(await sandbox.bridge('context', { as: 'zhoumin' })).not.toHaveProperty('externalUserId')
  })
  it('puts text and cards into the chat that the phone shows', async () => {
    await sandbox.post('/__sandbox/window', pair)
    expect(await send({ msgtype: 'text', text: { content: '到货了' } })).toEqual({ ok: true })
    expect(await send(card)).toEqual({ ok: true })
    const [text, sent] = (await chat()).slice(-2)
    expect(text).toMatchObject({ from: 'guide', kind: 'text', text: '到货了', bySidebar: true })
    expect(sent).toMatchObject({
      kind: 'miniprogram',
      broken: false,
      card: { page: 'pages/product/index.html?spu=1' },
    })
  })
  it('marks cards whose page lacks .html as broken', async () => {
    await sandbox.post('/__sandbox/window', pair)
    await send({ ...card, miniprogram: { ...card.miniprogram, page: 'pages/product/index?spu=1' } })
    expect((await chat()).at(-1)).toMatchObject({ broken: true })
  })
  it('refuses what the client refuses', async () => {
    expect(await send(card)).toEqual({ fail: 'without context of external contact' })
    await sandbox.post('/__sandbox/window', pair)
    const mini = (more: Json) => send({ ...card, miniprogram: { ...card.miniprogram, ...more } })
    expect(await mini({ appid: 'wx1' })).toEqual({ fail: 'invalid appid' })
    expect(await mini({ imgUrl: '/a.png' })).toEqual({ fail: 'invalid imgUrl' })
    expect(await send({ msgtype: 'dance' })).toEqual({ fail: 'invalid msgtype' })
    expect(await send({ msgtype: 'image', image: {} })).toEqual({ fail: 'invalid mediaid' })
    const before = (await chat()).length
    expect(await send({ msgtype: 'news', news: { title: 'x', link: 'javascript:1' } })).toEqual({
      fail: 'invalid link',
    })
    expect(await chat()).toHaveLength(before)
  })
  it('tells a phone its position, or that it was denied', async () => {
    const phone = () => sandbox.bridge('person', { as: 'per_1' })
    expect(await phone()).toMatchObject({ position: [121.4453, 31.2231], locationDenied: false })
    await sandbox.post('/__sandbox/person/per_1', { locationDenied: true, position: [116.4, 39.9] })
    expect(await phone()).toMatchObject({ position: [116.4, 39.9], locationDenied: true })
    expect(await sandbox.bridge('login', { as: 'nobody' })).toEqual({ fail: 'unknown person' })
  })
  it('scans once what was laid before the camera', async () => {
    await sandbox.post('/__sandbox/person/per_1/scan', { result: '6901234567892' })
    expect(await sandbox.bridge('scan', { as: 'per_1' })).toEqual({ result: '6901234567892' })
    expect(await sandbox.bridge('scan', { as: 'per_1' })).toEqual({ choices: [] })
  })
})
