import { parseWorld } from '../../server/sandbox/world'
import { CORP, buildSandbox, type TestSandbox } from './support'

let sandbox: TestSandbox
beforeEach(async () => {
  sandbox = await buildSandbox()
})
afterEach(() => sandbox.stop())

const path = `/cgi-bin/gettoken?corpid=${CORP}&corpsecret=sandbox-wecom-secret`
const fault = (body: object) => sandbox.post('/__sandbox/fault', { endpoint: '/cgi-bin/gettoken', ...body })

describe('frequency', () => {
  it('answers 45009 above the cap until the window ends', async () => {
    await sandbox.post('/__sandbox/limits', { apiMinute: 2 })
    expect((await sandbox.get(path)).errcode).toBe(0)
    expect((await sandbox.get(path)).errcode).toBe(0)
    expect((await sandbox.get(path)).errcode).toBe(45009)
    await sandbox.advance(60)
    expect((await sandbox.get(path)).errcode).toBe(0)
  })
  it('counts per API and per address', async () => {
    await sandbox.post('/__sandbox/limits', { apiMinute: 1 })
    await sandbox.get(path)
    expect((await sandbox.get('/cgi-bin/user/get')).errcode).toBe(41001)
    await sandbox.post('/__sandbox/limits', { apiMinute: 99, ipMinute: 1 })
    expect((await sandbox.get('/cgi-bin/user/get')).errcode).toBe(45009)
  })
})

describe('faults', () => {
  it('refuse with a code for so many calls', async () => {
    await fault({ errcode: -1, times: 2 })
    expect((await sandbox.get(path)).errcode).toBe(-1)
    expect((await sandbox.get(path)).errcode).toBe(-1)
    expect((await sandbox.get(path)).errcode).toBe(0)
  })
  it('say that the address is not trusted, until removed', async () => {
    const { id } = await fault({ errcode: 60020, times: -1 })
    expect((await sandbox.get(path)).errmsg).toContain('not allow to access from your ip')
    expect((await sandbox.get(path)).errcode).toBe(60020)
    await sandbox.post(`/__sandbox/fault/${id}/remove`)
    expect((await sandbox.get(path)).errcode).toBe(0)
  })
  it('answer HTTP 502, break the connection or cut the body', async () => {
    await fault({ http: 502 })
    expect((await fetch(`${sandbox.url}${path}`)).status).toBe(502)
    await fault({ drop: true })
    await expect(fetch(`${sandbox.url}${path}`)).rejects.toThrow('fetch failed')
    await fault({ truncate: true })
    const text = await (await fetch(`${sandbox.url}${path}`)).text()
    expect(text).toMatch(/^\{"errcode":0/)
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
  })
  it('spoil errmsg but not errcode', async () => {
    await fault({ errcode: 45033, malformed: true })
    expect(await sandbox.get(path)).toEqual({ errcode: 45033, errmsg: '\u0000<err/>' })
  })
  it('hit only the API they are meant for', async () => {
    await fault({ endpoint: '/cgi-bin/externalcontact/', errcode: -1, times: -1 })
    expect((await sandbox.get(path)).errcode).toBe(0)
    const list = await sandbox.get('/cgi-bin/externalcontact/get_follow_user_list')
    expect(list.errcode).toBe(-1)
  })
})

describe('clock and reset', () => {
  it('can be stopped, set and moved', async () => {
    await sandbox.post('/__sandbox/clock', { set: '2026-11-22T08:00:00Z', rate: 0 })
    expect((await sandbox.advance(90)).now).toBe(Date.parse('2026-11-22T08:01:30Z'))
    expect((await sandbox.get('/__sandbox/state')).now).toBe(Date.parse('2026-11-22T08:01:30Z'))
  })
  it('gives the same tokens for the same seed', async () => {
    const first = await sandbox.wecomToken()
    await sandbox.post('/__sandbox/reset', { seed: 'test' })
    expect(await sandbox.wecomToken()).toBe(first)
    await sandbox.post('/__sandbox/reset', { seed: 'other' })
    expect(await sandbox.wecomToken()).not.toBe(first)
  })
  it('forgets people, friendships and messages', async () => {
    await sandbox.post('/__sandbox/people', { person: { name: '新客', personId: 'per_new' } })
    await sandbox.post('/__sandbox/customer/delete', { userid: 'zhoumin', personId: 'per_1' })
    expect((await sandbox.get('/__sandbox/health')).persons).toBe(7)
    await sandbox.post('/__sandbox/reset')
    expect((await sandbox.get('/__sandbox/health')).persons).toBe(6)
    expect((await sandbox.get('/__sandbox/chats?userid=zhoumin')).total).toBe(4)
  })
  it('answers mistakes of its own API with 400 and 404', async () => {
    const bad = await fetch(`${sandbox.url}/__sandbox/clock`, { method: 'POST', body: '{' })
    expect(bad.status).toBe(400)
    const none = await fetch(`${sandbox.url}/__sandbox/customer/add`, {
      method: 'POST',
      body: JSON.stringify({ userid: 'nobody', personId: 'per_1' }),
    })
    expect(none.status).toBe(404)
  })
})

describe('world', () => {
  it('is refused with a sentence that names what is wrong', () => {
    expect(() => parseWorld({ guides: [], persons: [] })).toThrow('"stores" must be a list')
    expect(() => parseWorld({ guides: [], persons: [], stores: [] })).toThrow('at least one guide')
    const persons = [{ personId: 'p', openid: 'o', name: 'x', followers: [{ userid: 'nobody' }] }]
    expect(() => parseWorld({ guides: [{ userid: 'a' }], persons, stores: [] })).toThrow('unknown nobody')
    expect(() => parseWorld({ guides: [{ userid: 'a b;' }], persons: [], stores: [] })).toThrow(
      '"a b;" is no id',
    )
  })
  it('is copied: what happens in the sandbox does not reach the given object', async () => {
    const world = sandbox.core.options.world
    const before = JSON.stringify(world)
    await sandbox.post('/__sandbox/customer/delete', { userid: 'zhoumin', personId: 'per_1' })
    expect(JSON.stringify(world)).toBe(before)
  })
})
