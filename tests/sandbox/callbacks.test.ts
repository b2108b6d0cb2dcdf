import { XMLParser } from 'fast-xml-parser'
import { decryptMessage, encryptMessage, messageSignature } from '../../server/kernel/platformCrypto'
import { buildSandbox, buildServer, readBody, type Json, type TestSandbox } from './support'

const envelope = {
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  receiveId: 'ww0000000000000001',
}
const parser = new XMLParser({ parseTagValue: false })

type Received = { event: Json; nonce: string; timestamp: string; signed: boolean; agentId: string }
let received: Received[]
let statuses: number[]
let echo: (plain: string) => string
let server: Awaited<ReturnType<typeof buildServer>>
let sandbox: TestSandbox

beforeEach(async () => {
  received = []
  statuses = []
  echo = (plain) => plain
  server = await buildServer(async (req, res) => {
    const { searchParams: query } = new URL(req.url ?? '/', 'http://x')
    const [timestamp, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? '']
    if (req.method === 'GET') return void res.end(echo(decryptMessage(query.get('echostr') ?? '', envelope)))
    const outer = parser.parse(await readBody(req)).xml
    const signature = messageSignature('sandboxToken', timestamp, nonce, outer.Encrypt)
    received.push({
      event: parser.parse(decryptMessage(outer.Encrypt, envelope)).xml,
      nonce,
      timestamp,
      signed: signature === query.get('msg_signature'),
      agentId: outer.AgentID,
    })
    res.statusCode = statuses.shift() ?? 200
    res.end()
  })
  sandbox = await buildSandbox({ serverUrl: server.url })
})
afterEach(async () => {
  await sandbox.stop()
  await server.stop()
})

const act = async (path: string, body: Json) => {
  const answer = await sandbox.post(`/__sandbox/customer/${path}`, body)
  await sandbox.core.callbacks.settled()
  return answer
}
const stranger = { userid: 'zhoumin', personId: 'per_6' }
const friend = { userid: 'zhoumin', personId: 'per_1' }
const types = () => received.map(({ event }) => event.ChangeType)

describe('events', () => {
  it('reach the product encrypted, signed, with who and whom', async () => {
    await act('scan', { ...stranger, state: 's=SH001' })
    expect(received).toHaveLength(1)
    expect(received[0]).toMatchObject({ signed: true, agentId: '1000002' })
    expect(received[0]?.event).toMatchObject({
      ToUserName: 'ww0000000000000001',
      FromUserName: 'sys',
      MsgType: 'event',
      Event: 'change_external_contact',
      ChangeType: 'add_external_contact',
      UserID: 'zhoumin',
      ExternalUserID: sandbox.core.people.person('per_6')?.externalUserId,
      State: 's=SH001',
      WelcomeCode: expect.any(String),
      CreateTime: expect.stringMatching(/^\d{10}$/),
    })
  })
  it('have no State for manual adds and no WelcomeCode for people of other corps', async () => {
    Object.assign(sandbox.core.people.person('per_6') ?? {}, { type: 2 })
    await act('add', stranger)
    expect(received[0]?.event).not.toHaveProperty('State')
    expect(received[0]?.event).not.toHaveProperty('WelcomeCode')
  })
  it('do not come when a friend scans again', async () => {
    expect(await act('scan', { ...friend, state: 'other' })).toEqual({ event: false })
    expect(received).toEqual([])
  })
  it('come for a customer who deleted the guide and scans again, with the old state', async () => {
    await act('scan', { ...stranger, state: 'first' })
    await act('block', stranger)
    await act('scan', { ...stranger, state: 'second' })
    expect(types()).toEqual(['add_external_contact', 'del_follow_user', 'add_external_contact'])
    expect(received[2]?.event.State).toBe('first')
  })
  it('announce one-way additions before the friendship', async () => {
    await act('add', { ...stranger, oneWay: true })
    expect(types().sort()).toEqual(['add_external_contact', 'add_half_external_contact'])
  })
  it('tell edits and deletions in the client', async () => {
    const accessToken = await sandbox.wecomToken()
    const id = sandbox.core.people.person('per_1')?.externalUserId
    const customer = () =>
      sandbox.get(`/cgi-bin/externalcontact/get?access_token=${accessToken}&external_userid=${id}`)
    await act('edit', { ...friend, remark: '晓雯', tags: [{ group: '护肤', name: '干皮' }] })
    expect((await customer()).follow_user[0]).toMatchObject({ remark: '晓雯', tags: [{ tag_name: '干皮' }] })
    await act('block', friend)
    expect((await customer()).errcode).toBe(0)
    await act('delete', friend)
    expect((await customer()).errcode).toBe(84061)
    expect(types()).toEqual(['edit_external_contact', 'del_follow_user', 'del_external_contact'])
  })
  it('do not come for changes made through the API', async () => {
    const accessToken = await sandbox.wecomToken()
    const body = {
      userid: 'zhoumin',
      external_userid: sandbox.core.people.person('per_1')?.externalUserId,
      remark: 'x',
    }
    expect(
      (await sandbox.post(`/cgi-bin/externalcontact/remark?access_token=${accessToken}`, body)).errcode,
    ).toBe(0)
    await sandbox.core.callbacks.settled()
    expect(received).toEqual([])
  })
})

describe('delivery', () => {
  it('tries three times until 200, each time sealed anew', async () => {
    statuses = [500, 302]
    await act('block', friend)
    expect(types()).toEqual(['del_follow_user', 'del_follow_user', 'del_follow_user'])
    expect(new Set(received.map(({ nonce }) => nonce)).size).toBe(3)
  })
  it('gives up after the third failure', async () => {
    statuses = [500, 500, 500, 500]
    await act('block', friend)
    expect(received).toHaveLength(3)
    const { entries } = await sandbox.get('/__sandbox/log')
    expect(entries.filter((entry) => entry.source === '回调' && entry.failed)).toHaveLength(3)
  })
  it('counts an answer that takes too long as a failure', async () => {
    const slow = await buildServer((_, res) => void setTimeout(() => res.end(), 400))
    const other = await buildSandbox({ serverUrl: slow.url, callback: { timeoutMs: 20, retryDelayMs: 1 } })
    await other.post('/__sandbox/customer/block', friend)
    await other.core.callbacks.settled()
    const { entries } = await other.get('/__sandbox/log')
    expect(entries.filter((entry) => entry.text.includes('次失败'))).toHaveLength(3)
    await other.stop()
    await slow.stop()
  })
  it('doubles with the same CreateTime and another nonce', async () => {
    await sandbox.post('/__sandbox/notify', { duplicate: 1 })
    await act('block', friend)
    expect(received).toHaveLength(2)
    expect(received[0]?.event).toEqual(received[1]?.event)
    expect(received[0]?.nonce).not.toBe(received[1]?.nonce)
  })
  it('loses an event when told, and replays it on demand', async () => {
    await sandbox.post('/__sandbox/notify', { drop: 1 })
    await act('block', friend)
    expect(received).toEqual([])
    expect(await sandbox.post('/__sandbox/notify/replay', { index: 0 })).toEqual({ ok: true })
    await sandbox.core.callbacks.settled()
    expect(types()).toEqual(['del_follow_user'])
  })
  it.each([
    ['drop', false],
    ['drop', '1'],
    ['lateMs', null],
    ['duplicate', 0.5],
    ['dorp', 1],
  ])('refuses the switch %s at %p, and keeps those that were set', async (name, value) => {
    for (const path of ['notify', 'pay/notify']) {
      const answer = await fetch(`${sandbox.url}/__sandbox/${path}`, {
        method: 'POST',
        body: JSON.stringify({ reorder: 0, [name]: value }),
      })
      expect([answer.status, (await answer.json()).error]).toEqual([400, expect.stringContaining(name)])
    }
    await act('block', friend)
    expect(types()).toEqual(['del_follow_user'])
  })
  it('turns the order round when told', async () => {
    await sandbox.post('/__sandbox/notify', { reorder: 1 })
    await act('add', stranger)
    expect(received).toEqual([])
    await act('delete', stranger)
    expect(types()).toEqual(['del_external_contact', 'add_external_contact'])
  })
  it('keeps an event back for as long as told', async () => {
    await sandbox.post('/__sandbox/notify', { late: 1, lateMs: 600 })
    await sandbox.post('/__sandbox/customer/block', friend)
    await sandbox.post('/__sandbox/customer/delete', friend)
    await sandbox.core.callbacks.settled()
    expect(types()).toEqual(['del_external_contact', 'del_follow_user'])
  })
})

describe('saving the callback address', () => {
  it('passes when the echo comes back plain, and only then', async () => {
    expect(await sandbox.post('/__sandbox/callback/verify')).toEqual({ ok: true, status: 200 })
    echo = (plain) => `"${plain}"`
    expect((await sandbox.post('/__sandbox/callback/verify')).ok).toBe(false)
    echo = (plain) => encryptMessage(plain, envelope)
    expect((await sandbox.post('/__sandbox/callback/verify')).ok).toBe(false)
  })
})
